import { expect, test } from "vitest";
import { moveItems, taskToggled } from "./lists";
import { fieldWith, markedText, press, type } from "./testField";

test("Enter goes on with a list, a quote and a task, and on an empty one ends it", () => {
  for (const [before, after] of [
    ["- one|", "- one\n- |"],
    ["* one|", "* one\n* |"],
    ["1. one|\n2. two", "1. one\n2. |\n3. two"],
    ["- [x] one|", "- [x] one\n- [ ] |"],
    ["> one|", "> one\n> |"],
    ["- one\n- |", "- one\n|"],
    ["- one\n  - |", "- one\n- |"],
    ["- [ ] one\n- [ ] |", "- [ ] one\n|"],
    ["one|", "one\n|"],
  ] as const) {
    const view = fieldWith(before);
    press(view, "Enter");
    expect(markedText(view), before).toBe(after);
  }
});

test("Tab and Shift-Tab move an item with what belongs to it, and the numbers follow", () => {
  for (const [before, key, after] of [
    ["- one\n- t|wo\n- three", "in", "- one\n  - t|wo\n- three"],
    ["- one\n  - t|wo\n  - three", "out", "- one\n- t|wo\n  - three"],
    ["1. one\n2. t|wo\n3. three", "in", "1. one\n   1. t|wo\n2. three"],
    ["1. one\n   1. t|wo\n2. three", "out", "1. one\n2. t|wo\n3. three"],
    ["- o|ne\n- two", "in", "- o|ne\n- two"],
    ["- one\n- t|wo\n  - below\n\n  more", "in", "- one\n  - t|wo\n    - below\n\n    more"],
    ["10. ten\n11. |", "in", "10. ten\n    1. |"],
  ] as const) {
    const view = fieldWith(before);
    press(view, "Tab", { shift: key === "out" });
    expect(markedText(view), before).toBe(after);
  }
});

test("several items move together, and words after the list stay", () => {
  const view = fieldWith("- one\n- «two\n- three»\n\nAfter");
  press(view, "Tab");
  expect(view.state.doc.toString()).toBe("- one\n  - two\n  - three\n\nAfter");
  expect(moveItems(["- a", "- b"], 0, 0, 1)).toBeNull();
});

test("Tab in a code block is no list's", () => {
  const view = fieldWith("```\n1. one\n2. tw|o\n```");
  press(view, "Tab");
  expect(markedText(view)).toBe("```\n1. one\n  2. tw|o\n```");
});

test("a task is ticked by its key and by a click on its box, and anything becomes one", () => {
  expect(["- [ ] a", "- [x] a", "- a", "a", "  2. a", "> a"].map(taskToggled)).toEqual(["- [x] a", "- [ ] a", "- [ ] a", "- [ ] a", "  2. [ ] a", "> - [ ] a"]);
  const view = fieldWith("- [ ] wa|lk");
  press(view, "Enter", { ctrl: true });
  expect(markedText(view)).toBe("- [x] wa|lk");
  const box = view.dom.querySelector(".cm-task");
  expect(box?.textContent).toBe("[x]");
  box?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true, button: 0 }));
  expect(markedText(view)).toBe("- [ ] wa|lk");
});

test("what is typed after a mark is not disturbed", () => {
  const view = fieldWith("|");
  type(view, "- a");
  press(view, "Enter");
  type(view, "b");
  expect(markedText(view)).toBe("- a\n- b|");
});
