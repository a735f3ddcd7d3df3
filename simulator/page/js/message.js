// One row of the chat: a message, or the several messages of an album.
import { h, icon, tintOf } from "./dom.js";
import { renderText } from "./entities.js";
import { inlineButtons } from "./keyboard.js";
import { mediaName, renderAlbum, renderMedia } from "./media.js";
import { serviceWords } from "./services.js";
import { t } from "./texts.js";
import { hourMinute, toDate } from "./time.js";

/** One line that says what a message is, for quotes and screen readers. */
export function summary(item) {
  if (!item) return t("deletedReply");
  const words = (item.text || item.caption || "").replace(/\s+/gu, " ").trim();
  if (!item.media) return words || t("otherKind");
  return words ? `${mediaName(item.media)}: ${words}` : mediaName(item.media);
}

/** The line of a list of chats: who wrote what; the bot's own chat need not name the bot. */
export function lastLine(item, author, named) {
  if (item.service) return serviceWords(item, author);
  return named ? `${author}: ${summary(item)}` : summary(item);
}

export const renderService = (item, view) =>
  h("p", { class: "day service", data: { messageId: item.message_id } }, serviceWords(item, view.author(item)));

/** `row` is {items, first, last}; `view` is {zone, pressed, reply, author, mine, named, act, menu}. */
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
      reaction(item), more));
}

const label = (item, view) => `${view.author(item)}, ${hourMinute(toDate(item.date), view.zone)}`;

function bubble(row, item, text, view) {
  const media = row.items.filter((one) => one.media);
  return h("div", { class: `bubble${kindOf(media, text)}` },
    row.first && view.named(item) && h("span", { class: "sender", css: { "--tint": tintOf(item.from.id) } }, view.author(item)),
    source(item),
    item.reply_to && quote(item, view),
    media.length > 1 ? renderAlbum(media) : media.map((one) => renderMedia(one.media)),
    text && words(text, view),
    !text && media.length === 0 && h("p", { class: "text" }, t("otherKind")),
    meta(row, item, view));
}

function kindOf(media, text) {
  if (text || media.length === 0) return "";
  if (media.every((one) => ["photo", "video"].includes(one.media.kind))) return " bare";
  return media.every((one) => one.media.kind === "sticker") ? " bare stuck" : " files-only";
}

function words(item, view) {
  const text = item.text || item.caption;
  return h("p", { class: "text" }, renderText(text, item.entities, view.act(item)));
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

function reaction(item) {
  return item.reactions?.length ? h("span", { class: "reaction" }, item.reactions.join(" ")) : null;
}
