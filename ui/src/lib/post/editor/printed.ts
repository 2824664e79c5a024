// The signs of print for those of the typewriter, from what stands before them. Decides nothing about
// where that is wanted.

/** How a language quotes: outer pair, inner pair. */
export type Quotes = "english" | "german" | "french" | "swedish";

const signs: Record<Quotes, { outer: [string, string]; inner: [string, string] }> = {
  english: { outer: ["“", "”"], inner: ["‘", "’"] },
  german: { outer: ["„", "“"], inner: ["‚", "‘"] },
  french: { outer: ["«\u00A0", "\u00A0»"], inner: ["‹\u00A0", "\u00A0›"] },
  swedish: { outer: ["”", "”"], inner: ["’", "’"] },
};

export interface Printed {
  /** How many letters before it go. */
  takes: number;
  insert: string;
}

/** The quotes of the system's language. */
export function quotesOf(language: string): Quotes {
  const short = language.slice(0, 2).toLowerCase();
  if (["de", "cs", "sk", "sl", "bg", "is", "lt", "et"].includes(short)) return "german";
  if (short === "fr") return "french";
  return ["sv", "fi"].includes(short) ? "swedish" : "english";
}

/** What a typed sign becomes after `before`, the start of its line. Null where it stays. */
export function printed(before: string, text: string, quotes: Quotes, next = ""): Printed | null {
  const last = before.at(-1) ?? "";
  if (last === "\\") return null;
  if (text === '"' || text === "'") return quote(before, text, quotes, next);
  if (text === "." && before.endsWith("..") && !before.endsWith("...")) return { takes: 2, insert: "…" };
  // Dashes at the start of a line are a rule, a list, a heading or a table.
  if (text === "-" && !/^[\s>|:+*-]*$/.test(before) && !before.endsWith("|")) {
    if (last === "–") return { takes: 1, insert: "—" };
    if (last === "-" && !before.endsWith("--") && !/<!-$/.test(before)) return { takes: 1, insert: "–" };
  }
  return null;
}

function quote(before: string, text: string, quotes: Quotes, next: string): Printed | null {
  const [open, close] = text === '"' ? signs[quotes].outer : signs[quotes].inner;
  const last = before.at(-1) ?? "";
  const opens = last === "" || /[\s([{<\-–—“„«‘‚‹*_~>/]/.test(last);
  if (text === "'") {
    // An apostrophe: within a word, at its end where nothing was opened, and before a year's number.
    if (/\p{L}/u.test(last) && (/^\p{L}/u.test(next) || !openedBefore(before, open, close))) return { takes: 0, insert: "’" };
    if (/\p{N}/u.test(last) && !openedBefore(before, open, close)) return null;
  } else if (/\p{N}/u.test(last) && !openedBefore(before, open, close)) return null;
  return { takes: 0, insert: opens && !(last !== "" && openJust(before, open)) ? open : close };
}

/** `""` typed one after the other is a pair. */
const openJust = (before: string, open: string) => before.endsWith(open) && open.length === 1;

function openedBefore(before: string, open: string, close: string): boolean {
  return open === close ? before.split(open).length % 2 === 0 : before.lastIndexOf(open) > before.lastIndexOf(close);
}
