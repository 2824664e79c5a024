import { redo, undo } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import { beforeAll, expect, test, vi } from "vitest";
import { surround } from "./manners";
import { smallEditor, type SmallWishes } from "./smallEditor";
import { insertQuote, insertWords, replaceText } from "./textEdits";

// jsdom lays nothing out; scrolling to a place asks for its boxes.
beforeAll(() => void (Range.prototype.getClientRects = () => [] as unknown as DOMRectList));

const polite = { before: "Hello Dennis.", after: "Hugs" };

function field(text = "", over: Partial<SmallWishes> = {}): EditorView {
  const wishes: SmallWishes = { label: "Reply", hint: "Write your answer", testid: "reply", around: polite, keys: [], onchange: () => undefined, onblur: () => undefined, ...over };
  return smallEditor(document.body.appendChild(document.createElement("div")), text, wishes);
}
function type(view: EditorView, words: string) {
  for (const sign of words) view.dispatch({ ...view.state.replaceSelection(sign), userEvent: "input.type" });
}
const marked = ({ state }: EditorView) => `${state.sliceDoc(0, state.selection.main.head)}|${state.sliceDoc(state.selection.main.head)}`;
const press = (view: EditorView, key: string) => view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("greeting and sign-off come around the first words, and the cursor stays between them", () => {
  const onchange = vi.fn();
  const view = field("", { onchange });
  expect(view.contentDOM.textContent).toContain("Hello Dennis. … Hugs");
  expect(view.state.doc.length).toBe(0);
  expect(onchange).not.toHaveBeenCalled();
  type(view, "Yes");
  expect(marked(view)).toBe("Hello Dennis. Yes| Hugs");
  expect(onchange).toHaveBeenLastCalledWith("Hello Dennis. Yes Hugs");
});

test("one undo takes the first words and the manners away together, and typing brings them again", () => {
  const view = field();
  type(view, "Y");
  undo(view);
  expect(marked(view)).toBe("|");
  redo(view);
  expect(view.state.doc.toString()).toBe("Hello Dennis. Y Hugs");
  undo(view);
  type(view, "N");
  expect(marked(view)).toBe("Hello Dennis. N| Hugs");
});

test("who deletes them, or presses Backspace in the empty field, writes without them", () => {
  const view = field();
  type(view, "Y");
  view.dispatch({ changes: { from: 0, to: view.state.doc.length }, userEvent: "delete.selection" });
  type(view, "Just this");
  expect(marked(view)).toBe("Just this|");
  const other = field();
  press(other, "Backspace");
  expect(other.contentDOM.textContent).toContain("Write your answer");
  type(other, "Bare");
  expect(marked(other)).toBe("Bare|");
});

test("a draft that is there already stays as it is", () => {
  const view = field("Hello Dennis. Half");
  type(view, "!");
  expect(marked(view)).toBe("Hello Dennis. Half!|");
  const other = field();
  replaceText(other, "From elsewhere");
  expect(other.state.doc.toString()).toBe("From elsewhere");
});

test("what is greeted and signed by hand is not greeted and signed twice", () => {
  const view = field();
  type(view, "Hello Dennis. I agree. Hugs");
  expect(marked(view)).toBe("Hello Dennis. I agree. Hugs|");
});

test("composed words get their manners when they are whole", async () => {
  const view = field();
  view.dispatch({ ...view.state.replaceSelection("か"), userEvent: "input.type.compose" });
  expect(view.state.doc.toString()).toBe("か");
  view.contentDOM.dispatchEvent(new CompositionEvent("compositionend"));
  await new Promise((done) => setTimeout(done, 120));
  expect(marked(view)).toBe("Hello Dennis. か| Hugs");
});

test("a quote stands in a paragraph of its own between greeting and answer", () => {
  const view = field();
  insertQuote(view, "The first line\nand the second ");
  expect(marked(view)).toBe("Hello Dennis.\n\n> The first line\n> and the second\n\n| Hugs");
  const written = field("One. Two.");
  written.dispatch({ selection: { anchor: 5 } });
  insertQuote(written, "Said");
  expect(marked(written)).toBe("One.\n\n> Said\n\n| Two.");
});

test("a saved reply that greets by itself is not greeted again", () => {
  const view = field();
  insertWords(view, "Hello Dennis, thank you for reading.");
  expect(marked(view)).toBe("Hello Dennis, thank you for reading.| Hugs");
});

test("manners join words as a writer would", () => {
  expect(surround("Yes", { before: "Hello.", after: "\n\nHugs" })).toEqual({ head: "Hello. ", tail: "\n\nHugs" });
  expect(surround("> said", { before: "Hello.", after: "" })).toEqual({ head: "Hello.\n\n", tail: "" });
  expect(surround("Yes", { before: " ", after: " " })).toEqual({ head: "", tail: "" });
  expect(surround("H", { before: "Hello.", after: "" })).toEqual({ head: "Hello. ", tail: "" });
});
