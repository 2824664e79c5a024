import { expect, test, vi } from "vitest";
import type { Call, Preview, PreviewEdit, PreviewPart, RenderPreview } from "../ipc/call";
import { difference, PreviewText, withChanges, type Shown } from "./preview.svelte";

const part = (html: string): PreviewPart => ({ gap: 0, lines: 1, html });
const answer = (some: Partial<Preview>): Preview => ({ lost: false, version: 1, whole: false, changes: [], notes: null, noteLines: [], words: 0, minutes: 1, ...some });
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

test("a long text is shown whole in the end", async () => {
  vi.useFakeTimers();
  const add = Array.from({ length: 300 }, (_, at) => part(`${at} ${"word ".repeat(200)}`));
  const preview = new PreviewText((async () => answer({ whole: true, notes: "", changes: [{ at: 0, remove: 0, add }] })) as unknown as Call);
  preview.show(() => "text", "markdown", "now");
  await vi.advanceTimersByTimeAsync(5);
  expect(preview.current.parts.length).toBeGreaterThan(10);
  expect(preview.current.parts.length).toBeLessThan(100);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(preview.current.parts).toEqual(add);
  vi.useRealTimers();
});

/** A core that knows the texts it was asked about, and how it forgets them. */
function core() {
  const asked: RenderPreview[] = [];
  let texts: string[] = [];
  const call = vi.fn(async (_: string, argument: RenderPreview) => {
    asked.push(argument);
    await new Promise((done) => setTimeout(done, 100));
    const base = texts[argument.have ?? -1];
    const { edit } = argument;
    const text = argument.body ?? (edit && base !== undefined ? base.slice(0, edit.from) + edit.text + base.slice(edit.to) : undefined);
    if (text === undefined) return answer({ lost: true });
    return answer({ version: texts.push(text) - 1, words: text.length });
  });
  return { asked, call: call as unknown as Call, last: () => texts.at(-1), forget: () => (texts = []) };
}

test("one question at a time: the newest text is asked for, and only what changed goes out", async () => {
  vi.useFakeTimers();
  const { asked, call, last, forget } = core();
  const preview = new PreviewText(call);
  let body = "words that are there already";
  const type = (text: string) => ((body = text), preview.show(() => body, "markdown", "soon"));
  preview.show(() => body, "markdown", "now");
  await vi.advanceTimersByTimeAsync(50);
  for (const more of [" a", " ab", " abc"]) type(`words that are there already${more}`);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([
    { body: "words that are there already", bodyKind: "markdown" },
    { edit: { from: 28, to: 28, text: " abc" }, bodyKind: "markdown", have: 0 },
  ]);
  expect(last()).toBe(body);
  type(body);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(2);

  forget();
  type("words that are there already, all of them");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked.slice(2).map((each) => each.body)).toEqual([undefined, body]);
  expect(last()).toBe(body);

  type("another text");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked.at(-1)).toMatchObject({ body });
  expect(preview.current.words).toBe(body.length);
  vi.useRealTimers();
});

test("a difference is the smallest piece that cuts no character in two", () => {
  const after = (before: string, edit: PreviewEdit) => before.slice(0, edit.from) + edit.text + before.slice(edit.to);
  expect(difference("one two", "one new two")).toEqual({ from: 4, to: 4, text: "new " });
  expect(difference("aaa", "aa")).toEqual({ from: 2, to: 3, text: "" });
  expect(difference("x😀y", "x😁y")).toEqual({ from: 1, to: 3, text: "😁" });
  // The same second half.
  expect(difference("x😀y", "x🨀y")).toEqual({ from: 1, to: 3, text: "🨀" });
  const letters = ["a", "b", "😀", "😁", "🨀", "\n"];
  for (let seed = 1; seed < 400; seed++) {
    const text = (from: number) => Array.from({ length: from % 7 }, (_, at) => letters[(from * (at + 3)) % 11 % letters.length]).join("");
    const [one, two] = [text(seed * 7_919 % 1_009), text(seed * 104_729 % 1_013)];
    const edit = difference(one, two);
    expect(after(one, edit)).toBe(two);
    // Half a character can't be written as one.
    for (const piece of [edit.text, one.slice(0, edit.from), one.slice(edit.to)]) expect(() => encodeURIComponent(piece)).not.toThrow();
  }
});
