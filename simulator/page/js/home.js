// The chats of one person: the private one with the bot, and the groups the person is in. One of them is open.
import { Conversation } from "./store.js";

const isIn = (chat, person) => !chat.deleted && !chat.migrated_to && chat.members.some(({ id }) => id === person.id);

export class Home {
  constructor(person) {
    this.own = new Conversation(person);
    this.groups = new Map();
    this.openId = person.id;
    this.listing = false;
    this.onChange = () => {};
  }

  get person() { return this.own.person; }
  get current() { return this.conversation(this.openId) ?? this.own; }
  get unread() { return this.all().reduce((sum, one) => sum + one.unread, 0); }

  all() {
    return [this.own, ...this.groups.values()];
  }

  conversation(chatId) {
    return chatId === this.person.id ? this.own : this.groups.get(chatId);
  }

  open(chatId) {
    this.openId = chatId;
    this.listing = false;
    this.current.seen();
  }

  expectLoad() {
    for (const one of this.all()) one.expectLoad();
  }

  setPerson(person) {
    for (const one of this.all()) one.setPerson(person);
  }

  /** Takes a group as it is now. True when it is new here, and its messages have to be loaded. */
  takeGroup(chat) {
    const known = this.groups.get(chat.id);
    if (!isIn(chat, this.person)) {
      if (known) this.drop(chat);
      return false;
    }
    if (known) known.setChat(chat);
    else this.add(chat);
    return !known;
  }

  add(chat) {
    const made = new Conversation(this.person, chat);
    made.expectLoad();
    this.groups.set(chat.id, made);
    this.onChange();
  }

  /** Whoever reads a group that became a supergroup reads on there. */
  drop(chat) {
    this.groups.delete(chat.id);
    if (this.openId === chat.id) this.openId = this.groups.has(chat.migrated_to) ? chat.migrated_to : this.person.id;
    this.onChange();
  }

  /** All groups there are; those that are gone are dropped. */
  setGroups(chats) {
    for (const id of [...this.groups.keys()]) if (!chats.some((chat) => chat.id === id)) this.drop({ id });
    for (const chat of chats) this.takeGroup(chat);
  }
}
