// Where a person writes: text, files, a reply or an edit.
import { Attachments } from "./attachments.js";
import { h, icon, iconButton } from "./dom.js";
import { summary } from "./message.js";
import { t } from "./texts.js";

const drafts = new Map();

export class Composer {
  /** `place` names whose draft it is; `chat` is {send(body), edit(item, text), commands(opener), lastOwnText(), author(item)}; `keys` toggles the reply keyboard. */
  constructor(place, chat, keys) {
    this.place = place;
    this.chat = chat;
    this.context = null;
    this.attachments = new Attachments(() => this.refresh());
    this.head = h("div", { class: "context", hidden: true });
    this.box = h("textarea", { rows: 1, "aria-label": t("write"), enterkeyhint: "send" });
    this.box.value = drafts.get(place) ?? "";
    this.picker = h("input", { type: "file", multiple: true, hidden: true });
    this.menu = iconButton("slash", t("commands"), (event) => chat.commands(event.currentTarget), { "aria-haspopup": "menu" });
    this.keys = iconButton("keys", t("keys"), keys, { hidden: true });
    this.button = h("button", { type: "submit", class: "ghost send", "aria-label": t("send"), title: t("send") }, icon("send"));
    const attach = iconButton("attach", t("attach"), () => this.picker.click());
    this.form = h("form", {}, attach, this.box, this.menu, this.keys, this.button, this.picker);
    this.element = h("div", { class: "composer" }, this.head, this.attachments.element, this.form);
    this.hear();
    this.refresh();
  }

  hear() {
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.box.addEventListener("input", () => this.refresh());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("paste", (event) => this.paste(event));
    this.picker.addEventListener("change", () => {
      this.take([...this.picker.files]);
      this.picker.value = "";
    });
  }

  take(files) {
    if (files.length === 0) return;
    this.attachments.add(files);
    this.box.focus();
  }

  paste(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    this.take(files);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.setContext(null);
    else if (event.key === "ArrowUp" && this.box.value === "") this.editLast(event);
  }

  editLast(event) {
    const item = this.chat.lastOwnText();
    if (!item) return;
    event.preventDefault();
    this.edit(item);
  }

  reply(item) {
    this.setContext({ kind: "reply", item });
  }

  /** The bot asks for an answer to this message, with these words in the empty box. Nobody is torn away from elsewhere. */
  askReply(item, words, focus) {
    if (this.context || this.box.value) return;
    this.setContext({ kind: "reply", item, words }, focus);
  }

  edit(item) {
    this.setContext({ kind: "edit", item });
    this.box.value = item.text;
    this.refresh();
  }

  setContext(context, focus = true) {
    if (this.context?.kind === "edit") this.box.value = "";
    this.context = context;
    this.head.hidden = !context;
    if (context) this.head.replaceChildren(this.quote(context), iconButton("close", t("cancel"), () => this.setContext(null)));
    this.refresh();
    if (focus) this.box.focus();
  }

  quote({ kind, item }) {
    const title = kind === "edit" ? t("editing") : this.chat.author(item);
    return h("div", { class: "quote" }, h("b", {}, title), h("span", {}, summary(item)));
  }

  /** Shows the switch of the reply keyboard when there is one, and the words it asks with. */
  offerKeys(keyboard, shown) {
    this.keys.hidden = !keyboard;
    this.keys.setAttribute("aria-pressed", String(shown));
    this.words = keyboard?.placeholder ?? "";
    this.box.placeholder = this.placeholder();
  }

  placeholder() {
    return this.attachments.files.length > 0 ? t("caption") : this.context?.words || this.words || t("write");
  }

  refresh() {
    const files = this.attachments.files.length > 0;
    this.box.placeholder = this.placeholder();
    this.menu.hidden = this.box.value !== "" || files;
    this.button.disabled = !files && this.box.value.trim() === "";
    if (this.context?.kind !== "edit") drafts.set(this.place, this.box.value);
    this.box.style.removeProperty("height");
    if (this.box.value) this.box.style.setProperty("height", `${this.box.scrollHeight + 2}px`);
  }

  async submit() {
    const text = this.box.value.trim();
    const context = this.context;
    const reply = context?.kind === "reply" ? context.item.message_id : undefined;
    const uploads = this.attachments.uploads(text, reply);
    if (!text && uploads.length === 0) return;
    this.clear();
    if (context?.kind === "edit") return void (await this.attempt(() => this.chat.edit(context.item, text), text));
    const bodies = uploads.length ? uploads : [{ text, ...(reply && { reply_to: reply }) }];
    for (const body of bodies) if (!(await this.attempt(() => this.chat.send(body), text))) return;
  }

  /** What could not be sent comes back to the box, unless something else is being written. */
  async attempt(act, text) {
    const done = await act();
    if (!done && this.box.value === "") this.box.value = text;
    if (!done) this.refresh();
    return done;
  }

  clear() {
    this.context = null;
    this.head.hidden = true;
    this.box.value = "";
    this.attachments.clear();
  }
}
