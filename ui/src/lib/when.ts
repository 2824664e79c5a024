// Times as a writer says them. The clock is passed in; the words come from the language itself.

import { ownZone, wallAt } from "./zone";

const language = "en-GB";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false });
const weekday = new Intl.DateTimeFormat(language, { weekday: "short" });
const dayMonth = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const dayMonthYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
const dateAndTime = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false } as const;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

/** `14:02`. */
export function clock(at: string): string {
  return time.format(new Date(at));
}

/** `14:02` today, otherwise with the day: `Fri, 14:02`, `16 Nov, 14:02`. */
export function clockAndDay(at: string, now: number): string {
  return daysBetween(at, now) === 0 ? clock(at) : `${shortDay(at, now)}, ${clock(at)}`;
}

/** For lists: `now`, `2 min`, `3 h`, `Yesterday`, `Fri`, `16 Nov`, `16 Nov 2024`. */
export function ago(at: string, now: number): string {
  const passed = now - Date.parse(at);
  if (passed < minute) return relative.format(0, "second");
  if (passed < hour) return `${Math.floor(passed / minute)} min`;
  if (daysBetween(at, now) === 0) return `${Math.floor(passed / hour)} h`;
  return shortDay(at, now);
}

/** The whole date, for a title. */
export function inFull(at: string): string {
  return full.format(new Date(at));
}

/** `16 Nov`, with the year when it is another one. */
export function date(at: string, now: number): string {
  const then = new Date(at);
  const sameYear = then.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayMonth : dayMonthYear).format(then);
}

function shortDay(at: string, now: number): string {
  const days = daysBetween(at, now);
  if (days === 1) return upperFirst(relative.format(-1, "day"));
  return days < 7 && days > 0 ? weekday.format(new Date(at)) : date(at, now);
}

function daysBetween(at: string, now: number): number {
  const midnight = (value: number) => new Date(value).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(Date.parse(at))) / day);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `14 Mar 2027, 09:00 GMT+1` on the clock of a zone. */
export function inZone(at: string, zone: string): string {
  const offset = /^([+-])(\d\d?):?(\d\d)$/.exec(zone);
  const then = new Date(at);
  if (offset) {
    const ahead = (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * hour + Number(offset[3]) * minute);
    return `${new Intl.DateTimeFormat(language, { ...dateAndTime, timeZone: "UTC" }).format(new Date(then.getTime() + ahead))} UTC${zone}`;
  }
  return new Intl.DateTimeFormat(language, { ...dateAndTime, timeZone: zone, timeZoneName: "short" }).format(then);
}

/** `14 Mar 2027, 09:00` here. */
export function dateTime(at: string): string {
  return new Intl.DateTimeFormat(language, dateAndTime).format(new Date(at));
}

/** `Fri 27 Nov, 09:00` on the clock of a zone. */
export function dayAndTime(at: string, zone: string): string {
  const { day: on, time: clockThere } = wallAt(Date.parse(at), zone);
  return `${dayOf(on)}, ${clockThere}`;
}

/** The same instant here, beside the other clock: `08:00`, with the day when it is another one. */
export function timeBeside(at: string, zone: string): string {
  const [here, there] = [wallAt(Date.parse(at), ownZone()), wallAt(Date.parse(at), zone)];
  return here.day === there.day ? here.time : `${dayOf(here.day)}, ${here.time}`;
}

function dayOf(wall: string): string {
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${wall}T12:00:00Z`)).replace(",", "");
}
