// Calls to the simulator's control plane.
import { t } from "./texts.js";

export class ApiError extends Error {}

async function request(method, path, body) {
  const init = { method, cache: "no-store" };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) Object.assign(init, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  let answer;
  try {
    answer = await fetch(`/sim/${path}`, init);
  } catch (cause) {
    throw new ApiError(t("unreachable"), { cause });
  }
  if (!answer.ok) throw new ApiError(await reason(answer));
  return answer;
}

async function reason(answer) {
  const text = await answer.text();
  try {
    return t("notDone", { reason: JSON.parse(text).error ?? text });
  } catch (error) {
    if (error instanceof SyntaxError) return text || t("unreachable");
    throw error;
  }
}

const read = async (path) => (await request("GET", path)).json();
const write = async (path, body = {}) => (await request("POST", path, body)).json();
const person = (id, act, body) => write(`people/${id}/${act}`, body);

/** Names the chat and its topic in what is sent; the private chat and the general topic need no name. */
function placed(body, { chat, thread }) {
  const place = Object.entries({ chat, thread: thread ?? undefined }).filter(([, value]) => value !== undefined);
  if (!(body instanceof FormData)) return { ...body, ...Object.fromEntries(place) };
  place.forEach(([name, value]) => body.append(name, value));
  return body;
}

export const api = {
  people: () => read("people"),
  person: (id) => read(`people/${id}`),
  addPerson: (firstName) => write("people", { first_name: firstName, timezone: "Asia/Jakarta" }),
  changePerson: (id, changes) => write(`people/${id}`, changes),
  commands: (id, chat) => read(`people/${id}/commands${chat === undefined ? "" : `?chat=${chat}`}`),
  inbox: (id) => read(`people/${id}/inbox`),
  chats: () => read("chats"),
  messages: (chat) => read(`chats/${chat}/messages`),
  tour: () => read("tour"),
  copies: (text) => read(`copies?text=${encodeURIComponent(text)}`),
  transcript: async (chat) => (await request("GET", `transcript?chat=${chat}`)).text(),
  journalEntry: (seq) => read(`journal?since=${seq - 1}&limit=1`),
  lastCalls: (count) => read(`journal?type=call&last=${count}`),
  faults: () => read("faults"),

  start: (id, payload) => person(id, "start", payload ? { payload } : {}),
  send: (id, body, place) => person(id, "send", placed(body, place)),
  press: (id, messageId, button, chat) => person(id, "press", { message_id: messageId, button, chat, wait: 0 }),
  replyKey: (id, body, chat) => person(id, "reply-key", { ...body, chat }),
  edit: (id, messageId, text, chat) => person(id, "edit", { message_id: messageId, text, chat }),
  react: (id, messageId, emoji, chat) => person(id, "react", { message_id: messageId, emoji, chat }),
  delete: (id, messageId, chat) => person(id, "delete", { message_id: messageId, chat }),
  vote: (id, messageId, options, chat) => person(id, "vote", { message_id: messageId, options, chat }),
  forward: (id, messageId, chat, to, thread) => person(id, "forward", { message_id: messageId, from_chat: chat, to_chat: to, thread }),
  block: (id) => person(id, "block"),
  unblock: (id) => person(id, "unblock"),

  addGroup: (body) => write("chats", body),
  addBot: (chat) => write(`chats/${chat}/add-bot`),
  kickBot: (chat) => write(`chats/${chat}/kick-bot`),
  promote: (chat, id, admin) => write(`chats/${chat}/promote`, { person: id, admin }),
  upgrade: (chat) => write(`chats/${chat}/upgrade`),
  addTopic: (chat, name, by) => write(`chats/${chat}/topics`, { name, by }),
  closeTopic: (chat, thread, closed, by) => write(`chats/${chat}/topics/${thread}`, { closed, by }),
  leave: (chat, id) => write(`chats/${chat}/leave`, { person: id }),

  setTour: (playing) => write("tour", { playing }),
  setClock: (body) => write("clock", body),
  setProcess: (body) => write("process", body),
  setLimits: (enforce) => write("limits", { enforce }),
  addFault: (body) => write("faults", body),
  clearFault: (fault) => request("DELETE", `faults/${fault}`),
  clearFaults: () => request("DELETE", "faults"),
};
