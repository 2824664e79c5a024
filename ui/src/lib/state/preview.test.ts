import { expect, test, vi } from "vitest";
import type { Call, Preview, PreviewPart } from "../ipc/call";
import { PreviewText, withChanges, type Shown } from "./preview.svelte";

const part = (html: string): PreviewPart => ({ gap: 0, lines: 1, html });
const answer = (some: Partial<Preview>): Preview => ({ version: 1, whole: false, changes: [], notes: null, noteLines: [], words: 0, minutes: 1, ...some });
const shown = (...parts: PreviewPart[]): Shown => ({ parts, notes: "n", noteLines: [], words: 0, minutes: 1 });

test("changes are made from the last to the first, and what stays is the same object", () => {
  const [a, b, c] = [part("a"), part("b"), part("c")];
  const next = withChanges(shown(a, b, c), answer({ changes: [{ at: 3, remove: 0, add: [part("d")] }, { at: 0, remove: 1, add: [part("x"), part("y")] }] }));
  expect(next.parts.map(({ html }) => html)).toEqual(["x", "y", "b", "c", "d"]);
  expect(next.parts[2]).toBe(b);
  expect(next.notes).toBe("n");
});

test("a whole answer takes the place of everything, however long", () => {
  const add = Array.from({ length: 200_000 }, (_, at) => part(`${at}`));
  const next = withChanges(shown(part("old")), answer({ whole: true, notes: "", changes: [{ at: 0, remove: 0, add }] }));
  expect(next.parts).toHaveLength(200_000);
  expect(next.notes).toBe("");
});

test("one question at a time: the newest text is asked for, with what the window has", async () => {
  vi.useFakeTimers();
  const asked: { body: string; have?: number }[] = [];
  let version = 0;
  const call = vi.fn(async (_: string, argument: { body: string; have?: number }) => {
    asked.push(argument);
    await new Promise((done) => setTimeout(done, 100));
    return answer({ version: ++version });
  });
  const preview = new PreviewText(call as unknown as Call);
  let body = "a";
  const type = (text: string) => ((body = text), preview.show(() => body, "markdown", "soon"));
  preview.show(() => body, "markdown", "now");
  await vi.advanceTimersByTimeAsync(50);
  for (const text of ["ab", "abc", "abcd"]) type(text);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked.map(({ body: text, have }) => [text, have])).toEqual([["a", undefined], ["abcd", 1]]);
  type("abcd");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(2);
  vi.useRealTimers();
});
