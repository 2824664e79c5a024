import { describe, expect, it, vi } from "vitest";
import type { Call, PageRead, PickedPassage } from "../ipc/call";
import { Quoting } from "./quoting.svelte";

const source = { title: "T", author: "", site: "S", date: "", address: "https://a.example/" };
const passages = [
  { kind: "words" as const, markdown: "One **two**", plain: "One two" },
  { kind: "words" as const, markdown: "Three", plain: "Three" },
];
const page: PageRead = { source, passages, problem: null, later: false };
const unread: PageRead = { source: { ...source, title: "", site: "" }, passages: [], problem: "No answer.", later: true };

function quoting(...pages: (PageRead | Promise<PageRead>)[]) {
  const call = vi.fn((name: string): unknown => (name === "page_read" ? Promise.resolve(pages.shift()) : Promise.resolve({ markdown: "> q" })));
  const made = new Quoting(call as unknown as Call);
  const sent = () => call.mock.calls.at(-1)?.at(1 as never) as unknown as { picks: PickedPassage[]; later: boolean };
  return { made, sent };
}

describe("a quote", () => {
  it("has the picked passages in their order", async () => {
    const { made, sent } = quoting(page);
    await made.read(1);
    made.toggle(1);
    made.toggle(0);
    await made.quote(1, []);
    expect(sent()).toMatchObject({ later: false, picks: [{ at: 0, length: 7 }, { at: 1, length: 5 }] });
  });

  it("has the selected part of one, and the whole of what is wholly selected", async () => {
    const { made, sent } = quoting(page);
    await made.read(1);
    await made.quote(1, [{ at: 0, from: 4, to: 7 }, { at: 1, from: 0, to: 5 }]);
    expect(sent().picks[0]).toMatchObject({ at: 0, from: 4, to: 7 });
    expect(sent().picks[1]).not.toHaveProperty("from");
  });

  it("of a page that can't be read has the typed words, and is filled in later unless the writer named it", async () => {
    const { made, sent } = quoting(unread, unread);
    made.begin(source.address, "Typed.");
    await made.read(1);
    expect(made.problem).toBe("No answer.");
    await made.quote(1, []);
    expect(sent()).toMatchObject({ later: true, picks: [{ markdown: "Typed." }] });
    made.source.title = "Mine";
    await made.quote(1, []);
    expect(sent().later).toBe(false);
  });
});

describe("reading", () => {
  it("drops a page that comes after another was asked for", async () => {
    let late: (page: PageRead) => void = () => undefined;
    const slow = new Promise<PageRead>((resolve) => (late = resolve));
    const { made } = quoting(slow, page);
    const first = made.read(1);
    await made.read(1);
    late(unread);
    await first;
    expect(made.passages).toHaveLength(2);
    expect(made.problem).toBe("");
  });
});
