// What turns one text into another, word by word, as small replacements in the order of the text.

import { diffArrays } from "diff";

export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** Above this many steps the middle is replaced as a whole: telling words apart would be slow and unreadable. */
const mostSteps = 3000;

/** Words, runs of white space, and single signs; joined again, they give the text back. */
export function tokens(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}'’_-]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** Runs of tokens that both have, that only the first has, and that only the second has. */
export function tokenRuns(a: string[], b: string[], steps = mostSteps): { count: number; added: boolean; removed: boolean }[] {
  const found = diffArrays(a, b, { maxEditLength: Math.min(steps, mostSteps) });
  if (found) return found.map(({ value, added, removed }) => ({ count: value.length, added: added ?? false, removed: removed ?? false }));
  return [
    { count: a.length, added: false, removed: true },
    { count: b.length, added: true, removed: false },
  ];
}

export function textChanges(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const a = tokens(before);
  const b = tokens(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const changes: TextChange[] = [];
  let at = a.slice(0, head).join("").length;
  let i = 0;
  let j = 0;
  let open: TextChange | null = null;
  for (const { count, added, removed } of tokenRuns(middleA, middleB)) {
    if (!added && !removed) {
      at += middleA.slice(i, i + count).join("").length;
      i += count;
      j += count;
      open = null;
      continue;
    }
    if (!open) changes.push((open = { from: at, to: at, insert: "" }));
    if (removed) {
      at += middleA.slice(i, i + count).join("").length;
      open.to = at;
      i += count;
    } else {
      open.insert += middleB.slice(j, j + count).join("");
      j += count;
    }
  }
  return changes;
}
