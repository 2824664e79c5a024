// Two versions of a text beside each other, for showing: in rows of what belongs together, with the
// words marked that were added or taken out, sealed blocks in words, and what is the same folded. Pure.

import { tokenRuns, tokens } from "../shared/textChanges";
import { blocks, regions } from "./sealedRegions";

/** What stands in a text: words as they are, or a sealed block by its name. */
export interface Part {
  text: string;
  /** The block's name; `text` is then its HTML, which is never shown. */
  sealed?: string;
}

/** A part that both have, or that was added to what it is compared with, or taken out of it. */
export interface Marked extends Part {
  mark: "same" | "added" | "removed";
}

/** What stands beside each other. */
export interface Row {
  same: boolean;
  mine: Marked[];
  /** Null when nobody knows what both grew from. */
  base: Marked[] | null;
  theirs: Marked[];
}

/** Rows to show, or a stretch of unchanged ones that can be unfolded. */
export interface Stretch {
  rows: Row[];
  folded: boolean;
}

export interface Texts {
  base: string | null;
  mine: string;
  theirs: string;
  /** A text that is HTML as a whole has no sealed blocks: the writer sees it as it is. */
  isHtml?: boolean;
}

/** Up to so many letters a row is shown as it is. */
const mostLetters = 20_000;
/** Of a long stretch in a longer row so much is shown, at both ends of what is the same. */
const mostSame = 500;
const mostMarked = 5_000;
const mostParts = 400;
const left = " […] ";

/** What telling apart may cost: its time grows with the square of how much differs, and the window waits. */
class Patience {
  #left: number;
  constructor(most: number) {
    this.#left = most;
  }
  runs(a: string[], b: string[]): Run[] {
    const steps = Math.floor(Math.sqrt(this.#left));
    const found = tokenRuns(a, b, steps);
    const differing = found.reduce((sum, { count, added, removed }) => sum + (added || removed ? count : 0), 0);
    this.#left = Math.max(0, this.#left - Math.min(differing, steps) ** 2);
    return found;
  }
}
const patience = () => new Patience(640_000);

/** A text cut where a sealed block begins or ends; joined, the parts give it back. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const { from, to, name } of regions(text)) {
    if (from > done) parts.push({ text: text.slice(done, from) });
    parts.push({ text: text.slice(from, to), sealed: name });
    done = to;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}

/** All rows of the versions, in order. Without a base each side is compared with the other one. */
export function rowsOf({ base, mine, theirs, isHtml = false }: Texts): Row[] {
  const was = cut(base ?? theirs);
  const [one, other] = [cut(mine), cut(theirs)];
  const inMine = matches(was.units, one.units, patience());
  const inTheirs = matches(was.units, other.units, patience());
  const words = patience();
  const rows: Row[] = [];
  let at = { was: 0, one: 0, other: 0 };
  const changed = (to: typeof at) => {
    const length = to.was - at.was;
    const long = was.join(at.was, to.was).length + other.join(at.other, to.other).length > mostLetters;
    // What is too long to be told apart as a whole may still be so paragraph by paragraph.
    if (long && length > 1 && to.one - at.one === length && to.other - at.other === length) {
      const from = at;
      for (let n = 0; n < length; n++) {
        at = { was: from.was + n, one: from.one + n, other: from.other + n };
        changed({ was: at.was + 1, one: at.one + 1, other: at.other + 1 });
      }
      return;
    }
    const [before, left, right] = [was.join(at.was, to.was), one.join(at.one, to.one), other.join(at.other, to.other)];
    if (before === "" && left === "" && right === "") return;
    const read = (text: string): Part[] => (isHtml ? [{ text }] : partsOf(text));
    const sides =
      base === null
        ? { mine: marked(read(right), read(left), words).filter(({ mark }) => mark !== "removed"), theirs: marked(read(left), read(right), words).filter(({ mark }) => mark !== "removed") }
        : { mine: marked(read(before), read(left), words), theirs: marked(read(before), read(right), words) };
    rows.push({ same: false, ...sides, base: base === null ? null : marked(read(before), null) });
  };
  was.units.forEach((unit, n) => {
    const [left, right] = [inMine.get(n), inTheirs.get(n)];
    if (left === undefined || right === undefined) return;
    changed({ was: n, one: left, other: right });
    const same = marked(isHtml ? [{ text: unit }] : partsOf(unit), null);
    rows.push({ same: true, mine: same, base: base === null ? null : same, theirs: same });
    at = { was: n + 1, one: left + 1, other: right + 1 };
  });
  changed({ was: was.units.length, one: one.units.length, other: other.units.length });
  return rows;
}

/** The rows with long unchanged runs folded; what stands right beside a change stays for orientation. */
export function folds(rows: Row[]): Stretch[] {
  const stretches: Stretch[] = [];
  const add = (some: Row[], folded: boolean) => {
    if (some.length > 0) stretches.push({ rows: some, folded });
  };
  for (let from = 0; from < rows.length; ) {
    const { same } = rows[from] as Row;
    let to = from;
    while (to < rows.length && rows[to]?.same === same) to++;
    const start = from > 0 ? from + 1 : from;
    const end = to < rows.length ? to - 1 : to;
    if (same && end - start > 1) {
      add(rows.slice(from, start), false);
      add(rows.slice(start, end), true);
      add(rows.slice(end, to), false);
    } else add(rows.slice(from, to), false);
    from = to;
  }
  return stretches;
}

/** What is shown of a row: all of it, or of a very long one what differs and a little around it. */
export function brief(parts: Marked[]): Marked[] {
  if (parts.reduce((sum, part) => sum + part.text.length, 0) <= mostLetters) return parts;
  const short = parts.slice(0, mostParts).map((part): Marked => {
    const { text, mark } = part;
    if (part.sealed !== undefined) return part;
    if (mark === "same") return text.length > 2 * mostSame + left.length ? { ...part, text: text.slice(0, mostSame) + left + text.slice(-mostSame) } : part;
    return text.length > mostMarked ? { ...part, text: text.slice(0, mostMarked) + left } : part;
  });
  return parts.length > mostParts ? [...short, { text: left, mark: "same" }] : short;
}

/** The blocks of a text, and the text from one of them up to another. */
function cut(text: string) {
  const found = blocks(text);
  const units = found.map(({ from, to }) => text.slice(from, to).trimEnd());
  const join = (from: number, to: number) => (from < to ? text.slice(found[from]?.from, found[to - 1]?.to).trimEnd() : "");
  return { units, join };
}

/** For the blocks that both have, which is which. */
function matches(was: string[], now: string[], patience: Patience): Map<number, number> {
  const found = new Map<number, number>();
  let [i, j] = [0, 0];
  for (const { count, added, removed } of patience.runs(was, now)) {
    if (!added && !removed) for (let n = 0; n < count; n++) found.set(i + n, j + n);
    if (!added) i += count;
    if (!removed) j += count;
  }
  return found;
}

/** The second text with what it has more than the first marked, and between it what it has no more. */
function marked(was: Part[], now: Part[] | null, patience?: Patience): Marked[] {
  if (now === null) return was.map((part) => ({ ...part, mark: "same" }));
  const [a, b] = [atoms(was), atoms(now)];
  let head = 0;
  while (head < a.length && a[head]?.text === b[head]?.text) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail]?.text === b[b.length - 1 - tail]?.text) tail++;
  const out: Marked[] = [];
  const add = (parts: Part[], mark: Marked["mark"]) => {
    for (const part of parts) {
      const last = out.at(-1);
      if (last && last.mark === mark && !last.sealed && !part.sealed) last.text += part.text;
      else out.push({ ...part, mark });
    }
  };
  const [middleA, middleB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  add(b.slice(0, head), "same");
  let [i, j] = [0, 0];
  for (const { count, added, removed } of grouped((patience ?? new Patience(0)).runs(middleA.map(text), middleB.map(text)), middleB)) {
    if (removed) add(middleA.slice(i, (i += count)), "removed");
    else if (added) add(middleB.slice(j, (j += count)), "added");
    else {
      add(middleB.slice(j, (j += count)), "same");
      i += count;
    }
  }
  add(b.slice(b.length - tail), "same");
  return out;
}

const text = (part: Part) => part.text;

/** Words, white space and signs, and each sealed block as one thing. */
function atoms(parts: Part[]): Part[] {
  return parts.flatMap((part) => (part.sealed === undefined ? tokens(part.text).map((word) => ({ text: word })) : [part]));
}

type Run = ReturnType<typeof tokenRuns>[number];

/** Runs in which a space between two changed words is changed with them, so that a phrase reads as one. */
function grouped(runs: Run[], now: Part[]): Run[] {
  const out: Run[] = [];
  let j = 0;
  let pending = { removed: 0, added: 0 };
  const flush = () => {
    if (pending.removed > 0) out.push({ count: pending.removed, added: false, removed: true });
    if (pending.added > 0) out.push({ count: pending.added, added: true, removed: false });
    pending = { removed: 0, added: 0 };
  };
  runs.forEach((run, n) => {
    const space = !run.added && !run.removed && run.count === 1 && /^[^\S\n]+$/.test(now[j]?.text ?? "");
    if (run.removed) pending.removed += run.count;
    else if (run.added) pending.added += run.count;
    else if (space && n > 0 && n < runs.length - 1) {
      pending.removed++;
      pending.added++;
    } else {
      flush();
      out.push(run);
    }
    if (!run.removed) j += run.count;
  });
  flush();
  return out;
}
