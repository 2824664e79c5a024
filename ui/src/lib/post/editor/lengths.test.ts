import { EditorSelection, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Lengths, lengths } from "./lengths";

// What jsdom leaves out, for the editor's measuring.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

function field(doc: string) {
  const told: Lengths[] = [];
  const extensions = [lengths((each) => told.push(each)), EditorState.allowMultipleSelections.of(true)];
  const view = new EditorView({ parent: document.body, state: EditorState.create({ doc, extensions }) });
  const last = async () => (await vi.runAllTimersAsync(), told.at(-1));
  return { view, told, last };
}

test("what is selected is counted, in several places too", async () => {
  const { view, last } = field("One two three. **Four** five.");
  expect((await last())?.whole).toEqual({ words: 5, characters: 25 });
  view.dispatch({ selection: EditorSelection.create([EditorSelection.range(0, 7), EditorSelection.range(15, 23)]) });
  expect((await last())?.selected?.words).toBe(3);
  view.dispatch({ selection: { anchor: 2 } });
  expect((await last())?.selected).toBeNull();
  view.destroy();
});

test("numbers do not move with every letter", async () => {
  const { view, told } = field("One");
  await vi.runAllTimersAsync();
  const before = told.length;
  for (let letter = 0; letter < 20; letter++) view.dispatch({ changes: { from: 3, insert: " x" } });
  expect(told.length).toBe(before);
  await vi.runAllTimersAsync();
  expect([told.length, told.at(-1)?.whole?.words]).toEqual([before + 1, 21]);
  view.destroy();
});

test("a megabyte, and all of it selected, is counted in pieces", async () => {
  const { view, told, last } = field("The lamp was lit at dusk.\n".repeat(40_000));
  expect(told[0]?.whole).toBeNull();
  expect((await last())?.whole?.words).toBe(240_000);
  view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } });
  expect((await last())?.selected?.words).toBe(240_000);
  view.destroy();
});

test("a text that is gone tells nothing any more", async () => {
  const { view, told } = field("One two");
  view.setState(EditorState.create({ doc: "Other" }));
  const before = told.length;
  await vi.runAllTimersAsync();
  expect(told.length).toBe(before);
  view.destroy();
});
