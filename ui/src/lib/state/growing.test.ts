import { expect, test } from "vitest";
import type { PreviewPart } from "../ipc/call";
import { nextOf } from "./growing";
import type { Shown } from "./preview.svelte";

const part = (html: string): PreviewPart => ({ gap: 0, lines: 1, html });
const shown = (...parts: PreviewPart[]): Shown => ({ parts, notes: "n", noteLines: [], words: 0, minutes: 1 });

test("much at once comes little by little, and what is there stays", () => {
  const [a, b, c, d, e] = [part("a"), part("b".repeat(40)), part("c".repeat(40)), part("d".repeat(500)), part("e")];
  const whole = { ...shown(a, b, c, d, e), notes: "new" };
  const steps = [shown(a, e)];
  while (steps.at(-1) !== whole) steps.push(nextOf(steps.at(-1) as Shown, whole, 100));
  expect(steps.map(({ parts }) => parts.map(({ html }) => html[0]).join(""))).toEqual(["ae", "abce", "abcde"]);
  expect(steps.map(({ notes }) => notes)).toEqual(["n", "n", "new"]);
  expect(nextOf(shown(a), shown(a, b), 100).parts).toEqual([a, b]);
});
