import { cursorCharLeft, cursorCharRight, deleteCharBackward, deleteCharForward } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { beforeAll, expect, test, vi } from "vitest";
import type { BodyKind } from "../ipc/call";
import { markdownEditor, replaceText, showPlace, stateFor, type Wishes } from "./markdownEditor";

// jsdom lays nothing out; scrolling to a place asks for its boxes.
beforeAll(() => void (Range.prototype.getClientRects = () => [] as unknown as DOMRectList));

const sealed = '<!-- wp:gallery -->\r\n<figure>\r\n<img src="a"></figure>\r\n<!-- /wp:gallery -->';

function field(text: string, kind: BodyKind = "html") {
  const onchange = vi.fn<(text: string) => void>();
  const told = (text: () => string) => onchange(text());
  const nothing = () => undefined;
  const wishes: Wishes = { label: "Text", hint: "", testid: "editor", phrases: {}, onchange: told, onposition: nothing, onfiles: nothing, onblur: nothing, onleave: nothing };
  const view = markdownEditor(document.body.appendChild(document.createElement("div")), stateFor(text, kind, false, wishes));
  const at = (anchor: number) => view.dispatch({ selection: { anchor } });
  const type = (words: string) => view.dispatch(view.state.update(view.state.replaceSelection(words), { userEvent: "input.type" }));
  return { view, onchange, at, type, text: () => view.state.doc.toString() };
}

test("one keystroke leaves every other line end as it was", () => {
  const text = "<p>One</p>\r\n<p>Two</p>\r\n<p>Three</p>\n";
  const { view, onchange, at, type } = field(text);
  expect(view.state.doc.toString()).toBe(text);
  at(6);
  type("x");
  expect(onchange).toHaveBeenLastCalledWith(text.replace("One", "Onex"));
  replaceText(view, `${text}<p>Four</p>\r\n`);
  expect(view.state.doc.toString()).toBe(`${text}<p>Four</p>\r\n`);
});

test("words typed at a line's end come before its end, and a deleted line end goes as a whole", () => {
  const { view, at, type, text } = field("One\r\nTwo");
  at(4);
  expect(view.state.selection.main.head).toBe(3);
  type("!");
  expect(text()).toBe("One!\r\nTwo");
  deleteCharForward(view);
  expect(text()).toBe("One!Two");
  const other = field("One\r\nTwo");
  other.at(5);
  deleteCharBackward(other.view);
  expect(other.text()).toBe("OneTwo");
});

test("the cursor passes a line end in one step, and nothing of it is seen", () => {
  const { view, at } = field("One\r\nTwo");
  at(3);
  cursorCharRight(view);
  expect(view.state.selection.main.head).toBe(5);
  cursorCharLeft(view);
  expect(view.state.selection.main.head).toBe(3);
  expect(view.contentDOM.textContent).toBe("OneTwo");
  expect(view.contentDOM.querySelectorAll(".cm-line")).toHaveLength(2);
});

test("what is pasted comes with plain line ends", () => {
  const { view } = field("");
  const filters = view.state.facet(EditorView.clipboardInputFilter);
  expect(filters.reduce((text, filter) => filter(text, view.state), "One\r\nTwo\rThree")).toBe("One\nTwo\nThree");
});

test("a sealed block with such line ends is one card, kept byte for byte, with words around it", () => {
  const text = `One\r\n\r\n${sealed}\r\n\r\nTwo`;
  const { view, at, type, text: now } = field(text, "markdown");
  expect(view.dom.querySelectorAll(".cm-sealed")).toHaveLength(1);
  at(text.length);
  type("!");
  at(3);
  type("?");
  expect(now()).toBe(`One?\r\n\r\n${sealed}\r\n\r\nTwo!`);
  expect(view.dom.querySelectorAll(".cm-sealed")).toHaveLength(1);
});

test("a place counted in the stored text is that place in the field", () => {
  const text = `One\r\n\r\n${sealed}\r\n\r\nTwo ![](media:u)`;
  const { view } = field(text, "markdown");
  const from = text.indexOf("![]");
  showPlace(view, from, text.length);
  const { main } = view.state.selection;
  expect(view.state.sliceDoc(main.from, main.to)).toBe("![](media:u)");
});
