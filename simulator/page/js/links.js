// Links in messages: which open the bot, which are safe to follow.

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

function parse(link) {
  const text = link.trim();
  const full = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`;
  return URL.canParse(full) ? new URL(full) : null;
}

/** {payload} when the link starts a chat with this bot, null otherwise. */
export function deepLink(link, username) {
  const url = parse(link);
  if (!url) return null;
  const bot = botOf(url);
  if (bot?.toLowerCase() !== username.toLowerCase()) return null;
  return { payload: url.searchParams.get("start") ?? "" };
}

function botOf(url) {
  if (url.protocol === "tg:") return url.searchParams.get("domain");
  const isTelegram = ["t.me", "telegram.me", "telegram.dog"].includes(url.hostname);
  return isTelegram ? url.pathname.slice(1).replace(/\/$/u, "") : null;
}

/** An address a browser may follow from a message, or null. */
export function safeAddress(link) {
  const url = parse(link);
  return url && SAFE.has(url.protocol) ? url.href : null;
}

const FOUND = /(?<url>\b(?:https?:\/\/|t\.me\/)[^\s<>"“”]+)|(?<![\w/@])(?<command>\/[a-z][a-z0-9_]{0,31})(?![\w/])|(?<![\w@.])(?<mention>@[a-z]\w{3,31})/giu;
const KINDS = { url: "url", command: "bot_command", mention: "mention" };

/** Entities for links, commands and mentions that the message does not name itself. */
export function detected(text, entities) {
  return [...text.matchAll(FOUND)].map(asEntity).filter((span) => !entities.some((other) => overlap(span, other)));
}

function asEntity(match) {
  const [name, value] = Object.entries(match.groups).find(([, found]) => found !== undefined);
  const shown = name === "url" ? value.replace(/[.,;:!?)\]]+$/u, "") : value;
  return { type: KINDS[name], offset: match.index, length: shown.length };
}

const LITERAL = new Set(["code", "pre", "text_link", "url", "bot_command", "mention", "email", "phone_number", "text_mention"]);
const overlap = (a, b) => LITERAL.has(b.type) && a.offset < b.offset + b.length && b.offset < a.offset + a.length;
