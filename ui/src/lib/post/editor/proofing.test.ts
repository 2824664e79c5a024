import { history, undo } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Call } from "../../ipc/call";
import { Prefs } from "../../state/prefs.svelte";
import { Proofing } from "../../state/proofing.svelte";
import { nextProblem, problems, proofing } from "./proofing";

/** Answers later, when it is told to. */
let answers: { text: string; answer: () => void }[] = [];
let view: EditorView;
let desk: Proofing;
const asked: [string, unknown][] = [];
/** What there is to say about the grammar, one answer after another. */
let grammar: unknown[] = [];

function field(doc: string) {
  const call = ((name: string, argument: { text: string }) => {
    asked.push([name, argument]);
    if (name === "grammar_check") return Promise.resolve(grammar.shift() ?? { findings: [], isDone: true });
    if (name !== "spelling_check") return Promise.resolve(null);
    return new Promise((resolve) => {
      const { text } = argument;
      const mistakes = [...text.matchAll(/\bw\w*x\b/g)].map((each) => ({ from: each.index, to: each.index + each[0].length, word: each[0] }));
      answers.push({ text, answer: () => resolve({ language: "en-US", isChosen: false, missing: null, mistakes }) });
    });
  }) as unknown as Call;
  desk = new Proofing(call, new Prefs(call), { post: { id: 7 }, fields: { bodyKind: "markdown" }, readOnly: false });
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc, extensions: [markdown(), history(), proofing(desk)] }) });
}

const marked = () => problems(view.state).map(({ from, to }) => view.state.sliceDoc(from, to));
const type = (at: number, insert: string) => view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length }, userEvent: "input.type" });
async function answered() {
  answers.shift()?.answer();
  await vi.advanceTimersByTimeAsync(1);
}

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  asked.length = 0;
});
afterEach(() => {
  view.destroy();
  vi.useRealTimers();
});

describe("marks under words", () => {
  test("come when the core has answered, and are counted", async () => {
    field("wrongx here and wrrx there");
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(60);
    await answered();
    expect(marked()).toEqual(["wrongx", "wrrx"]);
    expect(desk.count).toBe(2);
    expect(desk.language).toBe("en-US");
    expect(view.contentDOM.querySelectorAll(".cm-spelling")).toHaveLength(2);
    expect(view.contentDOM.getAttribute("spellcheck")).toBe("false");
  });

  test("nothing is asked while keys are pressed, and one thing after the pause", async () => {
    field("");
    for (let key = 0; key < 20; key++) {
      type(key, "a");
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(answers).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(400);
    expect(answers).toHaveLength(1);
  });

  test("a late answer is moved to where its words are now, and dropped where they changed", async () => {
    field("one wrongx two wrrx");
    await vi.advanceTimersByTimeAsync(60);
    type(0, "Before ");
    view.dispatch({ changes: { from: view.state.doc.length, insert: "y" } });
    await answered();
    expect(marked()).toEqual(["wrongx"]);
    await vi.advanceTimersByTimeAsync(500);
    expect(answers.map(({ text }) => text)).toEqual(["Before one wrongx two wrrxy"]);
  });

  test("a word that is changed loses its mark at once, and the others keep theirs", async () => {
    field("wrongx and wrrx");
    await vi.advanceTimersByTimeAsync(60);
    await answered();
    type(3, "o");
    expect(marked()).toEqual(["wrrx"]);
  });

  test("a word is not wrong before it is finished", async () => {
    field("so ");
    view.focus();
    Object.defineProperty(view, "hasFocus", { get: () => true });
    await vi.advanceTimersByTimeAsync(60);
    await answered();
    type(3, "wrongx");
    await vi.advanceTimersByTimeAsync(400);
    await answered();
    expect(marked()).toEqual([]);
    view.dispatch({ selection: { anchor: 0 } });
    await vi.advanceTimersByTimeAsync(300);
    await answered();
    expect(marked()).toEqual(["wrongx"]);
  });

  test("a fix is one change that can be undone", async () => {
    field("a wrongx word");
    await vi.advanceTimersByTimeAsync(60);
    await answered();
    const [first] = problems(view.state);
    if (!first) throw new Error("nothing is marked");
    desk.field?.replace(first.problem, "right");
    expect(view.state.doc.toString()).toBe("a right word");
    undo(view);
    expect(view.state.doc.toString()).toBe("a wrongx word");
  });

  test("next and previous go around the end", async () => {
    field("wax wbx wcx");
    await vi.advanceTimersByTimeAsync(60);
    await answered();
    const go = (forward: boolean) => {
      const found = nextProblem(view.state, forward);
      if (!found) throw new Error("none");
      view.dispatch({ selection: { anchor: found.from, head: found.to } });
      return view.state.sliceDoc(found.from, found.to);
    };
    expect([go(true), go(true), go(true), go(true), go(false)]).toEqual(["wax", "wbx", "wcx", "wax", "wcx"]);
  });

  test("grammar comes after spelling, bit by bit until all is read", async () => {
    field("This is an test wrongx.");
    vi.spyOn(desk, "wants", "get").mockReturnValue({ spelling: true, grammar: true });
    const finding = { from: 8, to: 10, message: "Wrong article.", mark: "AnA: an", fixes: ["a"] };
    grammar = [{ findings: [], isDone: false }, { findings: [finding], isDone: true }];
    await vi.advanceTimersByTimeAsync(60);
    expect(asked.map(([name]) => name)).toEqual(["spelling_check"]);
    await answered();
    await vi.advanceTimersByTimeAsync(60);
    expect(marked()).toEqual(["wrongx"]);
    await vi.advanceTimersByTimeAsync(400);
    expect(asked.map(([name]) => name)).toEqual(["spelling_check", "grammar_check", "grammar_check"]);
    expect(marked()).toEqual(["an", "wrongx"]);
    expect(view.contentDOM.querySelector(".cm-grammar")?.textContent).toBe("an");
  });

  test("nothing is looked over where spelling is switched off", async () => {
    field("wrongx");
    await vi.advanceTimersByTimeAsync(60);
    await answered();
    desk.field?.again();
    vi.spyOn(desk, "wants", "get").mockReturnValue({ spelling: false, grammar: false });
    await vi.advanceTimersByTimeAsync(100);
    expect(marked()).toEqual([]);
    expect(answers).toHaveLength(0);
    expect(desk.count).toBe(0);
  });
});
