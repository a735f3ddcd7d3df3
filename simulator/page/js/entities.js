// Text with its entities (offsets in UTF-16 units, as JavaScript counts too) as elements.
import { h } from "./dom.js";
import { detected, safeAddress } from "./links.js";
import { t } from "./texts.js";
import { moment, momentWords } from "./moments.js";

/** `act` is {open(link, event), command(text), mention(name), copy(text), zone, now()}. */
export function renderText(text, entities, act) {
  const own = entities ?? [];
  const spans = [...own, ...detected(text, own)].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return fragment(text, 0, text.length, spans, act);
}

function fragment(text, start, end, spans, act) {
  const out = document.createDocumentFragment();
  let at = start;
  for (let i = 0; i < spans.length; ) {
    const from = Math.max(spans[i].offset, at);
    const to = Math.min(spans[i].offset + spans[i].length, end);
    let next = i + 1;
    while (next < spans.length && spans[next].offset < to) next += 1;
    if (to > from) {
      const node = element(spans[i], text.slice(from, to), act);
      if (!momentWords(spans[i])) (node.querySelector(":scope > code") ?? node).append(fragment(text, from, to, spans.slice(i + 1, next), act));
      out.append(text.slice(at, from), node);
      at = BLOCKS.has(node.localName) && text[to] === "\n" ? to + 1 : to;
    }
    i = next;
  }
  out.append(text.slice(at, end));
  return out;
}

const BLOCKS = new Set(["pre", "blockquote"]);
const PLAIN = { bold: "b", italic: "i", underline: "u", strikethrough: "s", blockquote: "blockquote", expandable_blockquote: "blockquote" };

function element(entity, text, act) {
  if (entity.type in PLAIN) return h(PLAIN[entity.type]);
  switch (entity.type) {
    case "url": return anchor(text, act);
    case "text_link": return anchor(entity.url ?? "", act);
    case "email": return anchor(`mailto:${text}`, act);
    case "phone_number": return anchor(`tel:${text.replace(/[^\d+]/gu, "")}`, act);
    case "bot_command": return h("button", { type: "button", class: "command", on: { click: () => act.command(text) } });
    case "code": return h("code", { title: t("copy"), on: { click: () => act.copy(text) } });
    case "pre": return h("pre", {}, h("code"));
    case "spoiler": return spoiler();
    case "date_time": return moment(entity, act);
    case "mention": return h("button", { type: "button", class: "command", on: { click: () => act.mention(text) } });
    case "text_mention": case "hashtag": case "cashtag": return h("span", { class: "mention" });
    default: return h("span");
  }
}

function anchor(link, act) {
  const address = safeAddress(link) ?? (link.startsWith("tg:") ? "#" : null);
  if (!address) return h("span");
  const open = (event) => act.open(link, event);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", on: { click: open } });
}

function spoiler() {
  const node = h("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": t("spoiler") });
  const open = () => {
    node.classList.add("is-open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", open, { once: true });
  node.addEventListener("keydown", (event) => event.key === "Enter" && open());
  return node;
}
