// Pictures, videos, sound and files inside a bubble, and the large view of a picture.
import { h, icon } from "./dom.js";
import { t } from "./texts.js";
import { fileSize } from "./time.js";

export const mediaName = (media) => ({ photo: t("photo"), video: t("video"), voice: t("voice"), audio: t("audio"), sticker: media.emoji ? `${t("sticker")} ${media.emoji}` : t("sticker"), document: media.name || t("document") })[media.kind] ?? t("media");

export function renderMedia(media) {
  switch (media.kind) {
    case "photo": return photo(media);
    case "sticker": return h("img", { class: "sticker", src: media.url, alt: mediaName(media), decoding: "async", width: media.width, height: media.height });
    case "video": return h("video", { src: media.url, controls: true, preload: "metadata", "aria-label": t("video") });
    case "voice": case "audio": return h("audio", { src: media.url, controls: true, preload: "none", "aria-label": mediaName(media) });
    default: return file(media);
  }
}

export function renderAlbum(items) {
  const pictures = items.every((item) => item.media.kind === "photo");
  const nodes = items.map((item) => renderMedia(item.media));
  return pictures ? h("div", { class: "album", data: { count: items.length } }, nodes) : h("div", { class: "pile" }, nodes);
}

function photo(media) {
  const button = h("button", { type: "button", class: "photo", "aria-label": t("openPhoto"), on: { click: () => enlarge(media) } });
  const image = h("img", { src: media.url, alt: "", decoding: "async", loading: "lazy", width: media.width, height: media.height });
  image.addEventListener("error", () => button.classList.add("is-lost"));
  if (media.width && media.height) button.style.setProperty("--ratio", `${media.width} / ${Math.min(media.height, media.width * 1.25)}`);
  button.append(image);
  return button;
}

function file(media) {
  const name = media.name || t("document");
  const ending = /\.([a-z0-9]{1,4})$/iu.exec(name)?.[1];
  return h("a", { class: "file", href: media.url, download: name, "aria-label": `${t("downloadFile", { name })}, ${fileSize(media.size)}` },
    h("span", { class: "badge" }, ending ? h("small", {}, ending) : icon("file")),
    h("span", {}, h("span", { class: "name" }, name), h("span", { class: "size" }, fileSize(media.size))));
}

function enlarge(media) {
  const close = () => dialog.close();
  const image = h("img", { src: media.url, alt: media.name ?? "" });
  const button = h("button", { type: "button", class: "photo", "aria-label": t("close"), on: { click: close } }, image);
  const dialog = h("dialog", { class: "lightbox", "aria-label": t("photo"), on: { close: () => dialog.remove(), click: close } }, button);
  document.body.append(dialog);
  dialog.showModal();
}
