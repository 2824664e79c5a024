// Lists and tasks: Enter goes on with them or ends them, Tab and Shift-Tab move an item with all
// that belongs to it, numbers follow, and a task is ticked by a click or a key.

import { insertNewlineContinueMarkupCommand } from "@codemirror/lang-markdown";
import { syntaxTree } from "@codemirror/language";
import { Prec, type ChangeSpec, type EditorState, type Extension, type StateCommand } from "@codemirror/state";
import { Decoration, EditorView, keymap, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

const item = /^(\s*)((?:[-*+])|(?:(\d{1,9})([.)])))(\s+)(\[[ xX]\](?=\s|$))?/;
const width = (text: string) => text.replace(/\t/g, "    ").length;

interface Item {
  /** Columns before the mark, and before the words. */
  indent: number;
  content: number;
  number: number | null;
}

function itemOf(line: string): Item | null {
  const found = item.exec(line);
  if (!found) return null;
  const indent = width(found[1] ?? "");
  return { indent, content: indent + (found[2]?.length ?? 0) + Math.min(4, width(found[5] ?? " ")), number: found[3] === undefined ? null : Number(found[3]) };
}

const indentOf = (line: string) => width(/^\s*/.exec(line)?.[0] ?? "");

/** The lines of a list with the items of some of them moved in or out, with what belongs to them; null when there is nothing to move. */
export function moveItems(lines: readonly string[], from: number, to: number, by: 1 | -1): string[] | null {
  const made = [...lines];
  let moved = false;
  for (let at = from; at <= to; ) {
    const here = itemOf(made[at] ?? "");
    if (!here) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < made.length && (made[end]?.trim() === "" || indentOf(made[end] ?? "") > here.indent)) end++;
    const wanted = by > 0 ? deeper(made, at, here) : shallower(made, at, here);
    if (wanted !== null && wanted !== here.indent) {
      moved = true;
      for (let each = at; each < end; each++) {
        const line = made[each] ?? "";
        if (line.trim() !== "") made[each] = " ".repeat(Math.max(0, indentOf(line) + wanted - here.indent)) + line.trimStart();
      }
      made[at] = withNumber(made[at] ?? "", numberAt(made, at));
    }
    at = end;
  }
  return moved ? renumbered(made) : null;
}

/** Under the words of the item above. */
function deeper(lines: string[], at: number, here: Item): number | null {
  for (let above = at - 1; above >= 0; above--) {
    const other = itemOf(lines[above] ?? "");
    if (other && other.indent <= here.indent) return other.content;
    if (!other && lines[above]?.trim() !== "" && indentOf(lines[above] ?? "") === 0) return null;
  }
  return null;
}

function shallower(lines: string[], at: number, here: Item): number | null {
  if (here.indent === 0) return null;
  for (let above = at - 1; above >= 0; above--) {
    const other = itemOf(lines[above] ?? "");
    if (other && other.indent < here.indent) return other.indent;
  }
  return 0;
}

/** The number that an item has where it now stands. */
function numberAt(lines: string[], at: number): number {
  const here = itemOf(lines[at] ?? "");
  for (let above = at - 1; here && above >= 0; above--) {
    const other = itemOf(lines[above] ?? "");
    if (other && other.indent < here.indent) break;
    if (other?.indent === here.indent) return other.number === null ? 1 : other.number + 1;
  }
  return 1;
}

const withNumber = (line: string, number: number) => (itemOf(line)?.number === null ? line : line.replace(/\d+/, String(number)));

/** Numbers one after the other at each depth; the first of a list keeps its own. */
function renumbered(lines: string[]): string[] {
  const levels: { indent: number; next: number | null }[] = [];
  return lines.map((line) => {
    const here = itemOf(line);
    if (!here) {
      if (line.trim() !== "" && indentOf(line) === 0) levels.length = 0;
      return line;
    }
    while ((levels.at(-1)?.indent ?? -1) > here.indent) levels.pop();
    const level = levels.at(-1);
    if (!level || level.indent < here.indent) {
      levels.push({ indent: here.indent, next: here.number === null ? null : here.number + 1 });
      return line;
    }
    if (here.number === null || level.next === null) {
      level.next = here.number === null ? null : here.number + 1;
      return line;
    }
    return withNumber(line, level.next++);
  });
}

function move(by: 1 | -1): StateCommand {
  return ({ state, dispatch }) => {
    const { from, to } = state.selection.main;
    const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
    if (state.readOnly || !itemOf(state.doc.line(first).text) || inCode(state, from)) return false;
    // The whole list: up to a line that is no part of one.
    const belongs = (number: number) => {
      const { text } = state.doc.line(number);
      return itemOf(text) !== null || (text !== "" && text.trim() === "") || indentOf(text) > 0 || (text === "" && number > 1 && number < state.doc.lines && isPart(state.doc.line(number - 1).text) && isPart(state.doc.line(number + 1).text));
    };
    let start = first;
    let end = last;
    while (start > 1 && belongs(start - 1)) start--;
    while (end < state.doc.lines && belongs(end + 1)) end++;
    const lines = Array.from({ length: end - start + 1 }, (_, at) => state.doc.line(start + at).text);
    const made = moveItems(lines, first - start, last - start, by);
    if (!made) return true;
    const changes: ChangeSpec[] = made.flatMap((text, at) => {
      const line = state.doc.line(start + at);
      // Only the front of a line changes, so that the cursor stays among its words.
      let same = 0;
      while (same < Math.min(text.length, line.length) && text.at(-1 - same) === line.text.at(-1 - same)) same++;
      return text === line.text ? [] : [{ from: line.from, to: line.to - same, insert: text.slice(0, text.length - same) }];
    });
    const set = state.changes(changes);
    dispatch(state.update({ changes: set, selection: state.selection.map(set, 1), scrollIntoView: true, userEvent: by > 0 ? "input.indent" : "delete.dedent" }));
    return true;
  };
}

const isPart = (text: string) => itemOf(text) !== null || indentOf(text) > 0;

function inCode(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, 1); node.parent; node = node.parent) if (/^(FencedCode|CodeBlock|CodeText)$/.test(node.name)) return true;
  return false;
}

/** A line becomes an item with an open task; an open task is done; a done one is open. */
export function taskToggled(line: string): string {
  const found = item.exec(line);
  if (!found) return line.replace(/^(\s*(?:>\s*)*)/, "$1- [ ] ");
  const at = found[0].length;
  const box = found[6];
  if (!box) return `${line.slice(0, at)}[ ] ${line.slice(at)}`;
  return `${line.slice(0, at - box.length)}${box === "[ ]" ? "[x]" : "[ ]"}${line.slice(at)}`;
}

/** The lines of the selection as tasks, or ticked. */
export const toggleTask: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly || inCode(state, state.selection.main.from)) return false;
  const numbers = new Set<number>();
  for (const { from, to } of state.selection.ranges) for (let at = state.doc.lineAt(from).number; at <= state.doc.lineAt(to).number; at++) numbers.add(at);
  const lines = [...numbers].map((number) => state.doc.line(number)).filter((line) => numbers.size === 1 || line.text.trim() !== "");
  const changes = lines.flatMap((line) => difference(line.from, line.text, taskToggled(line.text)));
  const set = state.changes(changes);
  dispatch(state.update({ changes: set, selection: state.selection.map(set, 1), scrollIntoView: true, userEvent: "input.format" }));
  return true;
};

function difference(at: number, before: string, after: string): ChangeSpec[] {
  if (before === after) return [];
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [{ from: at + head, to: at + before.length - tail, insert: after.slice(head, after.length - tail) }];
}

const box = Decoration.mark({ class: "cm-task" });

/** The boxes of tasks that are in view. */
const boxes = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = boxesIn(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) this.decorations = boxesIn(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function boxesIn(view: EditorView): DecorationSet {
  const found: ReturnType<typeof box.range>[] = [];
  for (const { from, to } of view.visibleRanges) syntaxTree(view.state).iterate({ from, to, enter: (node) => void (node.name === "TaskMarker" && found.push(box.range(node.from, node.to))) });
  return Decoration.set(found, true);
}

const ticked = EditorView.domEventHandlers({
  mousedown(event, view) {
    const target = event.target instanceof Element ? event.target.closest(".cm-task") : null;
    if (!target || event.button !== 0 || view.state.readOnly) return false;
    event.preventDefault();
    const line = view.state.doc.lineAt(view.posAtDOM(target));
    view.dispatch({ changes: difference(line.from, line.text, taskToggled(line.text)), userEvent: "input.format" });
    return true;
  },
});

const look = EditorView.baseTheme({ ".cm-task": { cursor: "pointer", color: "var(--accent)", fontWeight: "700" } });

export const lists: Extension = [
  boxes,
  ticked,
  look,
  Prec.high(
    keymap.of([
      { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
      { key: "Tab", run: move(1), shift: move(-1) },
      { key: "Mod-Enter", run: toggleTask },
    ]),
  ),
];
