// The headings of a Markdown text, found line by line: quick for any size, and not waiting for the
// part of a long text that was not parsed yet.

import type { Text } from "@codemirror/state";

export interface Heading {
  /** 1 to 6. */
  level: number;
  /** Its words without marks. */
  text: string;
  from: number;
}

const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t\r]*$/;
const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** More headings than anybody can look through. */
const mostHeadings = 5000;

export function headingsOf(doc: Text): Heading[] {
  const found: Heading[] = [];
  let fenced: string | null = null;
  let at = 0;
  let before: { text: string; from: number } | null = null;
  for (const line of doc.iterLines()) {
    const from = at;
    at += line.length + 1;
    // A line this long is no heading.
    const opens = line.length > 1000 ? null : fence.exec(line);
    if (fenced !== null) {
      const mark = opens?.[1] ?? "";
      if (mark[0] === fenced[0] && mark.length >= fenced.length && opens?.[2]?.trim() === "") fenced = null;
      before = null;
      continue;
    }
    if (opens && !(opens[1]?.startsWith("`") && opens[2]?.includes("`"))) {
      fenced = opens[1] ?? null;
      before = null;
      continue;
    }
    const marked = line.length > 1000 ? null : atx.exec(line);
    if (marked) {
      found.push({ level: marked[1]?.length ?? 1, text: wordsOf(marked[2] ?? ""), from });
      before = null;
    } else if (before && /^ {0,3}(?:=+|-+)[ \t\r]*$/.test(line)) {
      found.push({ level: line.trimStart().startsWith("=") ? 1 : 2, text: wordsOf(before.text), from: before.from });
      before = null;
    } else {
      // What may stand above a line of dashes: words, not a list, a quote, a table or code.
      before = line.length <= 1000 && line.trim() !== "" && !/^(?: {4}|\t|\s*(?:[-*+>|]|\d+[.)])(?:\s|$)|\s*<!--)/.test(line) ? { text: line, from } : null;
    }
    if (found.length >= mostHeadings) break;
  }
  return found;
}

/** The heading that a position is under; -1 above the first. */
export function headingAt(headings: readonly Heading[], at: number): number {
  return headings.findLastIndex(({ from }) => from <= at);
}

/** A heading's words without their marks. */
function wordsOf(text: string): string {
  return text
    .replace(/^#+$/, "")
    .replace(/\s*\{[#.][^}]*\}\s*$/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|~~|`|\*)(?=\S)(.+?)\1/g, "$2")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .trim();
}
