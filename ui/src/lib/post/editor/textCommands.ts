// What the palette may ask the text field to do, by the names of the actions.

import { selectNextOccurrence } from "@codemirror/search";
import type { EditorView } from "@codemirror/view";
import { link, wrap } from "../../shared/format";
import { openFind } from "./find";
import { footnote } from "./footnotes";
import { toggleTask } from "./lists";
import { alignTable, insertTable } from "./tables";

const commands: Record<string, (view: EditorView) => boolean> = {
  bold: wrap("**"),
  italic: wrap("*"),
  link,
  find: openFind(false),
  replace: openFind(true),
  footnote,
  task: toggleTask,
  table: insertTable,
  tableAlign: alignTable,
  nextSame: selectNextOccurrence,
};

/** Only these mean something in the blog's own HTML. */
const anywhere = new Set(["find", "replace", "nextSame"]);

/** Runs a command; the focus is then where it leads. */
export function runTextCommand(view: EditorView, name: string, markdown: boolean) {
  const command = commands[name];
  if (!command || (!markdown && !anywhere.has(name))) return;
  view.focus();
  command(view);
}
