// Copying text, also where the browser keeps the clipboard for secure pages only.
import { h } from "./dom.js";

export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = h("textarea", { class: "visually-hidden" });
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}
