import { undo } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { beforeAll, expect, test, vi } from "vitest";
import { insertBlock, markdownEditor, replaceText, stateFor, type Wishes } from "./markdownEditor";

// jsdom lays nothing out; scrolling to a place asks for its boxes.
beforeAll(() => void (Range.prototype.getClientRects = () => [] as unknown as DOMRectList));

const wishes = (over: Partial<Wishes> = {}): Wishes => ({
  label: "Text", hint: "", testid: "editor", phrases: {}, onchange: () => undefined, onposition: () => undefined, onfiles: () => undefined, onblur: () => undefined, onleave: () => undefined, ...over,
});

/** A field with this text, where `|` is the cursor. */
function field(marked: string, over: Partial<Wishes> = {}): EditorView {
  const view = markdownEditor(document.body.appendChild(document.createElement("div")), stateFor(marked.replace("|", ""), "markdown", false, wishes(over)));
  view.dispatch({ selection: { anchor: Math.max(0, marked.indexOf("|")) } });
  return view;
}
const marked = (view: EditorView) => {
  const { head } = view.state.selection.main;
  return `${view.state.sliceDoc(0, head)}|${view.state.sliceDoc(head)}`;
};

test("a picture stands in a paragraph of its own, without empty lines to spare", () => {
  for (const [before, after] of [
    ["|", "P\n\n|"],
    ["One|", "One\n\nP\n\n|"],
    ["O|ne\n\nTwo", "One\n\nP|\n\nTwo"],
    ["One|\nTwo", "One\n\nP|\n\nTwo"],
    ["One\n|", "One\n\nP\n\n|"],
    ["One\n\n|\n\nTwo", "One\n\nP|\n\nTwo"],
  ] as const) {
    const view = field(before);
    insertBlock(view, "P");
    expect(marked(view), before).toBe(after);
  }
});

test("a text from elsewhere leaves the cursor at its words and is not told as typed", () => {
  const onchange = vi.fn();
  const view = field("One two thr|ee", { onchange: (text) => onchange(text()) });
  replaceText(view, "Before.\n\nOne 2 three");
  expect(marked(view)).toBe("Before.\n\nOne 2 thr|ee");
  expect(onchange).not.toHaveBeenCalled();
  undo(view);
  expect(onchange).toHaveBeenCalledWith("One two three");
});

test("in HTML nothing is sealed, as nothing is Markdown", () => {
  const text = "<!-- wp:spacer /-->";
  const view = field("");
  view.setState(stateFor(text, "html", false, wishes()));
  expect(view.dom.querySelector(".cm-sealed")).toBeNull();
  view.setState(stateFor(text, "markdown", false, wishes()));
  expect(view.dom.querySelector(".cm-sealed")?.textContent).toContain("Spacer");
});
