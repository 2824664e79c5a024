import { expect, test } from "vitest";
import { wordDiff, type Piece } from "./wordDiff";

const joined = (pieces: Piece[]) => pieces.map(({ text }) => text).join("");
const marked = (pieces: Piece[]) => pieces.filter(({ only }) => only).map(({ text }) => text);

test("the words that only one text has are marked, and nothing else", () => {
  const { mine, theirs } = wordDiff("I answer in the mornings.", "I answer late in the evenings.");
  expect(marked(mine)).toEqual(["mornings"]);
  expect(marked(theirs).map((text) => text.trim())).toEqual(["late", "evenings"]);
});

test("same texts have nothing marked, and an empty one is all different", () => {
  expect(wordDiff("One two", "One two").mine).toEqual([{ text: "One two", only: false }]);
  expect(wordDiff("", "New words").theirs).toEqual([{ text: "New words", only: true }]);
  expect(wordDiff("", "").mine).toEqual([]);
});

test("the pieces of each side always give its text back", () => {
  const texts = ["", "a", "a b c", "c b a", "Zwölf Größen – «ja»!", "emoji 👩‍🚀 stays\n\nwhole", "  spaces  ", "one one one", "日本語 の 文"];
  for (const a of texts) {
    for (const b of texts) {
      const { mine, theirs } = wordDiff(a, b);
      expect(joined(mine)).toBe(a);
      expect(joined(theirs)).toBe(b);
    }
  }
});

test("two long texts with nothing in common are compared without hanging", () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, at) => word + at).join(" ");
  const { mine, theirs } = wordDiff(long("a"), long("b"));
  expect(joined(mine)).toBe(long("a"));
  expect(joined(theirs)).toBe(long("b"));
});
