import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { place, type Place } from "./place";

// What jsdom leaves out, for the editor's measuring.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

/** A field whose post was left at this place. */
function field(left: Place | null, doc = "One two three") {
  const kept: Place[] = [];
  const keeper = { read: () => Promise.resolve(left), keep: (found: Place) => kept.push(found) };
  const view = new EditorView({ parent: document.body, state: EditorState.create({ doc, extensions: place(() => keeper) }) });
  return { view, kept };
}
const arrived = () => vi.advanceTimersByTimeAsync(0);

test("a text opens where it was left", async () => {
  const { view, kept } = field({ anchor: 4, head: 7, top: 0 });
  await arrived();
  expect([view.state.selection.main.anchor, view.state.selection.main.head]).toEqual([4, 7]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(kept).toEqual([]);
  view.destroy();
});

test("a place past the end of a text that became shorter is its end", async () => {
  const { view } = field({ anchor: 900, head: 900, top: 800 });
  await arrived();
  expect(view.state.selection.main.head).toBe(13);
  view.destroy();
});

test("a place that comes late moves nobody who already writes", async () => {
  const { view } = field({ anchor: 9, head: 9, top: 0 });
  view.dispatch({ changes: { from: 0, insert: "x" }, selection: { anchor: 1 }, userEvent: "input.type" });
  await arrived();
  expect(view.state.selection.main.head).toBe(1);
  view.destroy();
});

test("a place is kept when the cursor rests, not at every step", async () => {
  const { view, kept } = field(null);
  for (let head = 1; head < 9; head++) {
    view.dispatch({ selection: { anchor: head } });
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(kept).toEqual([]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(kept).toEqual([{ anchor: 8, head: 8, top: 0 }]);
  view.destroy();
});

test("a place is kept at once when another text takes the field", () => {
  const { view, kept } = field(null);
  view.dispatch({ selection: { anchor: 5 } });
  view.setState(EditorState.create({ doc: "Another" }));
  expect(kept).toEqual([{ anchor: 5, head: 5, top: 0 }]);
  view.destroy();
});
