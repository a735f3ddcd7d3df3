// The list of a phone's chats: name, last line, time, and what is unread.
import { avatar, h, icon } from "./dom.js";
import { lastLine } from "./message.js";
import { t } from "./texts.js";
import { dayKey, hourMinute, shortDay, toDate } from "./time.js";

export class Shelf {
  /** `view` is {zone(), about(conversation), author(item), now()}; `open(id)` opens a chat, `newGroup()` asks for one. */
  constructor(view, { open, newGroup }) {
    Object.assign(this, { view, open });
    this.list = h("ul", { class: "shelf-list" });
    const add = h("button", { type: "button", class: "ghost new-group", on: { click: newGroup } }, icon("group"), t("newGroup"));
    this.element = h("nav", { class: "shelf", "aria-label": t("chats"), hidden: true }, h("h3", {}, t("chats")), this.list, add);
  }

  draw(conversations) {
    const newest = (one) => one.items.at(-1)?.seq ?? 0;
    const inOrder = [...conversations].sort((a, b) => newest(b) - newest(a));
    this.list.replaceChildren(...inOrder.map((one) => h("li", {}, this.line(one))));
  }

  line(conversation) {
    const { title, face, id } = this.view.about(conversation);
    const last = conversation.items.at(-1);
    const named = last && (conversation.isMine(last) || (conversation.chat && last.from.id !== id));
    const words = last ? lastLine(last, this.view.author(last), named, conversation.chat) : t("nothing");
    return h("button", { type: "button", data: { chat: id }, on: { click: () => this.open(id) } }, avatar(face, title),
      h("span", { class: "about" }, h("strong", {}, title), last && h("time", {}, this.when(last)), h("small", {}, words), unread(conversation.unread)));
  }

  when(item) {
    const date = toDate(item.date);
    const zone = this.view.zone();
    return dayKey(date, zone) === dayKey(this.view.now(), zone) ? hourMinute(date, zone) : shortDay(date, zone);
  }
}

export const unread = (count) =>
  count > 0 && h("span", { class: "count", role: "img", "aria-label": t("newMessages", { n: count }) }, count > 99 ? "99+" : String(count));
