// Line ends as the blog wrote them: a carriage return before a line's end stays in the text, so that
// what is not touched goes back byte for byte; it is not seen, and goes with its line's end.

import { EditorSelection, EditorState, RangeSet, StateField, type Extension, type Range, type Text } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { sealedAt } from "./sealedState";

interface Returns {
  /** Every carriage return, unseen. */
  unseen: DecorationSet;
  /** Those before a line's end, with it: the cursor passes both at once. */
  ends: DecorationSet;
}

const mark = Decoration.replace({});
const none: Returns = { unseen: Decoration.none, ends: Decoration.none };

const returns = StateField.define<Returns>({
  create: ({ doc }) => read(doc),
  update(now, transaction) {
    if (!transaction.docChanged) return now;
    if (now.unseen.size > 0) return read(transaction.newDoc);
    let some = false;
    transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => (some ||= inserted.toString().includes("\r")));
    return some ? read(transaction.newDoc) : now;
  },
  provide: (field) => [EditorView.decorations.from(field, ({ unseen }) => unseen), EditorView.atomicRanges.of((view) => view.state.field(field).ends)],
});

function read(doc: Text): Returns {
  const text = doc.toString();
  const unseen: Range<Decoration>[] = [];
  const ends: Range<Decoration>[] = [];
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
    unseen.push(mark.range(at, at + 1));
    if (text[at + 1] === "\n") ends.push(mark.range(at, at + 2));
  }
  return unseen.length === 0 ? none : { unseen: RangeSet.of(unseen), ends: RangeSet.of(ends) };
}

/** A cursor between a carriage return and its line's end belongs before both; a sealed block's own end stays its end. */
const cursorBefore = EditorState.transactionFilter.of((transaction) => {
  const { newSelection, newDoc } = transaction;
  if (!transaction.selection) return transaction;
  const between = (at: number) => at > 0 && newDoc.sliceString(at - 1, at + 1) === "\r\n";
  if (!newSelection.ranges.some(({ anchor, head }) => between(anchor) || between(head))) return transaction;
  const { state } = transaction;
  const before = (at: number) => (between(at) && !sealedAt(state, at) ? at - 1 : at);
  const ranges = newSelection.ranges.map(({ anchor, head }) => EditorSelection.range(before(anchor), before(head)));
  return [transaction, { selection: EditorSelection.create(ranges, newSelection.mainIndex), sequential: true }];
});

export const lineEnds: Extension = [
  EditorState.lineSeparator.of("\n"),
  returns,
  cursorBefore,
  // Only what comes from elsewhere: the clipboard has its own line ends on every system.
  EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, "\n")),
];
