// The head of the open chat: the way back to the list, whom one talks with, and what they are doing.
import { avatar, h, icon, iconButton } from "./dom.js";
import { groupMenu, groupStatus } from "./groups.js";
import { t } from "./texts.js";

const TYPING = 5500;

export class ChatHead {
  constructor(phone) {
    this.phone = phone;
    this.typingUntil = 0;
    const { chat } = phone.conversation;
    const { title, face } = phone.about(phone.conversation);
    this.status = h("span", { class: "status" });
    this.title = h("strong", {}, title);
    this.badge = h("span", { class: "badge" });
    this.back = h("button", { type: "button", class: "ghost back", "aria-label": t("toChats"), title: t("toChats"), on: { click: () => phone.list() } }, icon("back"), this.badge);
    const more = chat && iconButton("more", t("groupMenu"), (event) => groupMenu(phone, event.currentTarget), { "aria-haspopup": "menu" });
    this.element = h("div", { class: chat ? "chat-head of-group" : "chat-head" }, this.back, avatar(face, title), h("div", { class: "names" }, this.title, this.status), more);
  }

  refresh() {
    const { phone } = this;
    this.title.textContent = phone.about(phone.conversation).title;
    this.refreshStatus();
  }

  /** How much is unread in other chats; without other chats there is no way back. */
  refreshBack(waiting, alone) {
    this.back.hidden = alone;
    this.badge.textContent = waiting > 0 ? String(waiting) : "";
    this.back.setAttribute("aria-label", waiting > 0 ? `${t("toChats")}, ${t("newMessages", { n: waiting })}` : t("toChats"));
  }

  typing(action) {
    this.action = action;
    this.typingUntil = performance.now() + TYPING;
    this.refreshStatus();
  }

  typed() {
    this.typingUntil = 0;
  }

  refreshStatus() {
    const busy = performance.now() < this.typingUntil;
    const shown = busy ? (this.action === "typing" ? t("typing") : t("sendingFile")) : this.standing();
    if (this.status.textContent !== shown) this.status.textContent = shown;
    this.status.classList.toggle("is-busy", busy);
  }

  standing() {
    const { person, chat } = this.phone.conversation;
    if (chat) return groupStatus(chat);
    if (person.blocked) return t("blockedStatus");
    return this.phone.world.botStopped() ? t("botStopped") : t("bot");
  }
}
