// Tables and code in letters of one width, so that columns that line up in the text line up on the screen.

import { syntaxTree } from "@codemirror/language";
import type { Extension, Range } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

const even = Decoration.line({ class: "cm-even" });

function linesIn({ state, visibleRanges }: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  let last = -1;
  for (const { from, to } of visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        if (!/^(?:Table|FencedCode|CodeBlock)$/.test(node.name)) return;
        for (let at = Math.max(node.from, from); at <= Math.min(node.to, to); ) {
          const line = state.doc.lineAt(at);
          if (line.from > last) found.push(even.range((last = line.from)));
          at = line.to + 1;
        }
        return false;
      },
    });
  }
  return Decoration.set(found);
}

const shown = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = linesIn(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) this.decorations = linesIn(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const evenLines: Extension = [shown, EditorView.baseTheme({ ".cm-even": { fontFamily: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace", fontSize: "0.9em" } })];
