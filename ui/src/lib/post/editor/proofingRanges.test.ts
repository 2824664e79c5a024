import { markdown } from "@codemirror/lang-markdown";
import { ChangeSet, EditorState } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { changed, joined, next, without } from "./proofingRanges";

describe("what is left to look over", () => {
  test("ranges that touch become one, and what was looked over goes", () => {
    expect(joined([{ from: 5, to: 9 }, { from: 0, to: 2 }, { from: 2, to: 3 }, { from: 6, to: 7 }])).toEqual([{ from: 0, to: 3 }, { from: 5, to: 9 }]);
    expect(without([{ from: 0, to: 10 }, { from: 20, to: 30 }], { from: 5, to: 25 })).toEqual([{ from: 0, to: 5 }, { from: 25, to: 30 }]);
    expect(without([{ from: 3, to: 3 }], { from: 0, to: 5 })).toEqual([]);
  });

  test("a change is left to look over, and a fence with all that follows", () => {
    const insert = (text: string) => ChangeSet.of({ from: 10, insert: text }, 100);
    expect(changed([{ from: 50, to: 60 }], insert("abc"), 103, "abc")).toEqual([{ from: 10, to: 13 }, { from: 53, to: 63 }]);
    expect(changed([], insert("```"), 103, "```")).toEqual([{ from: 10, to: 103 }]);
  });
});

describe("how a text is cut", () => {
  const field = (doc: string) => EditorState.create({ doc, extensions: [markdown()] });

  test("a short text is looked over as a whole", () => {
    const state = field("One.\n\nTwo.\n");
    expect(next(state, [{ from: 2, to: 3 }], { from: 0, to: 4 })).toEqual({ from: 0, to: state.doc.length });
    expect(next(state, [], { from: 0, to: 4 })).toBeNull();
  });

  test("a long text is cut between blocks, what is in sight first", () => {
    const paragraph = "Words in a row, and more of them.\nA second line.\n\n";
    const state = field(paragraph.repeat(2_000));
    const all = [{ from: 0, to: state.doc.length }];
    const middle = paragraph.length * 1_000 + 7;
    let range = next(state, all, { from: middle, to: middle + 500 });
    for (let tries = 0; range === "later" && tries < 200; tries++) range = next(state, all, { from: middle, to: middle + 500 });
    if (!range || range === "later") throw new Error(`no range: ${range}`);
    expect(range.from).toBe(paragraph.length * 1_000);
    expect((range.to + 2) % paragraph.length === 0 || (range.to + 1) % paragraph.length === 0).toBe(true);
    expect(range.to - range.from).toBeLessThan(30_000);
  });

  test("a fence is one block, however much of it is in sight", () => {
    const code = `\`\`\`js\n${"let a = 1;\n\n".repeat(3_000)}\`\`\``;
    const state = field(`Before.\n\n${code}\n\n${"After.\n\n".repeat(2_000)}`);
    const all = [{ from: 0, to: state.doc.length }];
    let range = next(state, all, { from: 1_000, to: 1_200 });
    for (let tries = 0; range === "later" && tries < 200; tries++) range = next(state, all, { from: 1_000, to: 1_200 });
    expect(range).toEqual({ from: 9, to: 9 + code.length });
  });

  test("a line of a megabyte is cut within", () => {
    const state = field("word ".repeat(200_000));
    let range = next(state, [{ from: 0, to: state.doc.length }], { from: 0, to: 100 });
    for (let tries = 0; range === "later" && tries < 200; tries++) range = next(state, [{ from: 0, to: state.doc.length }], { from: 0, to: 100 });
    if (!range || range === "later") throw new Error(`no range: ${range}`);
    expect(range.to - range.from).toBeLessThanOrEqual(20_000);
  });
});
