// The pane of Bot API calls as they happen.
import { api } from "./api.js";
import { copyText } from "./clipboard.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

const KEPT = 400;
const DRAWN = 150;

export class Calls {
  /** `people()` gives the shown people as {id, name}. */
  constructor(people) {
    this.people = people;
    this.calls = [];
    this.frame = 0;
    this.known = false;
  }

  take(call) {
    this.calls.push(call);
    if (this.calls.length > KEPT * 2) this.calls.splice(0, KEPT);
    if (this.list?.isConnected) this.frame ||= requestAnimationFrame(() => ((this.frame = 0), this.draw()));
  }

  /** What was called before this page was opened. */
  async catchUp() {
    this.known = true;
    const first = this.calls[0]?.seq ?? Infinity;
    const before = (await api.lastCalls(KEPT)).filter(({ seq }) => seq < first).map(asCall);
    this.calls.unshift(...before);
    if (this.list?.isConnected) this.draw();
  }

  forget() {
    this.known = true;
    this.calls = [];
    if (this.list?.isConnected) this.draw();
  }

  build(act) {
    if (!this.known) act(() => this.catchUp());
    const redraw = () => this.draw();
    this.method = h("input", { class: "field", type: "search", placeholder: t("filterMethod"), "aria-label": t("filterMethod"), on: { input: redraw } });
    this.person = h("select", { class: "field", "aria-label": t("faultPerson"), on: { change: redraw } },
      h("option", { value: "" }, t("everyone")), this.people().map(({ id, name }) => h("option", { value: id }, name)));
    const toggle = (words) => {
      const box = h("input", { type: "checkbox", role: "switch", on: { change: redraw } });
      return [box, h("label", { class: "switch" }, box, words)];
    };
    const [polls, pollsLabel] = toggle(t("polls"));
    const [refused, refusedLabel] = toggle(t("refusedOnly"));
    Object.assign(this, { polls, refused, open: null });
    this.list = h("ul", { class: "calls" });
    this.detail = h("section", { class: "detail", "aria-label": t("callDetail"), hidden: true });
    this.draw();
    return [h("div", { class: "filters" }, this.method, this.person), h("div", { class: "filters" }, refusedLabel, pollsLabel), this.list, this.detail];
  }

  wanted(call) {
    const method = this.method.value.trim().toLowerCase();
    if (this.refused.checked && call.ok) return false;
    if (call.method === "getUpdates" && !this.polls.checked && !method) return false;
    return call.method.toLowerCase().includes(method) && (!this.person.value || String(call.person) === this.person.value);
  }

  draw() {
    const found = this.calls.filter((call) => this.wanted(call)).slice(-DRAWN).reverse();
    this.list.replaceChildren(...(found.length ? found.map((call) => this.line(call)) : [h("li", {}, h("p", {}, t("noCalls")))]));
  }

  line(call) {
    const current = call.seq === this.open;
    return h("li", {}, h("button", { type: "button", class: call.ok ? "" : "refused", "aria-current": current ? "true" : null, on: { click: () => this.show(call) } },
      h("span", { class: "seq" }, call.seq), h("span", { class: "method" }, call.method),
      call.simulated ? h("span") : h("span", { class: "tag" }, t("notSimulated")), h("span", { class: "ms" }, `${Math.round(call.ms)} ms`),
      !call.ok && h("span", { class: "words" }, `${call.error_code} ${call.description}`)));
  }

  async show(call) {
    this.open = call.seq;
    this.draw();
    const entries = await api.journalEntry(call.seq);
    const entry = entries.find((one) => one.seq === call.seq);
    this.showDetail(call, entry ? JSON.stringify(entry, null, 2) : t("callGone"));
  }

  showDetail(call, words) {
    const button = (label, run) => h("button", { type: "button", class: "chip", on: { click: run } }, label);
    const close = () => ((this.detail.hidden = true), (this.open = null), this.draw());
    this.detail.replaceChildren(h("header", {}, h("b", {}, `${call.seq} ${call.method}`), button(t("copyAll"), () => copyText(words)), button(t("close"), close)),
      h("pre", { class: "code", tabindex: 0 }, words));
    this.detail.hidden = false;
  }
}

const asCall = ({ duration_ms: ms, params, ...call }) => ({ ...call, ms, person: Number(params.chat_id) });
