// The buttons under a message and the keys below the composer.
import { h, icon } from "./dom.js";
import { safeAddress } from "./links.js";
import { t } from "./texts.js";

const style = (button) => (["primary", "success", "danger"].includes(button.style) ? ` style-${button.style}` : "");

/** Inline buttons of a message; `pressed` is "row:column" of the one that waits for its answer. */
export function inlineButtons(rows, pressed, act) {
  return h("div", { class: "buttons" }, rows.map((row, y) =>
    h("div", { class: "line" }, row.map((button, x) => inlineButton(button, `${y}:${x}`, pressed, act)))));
}

function inlineButton(button, place, pressed, act) {
  const props = { class: `press${style(button)}`, data: { place } };
  if (button.url) return linkButton(button, props, act);
  const run = () => runner(button, place, act);
  const sign = signOf(button);
  const label = [button.text, sign && corner(sign)];
  return h("button", { ...props, type: "button", "aria-busy": pressed === place ? "true" : null, on: { click: run } }, label);
}

function runner(button, place, act) {
  if (button.copy !== undefined) return act.copy(button.copy);
  if (button.data === undefined) return act.notice(button.text, words(button));
  return act.press(button.data, place);
}

function signOf(button) {
  if (button.copy !== undefined) return "copy";
  if (button.data !== undefined) return null;
  return button.web_app ? "window" : button.login ? "out" : null;
}

/** What Telegram would do, where a simulator does not. */
function words(button) {
  if (button.web_app) return t("webAppNotice", { url: button.web_app });
  if (button.login) return t("loginNotice", { url: button.login });
  return t("notPlayed");
}

function linkButton(button, props, act) {
  const open = (event) => act.open(button.url, event);
  return h("a", { ...props, href: safeAddress(button.url) ?? "#", target: "_blank", rel: "noopener noreferrer", on: { click: open } },
    button.text, corner("out"));
}

function corner(name) {
  const sign = icon(name);
  sign.classList.add("corner");
  return sign;
}

/** The reply keyboard; `press(key)` gets the key's own data. */
export const replyKeys = (keyboard, press) =>
  h("div", { class: keyboard.resized ? "reply-keys" : "reply-keys is-tall", role: "group", "aria-label": t("menuKeys") }, keyboard.rows.map((row) =>
    h("div", { class: "line" }, row.map((key) =>
      h("button", { type: "button", class: `key${style(key)}`, on: { click: () => press(key) } }, keySign(key) && icon(keySign(key)), key.text)))));

const keySign = (key) => (key.request_contact ? "person" : key.request_location ? "pin" : key.web_app ? "window" : null);

/** What a key does that is more than its words; null for a plain one. */
export function specialKey(key) {
  if (key.request_location) return "location";
  const other = ["web_app", "request_users", "request_chat", "request_poll", "request_managed_bot"].find((name) => key[name]);
  return other ? "other" : null;
}
