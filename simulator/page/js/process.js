// The bot's process: whether it runs, and how to stop and start it.
import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { panelFor } from "./menus.js";
import { t } from "./texts.js";
import { HOME_ZONE, hourMinuteSecond, toDate, zoneName } from "./time.js";

export class BotProcess {
  constructor() {
    this.state = null;
  }

  /** True when the simulator has a bot process of its own. */
  get known() {
    return Boolean(this.state?.command);
  }

  get stopped() {
    return this.known && !this.state.running;
  }

  take(state) {
    this.state = state;
    this.draw?.();
  }

  build(act) {
    const dot = h("span", { class: "dot", "aria-hidden": "true" });
    const words = h("span", { class: "word-wide" });
    const chip = h("button", { type: "button", class: "chip process", title: t("process") }, dot, words);
    const panel = panelFor(chip, h("div"));
    this.draw = () => {
      const label = this.known ? t(this.state.running ? "running" : "stopped") : t("noProcess");
      dot.className = `dot${this.known ? (this.state.running ? " on" : " off") : ""}`;
      words.textContent = label;
      chip.setAttribute("aria-label", `${t("process")}: ${label}`);
      panel.replaceChildren(...this.panel(act));
    };
    this.draw();
    return h("div", { class: "group" }, chip, panel);
  }

  panel(act) {
    const send = (body) => () => act(() => api.setProcess(body));
    const button = (name, label, body, kind) => h("button", { type: "button", class: kind, on: { click: send(body) } }, icon(name), label);
    if (!this.known) return [h("h2", {}, t("noProcess")), h("p", {}, t("noProcessHint"))];
    if (!this.state.running) return [h("h2", {}, t("stopped")), h("p", {}, t("stoppedHint")), button("play", t("run"), { start: true }, "fill")];
    return [h("h2", {}, t("running")), h("p", {}, this.since()),
      h("div", { class: "wrap" }, button("bolt", t("kill"), { signal: "KILL" }, "fill danger"), button("stop", t("term"), { signal: "TERM" }, "chip"))];
  }

  since() {
    const started = toDate(this.state.started_at);
    return t("pid", { pid: this.state.pid, since: `${hourMinuteSecond(started, HOME_ZONE)} ${zoneName(started, HOME_ZONE)}` });
  }
}
