// Files chosen, dropped or pasted, waiting above the composer.
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

const ALBUM = 10;
const KINDS = ["image", "video", "audio"];
const SPOKEN = /^audio\/(?:ogg|opus|webm)/u;
const major = (file) => file.type.split("/")[0];
const has = (files, kind) => files.some((file) => major(file) === kind);

export class Attachments {
  constructor(onChange) {
    this.files = [];
    this.asPhoto = true;
    this.asVoice = null;
    this.onChange = onChange;
    this.element = h("div", { class: "attachments", hidden: true });
  }

  add(files) {
    this.files.push(...files);
    this.draw();
  }

  clear() {
    this.files = [];
    this.asPhoto = true;
    this.asVoice = null;
    this.draw();
  }

  draw() {
    this.element.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    this.element.hidden = this.files.length === 0;
    const list = h("ul", {}, this.files.map((file) => this.card(file)));
    const choices = [has(this.files, "image") && this.choice("asPhoto", true), has(this.files, "audio") && this.choice("asVoice", this.spoken)];
    this.element.replaceChildren(list, ...choices.filter(Boolean));
    this.onChange();
  }

  card(file) {
    const remove = () => {
      this.files = this.files.filter((one) => one !== file);
      this.draw();
    };
    const picture = major(file) === "image" ? h("img", { src: URL.createObjectURL(file), alt: file.name }) : [icon("file"), h("span", {}, file.name)];
    return h("li", {}, picture, h("button", { type: "button", "aria-label": t("remove", { name: file.name }), on: { click: remove } }, icon("close")));
  }

  /** What sounds like speech goes as a voice message, unless one decides otherwise. */
  get spoken() {
    return this.asVoice ?? this.files.some((file) => SPOKEN.test(file.type));
  }

  choice(name, checked) {
    const box = h("input", { type: "checkbox" });
    box.checked = checked && this[name] !== false;
    box.addEventListener("change", () => (this[name] = box.checked));
    return h("label", {}, box, t(name));
  }

  kindOf(file) {
    if (!KINDS.includes(major(file))) return "document";
    if (major(file) === "audio") return this.spoken ? "voice" : "audio";
    return major(file) === "image" ? (this.asPhoto && file.type !== "image/svg+xml" ? "photo" : "document") : major(file);
  }

  /** The uploads this makes: one a kind, at most ten files each; the caption goes with the first. */
  uploads(caption, replyTo) {
    const kinds = [...new Set(this.files.map((file) => this.kindOf(file)))];
    const batches = kinds.flatMap((kind) => batchesOf(kind, this.files.filter((file) => this.kindOf(file) === kind)));
    return batches.map((batch, at) => form(batch, at === 0 ? caption : "", replyTo));
  }
}

function batchesOf(kind, files) {
  const starts = files.map((_, at) => at).filter((at) => at % ALBUM === 0);
  return starts.map((at) => ({ kind, files: files.slice(at, at + ALBUM) }));
}

function form({ kind, files }, caption, replyTo) {
  const data = new FormData();
  data.append("kind", kind);
  if (caption) data.append("caption", caption);
  if (files.length > 1 && kind !== "voice") data.append("album", "true");
  if (replyTo) data.append("reply_to", replyTo);
  files.forEach((file) => data.append("file", file, file.name || "foto.png"));
  return data;
}
