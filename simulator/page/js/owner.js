// The line above a phone: whose it is, what time it is there, and its menu.
import { avatar, h, iconButton } from "./dom.js";
import { phoneMenu } from "./phone_menus.js";
import { t } from "./texts.js";
import { hourMinute, zoneName } from "./time.js";

export class Owner {
  constructor(phone) {
    this.phone = phone;
    this.name = h("h2");
    this.time = h("time");
    this.face = h("span");
    const more = iconButton("more", t("phoneMenu"), (event) => phoneMenu(phone, event.currentTarget), { "aria-haspopup": "menu" });
    const who = h("div", { class: "who" }, this.name, this.time, h("p", { title: phone.note }, phone.note));
    this.element = h("header", { class: "owner" }, this.face, who, more);
    this.refresh();
  }

  /** True when the owner has another name or lives in another zone than at the last look. */
  refresh() {
    const { id, name, zone } = this.phone;
    const shown = `${name} ${zone}`;
    if (shown === this.shown) return false;
    this.shown = shown;
    const face = avatar(id, name);
    this.face.replaceWith(face);
    this.face = face;
    this.name.textContent = name;
    return true;
  }

  tick(now) {
    const { zone } = this.phone;
    const words = `${hourMinute(now, zone)} ${zoneName(now, zone)}`;
    if (this.time.textContent !== words) this.time.textContent = words;
  }
}
