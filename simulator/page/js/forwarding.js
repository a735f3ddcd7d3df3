// Passing a message on: to the bot or into another chat of this person, in a forum into one of its topics.
import { avatar, h } from "./dom.js";
import { openSheet } from "./picker.js";
import { t } from "./texts.js";
import { topicName } from "./topics.js";

/** Where there is one chat only, the message goes there at once. */
export function forwardEntry(phone, item) {
  const chats = phone.home.all();
  const alone = chats.length === 1;
  const run = () => (alone ? phone.acts.forward(item, phone.id) : askTarget(phone, item, chats));
  return { icon: "forward", label: t(alone ? "forward" : "forwardTo"), run };
}

/** The places of a chat as {topic, words}; only a forum has more than one. */
function placesIn({ chat }) {
  if (!chat) return [{ words: t("bot") }];
  if (!chat.forum) return [{ words: t("group") }];
  return [null, ...chat.topics.filter(({ closed }) => !closed).map(({ id }) => id)].map((topic) => ({ topic, words: `# ${topicName(chat, topic)}` }));
}

function askTarget(phone, item, chats) {
  const pick = (id, topic) => async () => {
    dialog.close();
    if (!(await phone.acts.forward(item, id, topic ?? undefined))) return;
    if (id === phone.conversation.id) phone.log.toEnd();
    else phone.open(id);
  };
  const line = (one, { topic, words }) => {
    const { title, face, id } = phone.about(one);
    return h("li", {}, h("button", { type: "button", on: { click: pick(id, topic) } }, avatar(face, title), h("span", { class: "who" }, title, h("small", {}, words))));
  };
  const lines = chats.flatMap((one) => placesIn(one).map((place) => line(one, place)));
  const dialog = openSheet(t("forwardWhere"), h("ul", { class: "people" }, lines));
}
