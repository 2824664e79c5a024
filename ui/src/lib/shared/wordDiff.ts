// Which words two texts have and which only one of them has: the longest common run of words, after
// what both begin and end with is set aside.

import { tokenRuns, tokens } from "./textChanges";

export interface Piece {
  text: string;
  /** Only in this one of the two texts. */
  only: boolean;
}

/** Both texts in pieces; joined again, the pieces give the text back. */
export function wordDiff(mine: string, theirs: string): { mine: Piece[]; theirs: Piece[] } {
  const a = tokens(mine);
  const b = tokens(theirs);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const common = commonTokens(middleA, middleB);
  const start = a.slice(0, head);
  const end = a.slice(a.length - tail);
  return {
    mine: pieces(start, middleA, common.a, end),
    theirs: pieces(start, middleB, common.b, end),
  };
}

/** The positions in each list that belong to one longest common subsequence. */
function commonTokens(a: string[], b: string[]): { a: Set<number>; b: Set<number> } {
  const found = { a: new Set<number>(), b: new Set<number>() };
  let i = 0;
  let j = 0;
  for (const { count, added, removed } of tokenRuns(a, b)) {
    if (removed) i += count;
    else if (added) j += count;
    else for (let n = 0; n < count; n++) {
      found.a.add(i++);
      found.b.add(j++);
    }
  }
  return found;
}

function pieces(start: string[], middle: string[], common: Set<number>, end: string[]): Piece[] {
  const made: Piece[] = [];
  const add = (text: string, only: boolean) => {
    const last = made.at(-1);
    if (last?.only === only) last.text += text;
    else if (text !== "") made.push({ text, only });
  };
  add(start.join(""), false);
  middle.forEach((token, at) => {
    // A space between two marked words is marked with them, so that a phrase reads as one.
    const between = /^\s+$/.test(token) && at > 0 && at < middle.length - 1 && !common.has(at - 1) && !common.has(at + 1);
    add(token, between || !common.has(at));
  });
  add(end.join(""), false);
  return made;
}
