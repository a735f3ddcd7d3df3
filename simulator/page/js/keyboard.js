// The buttons under a message and the keys below the composer.
import { h, icon } from "./dom.js";
import { safeAddress } from "./links.js";
import { t } from "./texts.js";

const style = (button) => (["primary", "success", "danger"].includes(button.style) ? ` style-${button.style}` : "");

/** Inline buttons of a message; `pressed` is "row:column" of the one that waits for its answer. */
export function inlineButtons(rows, pressed, act) {
  return h("div", { class: "buttons" }, rows.map((row, y) =>
    h("div", { class: "line" }, row.map((button, x) => inlineButton(button, `${y}:${x}`, pressed, act)))));
}

function inlineButton(button, place, pressed, act) {
  const props = { class: `press${style(button)}`, data: { place } };
  if (button.url) return linkButton(button, props, act);
  const run = () => runner(button, place, act);
  const label = [button.text, button.copy !== undefined && corner("copy")];
  return h("button", { ...props, type: "button", "aria-busy": pressed === place ? "true" : null, on: { click: run } }, label);
}

function runner(button, place, act) {
  if (button.copy !== undefined) return act.copy(button.copy);
  if (button.data === undefined) return act.say(t("notPlayed"));
  return act.press(button.data, place);
}

function linkButton(button, props, act) {
  const open = (event) => act.open(button.url, event);
  return h("a", { ...props, href: safeAddress(button.url) ?? "#", target: "_blank", rel: "noopener noreferrer", on: { click: open } },
    button.text, corner("out"));
}

function corner(name) {
  const sign = icon(name);
  sign.classList.add("corner");
  return sign;
}

/** The reply keyboard; `press(key)` gets the key's own data. */
export const replyKeys = (keyboard, press) =>
  h("div", { class: "reply-keys", role: "group" }, keyboard.rows.map((row) =>
    h("div", { class: "line" }, row.map((key) =>
      h("button", { type: "button", class: `key${style(key)}`, on: { click: () => press(key) } }, key.text)))));
