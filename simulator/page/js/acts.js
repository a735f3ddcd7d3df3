// What the owner of a phone does, as calls to the simulator.
import { api, ApiError } from "./api.js";
import { copyText } from "./clipboard.js";
import { deepLink } from "./links.js";
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

  key(key) {
    const body = key.request_contact ? { text: key.text, contact: true } : { text: key.text };
    return this.say(() => api.replyKey(this.id, body, this.chat));
  }

  /** What the parts of a message can do. */
  forMessage(item) {
    return {
      open: (link, event) => this.open(link, event),
      command: (text) => this.say(() => api.send(this.id, { text }, this.chat)),
      copy: (text) => this.copy(text),
      say: (text) => this.phone.notices.toast(text),
      press: (data, place) => this.press(item, data, place),
    };
  }

  /** What the composer can do. */
  forComposer() {
    return {
      send: (body) => this.say(() => api.send(this.id, body, this.chat)),
      edit: (item, text) => this.attempt(() => api.edit(this.id, item.message_id, text, this.chat)),
      lastOwnText: () => this.conversation.lastOwnText(),
      author: (item) => this.phone.author(item),
    };
  }
}
