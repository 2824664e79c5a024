// Typewriter scrolling: the line that is written stays in the middle. What is pressed with the mouse stays
// where it is, and what the program changes scrolls nothing.

import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { fromOutside } from "../../shared/fromOutside";
import { switched } from "./focus";

export function typewriter(isOn: () => boolean): Extension {
  return [
    EditorState.transactionExtender.of((transaction) => {
      if (!isOn() || transaction.annotation(fromOutside) || transaction.isUserEvent("select.pointer")) return null;
      const writes = transaction.docChanged && ["input", "delete", "undo", "redo", "move"].some((event) => transaction.isUserEvent(event));
      const moves = transaction.selection !== undefined && transaction.isUserEvent("select");
      const on = transaction.effects.some((effect) => effect.is(switched));
      if (!writes && !moves && !on) return null;
      return { effects: EditorView.scrollIntoView(transaction.newSelection.main.head, { y: "center" }) };
    }),
    // Room to bring the first line to the middle, too.
    EditorView.editorAttributes.of(() => (isOn() ? { class: "cm-typewriter" } : null)),
    EditorView.theme({ "&.cm-typewriter .cm-content": { paddingTop: "32vh", paddingBottom: "56vh" } }),
  ];
}
