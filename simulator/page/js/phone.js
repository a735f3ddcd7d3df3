// One phone: whose it is, its list of chats, and the open one with keys and composer.
import { Acts } from "./acts.js";
import { isArchived } from "./archive.js";
import { ChatHead } from "./chat_head.js";
import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { hearDrops, hearMessages } from "./gestures.js";
import { askGroup } from "./groups.js";
import { replyKeys, specialKey } from "./keyboard.js";
import { Log } from "./log.js";
import { Notices } from "./notices.js";
import { Owner } from "./owner.js";
import { messageMenu } from "./phone_menus.js";
import { askPlace } from "./places.js";
import { Shelf } from "./shelf.js";
import { ALL, topicOf } from "./store.js";
import { t } from "./texts.js";
import { doorstep, emptiness, isOpen } from "./threshold.js";
import { knownZone } from "./time.js";
import { askTopic, topicName, TopicStrip } from "./topics.js";

const RING = 1600;

export class Phone {
  /** `world` is {bot, people(), links(), now(), botStopped(), arrived(id), unread(id, n), reveal(id), transcript(id), swap(id), takeAway(id)}. */
  constructor(home, note, world) {
    Object.assign(this, { home, note, world });
    this.acts = new Acts(this);
    this.build();
    this.fill();
    hearDrops(this.screen, () => !home.listing && isOpen(this.conversation), (files) => this.composer.take(files));
    home.onChange = () => this.homeChanged();
    this.onName = () => {};
  }

  get id() { return this.home.person.id; }
  get name() { return this.home.person.name; }
  get zone() { return knownZone(this.home.person.timezone); }

  build() {
    this.owner = new Owner(this);
    this.room = h("div", { class: "content" });
    const on = { open: (id) => this.open(id), newGroup: () => askGroup(this, (chat) => this.openNew(chat)) };
    const view = { zone: () => this.zone, about: (one) => this.about(one), author: (item) => this.author(item), now: () => this.world.now() };
    this.shelf = new Shelf(view, on);
    this.screen = h("div", { class: "screen" }, this.room, this.shelf.element);
    this.notices = new Notices(this.screen, this.room, this.world.bot.name);
    this.element = h("section", { class: "phone", id: `phone-${this.id}`, data: { person: this.id }, "aria-label": t("phoneOf", { name: this.name }) }, this.owner.element, this.screen);
  }

  /** Puts the open chat on the screen. */
  fill() {
    this.empty();
    this.conversation = this.home.current;
    Object.assign(this, { keysShown: true, shownKeys: null });
    this.log = new Log(this.conversation, this.view(), t("conversation", { name: this.name, bot: this.about(this.conversation).title }), (n) => this.unread(n));
    this.composer = new Composer(`${this.id} ${this.conversation.id}`, this.acts.forComposer(), () => this.toggleKeys());
    this.keys = h("div", { class: "keys" });
    this.doorstep = h("div", { class: "composer doorstep" });
    this.nothing = h("div", { class: "nothing", hidden: true });
    this.count = h("span");
    this.end = h("button", { type: "button", class: "to-end", hidden: true, "aria-label": t("toEnd"), on: { click: () => this.log.toEnd() } }, this.count, icon("down"));
    const chat = h("div", { class: "chat" }, this.log.element, this.nothing, this.end, this.notices.toasts);
    this.head = new ChatHead(this);
    this.strip = new TopicStrip((topic) => this.conversation.choose(topic), () => askTopic(this));
    this.room.replaceChildren(this.head.element, this.strip.element, chat, this.keys, this.composer.element, this.doorstep);
    this.hear();
    this.log.reset();
    this.refresh();
    this.askReply(this.conversation.shown.at(-1));
    this.showRoom();
    this.tick(this.world.now());
  }

  empty() {
    this.stop?.();
    this.log?.destroy();
  }

  open(chatId) {
    this.home.open(chatId);
    this.fill();
    this.world.read(this.id);
  }

  /** The stream tells of a new group by itself; whoever was first, it is opened. */
  openNew(chat) {
    if (this.home.takeGroup(chat)) this.world.load(chat.id);
    this.open(chat.id);
  }

  list() {
    this.home.listing = true;
    this.showRoom();
    this.shelf.list.querySelector("button")?.focus({ preventScroll: true });
  }

  showRoom() {
    const { listing } = this.home;
    this.room.hidden = listing;
    this.shelf.element.hidden = !listing;
    if (!listing) this.shelf.draw([]);
    this.refreshShelf();
  }

  homeChanged() {
    if (this.conversation !== this.home.current) return this.fill();
    this.listen();
    this.refreshShelf();
  }

  /** Who the chat is with: its name, and what its picture's colour comes from. */
  about(conversation) {
    const { chat } = conversation;
    const { bot } = this.world;
    return chat ? { title: chat.title, face: chat.id, id: chat.id } : { title: bot.name, face: bot.id, id: this.id };
  }

  /** The owner has another name or lives in another zone: all times are drawn anew. */
  personChanged() {
    if (!this.owner.refresh()) return;
    this.element.setAttribute("aria-label", t("phoneOf", { name: this.name }));
    this.onName();
    this.fill();
  }

  hear() {
    const itemOf = (row) => this.conversation.byId.get(Number(row.dataset.messageId));
    const on = { reply: (item) => isArchived(item) || this.composer.reply(item), menu: (item, place) => messageMenu(this, item, place) };
    hearMessages(this.log.element, itemOf, on);
    this.listen();
  }

  /** Hears all chats of this person: the open one is drawn, the others count what is unread. */
  listen() {
    this.stop?.();
    const stops = this.home.all().map((one) => one.listen((change) => this.heard(one, change)));
    this.stop = () => stops.forEach((stop) => stop());
  }

  heard(conversation, change) {
    const { kind, item, fresh } = change;
    const news = fresh && !conversation.isMine(item) && !item.service;
    if (conversation === this.conversation) this.changed(change);
    if (news) this.arrived(conversation, item);
    if (kind !== "pressing") this.refreshShelf();
  }

  view() {
    return {
      me: this.id,
      zone: this.zone,
      chat: () => this.conversation.chat,
      topic: (item) => this.topicOf(item),
      act: (item) => this.acts.forMessage(item),
      author: (item) => this.author(item),
      mine: (item) => this.conversation.isMine(item),
      named: (item) => item.from.id !== this.conversation.id && this.conversation.chat !== null && !this.conversation.isMine(item),
      reply: (item) => this.conversation.byId.get(item.reply_to),
      menu: (item, opener) => messageMenu(this, item, opener),
    };
  }

  /** What names the topic of a message where those of all topics are shown. */
  topicOf(item) {
    const { chat, topic } = this.conversation;
    if (!chat?.forum || topic !== ALL) return null;
    return { name: topicName(chat, topicOf(item)), open: () => this.conversation.choose(topicOf(item)) };
  }

  author(item) {
    return item.from.id === this.id ? t("you") : item.from.id === this.world.bot.id ? this.world.bot.name : item.from.name;
  }

  changed({ kind, item, fresh }) {
    if (kind === "person") this.personChanged();
    if (kind === "topic") this.log.forget();
    if (kind === "loaded" || kind === "topic") this.log.reset();
    if (kind === "loaded" || fresh) this.askReply(fresh ? item : this.conversation.shown.at(-1));
    if (kind === "message" || kind === "pressing") this.log.plan();
    if (kind === "keyboard") this.keysShown = true;
    if (kind !== "pressing") this.refresh();
  }

  /** A bot that wants an answer has the reply opened for it. */
  askReply(item) {
    const wish = item?.keyboard;
    if (!wish?.force_reply || this.conversation.isMine(item) || !this.conversation.shows(item)) return;
    const target = this.conversation.byId.get(item.reply_to);
    if (wish.selective && this.conversation.chat && !(target && this.conversation.isMine(target))) return;
    const near = this.element.contains(document.activeElement) || document.activeElement === document.body;
    this.composer.askReply(item, wish.input_field_placeholder ?? "", near);
  }

  arrived(conversation, item) {
    const open = conversation === this.conversation && !this.home.listing;
    const seen = open && conversation.shows(item);
    if (!seen) conversation.countFresh(item);
    if (open && !seen) this.strip.draw(conversation);
    if (seen) {
      this.head.typed();
      this.log.arrived();
    } else if (!open) conversation.unread += 1;
    this.ring();
    this.world.arrived(this.id, seen);
  }

  ring() {
    clearTimeout(this.ringing);
    this.element.classList.add("is-rung");
    this.ringing = setTimeout(() => this.element.classList.remove("is-rung"), RING);
  }

  /** `chatId` is the chat in which the bot is busy. */
  typing(action, chatId) {
    if (chatId === this.conversation.id) this.head.typing(action);
  }

  unread(count) {
    this.count.textContent = count > 0 ? String(count) : "";
    this.end.setAttribute("aria-label", count > 0 ? `${t("toEnd")}, ${t("newMessages", { n: count })}` : t("toEnd"));
    this.element.classList.toggle("has-unread", count > 0);
    this.world.unread(this.id, count);
  }

  toggleKeys() {
    this.keysShown = !this.keysShown;
    this.refresh();
  }

  pressKey(key) {
    const special = specialKey(key);
    if (special === "other") return this.notices.alert(t("notPlayed"), key.text);
    if (this.conversation.keyboard.oneTime) this.toggleKeys();
    if (special === "location") askPlace((place) => this.acts.key(key, place));
    else this.acts.key(key);
  }

  refresh() {
    const { conversation } = this;
    const open = isOpen(conversation);
    this.composer.element.hidden = !open;
    this.doorstep.hidden = open;
    this.doorstep.replaceChildren(...(open ? [] : doorstep(conversation, this.acts)));
    this.strip.draw(conversation);
    const empty = conversation.shown.length === 0;
    this.nothing.hidden = !empty;
    if (empty) this.nothing.replaceChildren(...emptiness(conversation));
    this.refreshKeys(open);
    this.head.refresh();
  }

  refreshShelf() {
    this.head.refreshBack(this.home.unread, this.home.groups.size === 0);
    if (this.home.listing) this.shelf.draw(this.home.all());
  }

  refreshKeys(open) {
    const { keyboard } = this.conversation;
    this.composer.offerKeys(keyboard, this.keysShown);
    const shown = open && this.keysShown ? keyboard : null;
    if (shown === this.shownKeys) return;
    this.shownKeys = shown;
    this.keys.replaceChildren(...(shown ? [replyKeys(shown, (key) => this.pressKey(key))] : []));
  }

  refreshStatus() {
    this.head.refreshStatus();
  }

  tick(now) {
    this.owner.tick(now);
    this.end.hidden = this.log.stuck;
    this.refreshStatus();
  }

  destroy() {
    this.empty();
    clearTimeout(this.ringing);
  }
}
