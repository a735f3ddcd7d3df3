// What stands in place of the composer before Start or after a block, and in place of messages while there are none.
import { api } from "./api.js";
import { h } from "./dom.js";
import { leads, mayWrite } from "./groups.js";
import { t } from "./texts.js";
import { topicClosed } from "./topics.js";

export const isOpen = (conversation) => {
  const { person, chat } = conversation;
  if (chat) return mayWrite(chat, person) && (!topicClosed(conversation) || leads(chat, person));
  return person.started && !person.blocked;
};

export function doorstep(conversation, acts) {
  const { person, chat } = conversation;
  if (chat) return [h("p", {}, t(mayWrite(chat, person) ? "topicIsClosed" : "onlyAdmins"))];
  const run = person.blocked ? () => acts.attempt(() => api.unblock(person.id)) : () => acts.start();
  const button = h("button", { type: "button", class: "fill", on: { click: run } }, person.blocked ? t("unblock") : t("start"));
  return person.blocked ? [h("p", {}, t("blockedHint")), button] : [button];
}

export function emptiness(conversation) {
  const { person, chat } = conversation;
  const hint = chat || person.started ? (isOpen(conversation) ? t("nothingStarted") : "") : t("nothingHint");
  return [h("strong", {}, t("nothing")), hint];
}
