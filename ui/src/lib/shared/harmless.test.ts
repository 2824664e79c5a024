import { expect, test } from "vitest";
import { harmless, isHarmful } from "./harmless";

test("NUL and halves of a pair go, and nothing else", () => {
  for (const [text, expected] of [
    ["a\0b", "ab"],
    ["a\uD83Db", "a\uFFFDb"],
    ["a\uDE00b", "a\uFFFDb"],
    ["\uDE00", "\uFFFD"],
    ["\uD83D", "\uFFFD"],
    ["\uDE00\uD83D", "\uFFFD\uFFFD"],
    ["😀\uD83D😀", "😀\uFFFD😀"],
    ["\uDE00\uDE00", "\uFFFD\uFFFD"],
  ] as const) {
    expect(harmless(text), JSON.stringify(text)).toBe(expected);
    expect(isHarmful(expected)).toBe(false);
  }
});

test("whole texts in any language stay as they are", () => {
  for (const text of ["", "plain", "😀 👩‍👩‍👧 🏳️‍🌈", "مرحبا\u200f", "日本語\r\n\t\u0001\u007f\ufeff\uffff"]) expect(harmless(text)).toBe(text);
});
