// Sheets that ask for something: which person, which link.
import { api, ApiError } from "./api.js";
import { avatar, h, iconButton } from "./dom.js";
import { deepLink } from "./links.js";
import { t } from "./texts.js";

const SHOWN = 40;

export function openSheet(title, ...body) {
  const heading = h("h2", {}, title);
  const close = iconButton("close", t("close"), () => dialog.close());
  const dialog = h("dialog", { class: "sheet", "aria-label": title }, h("header", {}, heading, close), h("div", { class: "body" }, body));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Lets one choose among all people, or add a new one; `choose(id)` gets the choice. */
export async function askPerson(shown, notes, choose) {
  const people = await api.people();
  const search = h("input", { class: "field", type: "search", placeholder: t("searchPeople"), "aria-label": t("searchPeople"), autocomplete: "off" });
  const list = h("ul", { class: "people" });
  const hint = h("p", { class: "hint", role: "status" });
  const pick = (id) => (dialog.close(), choose(id));
  const draw = () => drawPeople(list, hint, people.filter((one) => matches(one, notes, search.value)), { shown, notes, pick });
  search.addEventListener("input", draw);
  const dialog = openSheet(t("choosePerson"), h("form", { on: { submit: (event) => event.preventDefault() } }, search), list, hint, newPerson(pick));
  draw();
  search.focus();
}

function matches(person, notes, query) {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  const about = `${person.name} ${person.username ?? ""} ${notes.get(person.id) ?? ""}`.toLowerCase();
  return words.every((word) => about.includes(word));
}

function drawPeople(list, hint, found, { shown, notes, pick }) {
  list.replaceChildren(...found.slice(0, SHOWN).map((person) => personLine(person, shown, notes, pick)));
  const more = found.length - SHOWN;
  hint.textContent = found.length === 0 ? t("nobody") : more > 0 ? t("moreResults", { n: more }) : "";
}

function personLine(person, shown, notes, pick) {
  const here = shown.includes(person.id);
  const about = notes.get(person.id) || (person.username ? `@${person.username}` : String(person.id));
  return h("li", {}, h("button", { type: "button", disabled: here, on: { click: () => pick(person.id) } },
    avatar(person.id, person.name), h("span", { class: "who" }, person.name, h("small", {}, about)), here && h("small", {}, t("shown"))));
}

function newPerson(pick) {
  const name = h("input", { class: "field", placeholder: t("newPerson"), "aria-label": t("newPerson"), maxlength: 64, required: true });
  const add = async (event) => {
    event.preventDefault();
    if (name.value.trim()) pick((await api.addPerson(name.value.trim())).id);
  };
  return h("form", { on: { submit: add } }, name, h("button", { type: "submit", class: "fill" }, t("addPerson")));
}

/** Asks for a link and opens it on this phone. */
export function askLink(phone) {
  const { bot, links } = phone.world;
  const field = h("input", { class: "field", type: "text", inputmode: "url", "aria-label": t("openLink"), list: "known-links", autocomplete: "off", required: true });
  const known = h("datalist", { id: "known-links" }, links().map((link) => h("option", { value: link.url }, link.title)));
  const hint = h("p", { class: "hint", role: "status" }, t("linkHint", { bot: bot.username }));
  const open = async (event) => {
    event.preventDefault();
    const found = deepLink(field.value, bot.username);
    if (!found) return void (hint.textContent = t("notDeepLink", { bot: bot.name }));
    try {
      await api.start(phone.id, found.payload);
      dialog.close();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      hint.textContent = error.message;
    }
  };
  const dialog = openSheet(t("openLink"), h("form", { on: { submit: open } }, field, h("button", { type: "submit", class: "fill" }, t("open"))), known, hint);
  field.focus();
}
