// What stands in place of the composer before Start or after a block, and in place of messages while there are none.
import { api } from "./api.js";
import { h } from "./dom.js";
import { mayWrite } from "./groups.js";
import { t } from "./texts.js";

export const isOpen = ({ person, chat }) => (chat ? mayWrite(chat, person) : person.started && !person.blocked);

export function doorstep({ person, chat }, acts) {
  if (chat) return [h("p", {}, t("onlyAdmins"))];
  const run = person.blocked ? () => acts.attempt(() => api.unblock(person.id)) : () => acts.start();
  const button = h("button", { type: "button", class: "fill", on: { click: run } }, person.blocked ? t("unblock") : t("start"));
  return person.blocked ? [h("p", {}, t("blockedHint")), button] : [button];
}

export const emptiness = ({ person, chat }) => [h("strong", {}, t("nothing")), chat || person.started ? t("nothingStarted") : t("nothingHint")];
