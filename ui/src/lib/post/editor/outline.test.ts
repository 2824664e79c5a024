import { Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { headingAt, headingsOf } from "./outline";

const of = (text: string) => headingsOf(Text.of(text.split("\n")));

test("headings of both kinds are found, with their words and places", () => {
  const text = "# One **two**\n\nwords\n\nUnder\n===\n\nMore\n---\n\n### [a](b) `c` {#id}\n\n## ##\n";
  expect(of(text).map(({ level, text }) => [level, text])).toEqual([[1, "One two"], [1, "Under"], [2, "More"], [3, "a c"], [2, ""]]);
  expect(of(text).map(({ from }) => text.slice(from, from + 5))).toEqual(["# One", "Under", "More\n", "### [", "## ##"]);
});

test("code, rules, lists, tables and front-matter-like dashes are no headings", () => {
  for (const text of ["```\n# a\n```", "~~~~\n# a\n~~~\n# b\n~~~~", "a\n\n---", "- a\n---", "| a |\n---", "    # a", "#a", "####### a", "> a\n---"]) expect(of(text), text).toEqual([]);
});

test("the heading one is under is the last before the cursor", () => {
  const all = of("a\n\n# One\n\n# Two");
  expect([0, 3, 9, 30].map((at) => headingAt(all, at))).toEqual([-1, 0, 0, 1]);
});

test("a long text is looked through quickly, a line of a megabyte too", () => {
  const started = performance.now();
  expect(of(`# a\n\n${"words and words\n".repeat(60_000)}# b`)).toHaveLength(2);
  expect(of("#".repeat(1_000_000))).toEqual([]);
  expect(performance.now() - started).toBeLessThan(3000);
});
