// Messages in order become rows: days, albums, and runs of one side.
import { dayKey, fullDay, toDate } from "./time.js";

/** Rows {key, items, first, last, newest} and {key, day}. `first` and `last` are the ends of a run of one side. */
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
  const last = rows.at(-1);
  if (item.group && last?.items?.[0].group === item.group) last.items.push(item);
  else rows.push({ key: item.group ? `g${item.group}` : `m${item.message_id}`, items: [item] });
}

function ends(row, before, after) {
  if (row.day) return row;
  return { ...row, first: !sameSide(row, before), last: !sameSide(row, after), newest: !after };
}

const sameSide = (row, other) => Boolean(other?.items) && other.items[0].from.is_bot === row.items[0].from.is_bot;
