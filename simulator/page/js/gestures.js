// Ways into a message beside its own button: keys, double click, right click, touch, swipe, dropped files.
import { h } from "./dom.js";
import { t } from "./texts.js";

const SWIPE = 56;
const ACTIVE = "button, a, input, label, video, audio, .spoiler, code";
const OWN_MENU = "a, input, video"; // the browser's own menu is of use there

/** `on` is {reply(item), menu(item, place)}; `itemOf(row)` finds the message of a row. */
export function hearMessages(log, itemOf, on) {
  const rowOf = (event) => (event.target.closest(ACTIVE) ? null : event.target.closest(".row"));
  const withItem = (row, run) => {
    const item = row && itemOf(row);
    if (item) run(item, row.querySelector(".bubble"));
    return Boolean(item);
  };
  const menu = (row) => withItem(row, on.menu);
  log.addEventListener("keydown", (event) => walk(event, log, menu));
  log.addEventListener("dblclick", (event) => withItem(rowOf(event), on.reply));
  log.addEventListener("contextmenu", (event) => {
    if (String(getSelection()) !== "" || event.target.closest(OWN_MENU)) return;
    if (menu(event.target.closest(".row"))) event.preventDefault();
  });
  log.addEventListener("click", (event) => event.pointerType === "touch" && menu(rowOf(event)));
  hearSwipes(log, (row) => withItem(row, on.reply));
}

function walk(event, log, menu) {
  const row = document.activeElement.closest(".row");
  if (event.key === "Enter" && row && document.activeElement === row) {
    event.preventDefault();
    return void menu(row);
  }
  const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
  if (!step) return;
  event.preventDefault();
  let next = row ? row[step] : log.querySelector(".row:last-child");
  while (next && !next.classList.contains("row")) next = next[step];
  next?.focus();
}

function hearSwipes(log, reply) {
  let start = null;
  log.addEventListener("touchstart", (event) => (start = event.touches.length === 1 ? event.touches[0] : null), { passive: true });
  log.addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    const across = start ? start.clientX - end.clientX : 0;
    if (across > SWIPE && Math.abs(start.clientY - end.clientY) < SWIPE / 2) reply(event.target.closest(".row"));
  }, { passive: true });
}

/** Lets files be dropped on `screen` while `open()`; `take(files)` gets them. */
export function hearDrops(screen, open, take) {
  const sign = h("div", { class: "drop", hidden: true }, t("drop"));
  const wanted = (event) => event.dataTransfer.types.includes("Files") && open();
  screen.append(sign);
  screen.addEventListener("dragover", (event) => {
    if (!wanted(event)) return;
    event.preventDefault();
    sign.hidden = false;
  });
  screen.addEventListener("dragleave", (event) => screen.contains(event.relatedTarget) || (sign.hidden = true));
  screen.addEventListener("drop", (event) => {
    sign.hidden = true;
    if (!wanted(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}
