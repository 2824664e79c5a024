// Parts of a text that are still to be looked over, and how the text is cut for that: between blocks,
// what is in sight first. A short text is looked over as a whole.

import { ensureSyntaxTree, language } from "@codemirror/language";
import type { ChangeDesc, EditorState } from "@codemirror/state";

export interface Range {
  from: number;
  to: number;
}

/** Shorter texts are not cut. */
const whole = 40_000;
const part = 20_000;
/** A block that is longer is cut within. */
const longest = 60_000;
/** How long the window may look for the ends of blocks, in ms. */
const patience = 25;

/** The ranges, in order, none touching another. */
export function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

export function without(ranges: Range[], gone: Range): Range[] {
  return ranges.flatMap(({ from, to }) => {
    if (to <= gone.from || from >= gone.to) return from >= gone.from && to <= gone.to ? [] : [{ from, to }];
    return [{ from, to: gone.from }, { from: gone.to, to }].filter((rest) => rest.from < rest.to);
  });
}

/** The ranges after a change, with what it touched. */
export function changed(ranges: Range[], changes: ChangeDesc, length: number, text: string): Range[] {
  const moved = ranges.map(({ from, to }) => ({ from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) }));
  // A fence, a comment or an element may make code of all that follows.
  const reaches = /[`~<>]/.test(text);
  changes.iterChangedRanges((_a, _b, from, to) => moved.push({ from, to: reaches ? length : to }));
  return joined(moved);
}

/** What to look over next. `later`: the ends of its blocks are not known yet. */
export function next(state: EditorState, ranges: Range[], visible: Range): Range | "later" | null {
  const { length } = state.doc;
  const first = ranges.find(({ from, to }) => from <= visible.to && to >= visible.from);
  const range = first ?? ranges[0];
  if (!range) return null;
  if (length <= whole) return { from: 0, to: length };
  // Without a language nobody knows where blocks end.
  if (!state.facet(language)) return null;
  const from = first ? Math.min(Math.max(range.from, visible.from), range.to) : range.from;
  return blocks(state, from, Math.min(range.to, from + part));
}

function blocks(state: EditorState, from: number, to: number): Range | "later" {
  const tree = ensureSyntaxTree(state, to, patience);
  if (!tree) return "later";
  const block = (at: number, side: -1 | 1) => {
    let node = tree.resolve(at, side);
    while (node.parent?.parent) node = node.parent;
    // Between blocks the whole text is what was found.
    return node.parent ? node : null;
  };
  const start = block(from, 1)?.from ?? state.doc.lineAt(from).from;
  const end = block(to, -1)?.to ?? state.doc.lineAt(to).to;
  return end - start <= longest ? { from: start, to: end } : { from, to };
}
