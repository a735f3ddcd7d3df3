// A new group, and what can be done to one.
import { api, ApiError } from "./api.js";
import { avatar, h, icon } from "./dom.js";
import { openMenu } from "./menus.js";
import { openSheet } from "./picker.js";
import { t } from "./texts.js";
import { askTopic, topicEntries } from "./topics.js";

const INSIDE = ["member", "administrator"];
export const botIsIn = (chat) => INSIDE.includes(chat.bot);

/** "3 anggota, bot admin" */
export function groupStatus(chat) {
  const count = chat.members.length + (botIsIn(chat) ? 1 : 0);
  const bot = chat.bot === "administrator" ? t("botLeads") : botIsIn(chat) ? t("bot") : t("botAbsent");
  return `${t("members", { n: count })} · ${bot}`;
}

export const leads = (chat, person) => chat.members.some(({ id, status }) => id === person.id && status !== "member");
export const mayWrite = (chat, person) => (!chat.muted && chat.type !== "channel") || leads(chat, person);

export function groupMenu(phone, opener) {
  const { chat } = phone.conversation;
  const run = (call) => () => phone.acts.attempt(call);
  const botLeads = chat.bot === "administrator";
  const bot = botIsIn(chat)
    ? [
        { icon: "check", label: botLeads ? t("demoteBot") : t("promoteBot"), run: run(() => api.promote(chat.id, phone.world.bot.id, !botLeads)) },
        { icon: "block", label: t("kickBot"), run: run(() => api.kickBot(chat.id)) },
      ]
    : [{ icon: "plus", label: t("addBot"), run: run(() => api.addBot(chat.id)) }];
  openMenu(opener, [
    ...bot,
    ...(chat.type === "group" ? [{ icon: "swap", label: t("upgrade"), run: run(() => api.upgrade(chat.id)) }] : []),
    ...(chat.forum ? [{ icon: "topic", label: t("newTopic"), run: () => askTopic(phone) }, ...topicEntries(phone)] : []),
    { icon: "text", label: t("transcript"), run: () => phone.world.transcript(chat.id) },
    { icon: "out", label: t("leaveGroup"), danger: true, run: run(() => api.leave(chat.id, phone.id)) },
  ]);
}

/** Asks for a title and who else is in it; `made(chat)` gets the new group. */
export function askGroup(phone, made) {
  const title = h("input", { class: "field", placeholder: t("groupTitle"), "aria-label": t("groupTitle"), maxlength: 128, required: true });
  const others = phone.world.people().filter(({ id }) => id !== phone.id);
  const boxes = others.map((person) => [person.id, tick(avatar(person.id, person.name), person.name)]);
  const bot = tick(avatar(phone.world.bot.id, phone.world.bot.name), phone.world.bot.name);
  const forum = tick(icon("topic"), t("withTopics"), false);
  const hint = h("p", { class: "hint", role: "status" });
  const create = async (event) => {
    event.preventDefault();
    const members = [phone.id, ...boxes.filter(([, one]) => one.box.checked).map(([id]) => id)];
    try {
      const kind = forum.box.checked ? { type: "supergroup", forum: true } : { type: "group" };
      const chat = await api.addGroup({ ...kind, title: title.value.trim(), members, bot: bot.box.checked });
      dialog.close();
      made(chat);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      hint.textContent = error.message;
    }
  };
  const choices = h("fieldset", { class: "choices" }, h("legend", {}, t("groupMembers")), bot.element, boxes.map(([, one]) => one.element));
  const more = h("div", { class: "choices" }, forum.element);
  const form = h("form", { class: "stacked", on: { submit: create } }, title, choices, more, hint, h("button", { type: "submit", class: "fill" }, t("makeGroup")));
  const dialog = openSheet(t("newGroup"), form);
  title.focus();
}

function tick(face, name, ticked = true) {
  const box = h("input", { type: "checkbox" });
  box.checked = ticked;
  return { box, element: h("label", {}, face, h("span", {}, name), box) };
}
