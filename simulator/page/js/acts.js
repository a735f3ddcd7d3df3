// What the owner of a phone does, as calls to the simulator.
import { api, ApiError } from "./api.js";
import { copyText } from "./clipboard.js";
import { deepLink } from "./links.js";
import { openMenu } from "./menus.js";
import { t } from "./texts.js";

const PATIENCE = 15000;

export class Acts {
  constructor(phone) {
    this.phone = phone;
  }

  get id() { return this.phone.id; }
  get conversation() { return this.phone.conversation; }
  get chat() { return this.conversation.chat?.id; }

  /** Runs a call; a refusal is shown on this phone. True when it went well. */
  async attempt(call) {
    try {
      await call();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.phone.notices.toast(error.message, true);
      return false;
    }
  }

  /** As `attempt`, for what adds a message: the chat then shows its end. */
  async say(call) {
    const done = await this.attempt(call);
    if (done) this.phone.log.toEnd();
    return done;
  }

  start(payload = "") {
    return this.say(() => api.start(this.id, payload));
  }

  async press(item, data, place) {
    const { message_id: id, seq } = item;
    const { conversation } = this;
    if (conversation.pressing.has(id)) return;
    conversation.setPressing(id, place);
    const done = await this.attempt(() => api.press(this.id, id, data, this.chat));
    const release = () => conversation.byId.get(id)?.seq === seq && conversation.setPressing(id, null);
    setTimeout(release, done ? PATIENCE : 0);
  }

  /** The bot's answer to a press: a passing toast, an alert to be closed, or a link to open. */
  answered({ chat, message_id: messageId, answer }) {
    this.phone.home.conversation(chat)?.setPressing(messageId, null);
    if (answer?.url) this.open(answer.url);
    if (!answer?.text) return;
    if (answer.show_alert) this.phone.notices.alert(answer.text);
    else this.phone.notices.toast(answer.text);
  }

  open(link, event) {
    const found = deepLink(link, this.phone.world.bot.username);
    if (found) {
      event?.preventDefault();
      this.phone.open(this.id);
      this.start(found.payload);
    } else if (!event) window.open(link, "_blank", "noopener,noreferrer");
    else if (event.currentTarget.getAttribute("href") === "#") event.preventDefault();
  }

  async copy(text) {
    await copyText(text);
    this.phone.notices.toast(t("copied"));
  }

  key(key, location) {
    const body = { text: key.text, ...(key.request_contact && { contact: true }), ...(location && { location }) };
    return this.say(() => api.replyKey(this.id, body, this.chat));
  }

  react(item, emoji) {
    const { mine } = this.conversation;
    const next = this.reacted(item, emoji) ? null : emoji;
    mine.set(item.message_id, next);
    return this.attempt(() => api.react(this.id, item.message_id, next, this.chat));
  }

  /** True when this phone gave this reaction. The simulator tells which reactions there are, not whose. */
  reacted(item, emoji) {
    return this.conversation.mine.get(item.message_id) === emoji && item.reactions.includes(emoji);
  }

  /** All messages of the album it belongs to. */
  album(item) {
    return item.group ? this.conversation.items.filter(({ group }) => group === item.group) : [item];
  }

  delete(item) {
    return this.attempt(() => Promise.all(this.album(item).map(({ message_id: id }) => api.delete(this.id, id, this.chat))));
  }

  forward(item, to, thread) {
    const from = this.conversation.id;
    return this.attempt(async () => {
      for (const one of this.album(item)) await api.forward(this.id, one.message_id, from, to, thread);
    });
  }

  vote(item, options) {
    return this.attempt(() => api.vote(this.id, item.message_id, options, this.chat));
  }

  send(body) {
    const replyTo = body instanceof FormData ? body.get("reply_to") : body.reply_to;
    const place = { chat: this.chat, thread: this.conversation.threadFor(replyTo) };
    return this.say(() => api.send(this.id, body, place));
  }

  /** The bot's menu of commands, as it stands now. */
  commands(opener) {
    return this.attempt(async () => {
      const found = await api.commands(this.id, this.chat);
      const suffix = this.chat === undefined ? "" : `@${this.phone.world.bot.username}`;
      const entry = ({ command, description }) => ({ icon: "slash", label: `/${command}`, note: description, run: () => this.send({ text: `/${command}${suffix}` }) });
      if (found.length) openMenu(opener, found.map(entry));
      else this.phone.notices.toast(t("noCommands"));
    });
  }

  mention(name) {
    const { world } = this.phone;
    const username = name.replace(/^@/u, "").toLowerCase();
    if (username === world.bot.username.toLowerCase()) return this.phone.open(this.id);
    const found = world.people().find((person) => person.username?.toLowerCase() === username);
    return found ? world.reveal(found.id) : this.phone.notices.toast(t("notShown", { name }));
  }

  /** What the parts of a message can do. */
  forMessage(item) {
    return {
      open: (link, event) => this.open(link, event),
      command: (text) => this.send({ text }),
      mention: (name) => this.mention(name),
      now: () => this.phone.world.now(),
      copy: (text) => this.copy(text),
      notice: (title, text) => this.phone.notices.alert(text, title),
      vote: (options) => this.vote(item, options),
      ticks: this.conversation.ticksOf(item.message_id),
      react: (emoji) => this.react(item, emoji),
      reacted: (emoji) => this.reacted(item, emoji),
      press: (data, place) => this.press(item, data, place),
    };
  }

  /** What the composer can do. */
  forComposer() {
    return {
      send: (body) => this.send(body),
      commands: (opener) => this.commands(opener),
      edit: (item, text) => this.attempt(() => api.edit(this.id, item.message_id, text, this.chat)),
      lastOwnText: () => this.conversation.lastOwnText(),
      author: (item) => this.phone.author(item),
    };
  }
}
