// The hands of the tour: each step is done where a visitor would do it, on the phone, with a sign of the finger.
import { api } from "./api.js";

const READING = 0.9;
const FINGER = 0.35;

/** `stage` is {phone(id), bring(id), since, counted({people, of}), verdict(copies)}. */
export const perform = (step, play, stage) => STEPS[step.do](step, play, stage);

const STEPS = { wait: ({ seconds }, play) => play.rest(seconds), open, write, key, press, see, clock, process, count };

async function open({ person, chat }, play, stage) {
  stage.bring(person);
  stage.phone(person).open(chat ?? person);
  await play.rest(FINGER);
}

async function write({ person, text, files }, play, stage) {
  const { composer } = atHome(person, stage);
  composer.clear();
  composer.take((files ?? []).map(fileOf));
  composer.box.value = text;
  composer.refresh();
  await play.rest(READING);
  await composer.submit();
}

async function key({ person, text, within }, play, stage) {
  const find = () => [...atHome(person, stage).element.querySelectorAll(".reply-keys button")].find((one) => one.textContent === text);
  await tap(await play.until(find, person, text, within), play);
}

async function press({ person, button, within }, play, stage) {
  await play.until(() => newest(stage.phone(person), button), person, button, within);
  const { log } = atHome(person, stage);
  log.toEnd();
  await tap(await play.until(() => drawn(stage.phone(person), button), person, button), play);
}

async function see({ person, text, within, as }, play, stage) {
  const wanted = new RegExp(play.fill(text), "u");
  const look = () => stage.phone(person).home.own.items.filter(({ seq }) => seq > stage.since).map((item) => wanted.exec(item.text || item.caption || "")).findLast(Boolean);
  stage.bring(person);
  const [found] = await play.until(look, person, wanted.source, within);
  if (as) play.values[as] = found;
}

async function clock(step, play) {
  await api.setClock(step.set ? { set: step.set } : { advance: step.advance });
  await play.rest(READING);
}

function process({ signal, start }) {
  return api.setProcess(start ? { start } : { signal });
}

/** Counts in how many chats the copies stand, until they stand in so many. */
async function count({ text, people, of = people, within, verdict }, play, stage) {
  const copies = await play.until(async () => {
    const found = await api.copies(play.fill(text));
    stage.counted({ people: found.people, of });
    return found.people >= people && found;
  }, null, text, within);
  if (verdict) stage.verdict({ ...copies, of });
}

/** The phone with the chat with the bot open, in front on a narrow screen. */
function atHome(person, stage) {
  stage.bring(person);
  const phone = stage.phone(person);
  if (phone.conversation !== phone.home.own || phone.home.listing) phone.open(person);
  return phone;
}

/** The newest message that has this button, and where the button stands in it. */
function newest(phone, label) {
  const item = phone.home.own.items.findLast(({ buttons }) => buttons?.some((row) => row.some(({ text }) => text === label)));
  if (!item) return null;
  const y = item.buttons.findIndex((row) => row.some(({ text }) => text === label));
  return { id: item.message_id, place: `${y}:${item.buttons[y].findIndex(({ text }) => text === label)}` };
}

function drawn(phone, label) {
  const found = newest(phone, label);
  const row = found && phone.element.querySelector(`.row[data-message-id="${found.id}"]`);
  const button = row?.querySelector(`.press[data-place="${found.place}"]`);
  if (button) return button;
  if (found && !row) phone.log.show(found.id);
  return null;
}

async function tap(button, play) {
  button.scrollIntoView({ block: "nearest" });
  button.classList.add("is-tapped");
  await play.rest(FINGER);
  button.classList.remove("is-tapped");
  button.click();
}

function fileOf({ name, mime, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return new File([bytes], name, { type: mime });
}
