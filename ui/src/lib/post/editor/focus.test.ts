import { EditorSelection, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { focus, type FocusOn, paragraph, sentenceIn, switched } from "./focus";

// What jsdom leaves out, for the editor's measuring.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

const text = "First one.\nStill first.\n\nSecond. It has Mr. Keeper? Three\nsentences!\n\n\nLast.";

/** The words where the cursor stands at `|`. */
function at(marked: string, find: (state: EditorState) => { from: number; to: number }) {
  const state = EditorState.create({ doc: marked.replace("|", ""), selection: EditorSelection.cursor(marked.indexOf("|")) });
  const { from, to } = find(state);
  return state.sliceDoc(from, to);
}

test("a paragraph is the lines between empty ones", () => {
  expect(at(text.replace("Still", "|Still"), paragraph)).toBe("First one.\nStill first.");
  expect(at(text.replace("Last.", "Last.|"), paragraph)).toBe("Last.");
  expect(at(text.replace("\n\n\n", "\n|\n\n"), paragraph)).toBe("");
  expect(at("|", paragraph)).toBe("");
});

test("a selection over two paragraphs leaves both bright", () => {
  const state = EditorState.create({ doc: text, selection: EditorSelection.range(3, text.indexOf("It has")) });
  const { from, to } = paragraph(state);
  expect(state.sliceDoc(from, to)).toBe(text.slice(0, text.indexOf("\n\n\nLast")));
});

test("a sentence goes on over the end of a line", () => {
  const sentence = (marked: string) => at(marked, (state) => sentenceIn(state, paragraph(state))).trim();
  expect(sentence(text.replace("sentences", "sen|tences"))).toBe("Three\nsentences!");
  expect(sentence(text.replace("Second", "|Second"))).toBe("Second.");
  expect(sentence(text.replace("sentences!", "sentences!|"))).toBe("Three\nsentences!");
  expect(sentence("One. Two.|")).toBe("Two.");
  expect(sentence("|")).toBe("");
});

test("only the paragraph with the cursor is bright, and only while it is switched on", () => {
  let on: FocusOn | null = null;
  const view = new EditorView({ parent: document.body, state: EditorState.create({ doc: text, selection: { anchor: 2 }, extensions: focus(() => on) }) });
  const bright = () => [...view.contentDOM.querySelectorAll(".cm-bright")].map(({ textContent }) => textContent);
  expect([bright(), view.dom.classList.contains("cm-focusing")]).toEqual([[], false]);
  on = "paragraph";
  view.dispatch({ effects: switched.of(null) });
  expect([bright(), view.dom.classList.contains("cm-focusing")]).toEqual([["First one.", "Still first."], true]);
  view.dispatch({ selection: { anchor: text.length } });
  expect(bright()).toEqual(["Last."]);
  on = "sentence";
  view.dispatch({ selection: { anchor: text.indexOf("It has") + 1 }, effects: switched.of(null) });
  expect(bright()).toEqual(["Second. It has Mr. Keeper? Three", "sentences!"]);
  expect([...view.contentDOM.querySelectorAll(".cm-dim")].map(({ textContent }) => textContent?.trim())).toContain("Second.");
  on = null;
  view.dispatch({ effects: switched.of(null) });
  expect([bright(), view.dom.classList.contains("cm-focusing")]).toEqual([[], false]);
  view.destroy();
});
