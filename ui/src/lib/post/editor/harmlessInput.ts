// Keeps characters that could not be saved out of the text, however they would get in: typed by an
// input method, pasted, dropped. What comes with them stays.

import { EditorState, type ChangeSpec, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { fromOutside } from "../../shared/fromOutside";
import { harmless, isHarmful } from "../../shared/harmless";

const typed = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(fromOutside)) return transaction;
  const mended: ChangeSpec[] = [];
  transaction.changes.iterChanges((_fromA, _toA, fromB, toB, text) => {
    const { newDoc } = transaction;
    // A half typed beside its other half makes a whole.
    const [from, to] = [Math.max(0, fromB - 1), Math.min(newDoc.length, toB + 1)];
    if (text.length === 0 || !isHarmful(newDoc.sliceString(from, to))) return;
    const inserted = text.toString();
    if (isHarmful(inserted)) mended.push({ from: fromB, to: toB, insert: harmless(inserted) });
  });
  return mended.length === 0 ? transaction : [transaction, { changes: mended, sequential: true }];
});

export const harmlessInput: Extension = [typed, EditorView.clipboardInputFilter.of(harmless)];
