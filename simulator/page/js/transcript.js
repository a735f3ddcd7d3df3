// The pane with one chat as plain text.
import { api } from "./api.js";
import { copyText } from "./clipboard.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

export class Transcript {
  /** `chats()` gives what can be read as {id, name}: people, for their chat with the bot, and groups. */
  constructor(chats) {
    this.chats = chats;
    this.chosen = null;
  }

  build(act) {
    const chat = h("select", { class: "field", "aria-label": t("conversationOf") }, this.chats().map(({ id, name }) => h("option", { value: id }, name)));
    const text = h("pre", { class: "code tall", tabindex: 0 });
    const load = () => act(async () => {
      if (chat.value) text.textContent = (await api.transcript(chat.value)) || t("emptyTranscript");
    });
    const copy = () => act(() => copyText(text.textContent));
    if (this.chosen) chat.value = String(this.chosen);
    chat.addEventListener("change", load);
    load();
    return [h("div", { class: "filters" }, chat, h("button", { type: "button", class: "chip", on: { click: load } }, t("refresh")),
      h("button", { type: "button", class: "chip", on: { click: copy } }, t("copyAll"))), text];
  }
}
