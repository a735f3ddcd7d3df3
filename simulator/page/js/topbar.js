// The slim bar above the phones.
import { h, icon, iconButton } from "./dom.js";
import { nextTheme, otherLanguage, theme } from "./settings.js";
import { currentLanguage, t } from "./texts.js";

const SIGNS = { auto: "auto", light: "sun", dark: "moon" };
const NAMES = { auto: "themeAuto", light: "themeLight", dark: "themeDark" };

/** `parts` is {title, clock, process, counts, drawer, act, addPhone(), redraw()}. */
export function drawTopbar(element, parts) {
  const brand = h("h1", { class: "brand" }, h("img", { src: "/page/img/icon.svg", alt: "" }), h("span", { title: parts.title }, parts.title));
  const panel = iconButton("panel", t("panel"), () => parts.drawer.toggle(), { class: "chip panel-toggle", "aria-pressed": String(parts.drawer.isOpen) });
  const language = h("button", { type: "button", class: "ghost word", title: t("language"), "aria-label": t("language"), on: { click: () => (otherLanguage(), parts.redraw()) } },
    currentLanguage() === "id" ? "EN" : "ID");
  element.replaceChildren(brand, h("span", { class: "spacer" }), parts.clock.build(parts.act), h("span", { class: "spacer" }),
    parts.process.build(parts.act), parts.counts.build(),
    h("div", { class: "group" }, tourButton(parts.tour), language, themeButton(), iconButton("plus", t("addPhone"), parts.addPhone), panel));
}

function tourButton(tour) {
  return tour.known && tour.phase === "away" && iconButton("play", t("tour"), () => tour.offer());
}

function themeButton() {
  const button = iconButton("auto", "", () => (nextTheme(), draw()));
  const draw = () => {
    button.replaceChildren(icon(SIGNS[theme()]));
    button.ariaLabel = button.title = t("theme", { name: t(NAMES[theme()]) });
  };
  draw();
  return button;
}
