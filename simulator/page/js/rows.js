// Messages in order become rows: days, lines of Telegram itself, albums, and runs of one writer.
import { dayKey, fullDay, toDate } from "./time.js";

/** Rows {key, items, first, last, newest}, {key, day} and {key, service}. `first` and `last` end a run of one writer. */
export function rowsOf(items, zone) {
  const rows = [];
  let day = "";
  for (const item of items) {
    const key = dayOf(item, zone);
    if (key !== day) rows.push({ key: `d${item.message_id}`, day: fullDay(toDate(item.date), zone) });
    day = key;
    join(rows, item);
  }
  return rows.map((row, at) => ends(row, rows[at - 1], rows[at + 1]));
}

const days = new WeakMap();

function dayOf(item, zone) {
  if (!days.has(item)) days.set(item, dayKey(toDate(item.date), zone));
  return days.get(item);
}

function join(rows, item) {
  if (item.service) return void rows.push({ key: `m${item.message_id}`, service: item });
  const last = rows.at(-1);
  if (item.group && last?.items?.[0].group === item.group) last.items.push(item);
  else rows.push({ key: item.group ? `g${item.message_id}` : `m${item.message_id}`, items: [item] });
}

function ends(row, before, after) {
  if (!row.items) return row;
  return { ...row, first: !sameWriter(row, before), last: !sameWriter(row, after), newest: !after };
}

const sameWriter = (row, other) => other?.items?.[0].from.id === row.items[0].from.id;
