// Puts the page together: the stream of events feeds the phones, the clock and the panes.
import { api, ApiError } from "./api.js";
import { archived } from "./archive.js";
import { Calls } from "./calls.js";
import { Clock } from "./clock.js";
import { Counts } from "./counts.js";
import { Deck, peopleToShow, rememberPeople } from "./deck.js";
import { h } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Stream } from "./events.js";
import { Faults } from "./faults.js";
import { Home } from "./home.js";
import { askPerson } from "./picker.js";
import { BotProcess } from "./process.js";
import { applySettings } from "./settings.js";
import { t } from "./texts.js";
import { drawTopbar } from "./topbar.js";
import { Tour } from "./tour.js";
import { Transcript } from "./transcript.js";

const $ = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.page = { title: "Simulator", phones: [], links: [] };
    this.homes = new Map();
    this.formerIds = new Map();
    this.turn = 0;
    this.clock = new Clock();
    this.counts = new Counts();
    this.process = new BotProcess(this.counts);
    this.deck = new Deck($("phones"), $("tabs"), () => this.addPhone());
    const people = () => this.deck.people();
    this.panes = { calls: new Calls(people), faults: new Faults(people), transcript: new Transcript(() => [...people(), ...this.groups()]) };
    this.act = (run) => this.attempt(run);
    this.tour = new Tour($("tour"), this.tourPage());
    this.drawer = new Drawer($("drawer"), this.panes, this.act, () => this.drawTopbar());
    this.stream = new Stream((event) => this.take(event), () => this.lost());
  }

  begin() {
    applySettings();
    this.drawTopbar();
    this.stream.follow([]);
    setInterval(() => this.tick(), 250);
    addEventListener("hashchange", () => this.reload());
  }

  get notes() {
    return new Map(this.page.phones.map(({ person, note }) => [person, note ?? ""]));
  }

  take(event) {
    switch (event.type) {
      case "hello": return this.greeted(event);
      case "message": return this.conversations(event).forEach((one) => one.apply(event.message));
      case "keyboard": return this.conversations(event).forEach((one) => one.setKeyboard(event.keyboard));
      case "person": return this.homes.get(event.person.id)?.setPerson(event.person);
      case "chat": return this.takeChat(event.chat);
      case "action": return this.deck.phones.forEach((phone) => phone.typing(event.action, event.chat ?? event.person));
      case "answer": return this.deck.phones.get(event.person)?.acts.answered(event);
      case "clock": return this.clock.take(event);
      case "process": return this.takeProcess(event.process);
      case "call": return this.panes.calls.take(event);
      case "faults": return this.panes.faults.take(event.faults);
      case "limits": return this.panes.faults.takeLimits(event.limits);
      case "stats": return this.takeStats(event.stats);
      case "tour": return this.attempt(() => this.tour.take(event.tour));
      case "page": return this.takePage(event.page);
      case "reset": return this.panes.calls.forget(), this.reload();
      case "lagged": return this.reload();
    }
  }

  /** The chat of an event as everyone sees it who has it: one person's with the bot, or a group. */
  conversations({ person, chat }) {
    return [...this.homes.values()].map((home) => home.conversation(chat ?? person)).filter(Boolean);
  }

  takeChat(chat) {
    this.remember(chat);
    const added = [...this.homes.values()].map((home) => home.takeGroup(chat));
    if (added.includes(true)) this.attempt(() => this.loadGroup(chat.id, this.turn));
  }

  /** Which group a supergroup was. */
  remember({ id, migrated_to: now }) {
    if (now) this.formerIds.set(now, id);
  }

  groups() {
    const chats = [...this.homes.values()].flatMap((home) => [...home.groups.values()]).map(({ chat }) => [chat.id, chat.title]);
    return [...new Map(chats)].map(([id, name]) => ({ id, name }));
  }

  greeted({ bot, clock, process, page, limits, faults, stats, tour }) {
    $("banner").hidden = true;
    this.bot = { ...bot, name: bot.first_name };
    this.clock.take(clock);
    this.takeProcess(process);
    this.counts.take(stats);
    this.panes.faults.take(faults);
    this.panes.faults.takeLimits(limits);
    this.page = page;
    this.drawTopbar();
    this.attempt(() => this.load());
    this.attempt(() => this.tour.take(tour));
  }

  takeProcess(state) {
    this.process.take(state);
    for (const phone of this.deck.phones.values()) phone.refreshStatus();
  }

  /** Faults wear out by being met, so they are looked up again while there are any. */
  takeStats(stats) {
    this.counts.take(stats);
    if (this.panes.faults.faults.length) this.attempt(async () => this.panes.faults.take(await api.faults()));
  }

  takePage(page) {
    this.page = page;
    this.drawTopbar();
    this.reload();
  }

  /** Opens the stream anew; its greeting brings everything up to date. */
  reload() {
    this.stream.follow(this.stream.people);
  }

  async load() {
    const turn = ++this.turn;
    for (const home of this.homes.values()) home.expectLoad();
    const [everyone, chats] = await Promise.all([api.people(), api.chats()]);
    const ids = peopleToShow(this.page, everyone);
    if (turn !== this.turn) return;
    if (ids.join() !== this.stream.people.join()) return this.stream.follow(ids);
    this.keep(ids, everyone);
    chats.forEach((chat) => this.remember(chat));
    for (const home of this.homes.values()) home.setGroups(chats);
    const groups = this.groups().map(({ id }) => this.loadGroup(id, turn));
    await Promise.all([...ids.map((id) => this.loadOne(id, everyone, turn)), ...groups]);
  }

  /** Makes the phones those of `ids`. */
  keep(ids, everyone) {
    const drawn = JSON.stringify([ids, this.page.phones, this.bot]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const person = (id) => everyone.find((one) => one.id === id);
    const kept = ids.map((id) => this.homes.get(id) ?? new Home(person(id)));
    for (const home of kept) home.expectLoad();
    this.homes = new Map(kept.map((one) => [one.person.id, one]));
    this.drawPhones();
  }

  async loadOne(id, everyone, turn) {
    const items = await api.inbox(id);
    if (turn !== this.turn) return;
    this.homes.get(id).own.load(items, everyone.find((one) => one.id === id));
  }

  async loadGroup(id, turn) {
    const items = await api.messages(id);
    if (turn !== this.turn) return;
    for (const one of this.conversations({ chat: id })) one.load(items, one.person);
    if (!this.formerIds.has(id)) return;
    const before = archived(await api.messages(this.formerIds.get(id)));
    for (const one of this.conversations({ chat: id })) one.putBefore(before);
  }

  drawPhones() {
    this.deck.show([...this.homes.values()], this.notes, {
      bot: this.bot,
      people: () => this.deck.people(),
      now: () => this.clock.now(),
      links: () => this.page.links ?? [],
      botStopped: () => this.process.stopped,
      arrived: (id, seen) => this.deck.arrived(id, seen),
      read: (id) => this.deck.read(id),
      reveal: (id) => this.deck.reveal(id),
      load: (chatId) => this.attempt(() => this.loadGroup(chatId, this.turn)),
      unread: (id, count) => count === 0 && this.deck.read(id),
      transcript: (id) => this.showTranscript(id),
      swap: (id) => this.choose((next) => this.shown().map((one) => (one === id ? next : one))),
      takeAway: (id) => this.showPeople(this.shown().filter((one) => one !== id)),
    });
    this.drawer.draw();
    this.tick();
  }

  tourPage() {
    return {
      phone: (id) => this.deck.phones.get(id),
      bring: (id) => this.deck.active !== id && this.deck.select(id),
      show: (ids) => this.showAll(ids),
      seq: () => Math.max(0, ...[...this.homes.values()].flatMap(({ own }) => own.items.map(({ seq }) => seq))),
      now: () => this.clock.now(),
      redraw: () => this.drawTopbar(),
    };
  }

  /** The phones of all these people, with their chats loaded. */
  async showAll(ids) {
    if (ids.some((id) => !this.deck.phones.has(id))) this.showPeople(ids);
    while (ids.some((id) => !this.deck.phones.has(id) || this.homes.get(id).own.waiting)) await new Promise((done) => setTimeout(done, 100));
  }

  shown() {
    return [...this.deck.phones.keys()];
  }

  addPhone() {
    this.choose((next) => [...this.shown(), next]);
  }

  choose(listWith) {
    this.attempt(() => askPerson(this.shown(), this.notes, (id) => this.showPeople(listWith(id))));
  }

  showPeople(ids) {
    rememberPeople(ids);
    this.stream.follow(ids);
  }

  showTranscript(id) {
    this.panes.transcript.chosen = id;
    this.drawer.open("transcript");
  }

  drawTopbar() {
    const { title } = this.page;
    document.title = title || "Simulator";
    drawTopbar($("topbar"), {
      title: title || "Simulator", clock: this.clock, process: this.process, counts: this.counts, drawer: this.drawer, tour: this.tour, act: this.act,
      addPhone: () => this.addPhone(), redraw: () => this.redraw(),
    });
  }

  redraw() {
    this.drawTopbar();
    if (this.bot) this.drawPhones();
    this.tour.draw();
    $("banner").textContent = t("reconnecting");
  }

  tick() {
    this.clock.tick();
    const now = this.clock.now();
    for (const phone of this.deck.phones.values()) phone.tick(now);
  }

  lost() {
    $("banner").textContent = t("reconnecting");
    $("banner").hidden = false;
  }

  /** Runs a call that belongs to no phone; a refusal is shown for a while at the bottom. */
  async attempt(run) {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.complain(error.message);
    }
  }

  complain(words) {
    const node = h("div", { class: "toasts page-toasts", role: "status" }, h("div", { class: "toast is-error" }, words));
    document.body.append(node);
    setTimeout(() => node.remove(), 5000);
  }
}

new Page().begin();
