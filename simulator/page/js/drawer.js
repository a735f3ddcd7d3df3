// The panel at the side: calls, faults and transcripts, closed at first.
import { h, iconButton } from "./dom.js";
import { t } from "./texts.js";

export class Drawer {
  /** `panes` is {name: {build(act)}}; the names are keys of texts. */
  constructor(element, panes, act, onToggle) {
    Object.assign(this, { element, panes, act, onToggle });
    this.name = Object.keys(panes)[0];
    element.addEventListener("keydown", (event) => this.key(event));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open(this.name);
  }

  open(name) {
    this.name = name;
    this.element.hidden = false;
    this.draw();
    this.onToggle();
  }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
    this.onToggle();
  }

  draw() {
    if (!this.isOpen) return;
    const tab = (name) => h("button", { type: "button", role: "tab", "aria-selected": String(name === this.name), on: { click: () => this.open(name) } }, t(name));
    const tabs = h("div", { role: "tablist" }, Object.keys(this.panes).map(tab));
    const pane = h("div", { class: "pane", role: "tabpanel", "aria-label": t(this.name) }, this.panes[this.name].build(this.act));
    this.element.setAttribute("aria-label", t("panel"));
    this.element.replaceChildren(h("header", {}, tabs, iconButton("close", t("close"), () => this.close())), pane);
  }

  key(event) {
    if (event.key === "Escape") return this.close();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.role !== "tab") return;
    const names = Object.keys(this.panes);
    this.open(names[(names.indexOf(this.name) + step + names.length) % names.length]);
    this.element.querySelector('[aria-selected="true"]').focus();
  }
}
