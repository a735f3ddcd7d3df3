// One phone: whose it is, its list of chats, and the open one with keys and composer.
import { Acts } from "./acts.js";
import { isArchived } from "./archive.js";
import { Composer } from "./composer.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { hearDrops, hearMessages } from "./gestures.js";
import { askGroup, groupMenu, groupStatus } from "./groups.js";
import { replyKeys } from "./keyboard.js";
import { Log } from "./log.js";
import { Notices } from "./notices.js";
import { messageMenu, phoneMenu } from "./phone_menus.js";
import { Shelf } from "./shelf.js";
import { t } from "./texts.js";
import { doorstep, emptiness, isOpen } from "./threshold.js";
import { hourMinute, knownZone, zoneName } from "./time.js";

const TYPING = 5500;
const RING = 1600;

export class Phone {
  /** `world` is {bot, people(), links(), now(), botStopped(), arrived(id), unread(id, n), transcript(id), swap(id), takeAway(id)}. */
  constructor(home, note, world) {
    Object.assign(this, { home, note, world });
    this.acts = new Acts(this);
    this.build();
    this.fill();
    hearDrops(this.screen, () => !home.listing && isOpen(this.conversation), (files) => this.composer.take(files));
    home.onChange = () => this.homeChanged();
  }

  get id() { return this.home.person.id; }
  get name() { return this.home.person.name; }
  get zone() { return knownZone(this.home.person.timezone); }

  build() {
    this.room = h("div", { class: "content" });
    const on = { open: (id) => this.open(id), newGroup: () => askGroup(this, (chat) => this.openNew(chat)) };
    const view = { zone: this.zone, about: (one) => this.about(one), author: (item) => this.author(item), now: () => this.world.now() };
    this.shelf = new Shelf(view, on);
    this.screen = h("div", { class: "screen" }, this.room, this.shelf.element);
    this.notices = new Notices(this.screen, this.room, this.world.bot.name);
    this.element = h("section", { class: "phone", id: `phone-${this.id}`, data: { person: this.id }, "aria-label": t("phoneOf", { name: this.name }) }, this.owner(), this.screen);
  }

  /** Puts the open chat on the screen. */
  fill() {
    this.empty();
    this.conversation = this.home.current;
    Object.assign(this, { keysShown: true, shownKeys: null, typingUntil: 0 });
    this.log = new Log(this.conversation, this.view(), t("conversation", { name: this.name, bot: this.about(this.conversation).title }), (n) => this.unread(n));
    this.composer = new Composer(`${this.id} ${this.conversation.id}`, this.acts.forComposer(), () => this.toggleKeys());
    this.keys = h("div", { class: "keys" });
    this.doorstep = h("div", { class: "composer doorstep" });
    this.nothing = h("div", { class: "nothing", hidden: true });
    this.count = h("span");
    this.end = h("button", { type: "button", class: "to-end", hidden: true, "aria-label": t("toEnd"), on: { click: () => this.log.toEnd() } }, this.count, icon("down"));
    const chat = h("div", { class: "chat" }, this.log.element, this.nothing, this.end, this.notices.toasts);
    this.room.replaceChildren(this.chatHead(), chat, this.keys, this.composer.element, this.doorstep);
    this.hear();
    this.log.reset();
    this.refresh();
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

  owner() {
    const more = iconButton("more", t("phoneMenu"), (event) => phoneMenu(this, event.currentTarget), { "aria-haspopup": "menu" });
    return h("header", { class: "owner" }, avatar(this.id, this.name), h("div", { class: "who" }, h("h2", {}, this.name), h("p", { title: this.note }, this.note)), more);
  }

  chatHead() {
    const { chat } = this.conversation;
    const { title, face } = this.about(this.conversation);
    this.status = h("span", { class: "status" });
    this.time = h("time");
    this.title = h("strong", {}, title);
    this.badge = h("span", { class: "badge" });
    this.back = h("button", { type: "button", class: "ghost back", "aria-label": t("toChats"), title: t("toChats"), on: { click: () => this.list() } }, icon("back"), this.badge);
    const more = chat && iconButton("more", t("groupMenu"), (event) => groupMenu(this, event.currentTarget), { "aria-haspopup": "menu" });
    return h("div", { class: chat ? "chat-head of-group" : "chat-head" }, this.back, avatar(face, title), h("div", { class: "names" }, this.title, this.status), this.time, more);
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
    if (news) this.arrived(conversation);
    if (kind !== "pressing") this.refreshShelf();
  }

  view() {
    return {
      zone: this.zone,
      act: (item) => this.acts.forMessage(item),
      author: (item) => this.author(item),
      mine: (item) => this.conversation.isMine(item),
      named: (item) => item.from.id !== this.conversation.id && this.conversation.chat !== null && !this.conversation.isMine(item),
      reply: (item) => this.conversation.byId.get(item.reply_to),
      menu: (item, opener) => messageMenu(this, item, opener),
    };
  }

  author(item) {
    return item.from.id === this.id ? t("you") : item.from.id === this.world.bot.id ? this.world.bot.name : item.from.name;
  }

  changed({ kind }) {
    if (kind === "loaded") this.log.reset();
    if (kind === "message" || kind === "pressing") this.log.plan();
    if (kind === "keyboard") this.keysShown = true;
    if (kind !== "pressing") this.refresh();
  }

  arrived(conversation) {
    const seen = conversation === this.conversation && !this.home.listing;
    if (seen) {
      this.typingUntil = 0;
      this.log.arrived();
    } else conversation.unread += 1;
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
    if (chatId !== this.conversation.id) return;
    this.action = action;
    this.typingUntil = performance.now() + TYPING;
    this.refreshStatus();
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
    if (this.conversation.keyboard.oneTime) this.toggleKeys();
    this.acts.key(key);
  }

  refresh() {
    const { conversation } = this;
    const open = isOpen(conversation);
    this.composer.element.hidden = !open;
    this.doorstep.hidden = open;
    this.doorstep.replaceChildren(...(open ? [] : doorstep(conversation, this.acts)));
    this.nothing.hidden = conversation.items.length > 0;
    if (conversation.items.length === 0) this.nothing.replaceChildren(...emptiness(conversation));
    this.title.textContent = this.about(conversation).title;
    this.refreshKeys(open);
    this.refreshStatus();
  }

  refreshShelf() {
    const waiting = this.home.unread;
    this.back.hidden = this.home.groups.size === 0;
    this.badge.textContent = waiting > 0 ? String(waiting) : "";
    this.back.setAttribute("aria-label", waiting > 0 ? `${t("toChats")}, ${t("newMessages", { n: waiting })}` : t("toChats"));
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
    const busy = performance.now() < this.typingUntil;
    const shown = busy ? (this.action === "typing" ? t("typing") : t("sendingFile")) : this.standing();
    if (this.status.textContent !== shown) this.status.textContent = shown;
    this.status.classList.toggle("is-busy", busy);
  }

  standing() {
    const { person, chat } = this.conversation;
    if (chat) return groupStatus(chat);
    if (person.blocked) return t("blockedStatus");
    return this.world.botStopped() ? t("botStopped") : t("bot");
  }

  tick(now) {
    const words = `${hourMinute(now, this.zone)} ${zoneName(now, this.zone)}`;
    if (this.time.textContent !== words) this.time.textContent = words;
    this.end.hidden = this.log.stuck;
    this.refreshStatus();
  }

  destroy() {
    this.empty();
    clearTimeout(this.ringing);
  }
}
