// What the page knows of one private chat: its messages in order, its reply keyboard, its owner.

/** What the phone shows of a reply markup {keyboard: [[{text}]], …}; null for none. */
export function readKeyboard(markup) {
  if (!markup?.keyboard?.length) return null;
  return { rows: markup.keyboard, oneTime: Boolean(markup.one_time_keyboard), placeholder: markup.input_field_placeholder ?? "" };
}

export class Conversation {
  constructor(person) {
    this.person = person;
    this.items = [];
    this.byId = new Map();
    this.keyboard = null;
    this.pressing = new Map();
    this.listeners = new Set();
    this.waiting = null;
  }

  /** Calls `listener(change)`; returns how to stop. `change` is {kind, item?, fresh?}. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(change) {
    for (const listener of this.listeners) listener(change);
  }

  /** From here to `load`, events are kept and applied on top of what is loaded. */
  expectLoad() {
    this.waiting ??= [];
  }

  load(items, person) {
    const later = this.waiting ?? [];
    this.waiting = null;
    this.person = person;
    this.items = items.filter((item) => !item.deleted).sort((a, b) => a.message_id - b.message_id);
    this.byId = new Map(this.items.map((item) => [item.message_id, item]));
    this.keyboard = latestKeyboard(items);
    this.pressing.clear();
    later.forEach((apply) => apply());
    this.tell({ kind: "loaded" });
  }

  apply(item) {
    if (this.waiting) return void this.waiting.push(() => this.apply(item));
    const known = this.byId.get(item.message_id);
    if (known && known.seq >= item.seq) return;
    if (item.deleted) return this.drop(item);
    this.pressing.delete(item.message_id);
    this.byId.set(item.message_id, item);
    if (known) this.items[this.items.indexOf(known)] = item;
    else this.insert(item);
    this.tell({ kind: "message", item, fresh: !known });
  }

  insert(item) {
    let at = this.items.length;
    while (at > 0 && this.items[at - 1].message_id > item.message_id) at -= 1;
    this.items.splice(at, 0, item);
  }

  drop(item) {
    const known = this.byId.get(item.message_id);
    if (!known) return;
    this.byId.delete(item.message_id);
    this.items.splice(this.items.indexOf(known), 1);
    this.tell({ kind: "message", item, fresh: false });
  }

  setKeyboard(markup) {
    if (this.waiting) return void this.waiting.push(() => this.setKeyboard(markup));
    this.keyboard = readKeyboard(markup);
    this.tell({ kind: "keyboard" });
  }

  setPerson(person) {
    this.person = { ...this.person, ...person };
    this.tell({ kind: "person" });
  }

  setPressing(messageId, place) {
    if (place === null) this.pressing.delete(messageId);
    else this.pressing.set(messageId, place);
    this.tell({ kind: "pressing", item: this.byId.get(messageId) });
  }

  lastOwnText() {
    return this.items.findLast((item) => !item.from.is_bot && item.text);
  }
}

function latestKeyboard(items) {
  const inOrder = [...items].sort((a, b) => a.message_id - b.message_id);
  const setter = inOrder.findLast(({ keyboard }) => keyboard?.keyboard || keyboard?.remove_keyboard);
  return readKeyboard(setter?.keyboard);
}
