// Footnotes: one key makes a reference and its text at the end, and jumps from either to the other.

import { syntaxTree } from "@codemirror/language";
import type { EditorState, Extension, StateCommand } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const anyMark = /\[\^([^\]\s[]{1,80})\](:?)/g;

interface Mark {
  label: string;
  from: number;
  to: number;
  /** The text of the note follows it. */
  defines: boolean;
}

function marksIn(state: EditorState, text: string, offset: number): Mark[] {
  const found: Mark[] = [];
  for (const { index, 0: whole, 1: label = "", 2: colon } of text.matchAll(anyMark)) {
    const from = offset + index;
    const starts = colon === ":" && /^ {0,3}$/.test(text.slice(text.lastIndexOf("\n", index - 1) + 1, index));
    if (!isCode(state, from + 1)) found.push({ label, from, to: from + whole.length - (starts ? 0 : (colon ?? "").length), defines: starts });
  }
  return found;
}

function isCode(state: EditorState, at: number): boolean {
  return /Code/.test(syntaxTree(state).resolveInner(at, 0).name);
}

const allMarks = (state: EditorState) => marksIn(state, state.doc.toString(), 0);

/** The mark of a footnote at a position: a reference there, or the definition whose line it is on. */
function markAt(state: EditorState, at: number): Mark | null {
  const line = state.doc.lineAt(at);
  if (line.length > 20_000) return null;
  const here = marksIn(state, line.text, line.from);
  const on = here.find(({ from, to }) => at >= from && at <= to);
  if (on) return on;
  // Anywhere in a note's text, its further paragraphs included.
  for (let number = line.number; number >= 1 && number > line.number - 200; number--) {
    const { text, from } = state.doc.line(number);
    const found = marksIn(state, text.slice(0, 100), from).find(({ defines }) => defines);
    if (found) return found;
    if (text.trim() !== "" && !/^(?: {4}|\t)/.test(text)) return null;
  }
  return null;
}

/** From a reference to its text, and from the text to its first reference. */
export function jump(at?: number): StateCommand {
  return ({ state, dispatch }) => {
    const mark = markAt(state, at ?? state.selection.main.head);
    if (!mark) return false;
    const other = allMarks(state).find(({ label, defines }) => label.toLowerCase() === mark.label.toLowerCase() && defines !== mark.defines);
    if (!other) return false;
    const anchor = other.defines ? other.to + (/^ */.exec(state.sliceDoc(other.to, other.to + 8))?.[0].length ?? 0) : other.to;
    dispatch(state.update({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }), userEvent: "select" }));
    return true;
  };
}

/** At a footnote, jumps to its other end; elsewhere makes one and goes to where its text is written. */
export const footnote: StateCommand = (target) => {
  const { state, dispatch } = target;
  if (jump()(target)) return true;
  if (state.readOnly || isCode(state, state.selection.main.head)) return false;
  const here = markAt(state, state.selection.main.head);
  const all = allMarks(state);
  // A note within a note is nobody's; at a reference without a text, the text is made.
  if (here?.defines) return false;
  const numbers = all.map(({ label }) => (/^\d{1,6}$/.test(label) ? Number(label) : 0));
  const label = here?.label ?? String(Math.max(0, ...numbers) + 1);
  const { to } = state.selection.main;
  const reference = here ? "" : `[^${label}]`;
  const { doc } = state;
  const tail = doc.sliceString(Math.max(0, doc.length - 2_000));
  const words = tail.trimEnd();
  const ended = tail.slice(words.length).split("\n").length - 1;
  // Definitions stand together, a line each; anything else is an empty line away.
  const together = /^ {0,3}\[\^[^\]]+\]:/.test(words.slice(words.lastIndexOf("\n") + 1));
  const breaks = words === "" && reference === "" ? 0 : together ? 1 : 2;
  const insert = `${"\n".repeat(Math.max(0, breaks - ended))}[^${label}]: `;
  const changes = [...(reference ? [{ from: to, insert: reference }] : []), { from: doc.length, insert }];
  const anchor = doc.length + reference.length + insert.length;
  dispatch(state.update({ changes, selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }), userEvent: "input.footnote" }));
  return true;
};

/** A press with Ctrl or Cmd held on a footnote goes to its other end. */
export const footnotes: Extension = EditorView.domEventHandlers({
  mousedown(event, view) {
    if (event.button !== 0 || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at === null || !jump(at)(view)) return false;
    event.preventDefault();
    return true;
  },
});
