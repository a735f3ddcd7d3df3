// The menus of a phone and of a message.
import { api } from "./api.js";
import { isArchived } from "./archive.js";
import { h, pictured } from "./dom.js";
import { forwardEntry } from "./forwarding.js";
import { askGroup } from "./groups.js";
import { openMenu } from "./menus.js";
import { askSettings } from "./person_settings.js";
import { askLink } from "./picker.js";
import { t } from "./texts.js";

const EMOJI = ["👍", "🙏", "👌", "❤", "👏", "🔥"];

export function phoneMenu(phone, opener) {
  const { person } = phone.conversation;
  const block = person.blocked
    ? { icon: "check", label: t("unblock"), run: () => phone.acts.attempt(() => api.unblock(phone.id)) }
    : { icon: "block", label: t("block"), danger: true, run: () => phone.acts.attempt(() => api.block(phone.id)) };
  openMenu(opener, [
    { icon: "link", label: t("openLink"), run: () => askLink(phone) },
    { icon: "group", label: t("newGroup"), run: () => askGroup(phone, (chat) => phone.openNew(chat)) },
    { icon: "gear", label: t("settings"), run: () => askSettings(phone) },
    { icon: "text", label: t("transcript"), run: () => phone.world.transcript(phone.id) },
    { icon: "swap", label: t("swap"), run: () => phone.world.swap(phone.id) },
    { icon: "close", label: t("takeAway"), run: () => phone.world.takeAway(phone.id) },
    ...(person.started ? [block] : []),
  ]);
}

export function messageMenu(phone, item, opener) {
  const text = item.text || item.caption;
  const copy = text && { icon: "copy", label: t("copy"), run: () => phone.acts.copy(text) };
  if (isArchived(item)) return void (copy && openMenu(opener, [copy]));
  const entries = [
    { icon: "reply", label: t("reply"), run: () => phone.composer.reply(item) },
    phone.conversation.isMine(item) && item.text && { icon: "edit", label: t("edit"), run: () => phone.composer.edit(item) },
    copy,
    !item.protected && forwardEntry(phone, item),
    phone.conversation.isMine(item) && { icon: "trash", label: t("delete"), danger: true, run: () => phone.acts.delete(item) },
  ];
  const menu = openMenu(opener, entries.filter(Boolean), emojiLine(phone, item, () => menu.hidePopover()));
}

function emojiLine(phone, item, close) {
  const react = (emoji) => () => {
    close();
    phone.acts.react(item, emoji);
  };
  return h("div", { class: "emoji" }, EMOJI.map((emoji) =>
    h("button", { type: "button", "aria-pressed": String(phone.acts.reacted(item, emoji)), "aria-label": t("react", { emoji }), on: { click: react(emoji) } }, pictured(emoji))));
}
