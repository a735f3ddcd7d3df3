// The phones on the page: which people, in which order, and the tabs of a narrow screen.
import { h, icon } from "./dom.js";
import { Phone } from "./phone.js";
import { t } from "./texts.js";

const USUAL = 5;

/** The people named in the address (#p=1,2,3), or null. */
export function chosenPeople() {
  const found = /(?:^#|&)p=([\d,]*)/u.exec(location.hash)?.[1];
  return found === undefined ? null : [...new Set(found.split(",").filter(Boolean).map(Number))];
}

/** Who is shown: as the address says, else as the simulator's page says, else the first five. */
export function peopleToShow(page, people) {
  const known = new Set(people.map((person) => person.id));
  const wanted = chosenPeople() ?? page.phones.map((phone) => phone.person);
  const found = wanted.filter((id) => known.has(id));
  return found.length || chosenPeople() ? found : people.slice(0, USUAL).map((person) => person.id);
}

export function rememberPeople(ids) {
  history.replaceState(null, "", `#p=${ids.join(",")}`);
}

export class Deck {
  constructor(element, tabs, addPerson) {
    Object.assign(this, { element, tabs, addPerson });
    this.phones = new Map();
    this.unread = new Map();
    this.active = null;
  }

  /** Shows the phones of these people in this order; those that stay keep their state. */
  show(homes, notes, world) {
    for (const phone of this.phones.values()) phone.destroy();
    this.phones = new Map(homes.map((one) => [one.person.id, new Phone(one, notes.get(one.person.id) ?? "", world)]));
    this.element.setAttribute("aria-label", t("phones"));
    const nodes = [...this.phones.values()].map((phone) => phone.element);
    this.element.replaceChildren(...(nodes.length ? nodes : [this.empty()]));
    for (const phone of this.phones.values()) {
      phone.onName = () => this.drawTabs();
      phone.log.toEnd();
    }
    this.select(this.phones.has(this.active) ? this.active : this.phones.keys().next().value);
  }

  empty() {
    return h("div", { class: "empty" }, h("h2", {}, t("noPeople")), h("p", {}, t("noPeopleHint")),
      h("button", { type: "button", class: "fill", on: { click: this.addPerson } }, icon("plus"), t("addPhone")));
  }

  select(id) {
    this.active = id;
    this.unread.set(id, 0);
    for (const phone of this.phones.values()) phone.element.classList.toggle("is-active", phone.id === id);
    this.phones.get(id)?.log.toEnd();
    this.drawTabs();
  }

  /** Brings a phone into sight and makes it known. */
  reveal(id) {
    this.select(id);
    const phone = this.phones.get(id);
    phone.element.scrollIntoView({ block: "nearest", inline: "center" });
    phone.ring();
  }

  drawTabs() {
    const tab = (phone) => h("button", { type: "button", role: "tab", "aria-selected": String(phone.id === this.active), "aria-controls": phone.element.id, on: { click: () => this.select(phone.id) } },
      phone.name, this.unread.get(phone.id) > 0 && h("span", { class: "unread", role: "img", "aria-label": t("newMessages", { n: this.unread.get(phone.id) }) }));
    this.tabs.setAttribute("aria-label", t("phones"));
    this.tabs.replaceChildren(...[...this.phones.values()].map(tab));
  }

  /** `seen`: it came into the chat that is open. */
  arrived(id, seen) {
    if (id === this.active && seen && this.phones.get(id).log.stuck) return;
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    this.drawTabs();
  }

  read(id) {
    if (!this.unread.get(id) || id !== this.active) return;
    this.unread.set(id, 0);
    this.drawTabs();
  }

  people() {
    return [...this.phones.values()].map(({ id, name, home }) => ({ id, name, username: home.person.username }));
  }
}
