// Calls accepted and refused, and how many a second.
import { h } from "./dom.js";
import { currentLanguage, t } from "./texts.js";

export class Counts {
  constructor() {
    this.stats = { accepted: 0, refused: 0, rate_1s: 0, by_method: {} };
    this.onTake = () => {};
  }

  take(stats) {
    this.stats = stats;
    this.draw?.();
    this.onTake();
  }

  /** Messages that were accepted: sends, copies and forwards, by their calls. */
  get sent() {
    const sends = Object.entries(this.stats.by_method).filter(([method]) => /^(?:send(?!ChatAction)|copy|forward)/u.test(method));
    return sends.reduce((sum, [, count]) => sum + count, 0);
  }

  build() {
    const values = { accepted: h("dd"), refused: h("dd"), rate_1s: h("dd") };
    const pair = (name, label) => h("div", { class: name }, values[name], h("dt", {}, label));
    const list = h("dl", { class: "counts" }, pair("accepted", t("accepted")), pair("refused", t("refused")), pair("rate_1s", t("rate")));
    this.draw = () => {
      for (const [name, node] of Object.entries(values)) node.textContent = this.stats[name].toLocaleString(currentLanguage());
      list.querySelector(".refused").classList.toggle("some", this.stats.refused > 0);
    };
    this.draw();
    return list;
  }
}
