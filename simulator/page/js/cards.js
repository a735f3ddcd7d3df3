// Places, contacts and dice inside a bubble, and what such a message is called in one line.
import { h, icon, avatar } from "./dom.js";
import { renderPoll } from "./poll.js";
import { t } from "./texts.js";

const KINDS = ["poll", "location", "contact", "dice"];

export const cardOf = (item) => KINDS.find((kind) => item[kind]);

export function cardName(item) {
  switch (cardOf(item)) {
    case "poll": return `${t("poll")}: ${item.poll.question}`;
    case "location": return [t("location"), item.location.title].filter(Boolean).join(": ");
    case "contact": return `${t("contact")}: ${item.contact.name}`;
    default: return `${item.dice.emoji} ${item.dice.value}`;
  }
}

export function renderCard(item, view) {
  switch (cardOf(item)) {
    case "poll": return renderPoll(item, view);
    case "location": return place(item.location);
    case "contact": return contact(item.contact, view.act(item));
    default: return dice(item.dice);
  }
}

function place({ latitude, longitude, title, address }) {
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const link = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return h("a", { class: "place", href: link, target: "_blank", rel: "noopener noreferrer", "aria-label": [t("openMap"), title, address, at].filter(Boolean).join(", ") },
    h("span", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("span", { class: "about" }, title && h("b", {}, title), address && h("span", {}, address), h("small", {}, at)));
}

function contact({ name, phone }, act) {
  return h("div", { class: "contact" }, avatar(phone.length, name || phone),
    h("span", { class: "about" }, h("b", {}, name), h("small", {}, phone)),
    h("button", { type: "button", class: "ghost", "aria-label": t("copyNumber"), title: t("copyNumber"), on: { click: () => act.copy(phone) } }, icon("copy")));
}

const dice = ({ emoji, value }) =>
  h("div", { class: "dice", role: "img", "aria-label": t("diceShows", { emoji, value }) }, h("span", {}, emoji), h("b", {}, String(value)));
