// Pictures, videos, sound and files inside a bubble, and the large view of a picture.
import { h, icon } from "./dom.js";
import { renderPlayer } from "./player.js";
import { t } from "./texts.js";
import { fileSize } from "./time.js";

const QUIET = matchMedia("(prefers-reduced-motion: reduce)");

export function mediaName(media) {
  if (media.kind === "sticker") return media.emoji ? `${t("sticker")} ${media.emoji}` : t("sticker");
  if (media.kind === "document") return media.name || t("document");
  return t({ photo: "photo", video: "video", voice: "voice", audio: "audio", animation: "animation", video_note: "videoNote" }[media.kind] ?? "media");
}

export function renderMedia(media) {
  return media.spoiler ? covered(unveiled(media)) : unveiled(media);
}

function covered(node) {
  const cover = h("button", { type: "button", class: "cover", on: { click: () => (cover.remove(), box.classList.remove("is-covered")) } }, t("hiddenMedia"));
  const box = h("div", { class: "veil is-covered", data: { media: node.dataset.media } }, node, cover);
  return box;
}

function unveiled(media) {
  switch (media.kind) {
    case "photo": return photo(media);
    case "sticker": return h("img", { class: "sticker", src: media.url, alt: mediaName(media), decoding: "async", width: media.width, height: media.height });
    case "video": return h("video", { src: media.url, controls: true, playsinline: true, preload: "metadata", "aria-label": t("video"), data: { media: media.url } });
    case "animation": return animation(media);
    case "video_note": return roundVideo(media);
    case "voice": return renderPlayer(media, t("voice"));
    case "audio": return renderPlayer(media, media.name || t("audio"));
    default: return file(media);
  }
}

export function renderAlbum(items) {
  const pictures = items.every((item) => item.media.kind === "photo");
  const nodes = items.map((item) => renderMedia(item.media));
  return pictures ? h("div", { class: "album", data: { count: items.length } }, nodes) : h("div", { class: "pile" }, nodes);
}

/** A GIF or a silent film that plays over and over. */
function animation(media) {
  const about = { class: "animation", src: media.url, data: { media: media.url } };
  if (media.mime?.startsWith("image/")) return h("img", { ...about, alt: t("animation"), decoding: "async" });
  const film = h("video", { ...about, autoplay: !QUIET.matches, controls: QUIET.matches, loop: true, playsinline: true, "aria-label": t("animation") });
  film.muted = true;
  return film;
}

function roundVideo(media) {
  const film = h("video", { class: "round", src: media.url, playsinline: true, preload: "metadata", tabindex: 0, role: "button", "aria-label": t("videoNote"), data: { media: media.url } });
  const toggle = () => (film.paused ? film.play() : film.pause());
  film.addEventListener("click", toggle);
  film.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  return film;
}

function photo(media) {
  const button = h("button", { type: "button", class: "photo", data: { media: media.url }, "aria-label": t("openPhoto"), on: { click: () => enlarge(media) } });
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
