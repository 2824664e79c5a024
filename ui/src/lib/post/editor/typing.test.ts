import { undo } from "@codemirror/commands";
import { expect, test } from "vitest";
import { printed, quotesOf } from "./printed";
import { fieldWith, markedText, press, type } from "./testField";
import type { Typing } from "./typing";

const closing = (): Typing => ({ autoclose: true, smart: false, quotes: "english" });
const smart = (): Typing => ({ autoclose: false, smart: true, quotes: "english" });

function typed(letters: string, typing: () => Typing, before = "|") {
  const view = fieldWith(before, { typing });
  type(view, letters);
  return markedText(view);
}

test("what is opened is closed, and typing the closing sign steps over it", () => {
  expect(typed("(", closing)).toBe("(|)");
  expect(typed("(a)", closing)).toBe("(a)|");
  expect(typed("[a](b)", closing)).toBe("[a](b)|");
  expect(typed('say "yes"', closing)).toBe('say "yes"|');
  expect(typed("`a`", closing)).toBe("`a`|");
  expect(typed("a **", closing)).toBe("a **|**");
  expect(typed("**bold** x", closing)).toBe("**bold** x|");
  expect(typed("***", closing)).toBe("***|");
  expect(typed("```", closing)).toBe("```|");
});

test("nothing is closed within words, before words, in code, or when it is switched off", () => {
  expect(typed("(", closing, "|word")).toBe("(|word");
  expect(typed('5"', closing)).toBe('5"|');
  expect(typed("don't * 3", closing)).toBe("don't * 3|");
  expect(typed('"', closing, "```\n|\n```")).toBe('```\n"|\n```');
  expect(typed("(**", () => ({ ...closing(), autoclose: false }))).toBe("(**|");
});

test("selected words are wrapped and stay selected", () => {
  expect(typed("*", closing, "a «b» c")).toBe("a *«b»* c");
  expect(typed("**", closing, "a «b» c")).toBe("a **«b»** c");
  expect(typed("(", closing, "a «b» c")).toBe("a («b») c");
  expect(typed("x", closing, "a «b» c")).toBe("a x| c");
});

test("Backspace takes an empty pair as a whole", () => {
  const view = fieldWith("a |", { typing: closing });
  type(view, "(");
  press(view, "Backspace");
  expect(markedText(view)).toBe("a |");
});

test("quotes, dashes and the ellipsis become those of print", () => {
  expect(typed(`"It's," she said -- 'no' --- wait...`, smart)).toBe("“It’s,” she said – ‘no’ — wait…|");
  expect(typed('("a")', smart)).toBe("(“a”)|");
  expect(typed(`the dogs' 5' 6"`, smart)).toBe(`the dogs’ 5' 6"|`);
  expect(typed('"ja"', () => ({ ...smart(), quotes: "german" }))).toBe("„ja“|");
  expect(typed('"oui"', () => ({ ...smart(), quotes: "french" }))).toBe("«\u00A0oui\u00A0»|");
});

test("rules, lists, tables, code, addresses, HTML and front matter stay as they are typed", () => {
  for (const letters of ["---", "- a", "| a |\n| --- | --- |", "`it's` --".slice(0, 6), "https://e.org/a--b", "[a](x--y", '<a title="', "<!-- a", "\\\""]) expect(typed(letters, smart), letters).toBe(`${letters}|`);
  expect(typed('"a" -- b', smart, "```\n|\n```")).toBe('```\n"a" -- b|\n```');
  expect(typed('"b"', smart, "---\ntitle: |\n---\n")).toBe('---\ntitle: "b"|\n---\n');
});

test("one undo, or Backspace right after, brings back what was typed", () => {
  const view = fieldWith("a|", { typing: smart });
  type(view, " --");
  expect(markedText(view)).toBe("a –|");
  undo(view);
  expect(markedText(view)).toBe("a --|");
  const other = fieldWith("|", { typing: smart });
  type(other, '"');
  press(other, "Backspace");
  expect(markedText(other)).toBe('"|');
  press(other, "Backspace");
  expect(markedText(other)).toBe("|");
});

test("the system's language decides how it is quoted", () => {
  expect(["de-AT", "fr-FR", "sv", "en-GB", "pt"].map(quotesOf)).toEqual(["german", "french", "swedish", "english", "english"]);
  expect(printed("a", "x", "english")).toBeNull();
});
