// The scrolling list of a chat. Only a window of its rows is in the page: it moves along with the reader.
import { h } from "./dom.js";
import { renderRow, renderService } from "./message.js";
import { rowsOf } from "./rows.js";

const WINDOW = 100;
const STEP = 40;
const MOST = WINDOW + 2 * STEP;
const NEAR = 48;
const AHEAD = 600;
const ENDED = { enter: ["is-entering"], glow: ["is-new", "is-found"] };
const QUIET = matchMedia("(prefers-reduced-motion: reduce)");

/** Puts `node` in the place of `old`, whose pictures and players go on; who was on a button is on the same one of the new. */
function swap(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Map([...old.querySelectorAll("[data-media]")].map((media) => [media.dataset.media, media]));
  for (const media of node.querySelectorAll("[data-media]")) {
    const same = kept.get(media.dataset.media);
    if (same?.localName === media.localName) media.replaceWith(same);
  }
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
    this.newest = null;
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

  /** Every row looks different now. */
  forget() {
    this.nodes.clear();
    this.rows.replaceChildren();
  }

  reset() {
    this.oldest = this.newest = null;
    this.stuck = true;
    this.element.setAttribute("aria-busy", "true");
    this.draw();
    this.element.removeAttribute("aria-busy");
    this.toEnd();
  }

  draw() {
    const items = this.conversation.shown;
    if (this.stuck) Object.assign(this, { oldest: items.at(-WINDOW)?.message_id ?? null, newest: null });
    const shown = items.filter(({ message_id: id }) => (this.oldest === null || id >= this.oldest) && (this.newest === null || id <= this.newest));
    const anchor = this.stuck ? null : this.anchor();
    this.place(rowsOf(shown, this.view.zone));
    if (this.stuck) this.jump();
    else if (anchor) this.stay(anchor);
  }

  /** The first message in sight and where it stands, to stand there still after drawing. */
  anchor() {
    const top = this.element.scrollTop;
    const node = [...this.rows.querySelectorAll(":scope > .row")].find((row) => row.offsetTop + row.offsetHeight > top);
    return node && { key: this.keyOf.get(node), top: node.getBoundingClientRect().top };
  }

  stay({ key, top }) {
    const node = this.nodes.get(key)?.node;
    if (node) this.element.scrollTop += node.getBoundingClientRect().top - top;
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
    else if (!quiet && row.newest && this.newest === null) node.classList.add("is-entering", ...(this.view.mine(row.items[0]) ? [] : ["is-new"]));
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
    const below = scrollHeight - scrollTop - clientHeight;
    if (below < NEAR && this.newest === null) this.stuck = true;
    else if (rose) this.stuck = false;
    if (this.stuck) this.seen();
    else if (scrollTop < AHEAD) this.move(-STEP);
    else if (below < AHEAD && this.newest !== null) this.move(STEP);
  }

  /** Moves the window up or down by some messages; what is far behind leaves the page. */
  move(step) {
    const items = this.conversation.shown;
    const at = (id, other) => (id === null ? other : items.findIndex((item) => item.message_id >= id));
    let [first, last] = [at(this.oldest, 0), at(this.newest, items.length - 1)];
    if (last < 0) last = items.length - 1;
    if (step < 0 ? first <= 0 : last >= items.length - 1) return;
    if (step < 0) [first, last] = [Math.max(0, first + step), Math.min(last, first + step + MOST)];
    else [first, last] = [Math.max(first, last + step - MOST), Math.min(items.length - 1, last + step)];
    this.oldest = items[first].message_id;
    this.newest = last >= items.length - 1 ? null : items[last].message_id;
    this.plan();
  }

  seen() {
    if (this.unread === 0) return;
    this.unread = 0;
    this.onRead(0);
  }

  around(messageId) {
    const inside = (this.oldest === null || messageId >= this.oldest) && (this.newest === null || messageId <= this.newest);
    if (inside) return;
    const items = this.conversation.shown;
    const at = items.findIndex((item) => item.message_id >= messageId);
    this.oldest = items[Math.max(0, at - STEP)]?.message_id ?? null;
    this.newest = items[at + STEP]?.message_id ?? null;
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
    this.around(messageId);
    this.draw();
    const node = this.rows.querySelector(`[data-message-id="${Number(messageId)}"]`);
    node?.scrollIntoView({ block: "center" });
    node?.classList.add("is-found");
  }
}
