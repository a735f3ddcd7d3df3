// Asks which place a phone tells the bot.
import { h } from "./dom.js";
import { openSheet } from "./picker.js";
import { t } from "./texts.js";

const BENGKULU = { latitude: "-3.79560", longitude: "102.25920" };

/** `send({latitude, longitude})` gets what was chosen. */
export function askPlace(send) {
  const field = (name) => h("input", { class: "field", type: "number", step: "any", min: name === "latitude" ? -90 : -180, max: name === "latitude" ? 90 : 180, value: BENGKULU[name], required: true });
  const fields = { latitude: field("latitude"), longitude: field("longitude") };
  const go = (event) => {
    event.preventDefault();
    dialog.close();
    send({ latitude: fields.latitude.valueAsNumber, longitude: fields.longitude.valueAsNumber });
  };
  const form = h("form", { class: "stacked", on: { submit: go } }, h("p", { class: "hint" }, t("placeHint")),
    Object.entries(fields).map(([name, node]) => h("label", { class: "labelled" }, t(name), node)), h("button", { type: "submit", class: "fill" }, t("sendPlace")));
  const dialog = openSheet(t("sendPlace"), form);
  fields.latitude.focus();
}
