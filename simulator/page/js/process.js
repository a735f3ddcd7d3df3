// The bot's process: whether it runs, how to stop and start it, and what the simulator counted meanwhile.
import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { panelFor } from "./menus.js";
import { currentLanguage, t } from "./texts.js";
import { HOME_ZONE, hourMinuteSecond, toDate, zoneName } from "./time.js";

export class BotProcess {
  constructor(counts) {
    this.state = null;
    this.counts = counts;
    counts.onTake = () => this.count?.();
  }

  /** True when the simulator has a bot process of its own. */
  get known() {
    return Boolean(this.state?.command);
  }

  get stopped() {
    return this.known && (!this.state.running || this.state.paused);
  }

  get word() {
    if (!this.known) return "noProcess";
    if (!this.state.running) return "stopped";
    return this.state.paused ? "frozen" : "running";
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
      const label = t(this.word);
      dot.className = `dot${this.known ? (this.stopped ? " off" : " on") : ""}`;
      words.textContent = label;
      chip.setAttribute("aria-label", `${t("process")}: ${label}`);
      const focused = panel.contains(document.activeElement);
      panel.replaceChildren(...this.panel(act), this.oracle());
      if (focused) panel.querySelector("button")?.focus();
    };
    this.draw();
    return h("div", { class: "group" }, chip, panel);
  }

  panel(act) {
    const send = (body) => () => act(() => api.setProcess(body));
    const button = (name, label, body, kind) => h("button", { type: "button", class: kind, on: { click: send(body) } }, icon(name), label);
    const wrap = (...buttons) => h("div", { class: "wrap" }, buttons);
    const head = (words) => [h("h2", {}, t(this.word)), h("p", {}, words)];
    const kill = button("bolt", t("kill"), { signal: "KILL" }, "fill danger");
    switch (this.word) {
      case "noProcess": return head(t("noProcessHint"));
      case "stopped": return [...head(t("stoppedHint")), wrap(button("play", t("run"), { start: true }, "fill"))];
      case "frozen": return [...head(t("frozenHint")), wrap(button("play", t("thaw"), { signal: "CONT" }, "fill"), kill)];
      default: return [...head(this.since()), wrap(kill, button("stop", t("term"), { signal: "TERM" }, "chip"), button("frozen", t("freeze"), { signal: "STOP" }, "chip"))];
    }
  }

  since() {
    const started = toDate(this.state.started_at);
    return t("pid", { pid: this.state.pid, since: `${hourMinuteSecond(started, HOME_ZONE)} ${zoneName(started, HOME_ZONE)}` });
  }

  /** What was accepted and handed over, so that one sees that a kill loses nothing. */
  oracle() {
    const { counts } = this;
    const lines = {
      sentCount: () => counts.sent, acceptedCount: () => counts.stats.accepted, refusedCount: () => counts.stats.refused,
      handedCount: () => counts.stats.updates_handed, confirmedCount: () => counts.stats.updates_confirmed, waitingCount: () => counts.stats.updates_waiting,
      ...(this.known && { killCount: () => this.state.kills }),
    };
    const values = Object.keys(lines).map((name) => [name, h("dd")]);
    this.count = () => values.forEach(([name, node]) => (node.textContent = (lines[name]() ?? 0).toLocaleString(currentLanguage())));
    this.count();
    return h("section", { class: "oracle", "aria-label": t("oracle") }, h("h2", {}, t("oracle")),
      h("dl", {}, values.map(([name, node]) => h("div", { class: name }, h("dt", {}, t(name)), node))));
  }
}
