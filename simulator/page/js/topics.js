// The topics of a forum: a strip to choose one, and a sheet to make one.
import { api, ApiError } from "./api.js";
import { h, icon } from "./dom.js";
import { openSheet } from "./picker.js";
import { ALL } from "./store.js";
import { t } from "./texts.js";

const named = (chat, id) => chat?.topics?.find((topic) => topic.id === id);

export const topicName = (chat, id) => (id === null ? t("generalTopic") : named(chat, id)?.name ?? `#${id}`);

/** What the group's menu offers for the chosen topic. */
export function topicEntries(phone) {
  const { chat, topic } = phone.conversation;
  if (!named(chat, topic)) return [];
  const closed = named(chat, topic).closed;
  return [{ icon: "lock", label: t(closed ? "reopenTopic" : "closeTopic"), run: () => phone.acts.attempt(() => api.closeTopic(chat.id, topic, !closed, phone.id)) }];
}

/** True where nobody but administrators writes, because the chosen topic is closed. */
export const topicClosed = ({ chat, topic }) => topic !== ALL && Boolean(named(chat, topic)?.closed);

/** The strip above the messages of a forum; hidden elsewhere. `choose(topic)` and `add()` are what it does. */
export class TopicStrip {
  constructor(choose, add) {
    this.choose = choose;
    this.tabs = h("div", { class: "topic-tabs", role: "tablist", "aria-label": t("topics") });
    const make = h("button", { type: "button", class: "topic add", "aria-label": t("newTopic"), title: t("newTopic"), on: { click: add } }, icon("plus"));
    this.element = h("div", { class: "topics", hidden: true }, this.tabs, make);
    this.element.addEventListener("keydown", (event) => this.walk(event));
    this.element.addEventListener("wheel", ({ deltaY }) => (this.element.scrollLeft += deltaY), { passive: true });
  }

  draw(conversation) {
    const { chat, topic } = conversation;
    this.element.hidden = !chat?.forum;
    if (this.element.hidden) return;
    const choices = [ALL, null, ...(chat.topics ?? []).map(({ id }) => id)];
    const had = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...choices.map((one) => this.tab(conversation, one)));
    const chosen = this.element.querySelector('[aria-selected="true"]');
    if (had) chosen?.focus({ preventScroll: true });
    if (topic !== this.drawn) chosen?.scrollIntoView({ block: "nearest", inline: "center" });
    this.drawn = topic;
  }

  tab({ chat, topic, freshIn }, one) {
    const count = one === ALL ? 0 : freshIn.get(one) ?? 0;
    const closed = one !== ALL && named(chat, one)?.closed;
    return h("button", { type: "button", class: "topic", role: "tab", "aria-selected": String(one === topic), on: { click: () => this.choose(one) } },
      one === ALL ? t("allTopics") : topicName(chat, one), closed && h("span", { role: "img", class: "sign", "aria-label": t("closedTopic") }, icon("lock")),
      count > 0 && h("span", { class: "count", role: "img", "aria-label": t("newMessages", { n: count }) }, String(count)));
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...this.element.querySelectorAll("button")];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    event.preventDefault();
    next.focus();
  }
}

/** `phone` is whose topic it becomes; it opens there. */
export function askTopic(phone) {
  const { conversation } = phone;
  const name = h("input", { class: "field", placeholder: t("topicName"), "aria-label": t("topicName"), maxlength: 128, required: true });
  const hint = h("p", { class: "hint", role: "status" });
  const make = async (event) => {
    event.preventDefault();
    try {
      const { thread } = await api.addTopic(conversation.id, name.value.trim(), phone.id);
      dialog.close();
      conversation.choose(thread);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      hint.textContent = error.message;
    }
  };
  const dialog = openSheet(t("newTopic"), h("form", { on: { submit: make } }, name, h("button", { type: "submit", class: "fill" }, t("makeTopic"))), hint);
  name.focus();
}
