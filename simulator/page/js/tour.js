// The guided tour above the phones: offered, played, paused by any touch, and at its end handed over.
import { api, ApiError } from "./api.js";
import { h, icon } from "./dom.js";
import { perform } from "./hands.js";
import { Ended, Missed, Play } from "./play.js";
import { currentLanguage, t } from "./texts.js";

const SEEN = "simulator.tour";
const PHASES = { offered: ["play", "tryIt"], playing: ["pause", "skip", "tryIt"], paused: ["goOn", "tryIt"], missed: ["again", "tryIt"], done: ["tryIt", "again", "encore"] };

/** A count that the scene before began stays in sight while this one has to do with it. */
const goesOn = (step) => step.do === "count";

export class Tour {
  /** `page` is {phone(id), bring(id), show(ids), seq(), now(), redraw()}. */
  constructor(element, page) {
    Object.assign(this, { element, page, script: null, phase: "away", at: 0, counts: null, result: null, running: Promise.resolve() });
    const touched = (event) => event.isTrusted && this.phase === "playing" && !element.contains(event.target) && this.pause();
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, touched, true);
    addEventListener("pagehide", () => this.play?.end());
  }

  get known() { return this.script !== null; }

  async take({ known }) {
    if (!known || this.known) return;
    this.script = await api.tour();
    this.scenes = this.script.scenes;
    if (localStorage.getItem(SEEN) === null) this.become("offered");
    this.page.redraw();
  }

  become(phase) {
    this.phase = phase;
    this.draw();
  }

  offer() {
    this.begin("offered");
  }

  begin(phase) {
    Object.assign(this, { scenes: this.script.scenes, at: 0, step: 0, counts: null, result: null });
    this.become(phase);
  }

  /** One play after another: what was paused has ended before it goes on. */
  run() {
    this.running = this.running.then(() => this.playOn());
  }

  async playOn() {
    const play = (this.play = new Play());
    play.values = this.values;
    this.become("playing");
    try {
      await api.setTour(true);
      await this.page.show(this.people());
      while (this.at < this.scenes.length) await this.scene(play);
      localStorage.setItem(SEEN, "seen");
      this.become("done");
    } catch (error) {
      this.stopped(error);
    } finally {
      await api.setTour(false);
    }
  }

  /** From the step where it was paused. */
  async scene(play) {
    const { steps, until } = this.scenes[this.at];
    play.hurried = false;
    if (this.step === 0 && !steps.some(goesOn)) this.counts = null;
    this.draw();
    const past = until && this.page.now() > new Date(until);
    for (; !past && this.step < steps.length; this.step += 1) await perform(steps[this.step], play, this.stage());
    this.step = 0;
    this.at += 1;
  }

  stage() {
    const { phone, bring } = this.page;
    const counted = (counts) => {
      this.counts = counts;
      this.drawCount();
    };
    return { phone, bring, since: this.since, counted, verdict: (copies) => (this.result = copies) };
  }

  stopped(error) {
    if (error instanceof Ended) return;
    if (!(error instanceof Missed) && !(error instanceof ApiError)) throw error;
    this.missed = error;
    this.become("missed");
  }

  people() {
    const all = this.script.scenes.flatMap(({ steps }) => steps.map(({ person }) => person));
    return [...new Set(all.filter((person) => person !== undefined))];
  }

  pause() {
    this.play.end();
    this.become("paused");
  }

  leave() {
    this.play?.end();
    localStorage.setItem(SEEN, "seen");
    this.become("away");
    this.page.redraw();
  }

  start(scenes) {
    Object.assign(this, { scenes, at: 0, step: 0, counts: null, result: null, values: {}, since: this.page.seq() });
    this.run();
  }

  // --- how it looks

  draw() {
    this.element.hidden = this.phase === "away";
    if (this.phase === "away") return;
    const { length } = this.scenes;
    this.line = h("div", { class: "count", hidden: true });
    this.element.className = `tour is-${this.phase}`;
    this.element.setAttribute("aria-label", t("tour"));
    this.element.replaceChildren(
      h("ol", { class: "scenes", "aria-hidden": "true" }, Array.from({ length }, (_, nth) => h("li", { class: nth < this.at ? "is-done" : nth === this.at ? "is-now" : "" }))),
      h("div", { class: "told", role: "status" }, h("p", {}, this.words()), this.line),
      h("div", { class: "choices" }, PHASES[this.phase].filter((name) => name !== "encore" || this.script.encore).map((name, nth) => this.choice(name, nth === 0))),
    );
    this.drawCount();
  }

  words() {
    if (this.phase === "missed") return this.why();
    if (this.phase === "paused") return t("tourPaused");
    if (this.phase === "done" && this.result) return this.verdict();
    const { caption } = this.scenes[Math.min(this.at, this.scenes.length - 1)];
    return caption[currentLanguage()] ?? Object.values(caption)[0];
  }

  why() {
    const { person, what, message } = this.missed;
    if (!(this.missed instanceof Missed)) return message;
    return person === null ? t("tourShort", this.counts) : t("tourMissed", { what, name: this.page.phone(person).name });
  }

  verdict() {
    const { people, of, several } = this.result;
    if (several.length === 0) return t("tourClean", { people, of });
    return t("tourSeveral", { people, of, n: several.length, names: several.map(({ name }) => name).join(", ") });
  }

  drawCount() {
    const shown = this.result ?? this.counts;
    this.line.hidden = !shown;
    if (!shown) return;
    const words = this.result ? t("tourCounted", this.result) : t("tourOf", shown);
    this.line.replaceChildren(h("progress", { value: shown.people, max: shown.of, "aria-label": words }), h("span", {}, words));
  }

  choice(name, first) {
    const acts = {
      play: ["play", "tourPlay", () => this.start(this.script.scenes)], again: ["play", "tourAgain", () => this.start(this.script.scenes)],
      pause: ["pause", "tourPause", () => this.pause()], goOn: ["play", "tourGoOn", () => this.run()], skip: ["skip", "tourSkip", () => this.play.hurry()],
      tryIt: ["check", "tourTry", () => this.leave()], encore: ["bolt", "tourKill", () => this.start(this.script.encore)],
    };
    const [sign, label, run] = acts[name];
    return h("button", { type: "button", class: first ? "fill" : "chip", on: { click: run } }, icon(sign), t(label));
  }
}
