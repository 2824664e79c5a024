import { Text } from "@codemirror/state";
import { EditorState } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { count, Counter, minutes, piece } from "./counting";

const words = (text: string) => count(text).words;

describe("a count", () => {
  test.each([
    ["", 0],
    ["One two  three\nfour", 4],
    ["# A heading\n\n> quoted *words*, **loud**", 5],
    ["well-known, isn’t it — yes", 4],
    ["[a link](https://example.org/a/b_(c)) here", 3],
    ["![a lamp](media:1 \"title\")", 2],
    ["A note[^long-name].\n\n[^long-name]: Its text.", 4],
    ["[ref]: https://example.org/some/where", 0],
    ["<p class=\"x y\">in a paragraph</p> <!-- wp:more --> after", 4],
    ["- [x] done\n1. first", 2],
    ["漢字かな and English", 6],
    ["日本語です。", 5],
    ["한국어 단어", 2],
    ["naïve café ελληνικά 2025", 4],
    ["🙂 👍🏽", 0],
  ])("of %j is %i words", (text, expected) => expect(words(text)).toBe(expected));

  test("takes an emoji and an ideograph outside the first plane for one character", () => {
    expect(count("🙂𠀀").characters).toBe(2);
    expect(count("ab\ncd").characters).toBe(4);
  });

  test("of half a surrogate pair, or of marks without end, ends", () => {
    const started = performance.now();
    for (const bad of ["\ud800", "](".repeat(16_000), "<!--".repeat(8_000), "[".repeat(32_000), "<a".repeat(16_000), "> ".repeat(16_000)]) count(bad);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test("says minutes as the publish sheet does", () => {
    expect([0, 230, 231, 2000].map(minutes)).toEqual([1, 1, 2, 9]);
  });
});

/** The counter of a state, kept through changes. */
function follow(start: string) {
  let state = EditorState.create({ doc: start });
  const counter = new Counter(state.doc);
  return {
    counter,
    edit(from: number, to: number, insert: string) {
      const { changes, state: next } = state.update({ changes: { from, to, insert } });
      counter.change(changes, next.doc);
      state = next;
    },
    settle() {
      while (!counter.done) counter.step();
      if (counter.rough) counter.restart();
      while (!counter.done) counter.step();
    },
    get doc() {
      return state.doc;
    },
  };
}

describe("a running count", () => {
  test("is after any change what a count of the whole says", () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const bits = ["word ", "\n", "\n\n", "*", "[x](y z) ", "漢", "> ", "", "two words"];
    for (let round = 0; round < 40; round++) {
      const followed = follow("Some *words* here\n\n> and there\n".repeat(random(4)));
      for (let step = 0; step < 30; step++) {
        const from = random(followed.doc.length + 1);
        const to = Math.min(followed.doc.length, from + random(12));
        followed.edit(from, to, bits[random(bits.length)] ?? "");
        expect(followed.counter.total).toEqual(count(followed.doc.toString()));
      }
    }
  });

  test("of several places changed at once is right", () => {
    const state = EditorState.create({ doc: "a b\nc d\ne f" });
    const counter = new Counter(state.doc);
    const { changes, state: next } = state.update({ changes: [{ from: 0, insert: "x " }, { from: 2, to: 3 }, { from: 9, insert: "y z " }] });
    counter.change(changes, next.doc);
    expect(counter.total).toEqual(count(next.doc.toString()));
  });

  test("of a long text comes in pieces, also when it changes meanwhile", () => {
    const followed = follow("The lamp was lit at dusk.\n".repeat(8000));
    expect(followed.counter.total).toBeNull();
    followed.counter.step();
    followed.edit(10, 10, "big ");
    followed.edit(followed.doc.length, followed.doc.length, "The end.");
    followed.counter.step();
    followed.settle();
    expect(followed.counter.total?.words).toBe(6 * 8000 + 3);
  });

  test("of one line of a megabyte costs a key no more than its surroundings, and comes right in the end", () => {
    const followed = follow("lamp ".repeat(200_000));
    followed.settle();
    expect(followed.counter.total?.words).toBe(200_000);
    const started = performance.now();
    for (let key = 0; key < 100; key++) followed.edit(500_000, 500_000, "x ");
    expect(performance.now() - started).toBeLessThan(500);
    expect(followed.counter.rough).toBe(true);
    followed.settle();
    expect(followed.counter.total?.words).toBe(200_100);
  });

  test("of something long that is pasted follows by itself", () => {
    const followed = follow("One.");
    followed.edit(4, 4, " two".repeat(piece * 2));
    expect(followed.counter.done).toBe(false);
    expect(followed.counter.total?.words).toBe(1);
    followed.settle();
    expect(followed.counter.total?.words).toBe(1 + piece * 2);
  });

  test("of nothing is nothing", () => {
    expect(new Counter(Text.empty).total).toEqual({ words: 0, characters: 0 });
  });
});
