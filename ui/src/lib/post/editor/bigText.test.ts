import { redo, undo } from "@codemirror/commands";
import { language } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { expect, test, vi } from "vitest";
import { stateAgain, stateFor } from "../markdownEditor";
import { deepest, isHeavy, longestLine } from "./bigText";
import { keepState } from "./histories";
import { fieldWith, quietWishes, type } from "./testField";

const long = "x".repeat(longestLine + 1);

test("a line beyond reason switches Markdown off, a shorter one on again, and the owner is told", () => {
  const onheavy = vi.fn();
  const view = fieldWith("# one|", { onheavy });
  expect(view.state.facet(language)).not.toBeNull();
  view.dispatch({ changes: { from: 5, insert: `\n${long}` } });
  expect(view.state.facet(isHeavy)).toBe(true);
  expect(view.state.facet(language)).toBeNull();
  view.dispatch({ changes: { from: 100, insert: "\n" } });
  expect(view.state.facet(isHeavy)).toBe(false);
  expect(view.state.facet(language)).not.toBeNull();
  expect(onheavy.mock.calls).toEqual([[true], [false]]);
});

test("a line deep in quotes within quotes switches Markdown off, a usual quote does not", () => {
  const view = fieldWith("> > one|");
  expect(view.state.facet(isHeavy)).toBe(false);
  view.dispatch({ changes: { from: 0, insert: "> ".repeat(deepest) } });
  expect(view.state.facet(isHeavy)).toBe(true);
  expect(fieldWith(`one\n\n${">".repeat(10_000)}two`).state.facet(isHeavy)).toBe(true);
  expect(fieldWith(`a > b ${">".repeat(10_000)}`).state.facet(isHeavy)).toBe(false);
  view.dispatch({ changes: { from: 0, to: 2 * deepest } });
  expect(view.state.facet(isHeavy)).toBe(false);
});

test("a text that begins with such a line is light to begin with, and all of it is there", () => {
  const view = fieldWith(`a\n${long}`);
  expect(view.state.facet(isHeavy)).toBe(true);
  expect(view.state.doc.length).toBe(long.length + 2);
});

test("typing in a text of a megabyte reads it only when asked", () => {
  const reads: (() => string)[] = [];
  const view = fieldWith("words and words\n".repeat(65_000), { onchange: (read) => void reads.push(read) });
  type(view, "abc");
  expect(reads).toHaveLength(3);
  expect(reads[0]?.().startsWith("awords")).toBe(true);
  expect(reads[2]?.().startsWith("abcwords")).toBe(true);
});

test("a post that is opened again can be undone as far as before, other texts on top", () => {
  const owner = {};
  const wishes = quietWishes();
  const view = new EditorView({ state: stateFor("one", "markdown", false, wishes) });
  view.dispatch({ changes: { from: 3, insert: " two" }, selection: { anchor: 7 }, userEvent: "input.type" });
  keepState(owner, "1", view.state);
  view.setState(stateAgain(owner, "2", "other", "markdown", false, wishes));
  expect(view.state.doc.toString()).toBe("other");
  undo(view);
  expect(view.state.doc.toString()).toBe("other");
  view.setState(stateAgain(owner, "1", "one two", "markdown", false, wishes));
  expect(view.state.selection.main.head).toBe(7);
  undo(view);
  expect(view.state.doc.toString()).toBe("one");
  redo(view);
  expect(view.state.doc.toString()).toBe("one two");
});

test("the posts that were left longest ago make room", () => {
  const owner = {};
  const state = stateFor("kept", "markdown", false, quietWishes());
  for (let post = 0; post < 60; post++) keepState(owner, String(post), state);
  const again = (post: number) => stateAgain(owner, String(post), "fresh", "markdown", false, quietWishes()).doc.toString();
  expect([again(0), again(59)]).toEqual(["fresh", "kept"]);
});
