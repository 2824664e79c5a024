import { expect, test } from "vitest";
import { footnote, jump } from "./footnotes";
import { fieldWith, markedText, press } from "./testField";

test("one key makes a reference and its text, and goes to where that is written", () => {
  for (const [before, after] of [
    ["One|.", "One[^1].\n\n[^1]: |"],
    ["One[^1] two|.\n\n[^1]: a", "One[^1] two[^2].\n\n[^1]: a\n[^2]: |"],
    ["One|\n", "One[^1]\n\n[^1]: |"],
    ["A[^7]| b[^x]\n\n[^7]: a\n\n\n", "A[^7] b[^x]\n\n[^7]: |a\n\n\n"],
    ["A[^7] b[^x]|\n\n[^7]: a", "A[^7] b[^x]\n\n[^7]: a\n[^x]: |"],
  ] as const) {
    const view = fieldWith(before);
    press(view, "f", { alt: true });
    expect(markedText(view), before).toBe(after);
  }
});

test("from a note's text the same key goes back to its reference", () => {
  const view = fieldWith("A[^1] b.\n\n[^1]: note\n\n    more wo|rds");
  expect(footnote(view)).toBe(true);
  expect(markedText(view)).toBe("A[^1]| b.\n\n[^1]: note\n\n    more words");
});

test("code has no footnotes", () => {
  const view = fieldWith("`a[^1]` b|\n\n[^1]: x");
  expect(jump(3)(view)).toBe(false);
  view.dispatch({ selection: { anchor: 3 } });
  expect(footnote(view)).toBe(false);
});
