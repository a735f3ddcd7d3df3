// Building elements. Data only ever becomes text or attributes, never markup.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) assign(node, name, value);
  node.append(...present(children));
  return node;
}

export const present = (children) =>
  children.flat(2).filter((child) => child !== null && child !== undefined && child !== false);

function assign(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "on") Object.entries(value).forEach(([event, run]) => node.addEventListener(event, run));
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "css") Object.entries(value).forEach(([key, text]) => node.style.setProperty(key, text));
  else node.setAttribute(name, value === true ? "" : String(value));
}

const PATHS = {
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  send: "M5 12h13M12.5 6l6 6-6 6",
  attach: "M19 11.5l-7.2 7.2a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.5 7.5a1.5 1.5 0 0 1-2.2-2.2l6.6-6.6",
  keys: "M3.5 7.5a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2zM7.5 10h.01M12 10h.01M16.5 10h.01M8.5 14.5h7",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  down: "M12 5v13M6.5 12.5L12 18l5.5-5.5",
  file: "M7 3.5h7l4 4v13H7zM14 3.5v4h4",
  play: "M8 5.5v13l10.5-6.5z",
  skip: "M6.5 6l7 6-7 6zM16.500 6v12",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  stop: "M6.5 6.5h11v11h-11z",
  bolt: "M13 3.5L6 13.5h5l-1 7 7-10h-5z",
  reply: "M9.5 6L4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6V18",
  edit: "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5",
  copy: "M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9",
  forward: "M14.5 6L20 11.5 14.5 17M19.5 11.5H10a6 6 0 0 0-6 6V18",
  link: "M10 14a4 4 0 0 0 6 .3l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.3l-3 3A4 4 0 0 0 10.700 18.400l1-1",
  block: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M6 6l12 12",
  swap: "M7 4.500L3.500 8 7 11.500M4 8h13M17 12.500l3.500 3.500-3.500 3.500M20 16H7",
  text: "M5 6.500h14M5 12h14M5 17.500h9",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  moon: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z",
  auto: "M12 3.500a8.500 8.500 0 1 0 0 17zM12 3.500a8.500 8.500 0 0 1 0 17",
  panel: "M4 5h16v14H4zM14.500 5v14",
  plus: "M12 5.500v13M5.500 12h13",
  back: "M14.5 5.5L8 12l6.5 6.5",
  group: "M9 11.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400M3.500 19a5.500 5.500 0 0 1 11 0M16 11.500a2.700 2.700 0 1 0-1-5.200M17 14.200a4.800 4.800 0 0 1 3.500 4.800",
  check: "M5 12.500l4.500 4.500L19 7.500",
  gear: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3.500v2.500M12 18v2.500M3.500 12H6M18 12h2.500M6 6l1.800 1.800M16.200 16.200L18 18M6 18l1.800-1.800M16.200 7.800L18 6",
  slash: "M6 4.500h12a1.500 1.500 0 0 1 1.500 1.500v12a1.500 1.500 0 0 1-1.500 1.500H6A1.500 1.500 0 0 1 4.500 18V6A1.500 1.500 0 0 1 6 4.500M13.800 8l-3.600 8",
  lock: "M7 11h10v8.500H7zM9 11V8a3 3 0 0 1 6 0v3",
  pin: "M12 20.500s6.500-6 6.500-10.700a6.500 6.500 0 0 0-13 0C5.500 14.500 12 20.500 12 20.500M12 7.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600",
  person: "M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M5 19.500a7 7 0 0 1 14 0",
  window: "M4 5.500h16v13H4zM4 9.500h16M7 7.500h.01",
  trash: "M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13M10.500 10.500v6M13.500 10.500v6",
  topic: "M5 9h14M5 15h14M10 4.500l-2 15M16 4.500l-2 15",
  frozen: "M12 3.500v17M5 7.500l14 9M19 7.500l-14 9",
  out: "M8 16L17 7M9.500 7H17v7.500",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  const attributes = {
    viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": name === "more" ? "2.6" : "1.8",
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", class: "icon",
  };
  Object.entries(attributes).forEach(([key, value]) => svg.setAttribute(key, value));
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const iconButton = (name, label, run, props = {}) =>
  h("button", { type: "button", class: "ghost", "aria-label": label, title: label, on: { click: run }, ...props }, icon(name));

/** A heart comes without the sign that makes it a picture. */
export const pictured = (emoji) => (emoji === "❤" ? "❤\uFE0F" : emoji);

export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("");
}

const TINTS = ["#0b6b5d", "#3b5bdb", "#9c4221", "#862e9c", "#2b6cb0", "#5c7c10", "#a61e4d", "#6741d9"];

export const tintOf = (id) => TINTS[Math.abs(id) % TINTS.length];

export const avatar = (id, name) =>
  h("span", { class: "avatar", "aria-hidden": "true", css: { "--tint": tintOf(id) } }, initials(name));
