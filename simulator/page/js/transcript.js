// The pane with one person's chat as plain text.
import { api } from "./api.js";
import { copyText } from "./clipboard.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

export class Transcript {
  constructor(people) {
    this.people = people;
    this.chosen = null;
  }

  build(act) {
    const person = h("select", { class: "field", "aria-label": t("faultPerson") }, this.people().map(({ id, name }) => h("option", { value: id }, name)));
    const text = h("pre", { class: "code tall", tabindex: 0 });
    const load = () => act(async () => {
      if (person.value) text.textContent = (await api.transcript(person.value)) || t("emptyTranscript");
    });
    const copy = () => act(() => copyText(text.textContent));
    if (this.chosen) person.value = String(this.chosen);
    person.addEventListener("change", load);
    load();
    return [h("div", { class: "filters" }, person, h("button", { type: "button", class: "chip", on: { click: load } }, t("refresh")),
      h("button", { type: "button", class: "chip", on: { click: copy } }, t("copyAll"))), text];
  }
}
