// One phone: whose it is, the chat, the keys and the composer.
import { Acts } from "./acts.js";
import { Composer } from "./composer.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { hearDrops, hearMessages } from "./gestures.js";
import { replyKeys } from "./keyboard.js";
import { Log } from "./log.js";
import { Notices } from "./notices.js";
import { messageMenu, phoneMenu } from "./phone_menus.js";
import { t } from "./texts.js";
import { doorstep, emptiness, isOpen } from "./threshold.js";
import { hourMinute, knownZone, zoneName } from "./time.js";

const TYPING = 5500;
const RING = 1600;

export class Phone {
  /** `world` is {bot, links(), botStopped(), arrived(id), unread(id, n), transcript(id), swap(id), takeAway(id)}. */
  constructor(conversation, note, world) {
    Object.assign(this, { conversation, note, world, keysShown: true, typingUntil: 0 });
    this.acts = new Acts(this);
    this.build();
    this.hear();
    this.log.reset();
    this.refresh();
  }

  get id() { return this.conversation.person.id; }
  get name() { return this.conversation.person.name; }
  get zone() { return knownZone(this.conversation.person.timezone); }

  build() {
    const { bot } = this.world;
    this.log = new Log(this.conversation, this.view(), t("conversation", { name: this.name, bot: bot.name }), (n) => this.unread(n));
    this.composer = new Composer(this.id, this.acts.forComposer(), () => this.toggleKeys());
    this.keys = h("div", { class: "keys" });
    this.doorstep = h("div", { class: "composer doorstep" });
    this.nothing = h("div", { class: "nothing", hidden: true });
    this.count = h("span");
    this.end = h("button", { type: "button", class: "to-end", hidden: true, "aria-label": t("toEnd"), on: { click: () => this.log.toEnd() } }, this.count, icon("down"));
    const chat = h("div", { class: "chat" }, this.log.element, this.nothing, this.end);
    this.content = h("div", { class: "content" }, this.chatHead(), chat, this.keys, this.composer.element, this.doorstep);
    this.screen = h("div", { class: "screen" }, this.content);
    this.notices = new Notices(this.screen, this.content, bot.name);
    chat.append(this.notices.toasts);
    this.element = h("section", { class: "phone", id: `phone-${this.id}`, data: { person: this.id }, "aria-label": t("phoneOf", { name: this.name }) }, this.owner(), this.screen);
  }

  owner() {
    const more = iconButton("more", t("phoneMenu"), (event) => phoneMenu(this, event.currentTarget), { "aria-haspopup": "menu" });
    return h("header", { class: "owner" }, avatar(this.id, this.name), h("div", { class: "who" }, h("h2", {}, this.name), h("p", { title: this.note }, this.note)), more);
  }

  chatHead() {
    const { bot } = this.world;
    this.status = h("span", { class: "status" });
    this.time = h("time");
    return h("div", { class: "chat-head" }, avatar(bot.id, bot.name), h("div", { class: "names" }, h("strong", {}, bot.name), this.status), this.time);
  }

  hear() {
    const itemOf = (row) => this.conversation.byId.get(Number(row.dataset.messageId));
    const on = { reply: (item) => this.composer.reply(item), menu: (item, place) => messageMenu(this, item, place) };
    hearMessages(this.log.element, itemOf, on);
    hearDrops(this.screen, () => isOpen(this.conversation.person), (files) => this.composer.take(files));
    this.stop = this.conversation.listen((change) => this.changed(change));
  }

  view() {
    return {
      zone: this.zone,
      act: (item) => this.acts.forMessage(item),
      author: (item) => this.author(item),
      reply: (item) => this.conversation.byId.get(item.reply_to),
      menu: (item, opener) => messageMenu(this, item, opener),
    };
  }

  author(item) {
    return item.from.is_bot ? this.world.bot.name : t("you");
  }

  changed({ kind, item, fresh }) {
    if (kind === "loaded") this.log.reset();
    if (kind === "message" || kind === "pressing") this.log.plan();
    if (kind === "keyboard") this.keysShown = true;
    if (fresh && item.from.is_bot) this.arrived();
    if (kind !== "pressing") this.refresh();
  }

  arrived() {
    this.typingUntil = 0;
    this.log.arrived();
    this.ring();
    this.world.arrived(this.id);
  }

  ring() {
    clearTimeout(this.ringing);
    this.element.classList.add("is-rung");
    this.ringing = setTimeout(() => this.element.classList.remove("is-rung"), RING);
  }

  typing(action) {
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
    const { person, items } = this.conversation;
    const open = isOpen(person);
    this.composer.element.hidden = !open;
    this.doorstep.hidden = open;
    this.doorstep.replaceChildren(...(open ? [] : doorstep(person, this.acts)));
    this.nothing.hidden = items.length > 0;
    if (items.length === 0) this.nothing.replaceChildren(...emptiness(person));
    this.refreshKeys(open);
    this.refreshStatus();
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
    const words = this.conversation.person.blocked ? t("blockedStatus") : this.world.botStopped() ? t("botStopped") : t("bot");
    const shown = busy ? (this.action === "typing" ? t("typing") : t("sendingFile")) : words;
    if (this.status.textContent !== shown) this.status.textContent = shown;
    this.status.classList.toggle("is-busy", busy);
  }

  tick(now) {
    const words = `${hourMinute(now, this.zone)} ${zoneName(now, this.zone)}`;
    if (this.time.textContent !== words) this.time.textContent = words;
    this.end.hidden = this.log.stuck;
    this.refreshStatus();
  }

  destroy() {
    this.stop();
    this.log.destroy();
    clearTimeout(this.ringing);
  }
}
