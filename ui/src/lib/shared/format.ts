// Bold, italic and link, for the Markdown editor: the same key puts the marks on and takes them off.

import { EditorSelection, type ChangeSpec, type StateCommand } from "@codemirror/state";

/** Wraps each selection in a mark, or unwraps it; with nothing selected, the word at the cursor. */
export function wrap(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const change = state.changeByRange((range) => {
      const word = range.empty ? state.wordAt(range.head) : null;
      const { from, to } = word ?? range;
      const inside = state.sliceDoc(from, to);
      const size = mark.length;
      const around = state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark;
      const within = inside.length >= 2 * size && inside.startsWith(mark) && inside.endsWith(mark);
      let changes: ChangeSpec;
      let shift: number;
      if (around && !(mark === "*" && state.sliceDoc(from - 2, from) === "**")) {
        changes = [{ from: from - size, to: from }, { from: to, to: to + size }];
        shift = -size;
      } else if (within) {
        changes = { from, to, insert: inside.slice(size, -size) };
        return { changes, range: EditorSelection.range(from, to - 2 * size) };
      } else {
        changes = [{ from, insert: mark }, { from: to, insert: mark }];
        shift = size;
      }
      const moved = EditorSelection.range(range.anchor + shift, range.head + shift);
      return { changes, range: moved };
    });
    dispatch(state.update(change, { scrollIntoView: true, userEvent: "input.format" }));
    return true;
  };
}

/** Makes the selection a link and puts the cursor where its address goes. */
export const link: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const change = state.changeByRange(({ from, to }) => {
    const text = state.sliceDoc(from, to);
    const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}]()`;
    const cursor = isAddress || text === "" ? from + 1 : from + insert.length - 1;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(cursor) };
  });
  dispatch(state.update(change, { scrollIntoView: true, userEvent: "input.format" }));
  return true;
};
