// One row of the chat: a message, or the several messages of an album.
import { cardName, cardOf, renderCard } from "./cards.js";
import { h, icon, pictured, tintOf } from "./dom.js";
import { renderText } from "./entities.js";
import { inlineButtons } from "./keyboard.js";
import { mediaName, renderAlbum, renderMedia } from "./media.js";
import { serviceWords } from "./services.js";
import { t } from "./texts.js";
import { hourMinute, toDate } from "./time.js";

const FEW_EMOJI = /^(?:\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*){1,3}$/u;

/** One line that says what a message is, for quotes and screen readers. */
export function summary(item) {
  if (!item) return t("deletedReply");
  const words = (item.text || item.caption || "").replace(/\s+/gu, " ").trim();
  if (cardOf(item)) return cardName(item);
  if (!item.media) return words || t("otherKind");
  return words ? `${mediaName(item.media)}: ${words}` : mediaName(item.media);
}

/** The line of a list of chats: who wrote what; the bot's own chat need not name the bot. */
export function lastLine(item, author, named, chat) {
  if (item.service) return serviceWords(item, author, chat);
  return named ? `${author}: ${summary(item)}` : summary(item);
}

export const renderService = (item, view) =>
  h("p", { class: "day service", data: { messageId: item.message_id } }, serviceWords(item, view.author(item), view.chat()));

/** `row` is {items, first, last}; `view` is {me, zone, pressed, reply, author, mine, named, topic, act, menu}. */
export function renderRow(row, view) {
  const [item] = row.items;
  const side = view.mine(item) ? "out" : "in";
  const text = row.items.find((one) => one.text || one.caption);
  const buttons = item.buttons?.length ? item.buttons : null;
  const names = ["row", side, row.first && "is-first", row.last && "is-last", row.items.some((one) => one.edited) && "is-edited"];
  const more = h("button", { type: "button", class: "more", tabindex: -1, "aria-label": t("messageMenu"), on: { click: (event) => view.menu(item, event.currentTarget) } }, icon("more"));
  return h("article", { class: names.filter(Boolean).join(" "), tabindex: -1, data: { messageId: item.message_id }, "aria-label": label(item, view) },
    h("div", { class: `stack${buttons ? " has-buttons" : ""}` },
      bubble(row, item, text, view),
      buttons && inlineButtons(buttons, view.pressed, view.act(item)),
      reactions(item, view.act(item)), more));
}

const label = (item, view) => `${view.author(item)}, ${hourMinute(toDate(item.date), view.zone)}`;

function bubble(row, item, text, view) {
  const media = row.items.filter((one) => one.media);
  const card = cardOf(item);
  return h("div", { class: `bubble${card ? cardKind(card) : kindOf(media, text)}` },
    row.first && view.named(item) && h("span", { class: "sender", css: { "--tint": tintOf(item.from.id) } }, view.author(item)),
    topicOf(item, view), source(item),
    item.reply_to && quote(item, view),
    media.length > 1 ? renderAlbum(media) : media.map((one) => renderMedia(one.media)),
    card && renderCard(item, view),
    text && words(text, view),
    !text && !card && media.length === 0 && h("p", { class: "text" }, t("otherKind")),
    meta(row, item, view));
}

const cardKind = (card) => (card === "dice" ? " bare stuck" : ` with-${card}`);

function kindOf(media, text) {
  if (text || media.length === 0) return "";
  if (media.every((one) => one.media.kind === "video_note")) return " bare stuck";
  if (media.every((one) => ["photo", "video", "animation"].includes(one.media.kind))) return " bare";
  return media.every((one) => one.media.kind === "sticker") ? " bare stuck" : " files-only";
}

function words(item, view) {
  const text = item.text || item.caption;
  const large = item.text && !item.entities?.length && FEW_EMOJI.test(text);
  return h("p", { class: large ? "text is-large" : "text" }, renderText(text, item.entities, { ...view.act(item), zone: view.zone }));
}

function meta(row, item, view) {
  const edited = row.items.some((one) => one.edited);
  const date = toDate(item.date);
  return h("span", { class: "meta" }, edited && h("span", {}, t("edited")),
    h("time", { datetime: date.toISOString() }, hourMinute(date, view.zone)), view.mine(item) && icon("check"));
}

function source(item) {
  return item.forwarded_from ? h("span", { class: "source" }, t("forwarded", { name: item.forwarded_from })) : null;
}

function quote(item, view) {
  const target = view.reply(item);
  const show = () => target && view.show(target.message_id);
  return h("button", { type: "button", class: "quote", on: { click: show } },
    target && h("b", {}, view.author(target)), h("span", {}, summary(target)));
}

/** In the view of all topics of a forum a message says in which it stands. */
function topicOf(item, view) {
  const topic = view.topic(item);
  return topic && h("button", { type: "button", class: "in-topic", on: { click: topic.open } }, `# ${topic.name}`);
}

function reactions(item, act) {
  if (!item.reactions?.length) return null;
  const one = (emoji) => h("button", { type: "button", class: "reaction", "aria-pressed": String(act.reacted(emoji)), "aria-label": t("react", { emoji }), on: { click: () => act.react(emoji) } }, pictured(emoji));
  return h("span", { class: "reactions" }, item.reactions.map(one));
}
