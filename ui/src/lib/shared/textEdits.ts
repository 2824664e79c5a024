// What the program itself does to the text of a field, in a way that can be undone.

import type { EditorView } from "@codemirror/view";
import { fromOutside } from "./fromOutside";
import { textChanges } from "./textChanges";

/** Another text in the same field: only what differs changes, so that the cursor stays where it was. */
export function replaceText(view: EditorView, text: string) {
  view.dispatch({ changes: textChanges(view.state.doc.toString(), text), annotations: fromOutside.of(true) });
}

/** Puts text at the cursor, in a paragraph of its own. */
export function insertBlock(view: EditorView, markdown: string) {
  const { doc, selection } = view.state;
  const at = selection.main.to;
  const line = doc.lineAt(at);
  const alone = line.text.trim() === "";
  const where = alone ? at : line.to;
  const isEmpty = (number: number) => number < 1 || doc.line(number).text.trim() === "";
  const before = !alone ? "\n\n" : isEmpty(line.number - 1) ? "" : "\n";
  const last = line.number === doc.lines;
  const after = last ? "\n\n" : isEmpty(line.number + 1) ? "" : "\n";
  const insert = before + markdown + after;
  const anchor = where + before.length + markdown.length + (last ? after.length : 0);
  view.dispatch({ changes: { from: where, insert }, selection: { anchor }, scrollIntoView: true, userEvent: "input.paste" });
}

/** Puts somebody's words at the cursor as a quote: what stood before them stays before, what stood after comes after. */
export function insertQuote(view: EditorView, words: string) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const before = state.sliceDoc(0, from);
  const after = state.sliceDoc(to);
  const start = before.trimEnd().length;
  const end = to + (after.length - after.trimStart().length);
  const quoted = words
    .trim()
    .split(/\r?\n/)
    .map((line) => (line.trim() === "" ? ">" : `> ${line.trim()}`))
    .join("\n");
  const insert = `${start > 0 ? "\n\n" : ""}${quoted}\n\n`;
  // The space keeps what is typed at the cursor apart from what comes after.
  const apart = end < state.doc.length ? " " : "";
  view.dispatch({ changes: { from: start, to: end, insert: insert + apart }, selection: { anchor: start + insert.length }, scrollIntoView: true, userEvent: "input.paste" });
}

/** Puts words where the cursor is, in place of what is selected. */
export function insertWords(view: EditorView, words: string) {
  view.dispatch({ ...view.state.replaceSelection(words), scrollIntoView: true, userEvent: "input.paste" });
}
