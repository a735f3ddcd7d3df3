// The simulated clock: it ticks here between the simulator's own words, and can be moved.
import { api } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { panelFor } from "./menus.js";
import { t } from "./texts.js";
import { dayMonthYear, HOME_ZONE, hourMinute, instantOf, localField, tomorrowAt, weekday, zoneName } from "./time.js";

export class Clock {
  constructor() {
    this.base = Date.now();
    this.since = performance.now();
    this.running = true;
    this.version = null;
  }

  now() {
    return new Date(this.base + (this.running ? performance.now() - this.since : 0));
  }

  take({ now, running, version }) {
    const jumped = this.version !== null && Math.abs(new Date(now) - this.now()) > 30_000;
    Object.assign(this, { base: Date.parse(now), since: performance.now(), running, version });
    this.face?.(jumped);
  }

  /** The clock of the top bar; call `tick` to bring it up to date. */
  build(act) {
    const run = iconButton("pause", t("pause"), () => act(() => api.setClock({ running: !this.running })), { class: "ghost clock-run" });
    const shown = { weekday: h("span"), day: h("span", { class: "date" }), time: h("span"), seconds: h("span", { class: "seconds" }), zone: h("span") };
    const face = h("button", { type: "button", class: "chip clock-face", "aria-label": t("clock") },
      h("span", { class: "weekday" }, shown.weekday, ", ", shown.day), h("time", {}, shown.time, shown.seconds, " ", shown.zone));
    const panel = panelFor(face, this.panel(act));
    this.shown = shown;
    this.tick();
    this.face = (jumped) => this.changed([run, this.again], face, jumped);
    this.face(false);
    return h("div", { class: "group clock" }, run, face, panel, h("div", { class: "jumps" }, this.jumps("ghost word", act)));
  }

  changed(runs, face, jumped) {
    const words = this.running ? t("pause") : t("resume");
    for (const run of runs) {
      run.replaceChildren(icon(this.running ? "pause" : "play"), run === this.again ? words : "");
      run.ariaLabel = run.title = words;
    }
    face.title = this.running ? t("clock") : `${t("clock")} (${t("paused")})`;
    face.classList.remove("is-jump");
    if (jumped) requestAnimationFrame(() => face.classList.add("is-jump"));
    this.tick();
  }

  jumps(kind, act) {
    const move = (body) => () => act(() => api.setClock(body()));
    const jump = (label, body) => h("button", { type: "button", class: kind, on: { click: move(body) } }, label);
    const tomorrow = (clock) => () => ({ set: tomorrowAt(this.now(), HOME_ZONE, clock).toISOString() });
    return [
      jump(t("minute"), () => ({ advance: 60 })), jump(t("hour"), () => ({ advance: 3600 })),
      jump(t("morning"), tomorrow("07:30")), jump(t("afternoon"), tomorrow("16:00")),
    ];
  }

  panel(act) {
    const field = h("input", { class: "field", type: "datetime-local", "aria-label": t("setTime"), required: true });
    const set = (event) => {
      event.preventDefault();
      act(() => api.setClock({ set: instantOf(field.value, HOME_ZONE).toISOString() }));
    };
    this.again = h("button", { type: "button", class: "chip", on: { click: () => act(() => api.setClock({ running: !this.running })) } });
    const panel = h("div", {}, h("h2", {}, t("clock")), h("p", {}, t("clockHint")), h("div", { class: "wrap jumps-again" }, this.jumps("chip", act), this.again),
      h("form", { on: { submit: set } }, field, h("button", { type: "submit", class: "fill" }, t("set"))));
    panel.addEventListener("beforetoggle", (event) => event.newState === "open" && (field.value = localField(this.now(), HOME_ZONE)));
    return panel;
  }

  tick() {
    if (!this.shown) return;
    const now = this.now();
    const words = {
      weekday: weekday(now, HOME_ZONE), day: dayMonthYear(now, HOME_ZONE), time: hourMinute(now, HOME_ZONE),
      seconds: `.${String(now.getUTCSeconds()).padStart(2, "0")}`, zone: zoneName(now, HOME_ZONE),
    };
    for (const [name, text] of Object.entries(words)) if (this.shown[name].textContent !== text) this.shown[name].textContent = text;
  }
}
