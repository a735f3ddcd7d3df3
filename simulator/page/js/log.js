// The scrolling list of a chat: shows a window of the latest rows, older ones as the reader scrolls up.
import { h } from "./dom.js";
import { renderRow, renderService } from "./message.js";
import { rowsOf } from "./rows.js";

const WINDOW = 100;
const STEP = 60;
const NEAR = 48;
const ENDED = { enter: ["is-entering"], glow: ["is-new", "is-found"] };
const QUIET = matchMedia("(prefers-reduced-motion: reduce)");

/** Puts `node` in the place of `old`; who was on a button of the old one is on the same button of the new. */
function swap(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (!focused) return;
  const button = focused.dataset.place && node.querySelector(`[data-place="${focused.dataset.place}"]`);
  (button ?? node).focus({ preventScroll: true });
}

export class Log {
  /** `view` is what `renderRow` needs; `onRead(unread)` hears how many rows are below unseen. */
  constructor(conversation, view, label, onRead) {
    this.conversation = conversation;
    this.view = view;
    this.onRead = onRead;
    this.nodes = new Map();
    this.keyOf = new WeakMap();
    this.unread = 0;
    this.stuck = true;
    this.oldest = null;
    this.frame = 0;
    this.top = 0;
    this.rows = h("div", { class: "rows" });
    this.element = h("div", { class: "log", role: "log", tabindex: 0, "aria-label": label, "aria-live": "polite", "aria-relevant": "additions", "aria-busy": "true" }, this.rows);
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.rows.addEventListener("animationend", ({ target, animationName }) => target.closest(".row")?.classList.remove(...(ENDED[animationName] ?? [])));
    this.sizes = new ResizeObserver(() => this.stuck && this.jump());
    this.sizes.observe(this.element);
    this.sizes.observe(this.rows);
  }

  destroy() {
    this.sizes.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /** Draws on the next frame, however many changes come before it. */
  plan() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  arrived() {
    if (this.stuck) return;
    this.unread += 1;
    this.onRead(this.unread);
  }

  reset() {
    this.oldest = null;
    this.stuck = true;
    this.element.setAttribute("aria-busy", "true");
    this.draw();
    this.element.removeAttribute("aria-busy");
    this.toEnd();
  }

  draw() {
    const items = this.conversation.items;
    if (this.stuck) this.oldest = items.at(-WINDOW)?.message_id ?? null;
    const shown = this.oldest === null ? items : items.filter((item) => item.message_id >= this.oldest);
    const anchor = this.stuck ? null : this.anchor();
    this.place(rowsOf(shown, this.view.zone));
    if (this.stuck) this.jump();
    else if (anchor) this.stay(anchor);
  }

  /** The first message in sight and where it stands, to stand there still after drawing. */
  anchor() {
    const top = this.element.scrollTop;
    const node = [...this.rows.querySelectorAll(":scope > .row")].find((row) => row.offsetTop + row.offsetHeight > top);
    return node && { key: this.keyOf.get(node), top: node.offsetTop };
  }

  stay({ key, top }) {
    const node = this.nodes.get(key)?.node;
    if (node) this.element.scrollTop += node.offsetTop - top;
  }

  place(rows) {
    const wanted = new Set(rows.map((row) => row.key));
    const quiet = this.element.ariaBusy === "true";
    for (const [key, entry] of this.nodes) if (!wanted.has(key)) this.leave(key, entry.node, quiet);
    const nodes = rows.map((row) => this.nodeFor(row, quiet));
    let before = this.rows.firstElementChild;
    for (const node of nodes) {
      while (before?.classList.contains("is-leaving")) before = before.nextElementSibling;
      if (node === before) before = before.nextElementSibling;
      else this.rows.insertBefore(node, before);
    }
  }

  nodeFor(row, quiet) {
    const known = this.nodes.get(row.key);
    if (known?.mark === this.mark(row)) return known.node;
    const node = this.render(row);
    if (known) swap(known.node, node);
    else if (!quiet && row.newest) node.classList.add("is-entering", ...(this.view.mine(row.items[0]) ? [] : ["is-new"]));
    this.nodes.set(row.key, { node, mark: this.mark(row) });
    this.keyOf.set(node, row.key);
    return node;
  }

  render(row) {
    if (row.day) return h("div", { class: "day" }, row.day);
    return row.service ? renderService(row.service, this.view) : renderRow(row, this.viewOf(row));
  }

  mark(row) {
    if (row.day) return row.day;
    if (row.service) return row.service.seq;
    const pressed = this.conversation.pressing.get(row.items[0].message_id) ?? "";
    return `${row.items.map((item) => item.seq)} ${row.first} ${row.last} ${pressed}`;
  }

  viewOf(row) {
    return { ...this.view, pressed: this.conversation.pressing.get(row.items[0].message_id), show: (id) => this.show(id) };
  }

  leave(key, node, quiet) {
    this.nodes.delete(key);
    const gone = key[0] === "m" && !this.conversation.byId.has(Number(key.slice(1)));
    if (!gone || quiet || QUIET.matches) return node.remove();
    node.classList.add("is-leaving");
    node.style.setProperty("overflow", "hidden");
    const frames = [{ height: `${node.offsetHeight}px`, opacity: 1 }, { height: 0, opacity: 0, marginTop: 0 }];
    node.animate(frames, { duration: 200, easing: "ease-in" }).finished.then(() => node.remove(), () => node.remove());
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const rose = scrollTop < this.top;
    this.top = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.stuck = true;
    else if (rose) this.stuck = false;
    if (this.stuck) this.seen();
    else if (scrollTop < 400) this.older();
  }

  older() {
    if (this.oldest === null) return;
    const items = this.conversation.items;
    const at = items.findIndex((item) => item.message_id >= this.oldest);
    if (at <= 0) return;
    this.oldest = items[Math.max(0, at - STEP)].message_id;
    this.plan();
  }

  seen() {
    if (this.unread === 0) return;
    this.unread = 0;
    this.onRead(0);
  }

  jump() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  toEnd() {
    this.stuck = true;
    this.seen();
    this.draw();
  }

  /** Scrolls to a message and marks it for a moment. */
  show(messageId) {
    this.stuck = false;
    if (this.oldest !== null && messageId < this.oldest) this.oldest = messageId;
    this.draw();
    const node = this.rows.querySelector(`[data-message-id="${Number(messageId)}"]`);
    node?.scrollIntoView({ block: "center" });
    node?.classList.add("is-found");
  }
}
