// Civil time as Indonesians write it: "Senin, 23 November 2026 pukul 10.15 WIB".
import { currentLanguage } from "./texts.js";

export const HOME_ZONE = "Asia/Jakarta";
const SHORT = {
  "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Ujung_Pandang": "WITA", "Asia/Jayapura": "WIT", UTC: "UTC",
};
const LOCALES = { id: "id-ID", en: "en-GB" };
const formats = new Map();

function format(zone, options) {
  const key = `${currentLanguage()} ${zone} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALES[currentLanguage()], { timeZone: zone, ...options }));
  return formats.get(key);
}

function part(date, zone, options, type) {
  return format(zone, options).formatToParts(date).find((found) => found.type === type).value;
}

function parts(date, zone) {
  const options = { year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  return Object.fromEntries(format(zone, options).formatToParts(date).map(({ type, value }) => [type, value]));
}

/** A zone the browser knows, the home zone otherwise. */
export function knownZone(zone) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone || HOME_ZONE });
    return zone || HOME_ZONE;
  } catch (error) {
    if (error instanceof RangeError) return HOME_ZONE;
    throw error;
  }
}

export function hourMinute(date, zone) {
  const { hour, minute } = parts(date, zone);
  return `${hour}.${minute}`;
}

export function hourMinuteSecond(date, zone) {
  return `${hourMinute(date, zone)}.${parts(date, zone).second}`;
}

export const weekday = (date, zone) => part(date, zone, { weekday: "long" }, "weekday");

export function dayMonthYear(date, zone) {
  const month = part(date, zone, { day: "numeric", month: "long" }, "month");
  const { day, year } = parts(date, zone);
  return `${Number(day)} ${month} ${year}`;
}

export const fullDay = (date, zone) => `${weekday(date, zone)}, ${dayMonthYear(date, zone)}`;

/** "23/11" */
export function shortDay(date, zone) {
  const { day, month } = parts(date, zone);
  return `${Number(day)}/${Number(month)}`;
}

/** "23/11/2026" */
export const numericDay = (date, zone) => `${shortDay(date, zone)}/${parts(date, zone).year}`;

const STEPS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** "dalam 2 jam", "3 hari yang lalu" */
export function relative(date, now) {
  const seconds = Math.round((date - now) / 1000);
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(LOCALES[currentLanguage()], { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

export function dayKey(date, zone) {
  const { year, month, day } = parts(date, zone);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export const zoneName = (date, zone) => SHORT[zone] ?? part(date, zone, { timeZoneName: "short" }, "timeZoneName");

/** What a datetime-local field shows for this instant in this zone. */
export function localField(date, zone) {
  const { hour, minute } = parts(date, zone);
  return `${dayKey(date, zone)}T${hour}:${minute}`;
}

/** The instant of "YYYY-MM-DDTHH:MM" in a zone. */
export function instantOf(field, zone) {
  const guess = new Date(`${field}:00Z`);
  const shown = new Date(`${localField(guess, zone)}:00Z`);
  return new Date(guess.getTime() - (shown.getTime() - guess.getTime()));
}

/** Tomorrow, seen from `now` in this zone, at "HH:MM". */
export function tomorrowAt(now, zone, clock) {
  const noonTomorrow = instantOf(`${dayKey(now, zone)}T12:00`, zone).getTime() + 86_400_000;
  return instantOf(`${dayKey(new Date(noonTomorrow), zone)}T${clock}`, zone);
}

/** An instant from the simulator: ISO text, or seconds since 1970. */
export const toDate = (value) => new Date(typeof value === "number" ? value * 1000 : value);

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const units = ["B", "KB", "MB", "GB"];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const number = bytes / 1000 ** power;
  const locale = LOCALES[currentLanguage()];
  return `${number.toLocaleString(locale, { maximumFractionDigits: power === 0 || number >= 100 ? 0 : 1 })} ${units[power]}`;
}
