// Puts the page together: the stream of events feeds the phones, the clock and the panes.
import { api, ApiError } from "./api.js";
import { Calls } from "./calls.js";
import { Clock } from "./clock.js";
import { Counts } from "./counts.js";
import { Deck, peopleToShow, rememberPeople } from "./deck.js";
import { h } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Stream } from "./events.js";
import { Faults } from "./faults.js";
import { askPerson } from "./picker.js";
import { BotProcess } from "./process.js";
import { applySettings } from "./settings.js";
import { Conversation } from "./store.js";
import { t } from "./texts.js";
import { drawTopbar } from "./topbar.js";
import { Transcript } from "./transcript.js";

const $ = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.page = { title: "Simulator", phones: [], links: [] };
    this.conversations = new Map();
    this.turn = 0;
    this.clock = new Clock();
    this.process = new BotProcess();
    this.counts = new Counts();
    this.deck = new Deck($("phones"), $("tabs"), () => this.addPhone());
    const people = () => this.deck.people();
    this.panes = { calls: new Calls(people), faults: new Faults(people), transcript: new Transcript(people) };
    this.act = (run) => this.attempt(run);
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
    const phone = this.deck.phones.get(event.person);
    const conversation = this.conversations.get(event.person?.id ?? event.person);
    switch (event.type) {
      case "hello": return this.greeted(event);
      case "message": return conversation?.apply(event.message);
      case "keyboard": return conversation?.setKeyboard(event.keyboard);
      case "person": return conversation?.setPerson(event.person);
      case "action": return phone?.typing(event.action);
      case "answer": return phone?.acts.answered(event);
      case "clock": return this.clock.take(event);
      case "process": return this.takeProcess(event.process);
      case "call": return this.panes.calls.take(event);
      case "faults": return this.panes.faults.take(event.faults);
      case "limits": return this.panes.faults.takeLimits(event.limits);
      case "stats": return this.takeStats(event.stats);
      case "page": return this.takePage(event.page);
      case "reset": return this.panes.calls.forget(), this.reload();
      case "lagged": return this.reload();
    }
  }

  greeted({ bot, clock, process, page, limits, faults, stats }) {
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
    for (const conversation of this.conversations.values()) conversation.expectLoad();
    const everyone = await api.people();
    const ids = peopleToShow(this.page, everyone);
    if (turn !== this.turn) return;
    if (ids.join() !== this.stream.people.join()) return this.stream.follow(ids);
    this.keep(ids, everyone);
    await Promise.all(ids.map((id) => this.loadOne(id, everyone, turn)));
  }

  /** Makes the phones those of `ids`. */
  keep(ids, everyone) {
    const drawn = JSON.stringify([ids, this.page.phones, this.bot]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const person = (id) => everyone.find((one) => one.id === id);
    const kept = ids.map((id) => this.conversations.get(id) ?? new Conversation(person(id)));
    for (const conversation of kept) conversation.expectLoad();
    this.conversations = new Map(kept.map((one) => [one.person.id, one]));
    this.drawPhones();
  }

  async loadOne(id, everyone, turn) {
    const items = await api.inbox(id);
    if (turn !== this.turn) return;
    this.conversations.get(id).load(items, everyone.find((one) => one.id === id));
  }

  drawPhones() {
    this.deck.show([...this.conversations.values()], this.notes, {
      bot: this.bot,
      links: () => this.page.links ?? [],
      botStopped: () => this.process.stopped,
      arrived: (id) => this.deck.arrived(id),
      unread: (id, count) => count === 0 && this.deck.read(id),
      transcript: (id) => this.showTranscript(id),
      swap: (id) => this.choose((next) => this.shown().map((one) => (one === id ? next : one))),
      takeAway: (id) => this.showPeople(this.shown().filter((one) => one !== id)),
    });
    this.drawer.draw();
    this.tick();
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
      title: title || "Simulator", clock: this.clock, process: this.process, counts: this.counts, drawer: this.drawer, act: this.act,
      addPhone: () => this.addPhone(), redraw: () => this.redraw(),
    });
  }

  redraw() {
    this.drawTopbar();
    if (this.bot) this.drawPhones();
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
