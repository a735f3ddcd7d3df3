// A voice message or a piece of music: one button, how far it is, how long it lasts.
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

const clock = (seconds) => `${Math.floor(seconds / 60)}.${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function renderPlayer(media, name) {
  const sound = h("audio", { src: media.url, preload: "metadata" });
  const button = h("button", { type: "button", class: "play", "aria-label": `${t("play")}: ${name}` }, icon("play"));
  const bar = h("input", { type: "range", min: 0, max: 1000, value: 0, step: 1, "aria-label": t("position") });
  const time = h("span", { class: "time" }, media.duration ? clock(media.duration) : "");
  const length = () => (Number.isFinite(sound.duration) ? sound.duration : media.duration || 0);
  const draw = () => {
    const share = length() ? sound.currentTime / length() : 0;
    bar.value = String(share * 1000);
    bar.style.setProperty("--share", `${share * 100}%`);
    time.textContent = clock(sound.paused && sound.currentTime === 0 ? length() : sound.currentTime);
  };
  const turned = () => {
    button.replaceChildren(icon(sound.paused ? "play" : "pause"));
    button.setAttribute("aria-label", `${t(sound.paused ? "play" : "pausePlaying")}: ${name}`);
    draw();
  };
  button.addEventListener("click", () => (sound.paused ? start(sound) : sound.pause()));
  bar.addEventListener("input", () => (sound.currentTime = (Number(bar.value) / 1000) * length()));
  for (const event of ["loadedmetadata", "timeupdate"]) sound.addEventListener(event, draw);
  for (const event of ["play", "pause"]) sound.addEventListener(event, turned);
  sound.addEventListener("ended", () => ((sound.currentTime = 0), turned()));
  sound.addEventListener("error", () => ((button.disabled = true), (time.textContent = t("cannotPlay"))));
  return h("div", { class: "player", data: { media: media.url } }, button, h("div", {}, h("span", { class: "name" }, name), bar), time, sound);
}

/** Only one is heard at a time. */
function start(sound) {
  document.querySelectorAll("audio").forEach((other) => other !== sound && other.pause());
  sound.play().catch((error) => {
    if (error.name !== "NotSupportedError" && error.name !== "AbortError") throw error;
  });
}
