import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { link, wrap } from "./format";

/** Runs a command on a text whose selection is written as `|` and `|`. */
function run(text: string, command: StateCommand): string {
  const from = text.indexOf("|");
  const bare = text.replaceAll("|", "");
  const to = text.lastIndexOf("|") === from ? from : text.lastIndexOf("|") - 1;
  let state = EditorState.create({ doc: bare, selection: EditorSelection.single(from, to) });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { from: start, to: end } = state.selection.main;
  const done = state.doc.toString();
  return start === end ? `${done.slice(0, start)}|${done.slice(start)}` : `${done.slice(0, start)}|${done.slice(start, end)}|${done.slice(end)}`;
}

test("the same key puts the marks on and takes them off", () => {
  expect(run("a |word| here", wrap("**"))).toBe("a **|word|** here");
  expect(run("a **|word|** here", wrap("**"))).toBe("a |word| here");
  expect(run("a |**word**| here", wrap("**"))).toBe("a |word| here");
});

test("with nothing selected the word at the cursor is meant, and at the end of a line the marks wait", () => {
  expect(run("a wo|rd here", wrap("*"))).toBe("a *wo|rd* here");
  expect(run("a |", wrap("**"))).toBe("a **|**");
});

test("italic inside bold doesn't eat the marks of bold", () => {
  expect(run("**|word|**", wrap("*"))).toBe("***|word|***");
});

test("a link takes the selection as its text, or as its address when it is one", () => {
  expect(run("see |this| page", link)).toBe("see [this](|) page");
  expect(run("see |https://a.example/b| page", link)).toBe("see [|](https://a.example/b) page");
  expect(run("see | page", link)).toBe("see [|]() page");
});
