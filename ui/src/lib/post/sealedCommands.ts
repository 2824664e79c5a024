// What can be done with a sealed block: select it, step over it with the arrow keys, move it past
// its neighbour, delete it. Positions are those of the text; a block is found at or around one.

import { EditorSelection, type StateCommand } from "@codemirror/state";
import { EditorView, type Command, type KeyBinding } from "@codemirror/view";
import { words } from "../messages";
import { blocks, type Block } from "./sealedRegions";
import { sealedAt, sealedField } from "./sealedState";

export const selectSealed =
  (at: number): StateCommand =>
  ({ state, dispatch }) => {
    const sealed = sealedAt(state, at);
    if (!sealed) return false;
    const effects = EditorView.announce.of(words.sealed.selected(sealed.card.name));
    dispatch(state.update({ selection: EditorSelection.range(sealed.from, sealed.to), effects, scrollIntoView: true }));
    return true;
  };

export const removeSealed =
  (at: number): StateCommand =>
  ({ state, dispatch }) => {
    const sealed = sealedAt(state, at);
    if (!sealed || state.readOnly) return false;
    const after = /^\n(?:\r?\n)?/.exec(state.sliceDoc(sealed.to, sealed.to + 3))?.[0].length ?? 0;
    dispatch(state.update({ changes: { from: sealed.from, to: sealed.to + after }, selection: { anchor: sealed.from }, userEvent: "move.delete" }));
    return true;
  };

/** Moves the block at `at`, or the selected one, past the block before or after it. */
export const moveSealed =
  (by: 1 | -1, at?: number): StateCommand =>
  ({ state, dispatch }) => {
    const { from, to } = state.selection.main;
    const sealed = at === undefined ? sealedAt(state, from, to) : sealedAt(state, at);
    if (!sealed || state.readOnly) return false;
    const all = blocks(state.doc.toString());
    const place = all.findIndex((block) => block.from === sealed.from);
    const neighbour = all[place + by];
    const mine = all[place];
    if (!neighbour || !mine) return true;
    const [first, second] = by < 0 ? [neighbour, mine] : [mine, neighbour];
    const words = (block: Block) => state.sliceDoc(block.from, block.to);
    const between = state.sliceDoc(first.to, second.from);
    const start = by < 0 ? first.from : first.from + words(second).length + between.length;
    dispatch(
      state.update({
        changes: { from: first.from, to: second.to, insert: words(second) + between + words(first) },
        selection: EditorSelection.range(start, start + mine.to - mine.from),
        scrollIntoView: true,
        userEvent: "move.line",
      }),
    );
    return true;
  };

/** An arrow key: onto a card as a whole, and from it to the line beside it. */
function step(forward: boolean, vertically: boolean): Command {
  return (view) => {
    const { main } = view.state.selection;
    const list = view.state.field(sealedField, false)?.list ?? [];
    if (list.length === 0) return false;
    const here = main.empty ? null : sealedAt(view.state, main.from, main.to);
    if (here) {
      const anchor = forward ? Math.min(view.state.doc.length, here.to + 1) : Math.max(0, here.from - 1);
      const next = sealedAt(view.state, anchor);
      if (next && next !== here) return selectSealed(anchor)(view);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      return true;
    }
    if (!main.empty) return false;
    const { head } = vertically ? view.moveVertically(main, forward) : view.moveByChar(main, forward);
    // Over a card the editor's own step may land beyond it.
    const over = list.find(({ from, to }) => (forward ? main.head <= from && head >= from : main.head >= to && head <= to));
    return over && head !== main.head ? selectSealed(over.from)(view) : false;
  };
}

export const sealedKeys: readonly KeyBinding[] = [
  { key: "ArrowUp", run: step(false, true) },
  { key: "ArrowDown", run: step(true, true) },
  { key: "ArrowLeft", run: step(false, false) },
  { key: "ArrowRight", run: step(true, false) },
  { key: "Alt-ArrowUp", run: moveSealed(-1) },
  { key: "Alt-ArrowDown", run: moveSealed(1) },
];
