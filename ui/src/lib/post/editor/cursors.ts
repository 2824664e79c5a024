// Several cursors at once: Alt and a click add one, Ctrl+D the next of the same word, Ctrl+Alt and
// an arrow one on the line above or below (both keys are in CodeMirror's own keymaps); Esc leaves one.

import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export const cursors: Extension = [EditorState.allowMultipleSelections.of(true), EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.ctrlKey)];
