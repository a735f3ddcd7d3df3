// What the page knows of one chat as one person sees it: its messages in order, its reply keyboard.

/** What the phone shows of a reply markup {keyboard: [[{text}]], …}; null for none. */
export function readKeyboard(markup) {
  if (!markup?.keyboard?.length) return null;
  return { rows: markup.keyboard, resized: Boolean(markup.resize_keyboard), oneTime: Boolean(markup.one_time_keyboard), placeholder: markup.input_field_placeholder ?? "" };
}

/** In place of a topic: messages of all of them. */
export const ALL = Symbol("all topics");
export const topicOf = (item) => item.thread ?? null;

export class Conversation {
  /** `chat` is the group; null for the private chat with the bot. */
  constructor(person, chat = null) {
    this.person = person;
    this.chat = chat;
    this.unread = 0;
    this.topic = ALL;
    this.freshIn = new Map();
    this.mine = new Map();
    this.ticks = new Map();
    this.items = [];
    this.byId = new Map();
    this.keyboard = null;
    this.pressing = new Map();
    this.listeners = new Set();
    this.waiting = null;
  }

  get id() { return this.chat?.id ?? this.person.id; }

  /** What the log shows: all, or what is in the chosen topic (null: the general one). */
  get shown() {
    return this.topic === ALL ? this.items : this.items.filter((item) => this.shows(item));
  }

  /** Where a message goes: into the topic of what it replies to when all topics are shown. */
  threadFor(replyTo) {
    return this.topic === ALL ? topicOf(this.byId.get(Number(replyTo)) ?? {}) : this.topic;
  }

  /** The options of a poll that are ticked but not sent yet. */
  ticksOf(messageId) {
    if (!this.ticks.has(messageId)) this.ticks.set(messageId, new Set());
    return this.ticks.get(messageId);
  }

  /** The chat is looked at now. */
  seen() {
    this.unread = 0;
    if (this.topic === ALL) this.freshIn.clear();
    else this.freshIn.delete(this.topic);
  }

  shows(item) {
    return this.topic === ALL || topicOf(item) === this.topic;
  }

  /** A message came that is not in sight. */
  countFresh(item) {
    const topic = topicOf(item);
    if (this.chat?.forum) this.freshIn.set(topic, (this.freshIn.get(topic) ?? 0) + 1);
  }

  choose(topic) {
    this.topic = topic;
    this.seen();
    this.tell({ kind: "topic" });
  }

  isMine(item) {
    return item.from.id === this.person.id;
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

  setChat(chat) {
    this.chat = chat;
    if (typeof this.topic === "number" && !chat.topics.some(({ id }) => id === this.topic)) this.choose(ALL);
    this.tell({ kind: "chat" });
  }

  setPressing(messageId, place) {
    if (place === null) this.pressing.delete(messageId);
    else this.pressing.set(messageId, place);
    this.tell({ kind: "pressing", item: this.byId.get(messageId) });
  }

  /** Puts what stood in the group before it became a supergroup above everything. */
  putBefore(items) {
    this.items = [...items, ...this.items.filter((item) => item.message_id > 0)];
    this.byId = new Map(this.items.map((item) => [item.message_id, item]));
    this.tell({ kind: "loaded" });
  }

  lastOwnText() {
    return this.shown.findLast((item) => this.isMine(item) && item.text && item.message_id > 0);
  }
}

function latestKeyboard(items) {
  const inOrder = [...items].sort((a, b) => a.message_id - b.message_id);
  const setter = inOrder.findLast(({ keyboard }) => keyboard?.keyboard || keyboard?.remove_keyboard);
  return readKeyboard(setter?.keyboard);
}
