// Where the words of a Markdown text are, as opposed to code, addresses, HTML and front matter:
// for what may be done to words only.

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

const notProse = /Code|URL|Autolink|HTML|Comment|ProcessingInstruction|LinkReference|LinkTitle|Entity|Escape/;

/** More of a line than this is not looked through for what is open there. */
const mostLooked = 2000;

/** Whether what is typed at a position is part of the prose. */
export function isProse(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); node.parent; node = node.parent) if (notProse.test(node.name)) return false;
  const line = state.doc.lineAt(at);
  const before = state.sliceDoc(Math.max(line.from, at - mostLooked), at);
  return !isOpen(before) && !inFrontMatter(state, line.number);
}

/** Something that is being typed and not parsed as what it will be: code, a link's address, an address, a tag. */
function isOpen(before: string): boolean {
  const ticks = before.replace(/`[^`]*`/g, "");
  return ticks.includes("`") || /\]\([^)\s]*$/.test(before) || /(?:https?:\/\/|www\.|mailto:)\S*$/.test(before) || /<[a-z/!][^>]*$/i.test(before) || /\{[#.][^}]*$/.test(before);
}

function inFrontMatter(state: EditorState, number: number): boolean {
  if (number > 60 || state.doc.line(1).text !== "---") return false;
  for (let at = 2; at < number; at++) if (/^(---|\.\.\.)\s*$/.test(state.doc.line(at).text)) return false;
  return number > 1;
}
