// What a phone is set to: its owner's name, time zone and language.
import { api, ApiError } from "./api.js";
import { h } from "./dom.js";
import { openSheet } from "./picker.js";
import { t } from "./texts.js";
import { hourMinute, zoneName } from "./time.js";

const HERE = [["Asia/Jakarta", "WIB · Bengkulu, Jakarta"], ["Asia/Makassar", "WITA · Makassar, Denpasar"], ["Asia/Jayapura", "WIT · Jayapura, Ambon"]];
const AWAY = ["Asia/Riyadh", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Tokyo", "Australia/Sydney", "Europe/Amsterdam", "Europe/London", "America/New_York", "UTC"];
const LANGUAGES = [["id", "Bahasa Indonesia"], ["en", "English"], ["jv", "Basa Jawa"], ["su", "Basa Sunda"], ["ms", "Bahasa Melayu"], ["ar", "العربية"], ["zh-hans", "简体中文"]];

/** The choices with the present one among them, whatever it is. */
const withPresent = (choices, present) => (choices.some(([value]) => value === present) ? choices : [...choices, [present, present || t("notSet")]]);

export function askSettings(phone) {
  const { person } = phone.home;
  const name = h("input", { class: "field", value: person.first_name, maxlength: 64, required: true });
  const zone = h("select", { class: "field" }, zoneGroups(person.timezone, phone.world.now()));
  const language = choice(withPresent(LANGUAGES, person.language_code ?? ""), person.language_code ?? "");
  const hint = h("p", { class: "hint", role: "status" }, t("settingsHint"));
  const save = async (event) => {
    event.preventDefault();
    const changes = { first_name: name.value.trim(), timezone: zone.value, ...(language.value && { language_code: language.value }) };
    try {
      await api.changePerson(phone.id, changes);
      dialog.close();
      phone.notices.toast(t("saved"));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      hint.textContent = error.message;
    }
  };
  const label = (words, field) => h("label", { class: "labelled" }, words, field);
  const form = h("form", { class: "stacked", on: { submit: save } }, label(t("personName"), name), label(t("zone"), zone), label(t("appLanguage"), language),
    hint, h("button", { type: "submit", class: "fill" }, t("save")));
  const dialog = openSheet(t("settingsOf", { name: phone.name }), form);
  name.focus();
}

function zoneGroups(present, now) {
  const away = withPresent([...HERE, ...AWAY.map((zone) => [zone, elsewhere(zone)])], present).slice(HERE.length);
  const shown = ([zone, words]) => option(zone, `${words} · ${hourMinute(now, zone)}`, present);
  return [h("optgroup", { label: "Indonesia" }, HERE.map(shown)), h("optgroup", { label: t("elsewhere") }, away.map(shown))];
}

const elsewhere = (zone) => `${zone.split("/").at(-1).replaceAll("_", " ")}${zone.includes("/") ? ` (${zoneName(new Date(), zone)})` : ""}`;
const option = (value, words, present) => h("option", { value, selected: value === present }, words);
const choice = (choices, present) => h("select", { class: "field" }, choices.map(([value, words]) => option(value, words, present)));
