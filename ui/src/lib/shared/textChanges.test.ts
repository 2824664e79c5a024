import { expect, test } from "vitest";
import { textChanges } from "./textChanges";

function apply(text: string, changes: ReturnType<typeof textChanges>): string {
  return changes.reduceRight((done, { from, to, insert }) => done.slice(0, from) + insert + done.slice(to), text);
}

test("the changes turn the one text into the other, and leave alone what both have", () => {
  const before = "One two three.\n\nFour five.\n";
  const after = "One 2 three.\n\nFour five six.\nSeven";
  const changes = textChanges(before, after);
  expect(apply(before, changes)).toBe(after);
  expect(changes[0]).toEqual({ from: 4, to: 7, insert: "2" });
  expect(textChanges(before, before)).toEqual([]);
  for (const [a, b] of [["", "x y"], ["x y", ""], ["a b a b a", "b a b"], ["aa bb", "bb aa"]] as const) expect(apply(a, textChanges(a, b))).toBe(b);
});

test("two long texts without a word in common are told apart as a whole, and soon", () => {
  const [a, b] = [0, 1].map((side) => Array.from({ length: 8000 }, (_, at) => `${side === 0 ? "left" : "right"}${at}`).join(" "));
  const changes = textChanges(a ?? "", b ?? "");
  expect(apply(a ?? "", changes)).toBe(b);
});
