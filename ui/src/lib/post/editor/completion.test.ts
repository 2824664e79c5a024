import { acceptCompletion, completionStatus, currentCompletions, startCompletion } from "@codemirror/autocomplete";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { EditorState } from "@codemirror/state";
import { EditorView, runScopeHandlers } from "@codemirror/view";
import { expect, test, vi } from "vitest";
import { completion, linkTo, type Offers } from "./completion";
import { emojiNamed, findEmoji } from "./emoji";

// What jsdom leaves out, for the editor's measuring.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

const posts = [
  { title: "Lamps [of] the *north*", link: "https://one.example/lamps(2)" },
  { title: "A draft_", link: null },
];

function field(doc: string, over: Partial<Offers> = {}) {
  const asked: string[] = [];
  const addressless: string[] = [];
  const offers: Offers = {
    emoji: () => true, posts: (typed) => (asked.push(typed), Promise.resolve(posts)), snippets: () => [{ name: "sig", text: "Yours, $1" }], values: () => ({}),
    onaddressless: (title) => addressless.push(title), words: { noAddress: "no address yet" }, ...over,
  };
  const at = doc.indexOf("|");
  const state = EditorState.create({ doc: doc.replace("|", ""), selection: { anchor: at }, extensions: [markdown({ base: markdownLanguage }), completion(offers)] });
  const view = new EditorView({ parent: document.body, state });
  const labels = () => currentCompletions(view.state).map(({ label }) => label);
  return {
    view, asked, addressless, labels,
    text: () => view.state.doc.toString(),
    async type(text: string, answered = true) {
      for (const insert of text) {
        const { head } = view.state.selection.main;
        view.dispatch({ changes: { from: head, insert }, selection: { anchor: head + 1 }, userEvent: "input.type" });
      }
      if (answered) await vi.waitFor(() => expect(completionStatus(view.state)).toBe("active"), 5000);
      else await new Promise((done) => setTimeout(done, 250));
      return labels();
    },
    /** What is chosen may not be taken in its first moments. */
    async accept() {
      await vi.waitFor(() => expect(acceptCompletion(view)).toBe(true));
    },
  };
}

test("emoji are found by name and by what else they are called", async () => {
  expect((await findEmoji("smile"))[0]).toEqual({ emoji: "😄", name: "smile" });
  expect((await findEmoji("smi")).map(({ name }) => name).slice(0, 2)).toEqual(["smiley", "smile"]);
  expect((await findEmoji("lighthouse")).length).toBeGreaterThanOrEqual(0);
  expect((await findEmoji("xylophon0")).length).toBe(0);
  expect(emojiNamed("+1")).toBe("👍");
  const { text, type, accept, view } = field("Hello |!");
  expect((await type(":smile"))[0]).toBe(":smile:");
  await accept();
  expect(text()).toBe("Hello 😄!");
  view.destroy();
});

test("a second colon makes a whole name an emoji, and the first Ctrl+Z the name again", async () => {
  await findEmoji("smile");
  const { view, text } = field("Hello :smile|");
  const type = (typed: string) => view.state.facet(EditorView.inputHandler).some((handle) => handle(view, view.state.selection.main.head, view.state.selection.main.head, typed, () => view.state.update({})));
  expect(type(":")).toBe(true);
  expect(text()).toBe("Hello 😄");
  view.destroy();
});

test.each(["12|", "http|", "a `code |", "word|"])("a colon in %j is a colon", async (doc) => {
  const { type, view } = field(doc.replace("code |", "code | here`"));
  expect(await type(":sm", false)).toEqual([]);
  view.destroy();
});

test("emoji can be switched off", async () => {
  const { type, view } = field("|", { emoji: () => false });
  expect(await type(":smile", false)).toEqual([]);
  view.destroy();
});

test("two brackets find own posts and put in their address", async () => {
  const { asked, labels, text, type, accept, view } = field("See |]].");
  await type("[[lam");
  expect(asked.at(-1)).toBe("lam");
  expect(labels()).toEqual(posts.map(({ title }) => title));
  await accept();
  expect(text()).toBe("See [Lamps \\[of\\] the \\*north\\*](https://one.example/lamps%282%29).");
  view.destroy();
});

test("a post that readers can't find is named, and the writer told", async () => {
  const { addressless, text, type, accept, view } = field("See |", { posts: () => Promise.resolve(posts.slice(1)) });
  await type("[[dr");
  expect(currentCompletions(view.state)[0]?.detail).toBe("no address yet");
  await accept();
  expect([text(), addressless]).toEqual(["See A draft\\_", ["A draft_"]]);
  view.destroy();
});

test("a search that fails offers nothing and breaks nothing", async () => {
  const { type, view } = field("|", { posts: () => Promise.reject(new Error("gone")) });
  expect(await type("[[x", false)).toEqual([]);
  view.destroy();
});

test("snippets are offered when asked, and Tab behind a name needs no asking", async () => {
  const { view, labels, text, type } = field("Bye |");
  expect(await type("si", false)).toEqual([]);
  startCompletion(view);
  await vi.waitFor(() => expect(labels()).toEqual(["sig"]));
  await type("g", false);
  view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  runScopeHandlers(view, new KeyboardEvent("keydown", { key: "Tab", keyCode: 9 } as KeyboardEventInit), "editor");
  expect(text()).toBe("Bye Yours, ");
  view.destroy();
});

test("a link says the title, whatever is in it", () => {
  expect(linkTo("a  [b](c)\n`d`", "https://x.example/a b")).toBe("[a \\[b\\](c) \\`d\\`](https://x.example/a%20b)");
});
