// Times on another clock: what the blog's clock shows at an instant, and which instants a time on it
// can be. A zone is an IANA name, an offset such as `+02:00`, or nothing for this computer's own.

const minute = 60_000;
const day = 24 * 60 * minute;

/** What a clock shows: `2027-03-14` and `09:30`. */
export interface Wall {
  day: string;
  time: string;
}

const pad = (number: number, digits = 2) => String(number).padStart(digits, "0");
const formats = new Map<string, Intl.DateTimeFormat>();

/** This computer's zone. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The clock in `zone` at an instant. */
export function wallAt(instant: number, zone: string): Wall {
  const shown = new Date(instant + offsetAt(instant, zone));
  return {
    day: `${pad(shown.getUTCFullYear(), 4)}-${pad(shown.getUTCMonth() + 1)}-${pad(shown.getUTCDate())}`,
    time: `${pad(shown.getUTCHours())}:${pad(shown.getUTCMinutes())}`,
  };
}

/** The instants at which the clock in `zone` shows this: none where it is put forward, two where it is put back. */
export function instantsOf(wall: Wall, zone: string): number[] {
  const asUtc = parse(wall);
  if (asUtc === null) return [];
  // The offsets in force a day before and after are all that can be in force then.
  const offsets = new Set([offsetAt(asUtc - day, zone), offsetAt(asUtc + day, zone)]);
  const found = [...offsets].map((offset) => asUtc - offset).filter((instant) => offsetAt(instant, zone) === asUtc - instant);
  return found.sort((a, b) => a - b);
}

/** For a time that the clock jumps over: the one as far behind the jump. */
export function afterTheGap(wall: Wall, zone: string): number | null {
  const asUtc = parse(wall);
  return asUtc === null ? null : asUtc - offsetAt(asUtc - day, zone);
}

/** Whether this is a day and a time at all. */
export function isWall(wall: Wall): boolean {
  return parse(wall) !== null;
}

/** How far the clock in `zone` is ahead of UTC at an instant, in ms. */
export function offsetAt(instant: number, zone: string): number {
  const fixed = /^([+-])(\d\d?):?(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * minute;
  const part = Object.fromEntries(formatOf(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, (part.hour ?? 0) % 24, part.minute ?? 0, part.second ?? 0);
  return shown - Math.floor(instant / 1000) * 1000;
}

/** The zone if this engine knows it, or else this computer's own. */
export function knownZone(zone: string): string {
  if (/^[+-]\d\d?:?\d\d$/.test(zone)) return zone;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone || undefined });
    return zone || ownZone();
  } catch {
    return ownZone();
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: knownZone(zone), hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

function parse({ day: on, time }: Wall): number | null {
  const date = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(on.trim());
  const clock = /^(\d\d?)[:.](\d\d)(?::\d\d)?$/.exec(time.trim());
  if (!date || !clock) return null;
  const [year, month, dayOf, hour, minutes] = [date[1], date[2], date[3], clock[1], clock[2]].map(Number) as [number, number, number, number, number];
  const at = Date.UTC(year, month - 1, dayOf, hour, minutes);
  const back = new Date(at);
  const real = back.getUTCMonth() === month - 1 && back.getUTCDate() === dayOf && hour < 24 && minutes < 60;
  return real ? at : null;
}
