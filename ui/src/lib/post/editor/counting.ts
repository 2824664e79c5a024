// How long a text is as readers see it: words, characters, minutes. A change costs its own lines and no
// more; a whole text is counted in pieces, so that no key waits for it.

import type { ChangeSet, Text } from "@codemirror/state";

export interface Count {
  /** Each Chinese or Japanese character is one. */
  words: number;
  /** Of the visible text, without the ends of lines. */
  characters: number;
}

const none: Count = { words: 0, characters: 0 };

/** So much text at once takes a few milliseconds. */
export const piece = 32_000;
const wordsPerMinute = 230;

/** Marks and addresses of Markdown, which nobody reads aloud. */
const unread = [
  /<!--[^\n]{0,2000}?-->/g,
  /<\/?[a-zA-Z][^<>\n]{0,1000}>/g,
  /\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:[ \t]+"[^"\n]{0,500}")?\)/g,
  /\[\^[^\]\s]{1,100}\]:?/g,
  /^[ \t]*\[[^\]\n]{1,200}\]:[^\n]*$/gm,
  /^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+)/gm,
  /[*`[\]]+|~~/g,
];

/** Counts whole lines. */
export function count(markdown: string): Count {
  let text = markdown;
  for (const marks of unread) text = text.replace(marks, "");
  let words = 0;
  let characters = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code === 10 || code === 13) {
      inWord = false;
      continue;
    }
    characters++;
    if (code < 128) {
      if (code === 32 || code === 9) inWord = false;
      else if (!inWord && isPlainWord(code)) {
        inWord = true;
        words++;
      }
      continue;
    }
    if (code >= 0xd800 && code < 0xdc00) code = text.codePointAt(at++) ?? code;
    if (isIdeograph(code)) {
      inWord = false;
      words++;
    } else if (isSpace(code)) inWord = false;
    else if (!inWord && /[\p{L}\p{N}]/u.test(String.fromCodePoint(code))) {
      inWord = true;
      words++;
    }
  }
  return { words, characters };
}

export function minutes(words: number): number {
  return Math.max(1, Math.ceil(words / wordsPerMinute));
}

function isPlainWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

function isSpace(code: number): boolean {
  return code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029;
}

function isIdeograph(code: number): boolean {
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff);
}

/** Where the piece that begins here ends: at the end of a line, or in a very long one between two words. */
export function pieceEnd(doc: Text, from: number, to = doc.length): number {
  if (to - from <= piece) return to;
  const line = doc.lineAt(from + piece);
  if (line.to <= Math.min(to, from + 2 * piece)) return Math.min(to, line.to + 1);
  const within = doc.sliceString(from, from + piece);
  const space = Math.max(within.lastIndexOf(" "), within.lastIndexOf("\n"));
  return from + (space > 0 ? space + 1 : piece);
}

/** The count of one text while it changes. A whole text is counted step by step; until then `total` is
    what it was before. */
export class Counter {
  total: Count | null = null;
  /** A change inside a very long line was counted without its surroundings. */
  rough = false;
  #doc: Text;
  #sum = none;
  #upTo = 0;
  #done = false;

  constructor(doc: Text) {
    this.#doc = doc;
    if (doc.length <= piece) this.step();
  }

  get done(): boolean {
    return this.#done;
  }

  /** Counts one more piece. */
  step() {
    const end = pieceEnd(this.#doc, this.#upTo);
    this.#add(this.#doc, this.#upTo, end, 1);
    this.#upTo = end;
    this.#done = end >= this.#doc.length;
    if (this.#done) this.total = this.#sum;
  }

  /** Counts everything again. */
  restart() {
    this.rough = false;
    this.#sum = none;
    this.#upTo = 0;
    this.#done = false;
    if (this.#doc.length <= piece) this.step();
  }

  change(changes: ChangeSet, after: Text) {
    const before = this.#doc;
    const parts = this.#parts(changes, after);
    const counted = (part: Part) => this.#done || part.toA <= this.#upTo;
    const follows = (part: Part) => !this.#done && part.fromA >= this.#upTo;
    const long = (part: Part) => part.toA - part.fromA + part.toB - part.fromB > 4 * piece;
    this.#doc = after;
    if (parts.some((part) => !follows(part) && (!counted(part) || long(part)))) return this.restart();
    let upTo = this.#upTo;
    for (const part of parts) {
      if (follows(part)) continue;
      this.#add(before, part.fromA, part.toA, -1);
      this.#add(after, part.fromB, part.toB, 1);
      upTo += part.toB - part.fromB - (part.toA - part.fromA);
    }
    this.#upTo = this.#done ? after.length : upTo;
    if (this.#done) this.total = this.#sum;
  }

  /** What changed, as whole lines. */
  #parts(changes: ChangeSet, after: Text): Part[] {
    const parts: Part[] = [];
    changes.iterChangedRanges((fromA, toA, fromB, toB) => {
      const part = { fromA: this.#start(this.#doc, fromA), toA: this.#end(this.#doc, toA), fromB: this.#start(after, fromB), toB: this.#end(after, toB) };
      const last = parts.at(-1);
      if (last && (part.fromA <= last.toA || part.fromB <= last.toB)) Object.assign(last, { toA: part.toA, toB: part.toB });
      else parts.push(part);
    });
    return parts;
  }

  #add(doc: Text, from: number, to: number, sign: 1 | -1) {
    if (to <= from) return;
    const { words, characters } = count(doc.sliceString(from, to));
    this.#sum = { words: this.#sum.words + sign * words, characters: this.#sum.characters + sign * characters };
  }

  #start(doc: Text, at: number): number {
    const line = doc.lineAt(at);
    if (line.length <= piece) return line.from;
    this.rough = true;
    const from = Math.max(line.from, at - 200);
    return from + doc.sliceString(from, at).lastIndexOf(" ") + 1;
  }

  #end(doc: Text, at: number): number {
    const line = doc.lineAt(at);
    if (line.length <= piece) return line.to;
    this.rough = true;
    const to = Math.min(line.to, at + 200);
    const space = doc.sliceString(at, to).indexOf(" ");
    return space < 0 ? to : at + space;
  }
}

interface Part {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
}
