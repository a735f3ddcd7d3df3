// Menus and small panels that open beside the button they belong to.
import { h, icon } from "./dom.js";

const GAP = 6;

function place(panel, opener) {
  const from = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = Math.min(Math.max(GAP, from.right - width), innerWidth - width - GAP);
  const below = from.bottom + GAP;
  const top = below + height <= innerHeight - GAP ? below : Math.max(GAP, from.top - height - GAP);
  panel.style.setProperty("left", `${left}px`);
  panel.style.setProperty("top", `${top}px`);
}

/** Opens a menu of `entries` {icon, label, run, danger?, note?} under `opener`; `head` is put above them. */
export function openMenu(opener, entries, head = null) {
  const menu = h("div", { class: "menu", popover: "auto", role: "menu" });
  const done = (run) => () => {
    menu.hidePopover();
    run();
  };
  const buttons = entries.map((entry) =>
    h("button", { type: "button", role: "menuitem", class: entry.danger ? "danger" : "", on: { click: done(entry.run) } }, icon(entry.icon), entry.note ? h("span", { class: "with-note" }, entry.label, h("small", {}, entry.note)) : entry.label));
  menu.append(...[head, ...buttons].filter(Boolean));
  menu.addEventListener("keydown", (event) => move(event, [...menu.querySelectorAll("button")]));
  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  document.body.append(menu);
  menu.showPopover();
  place(menu, opener);
  buttons[0].focus();
  return menu;
}

function move(event, buttons) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = buttons.indexOf(document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length].focus();
}

/** Makes `panel` open under `opener` and close on Escape or a press elsewhere. */
export function panelFor(opener, panel) {
  panel.popover = "auto";
  panel.classList.add("popover");
  opener.popoverTargetElement = panel;
  opener.setAttribute("aria-expanded", "false");
  panel.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    opener.setAttribute("aria-expanded", String(open));
    if (open) place(panel, opener);
  });
  return panel;
}
