import { deleteCharBackward, deleteCharForward, deleteGroupBackward, history, insertNewline, undo } from "@codemirror/commands";
import { EditorSelection, EditorState, type StateCommand, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { fromOutside } from "../shared/fromOutside";
import { sealed } from "./sealed";
import { moveSealed, removeSealed, selectSealed } from "./sealedCommands";
import { glimpseOf } from "./sealedCard";
import { regions } from "./sealedRegions";
import { sealedField } from "./sealedState";

const gallery = '<!-- wp:gallery -->\n<figure><img src="a"><img src="b"></figure>\n<!-- /wp:gallery -->';
const spacer = "<!-- wp:spacer /-->";

/** A text where `|` is the cursor, and `[` and `]` around nothing else are the selection's ends. */
function desk(marked: string) {
  const anchor = marked.indexOf("|");
  const doc = marked.replace("|", "");
  let state = EditorState.create({ doc, selection: { anchor: Math.max(0, anchor) }, extensions: [history(), sealed(), EditorState.allowMultipleSelections.of(true)] });
  const view = {
    get state() {
      return state;
    },
    dispatch: (...specs: (TransactionSpec | ReturnType<EditorState["update"]>)[]) => {
      for (const spec of specs) state = "startState" in spec ? spec.state : state.update(spec as TransactionSpec).state;
    },
  };
  const run = (command: StateCommand) => command({ state, dispatch: (transaction) => void (state = transaction.state) });
  const type = (text: string) => view.dispatch(state.update(state.replaceSelection(text), { userEvent: "input.type" }));
  return {
    run,
    type,
    view,
    dispatch: view.dispatch,
    get text() {
      return state.doc.toString();
    },
    get marked() {
      const { head } = state.selection.main;
      return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`;
    },
    get cards() {
      return state.field(sealedField).list.map(({ from, to }) => state.sliceDoc(from, to));
    },
    get selected() {
      const { from, to } = state.selection.main;
      return state.sliceDoc(from, to);
    },
  };
}

const asked = (command: unknown) => command as StateCommand;

test("Backspace selects a sealed block first, deletes it next, and undo brings it back", () => {
  const it = desk(`One\n\n${gallery}|\n\nTwo`);
  it.run(asked(deleteCharBackward));
  expect(it.selected).toBe(gallery);
  it.run(asked(deleteCharBackward));
  expect(it.text).toBe("One\n\nTwo");
  it.run(undo);
  expect(it.text).toBe(`One\n\n${gallery}\n\nTwo`);
  expect(it.cards).toEqual([gallery]);
});

test("every key that deletes into a block selects it instead", () => {
  for (const [start, command] of [
    [`One\n${gallery}\n|Two`, deleteCharBackward],
    [`One|\n${gallery}\nTwo`, deleteCharForward],
    [`One\n|${gallery}\nTwo`, deleteCharForward],
    [`One\n${gallery}|\nTwo`, deleteGroupBackward],
    [`One\n|${gallery}\nTwo`, deleteCharBackward],
  ] as const) {
    const it = desk(start);
    it.run(asked(command));
    expect(it.text, start).toBe(start.replace("|", ""));
    expect(it.selected, start).toBe(gallery);
  }
});

test("an empty line beside a block can be deleted", () => {
  const it = desk(`One\n\n${gallery}\n|\nTwo`);
  it.run(asked(deleteCharBackward));
  expect(it.text).toBe(`One\n\n${gallery}\nTwo`);
  expect(it.cards).toEqual([gallery]);
});

test("what is typed at a block's edge becomes a paragraph of its own", () => {
  const before = desk(`|${gallery}`);
  before.type("A");
  expect(before.marked).toBe(`A|\n\n${gallery}`);
  const after = desk(`${gallery}|`);
  after.type("B");
  expect(after.marked).toBe(`${gallery}\n\nB|`);
  const enter = desk(`${gallery}|\nTwo`);
  enter.run(insertNewline);
  expect(enter.cards).toEqual([gallery]);
});

test("typing with a block selected goes on below it", () => {
  const it = desk(`${gallery}\n\nTwo`);
  it.run(selectSealed(0));
  it.type("x");
  expect(it.marked).toBe(`${gallery}\n\nx|\n\nTwo`);
});

test("nothing changes the inside of a block", () => {
  const text = `One a\n\n${gallery}\n\nTwo a`;
  const it = desk(text);
  const inside = text.indexOf("figure");
  it.dispatch({ changes: { from: inside, insert: "x" }, userEvent: "input.type" });
  it.dispatch({ changes: { from: 0, to: inside }, userEvent: "delete.selection" });
  it.dispatch({ changes: [{ from: inside, to: inside + 2 }, { from: 0, insert: "moved" }], userEvent: "move.line" });
  expect(it.text).toBe(text);
  const all = [...text.matchAll(/a/g)].map(({ index }) => ({ from: index, to: index + 1, insert: "o" }));
  it.dispatch({ changes: all, userEvent: "input.replace.all" });
  expect(it.text).toBe(`One o\n\n${gallery}\n\nTwo o`);
});

test("a selection over blocks and words is deleted as a whole", () => {
  const it = desk(`One\n\n${gallery}\n\nTwo`);
  it.dispatch({ selection: EditorSelection.range(2, it.text.length - 2) });
  it.run(asked(deleteCharBackward));
  expect(it.text).toBe("Onwo");
});

test("deleting words before a block never joins it to a line", () => {
  const it = desk(`One two\n\n${gallery}`);
  it.dispatch({ changes: { from: 3, to: 9 }, userEvent: "delete.selection" });
  expect(it.text).toBe(`One\n\n${gallery}`);
  expect(it.cards).toEqual([gallery]);
});

test("moving a block swaps it with its neighbour, whole fences too, and stops at the ends", () => {
  const fence = "```\na\n\nb\n```";
  const it = desk(`One\n\n${fence}\n\n${gallery}\n\n${spacer}`);
  it.run(selectSealed(it.text.indexOf(gallery)));
  it.run(moveSealed(-1));
  expect(it.text).toBe(`One\n\n${gallery}\n\n${fence}\n\n${spacer}`);
  expect(it.selected).toBe(gallery);
  it.run(moveSealed(-1));
  it.run(moveSealed(-1));
  expect(it.text).toBe(`${gallery}\n\nOne\n\n${fence}\n\n${spacer}`);
  for (let n = 0; n < 4; n++) it.run(moveSealed(1));
  expect(it.text).toBe(`One\n\n${fence}\n\n${spacer}\n\n${gallery}`);
  for (let n = 0; n < 6; n++) it.run(undo);
  expect(it.text).toBe(`One\n\n${fence}\n\n${gallery}\n\n${spacer}`);
});

test("a button deletes a block, and its text can be pasted again", () => {
  const it = desk(`One\n\n${gallery}\n\n|Two`);
  it.run(removeSealed(it.text.indexOf(gallery)));
  expect(it.text).toBe("One\n\nTwo");
  it.dispatch({ changes: { from: it.text.length, insert: `\n\n${gallery}` }, userEvent: "input.paste" });
  expect(it.cards).toEqual([gallery]);
});

test("beginning a code fence above a block ends it above the block", () => {
  const it = desk(`\`\`|\n\n${gallery}`);
  it.type("`");
  expect(it.text).toBe(`\`\`\`\n\`\`\`\n\n${gallery}`);
  expect(it.cards).toEqual([gallery]);
});

test("the cards kept through edits are the ones that a fresh reading finds", () => {
  let seed = 7;
  const chance = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const pieces = ["word ", "\n", "\n\n", "```\n", gallery, spacer, `\n${spacer}\n`, "<!-- wp:gallery -->", "-->", "> "];
  for (let round = 0; round < 40; round++) {
    const it = desk(`|${gallery}\n\nOne\n\n${spacer}\n`);
    for (let step = 0; step < 25; step++) {
      const from = chance(it.text.length + 1);
      const to = Math.min(it.text.length, from + (chance(3) === 0 ? chance(60) : 0));
      const annotations = chance(2) === 0 ? fromOutside.of(true) : [];
      it.dispatch({ changes: { from, to, insert: pieces[chance(pieces.length)] ?? "" }, annotations, userEvent: ["input.type", "delete", "input.paste", "input.replace"][chance(4)] });
      expect(it.cards).toEqual(regions(it.text).map((region) => it.text.slice(region.from, region.to)));
    }
  }
});

test("a card says what is in it", () => {
  expect(glimpseOf(gallery)).toBe("2 pictures");
  expect(glimpseOf("<!-- wp:columns --><div><script>no()</script><p>Two &amp; three</p></div><!-- /wp:columns -->")).toBe("Two & three");
  expect(glimpseOf(spacer)).toBe("");
  expect(glimpseOf(`<p>${"long words ".repeat(30)}</p>`).length).toBeLessThan(95);
});

test("two hundred cards in a megabyte of text stay quick under the typing hand", () => {
  const block = `${"Some words that make up a paragraph of the text. ".repeat(100)}\n\n${gallery}\n\n`;
  const parent = document.body.appendChild(document.createElement("div"));
  const view = new EditorView({ parent, state: EditorState.create({ doc: block.repeat(200), extensions: [sealed()] }) });
  expect(view.state.doc.length).toBeGreaterThan(900_000);
  expect(view.state.field(sealedField).list).toHaveLength(200);
  const cards = view.state.field(sealedField).list.map(({ card }) => card);
  const since = performance.now();
  for (let n = 0; n < 50; n++) view.dispatch({ changes: { from: 20 + n, insert: "x" }, userEvent: "input.type" });
  expect((performance.now() - since) / 50).toBeLessThan(100);
  expect(view.state.field(sealedField).list.every(({ card }, at) => card === cards[at])).toBe(true);
  view.destroy();
});
