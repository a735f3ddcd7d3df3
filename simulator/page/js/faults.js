// The pane of faults and limits.
import { api } from "./api.js";
import { h, iconButton } from "./dom.js";
import { t } from "./texts.js";

export class Faults {
  constructor(people) {
    this.people = people;
    this.faults = [];
    this.limits = { enforce: false };
  }

  take(faults) {
    this.faults = faults;
    this.draw?.();
  }

  takeLimits(limits) {
    this.limits = limits;
    this.draw?.();
  }

  build(act) {
    const list = h("ul", { class: "faults" });
    const person = h("select", { class: "field", "aria-label": t("faultPerson") }, this.people().map(({ id, name }) => h("option", { value: id }, name)));
    const windows = h("p");
    const enforce = h("input", { type: "checkbox", role: "switch", "aria-label": t("limitsOn") });
    enforce.addEventListener("change", () => act(() => api.setLimits(enforce.checked)));
    this.draw = () => {
      enforce.checked = Boolean(this.limits.enforce);
      windows.textContent = t("limitsHint", this.limits);
      list.replaceChildren(...(this.faults.length ? this.faults.map((fault) => faultLine(fault, act)) : [h("li", {}, t("noFaults"))]));
    };
    this.draw();
    return [h("p", {}, t("faultsHint")), person, h("div", { class: "wrap" }, presets(person, act)), list,
      h("h3", {}, t("limits")), h("label", { class: "switch" }, enforce, t("limitsOn")), windows];
  }
}

function presets(person, act) {
  const button = (label, run, kind = "chip") => h("button", { type: "button", class: kind, on: { click: () => act(run) } }, label);
  const blocked = () => api.addFault({ method: "*", chat: Number(person.value), code: 403, description: "Forbidden: bot was blocked by the user", times: 5 });
  return [
    button(t("fault429"), () => api.addFault({ method: "sendMessage", code: 429, retry_after: 10, times: 1 })),
    button(t("fault403"), blocked),
    button(t("faultSlow"), () => api.addFault({ method: "*", latency: 2, times: 20 })),
    button(t("faultCut"), () => api.addFault({ method: "sendMessage", cut: "after", times: 1 })),
    button(t("faultsOff"), () => api.clearFaults(), "fill"),
  ];
}

const TELLING = ["id", "happened", "times"];

/** What it does, and how often it did. */
function faultLine(fault, act) {
  const words = Object.entries(fault).filter(([name, value]) => !TELLING.includes(name) && value !== null && value !== false && value !== 0 && !(name === "probability" && value === 1));
  const often = fault.times === null ? t("happenedOften", { n: fault.happened }) : t("happened", { n: fault.happened, of: fault.times });
  const remove = iconButton("close", t("clearFault"), () => act(() => api.clearFault(fault.id)));
  return h("li", {}, h("span", {}, words.map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join(" · "), h("small", {}, often)), remove);
}
