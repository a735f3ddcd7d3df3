// A point in time inside a text, shown in the time zone of whoever reads it.
import { h } from "./dom.js";
import { hourMinute, hourMinuteSecond, dayMonthYear, fullDay, numericDay, relative, weekday, zoneName } from "./time.js";

const SHAPE = /^(?:r|(?=.)w?[dD]?[tT]?)$/u;

/** True when the words of the message give way to the reader's own time. */
export const momentWords = ({ type, date_time_format: shape }) => type === "date_time" && SHAPE.test(shape ?? "");

export function moment({ unix_time: seconds, date_time_format: shape }, { zone, now }) {
  const date = new Date(seconds * 1000);
  const title = `${fullDay(date, zone)}, ${hourMinute(date, zone)} ${zoneName(date, zone)}`;
  const words = momentWords({ type: "date_time", date_time_format: shape }) ? shaped(date, zone, shape, now()) : null;
  return h("time", { class: "moment", datetime: date.toISOString(), title }, words);
}

function shaped(date, zone, shape, now) {
  if (shape === "r") return relative(date, now);
  const day = { d: numericDay, D: dayMonthYear }[[...shape].find((sign) => sign === "d" || sign === "D")];
  const clock = { t: hourMinute, T: hourMinuteSecond }[[...shape].find((sign) => sign === "t" || sign === "T")];
  const days = [shape.startsWith("w") && weekday(date, zone), day && day(date, zone)].filter(Boolean).join(", ");
  return [days, clock && `${clock(date, zone)} ${zoneName(date, zone)}`].filter(Boolean).join(" ");
}
