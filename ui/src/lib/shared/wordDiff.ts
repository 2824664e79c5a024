// Which words two texts have and which only one of them has: the longest common run of words, after
// what both begin and end with is set aside.

export interface Piece {
  text: string;
  /** Only in this one of the two texts. */
  only: boolean;
}

/** Above this many cells the middle is marked as a whole: telling words apart would be slow and unreadable. */
const mostCells = 4_000_000;

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

function tokens(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}'’_-]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** The positions in each list that belong to one longest common subsequence. */
function commonTokens(a: string[], b: string[]): { a: Set<number>; b: Set<number> } {
  const found = { a: new Set<number>(), b: new Set<number>() };
  if (a.length * b.length > mostCells) return found;
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found.a.add(i++);
      found.b.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
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
