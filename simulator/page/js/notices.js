// What a phone says beside its messages: passing toasts, and alerts that want an OK.
import { h } from "./dom.js";
import { t } from "./texts.js";

const SHORT = 3200;
const PER_LETTER = 45;
let alerts = 0;

export class Notices {
  /** `content` becomes inert while an alert is open over it in `screen`. */
  constructor(screen, content, botName) {
    this.screen = screen;
    this.content = content;
    this.botName = botName;
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.queue = [];
  }

  toast(text, isError = false) {
    const node = h("div", { class: isError ? "toast is-error" : "toast" }, text);
    this.toasts.replaceChildren(...[...this.toasts.children].slice(-1), node);
    setTimeout(() => node.remove(), SHORT + text.length * PER_LETTER);
  }

  alert(text, title = this.botName) {
    this.queue.push({ text, title });
    if (this.queue.length === 1) this.open();
  }

  open() {
    const before = document.activeElement;
    const { text, title } = this.queue[0];
    const words = h("p", { id: `alert-${(alerts += 1)}` }, text);
    const button = h("button", { type: "button", class: "fill" }, t("ok"));
    const node = h("div", { class: "alert", role: "alertdialog", "aria-label": title === this.botName ? t("alert", { bot: title }) : title, "aria-describedby": words.id },
      h("div", {}, h("h3", {}, title), words, button));
    button.addEventListener("click", () => this.close(node, before));
    node.addEventListener("keydown", (event) => event.key === "Escape" && this.close(node, before));
    const follow = this.content.contains(before) || before === document.body;
    this.content.inert = true;
    this.screen.append(node);
    if (follow) button.focus({ preventScroll: true });
  }

  close(node, before) {
    node.remove();
    this.queue.shift();
    this.content.inert = false;
    if (this.queue.length) return this.open();
    if (before?.isConnected) before.focus({ preventScroll: true });
  }
}
