// A text field for tests: `|` is the cursor (`¦` in a text with bars), « and » are the ends of a selection.

import { EditorView } from "@codemirror/view";
import { markdownEditor, stateFor, type Wishes } from "../markdownEditor";

export const quietWishes = (over: Partial<Wishes> = {}): Wishes => ({
  label: "Text",
  hint: "",
  testid: "editor",
  onchange: () => undefined,
  onposition: () => undefined,
  onfiles: () => undefined,
  onblur: () => undefined,
  onleave: () => undefined,
  ...over,
});

/** A Markdown field with this text, `|` or `«…»` being what is selected. */
export function fieldWith(marked: string, over: Partial<Wishes> = {}): EditorView {
  // jsdom lays nothing out; scrolling to a place asks for its boxes.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  const cursor = marked.includes("¦") ? /[¦«]/ : /[|«]/;
  const anchor = marked.search(cursor);
  const text = marked.replace(cursor, "");
  const head = text.indexOf("»");
  const view = markdownEditor(document.body.appendChild(document.createElement("div")), stateFor(text.replace("»", ""), "markdown", false, quietWishes(over)));
  view.dispatch({ selection: head < 0 ? { anchor: Math.max(0, anchor) } : { anchor, head } });
  return view;
}

/** The text with the selection in it. */
export function markedText(view: EditorView): string {
  const { state } = view;
  const { from, to, empty } = state.selection.main;
  return empty ? `${state.sliceDoc(0, from)}|${state.sliceDoc(from)}` : `${state.sliceDoc(0, from)}«${state.sliceDoc(from, to)}»${state.sliceDoc(to)}`;
}

/** A key press, as the keymap sees it. */
export function press(view: EditorView, key: string, held: { ctrl?: boolean; shift?: boolean; alt?: boolean } = {}) {
  view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: held.ctrl ?? false, shiftKey: held.shift ?? false, altKey: held.alt ?? false, bubbles: true, cancelable: true }));
}

/** Letters typed one after the other, through the handlers that see typing. */
export function type(view: EditorView, letters: string) {
  for (const letter of letters) {
    const { from, to } = view.state.selection.main;
    const insert = () => view.state.update(view.state.replaceSelection(letter), { userEvent: "input.type", scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, letter, insert))) view.dispatch(insert());
  }
}
