// Tables in the text: Tab and Shift-Tab go from cell to cell, Enter to the next row, and the columns
// line up when the cursor leaves the table, or on demand.

import { syntaxTree } from "@codemirror/language";
import { EditorSelection, Prec, type ChangeSpec, type EditorState, type Extension, type StateCommand, type Transaction, type TransactionSpec } from "@codemirror/state";
import { keymap, ViewPlugin, type EditorView, type ViewUpdate } from "@codemirror/view";
import { cellPlaces, isDivider, readTable, writeTable } from "./tableText";

/** More lines are no table that anybody edits by hand; they are left as they are. */
const mostLines = 2000;

interface Place {
  /** Line numbers; the divider is on the second line. */
  first: number;
  last: number;
  from: number;
  to: number;
}

/** The table that a position is in. */
export function tableAt(state: EditorState, at: number): Place | null {
  const { doc } = state;
  const isRow = (number: number) => {
    const line = doc.line(number);
    return line.length < 20_000 && line.text.includes("|");
  };
  let first = doc.lineAt(at).number;
  if (!isRow(first)) return null;
  let last = first;
  while (first > 1 && last - first < mostLines && isRow(first - 1)) first--;
  while (last < doc.lines && last - first < mostLines && isRow(last + 1)) last++;
  // Lines above the header belong to another block.
  const here = doc.lineAt(at).number;
  while (first < last && !isDivider(bare(doc.line(first + 1).text))) first++;
  if (first >= last || first > here || inCode(state, doc.line(first).from)) return null;
  return { first, last, from: doc.line(first).from, to: doc.line(last).to };
}

const bare = (line: string) => line.replace(/^[\s>]*/, "");

function inCode(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, 1); node.parent; node = node.parent) if (/^(FencedCode|CodeBlock|CommentBlock|HTMLBlock)$/.test(node.name)) return true;
  return false;
}

const linesOf = (state: EditorState, { first, last }: Place) => Array.from({ length: last - first + 1 }, (_, at) => state.doc.line(first + at).text);

/** Lines the columns up, with the selection where it was among the words; null when they are. */
function aligned(state: EditorState, table: Place): TransactionSpec | null {
  const lines = linesOf(state, table);
  const read = readTable(lines);
  if (!read) return null;
  const made = writeTable(read);
  const changes: ChangeSpec[] = made.flatMap((text, at) => {
    const line = state.doc.line(table.first + at);
    return line.text === text ? [] : [{ from: line.from, to: line.to, insert: text }];
  });
  if (changes.length === 0) return null;
  // From cell and place in it to the same again.
  const starts: number[] = [];
  made.reduce((from, line) => (starts.push(from), from + line.length + 1), table.from);
  const set = state.changes(changes);
  const moved = (at: number) => {
    if (at < table.from || at > table.to) return set.mapPos(at);
    const line = state.doc.lineAt(at);
    const row = line.number - table.first;
    const before = cellPlaces(line.text);
    const column = Math.max(0, before.findLastIndex(({ from }) => at - line.from >= from));
    const place = cellPlaces(made[row] ?? "")[column];
    const inside = Math.max(0, at - line.from - (before[column]?.from ?? 0));
    return (starts[row] ?? table.from) + (place ? place.from + Math.min(inside, place.to - place.from) : 0);
  };
  const ranges = state.selection.ranges.map(({ anchor, head }) => EditorSelection.range(moved(anchor), moved(head)));
  return { changes: set, selection: EditorSelection.create(ranges, state.selection.mainIndex), userEvent: "format.table" };
}

/** Lines up the columns of the table at the cursor. */
export const alignTable: StateCommand = ({ state, dispatch }) => {
  const table = state.readOnly ? null : tableAt(state, state.selection.main.head);
  if (!table) return false;
  const spec = aligned(state, table);
  if (spec) dispatch(state.update(spec, { scrollIntoView: true }));
  return true;
};

/** The table with its columns lined up, and where its cells are. */
function inOrder(state: EditorState) {
  const table = state.readOnly ? null : tableAt(state, state.selection.main.head);
  if (!table) return null;
  const spec = aligned(state, table);
  const made = spec ? state.update(spec).state : state;
  const place = tableAt(made, made.selection.main.head);
  if (!place) return null;
  const line = made.doc.lineAt(made.selection.main.head);
  const at = made.selection.main.head - line.from;
  const column = Math.max(0, cellPlaces(line.text).findLastIndex(({ from }) => at >= from));
  return { made, spec, place, row: line.number - place.first, column };
}

type Found = NonNullable<ReturnType<typeof inOrder>>;
type Dispatch = (transaction: Transaction) => void;

function goTo(state: EditorState, dispatch: Dispatch, found: Found, row: number, column: number) {
  const { made, spec, place } = found;
  const line = made.doc.line(place.first + row);
  const cell = cellPlaces(line.text)[column] ?? { from: line.length, to: line.length };
  const selection = { anchor: line.from + cell.from, head: line.from + cell.to };
  dispatch(state.update(spec ?? {}, { selection, sequential: true, scrollIntoView: true, userEvent: spec ? "format.table" : "select" }));
}

/** One more row at the end, with the cursor in one of its cells. */
function addRow(state: EditorState, dispatch: Dispatch, { made, spec, place }: Found, column: number) {
  const last = made.doc.line(place.last);
  const model = readTable(linesOf(made, place));
  if (!model) return;
  const row = writeTable({ ...model, rows: [...model.rows, model.aligns.map(() => "")] }).at(-1) ?? "";
  const cell = cellPlaces(row)[column]?.from ?? row.length;
  const changes = made.changes({ from: last.to, insert: `\n${row}` });
  const whole = spec ? state.update(spec).changes.compose(changes) : changes;
  dispatch(state.update({ changes: whole, selection: { anchor: last.to + 1 + cell }, scrollIntoView: true, userEvent: "input.table" }));
}

/** The row under one; the divider is stepped over. */
const rowBelow = (row: number) => (row === 0 ? 2 : row + 1);

const nextCell: StateCommand = ({ state, dispatch }) => {
  const found = inOrder(state);
  if (!found) return false;
  const { made, place, row, column } = found;
  const columns = cellPlaces(made.doc.line(place.first).text).length;
  if (column + 1 < columns) goTo(state, dispatch, found, row, column + 1);
  else if (place.first + rowBelow(row) <= place.last) goTo(state, dispatch, found, rowBelow(row), 0);
  else addRow(state, dispatch, found, 0);
  return true;
};

const cellBefore: StateCommand = ({ state, dispatch }) => {
  const found = inOrder(state);
  if (!found) return false;
  const { place, row, column } = found;
  const columns = cellPlaces(found.made.doc.line(place.first).text).length;
  if (column > 0) goTo(state, dispatch, found, row, column - 1);
  else if (row > 0) goTo(state, dispatch, found, row === 2 ? 0 : row - 1, columns - 1);
  return true;
};

/** Down a row in the same column; from an empty last row, out of the table. */
const nextRow: StateCommand = ({ state, dispatch }) => {
  if (!state.selection.main.empty) return false;
  const found = inOrder(state);
  if (!found) return false;
  const { made, place, row, column } = found;
  // From under the header the first row begins at its first cell.
  const below = row === 1 ? 0 : column;
  if (place.first + rowBelow(row) <= place.last) goTo(state, dispatch, found, rowBelow(row), below);
  else if (row >= 2 && cellPlaces(made.doc.line(place.last).text).every(({ from, to }) => from === to)) leaveBelow(state, dispatch, place);
  else addRow(state, dispatch, found, below);
  return true;
};

/** The empty last row becomes the line after the table. */
function leaveBelow(state: EditorState, dispatch: Dispatch, { last }: Place) {
  const line = state.doc.line(last);
  const prefix = /^\s*(?:>\s?)*/.exec(line.text)?.[0] ?? "";
  dispatch(state.update({ changes: { from: line.from, to: line.to, insert: prefix }, selection: { anchor: line.from + prefix.length }, scrollIntoView: true, userEvent: "delete.table" }));
}

/** Lines up a table that was edited when the cursor has left it. */
const leaving = ViewPlugin.fromClass(
  class {
    /** Somewhere in the table that the cursor is in, and whether it was changed. */
    at: number | null = null;
    changed = false;
    constructor(readonly view: EditorView) {}
    update({ docChanged, selectionSet, state, changes, transactions }: ViewUpdate) {
      if (!docChanged && !selectionSet) return;
      if (this.at !== null) this.at = changes.mapPos(this.at, 1);
      if (docChanged && this.at !== null) {
        // What undo brings back stays as it was.
        this.changed = !transactions.some((each) => each.isUserEvent("undo") || each.isUserEvent("redo")) && (this.changed || !transactions.every((each) => !each.docChanged || each.isUserEvent("format")));
      }
      const { head } = state.selection.main;
      const line = state.doc.lineAt(head);
      const inside = line.length < 20_000 && line.text.includes("|") ? tableAt(state, head) : null;
      const before = this.at;
      if (inside && before !== null && before >= inside.from && before <= inside.to) return;
      const leave = this.changed && before !== null;
      this.at = inside ? inside.from : null;
      this.changed = inside !== null && docChanged && before === null;
      if (leave) queueMicrotask(() => this.align(before));
    }
    align(at: number) {
      const { state } = this.view;
      if (this.view.composing || state.readOnly || at > state.doc.length) return;
      const table = tableAt(state, at);
      const spec = table && aligned(state, table);
      if (spec) this.view.dispatch(spec);
    }
  },
);

/** An empty table in a paragraph of its own, its first cell selected. */
export const insertTable: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly || tableAt(state, state.selection.main.head)) return false;
  const line = state.doc.lineAt(state.selection.main.to);
  const alone = line.text.trim() === "";
  const table = writeTable({ prefix: "", rows: [["", "", ""], ["", "", ""]], aligns: ["", "", ""] }).join("\n");
  const before = alone ? "" : "\n\n";
  const at = alone ? line.from : line.to;
  const after = line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim() !== "" ? "\n" : "";
  dispatch(state.update({ changes: { from: at, to: line.to, insert: before + table + after }, selection: { anchor: at + before.length + 2 }, scrollIntoView: true, userEvent: "input.table" }));
  return true;
};

export const tables: Extension = [
  leaving,
  Prec.highest(
    keymap.of([
      { key: "Tab", run: nextCell, shift: cellBefore },
      { key: "Enter", run: nextRow },
    ]),
  ),
];
