import { EditorState, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import type { Term } from "../../ipc/call";
import { type Found, frontMatterOf, readFrontMatter, watchFrontMatter } from "./frontMatter";

const categories = [
  { id: 4, name: "Travel", parent: null },
  { id: 5, name: "Reading notes", parent: null },
] as unknown as Term[];
const found = (text: string) => frontMatterOf(Text.of(text.split("\n")));
const read = (yaml: string) => readFrontMatter(yaml, categories, ["", "aside", "link"]);

test("front matter is what stands between the first two lines of dashes", () => {
  expect(found("---\ntitle: A\n---\n\nText")).toEqual({ yaml: "title: A\n", end: 18 });
  expect(found("---\ntitle: A\n...\nText")?.yaml).toBe("title: A\n");
  expect(found("---\ntitle: A\n---")).toEqual({ yaml: "title: A\n", end: 16 });
  for (const none of ["", "Text\n---\na: b\n---\n", "---\nno end", "--- \u00a0x\n---"]) expect(found(none)).toBeNull();
  expect(found(`---\n${"a: b\n".repeat(1000)}---\n`)).toBeNull();
});

test("a post of a site generator gives its fields", async () => {
  const said = await read(
    'title: "Lamps: a history"\nslug: lamps\ndescription: >\n  Of lamps\n  and keepers.\ntags: [lamps, "the sea", Lamps]\ncategories:\n  - travel\n  - Ferries\ndate: 2025-03-09 18:30:00 +0100\nsticky: true\ncomments: false\nlayout: post\nweight: 3\n',
  );
  expect(said?.fields).toEqual({
    title: "Lamps: a history", slug: "lamps", excerpt: "Of lamps and keepers.", tags: ["lamps", "the sea"], categories: [4], date: "2025-03-09T17:30:00Z", sticky: true, commentsOpen: false,
  });
  expect([said?.unknown, said?.rest]).toEqual([["Ferries"], ["layout", "weight"]]);
});

test("tags may stand in a line, and an excerpt goes before a description", async () => {
  expect((await read("tags: lamps, the sea , lamps\nexcerpt: Own\ndescription: Other\n"))?.fields).toEqual({ tags: ["lamps", "the sea"], excerpt: "Own" });
});

test("who may read it comes along", async () => {
  expect((await read("status: private\n"))?.fields.visibility).toEqual({ to: "private" });
  expect((await read("password: 1234\n"))?.fields.visibility).toEqual({ to: "password", password: "1234" });
  expect((await read("title: A\nstatus: publish\n"))?.fields.visibility).toBeUndefined();
});

test("a day is that day, and what is no date is none", async () => {
  const date = (await read("date: 2025-03-09\n"))?.fields.date;
  expect(new Date(date ?? "").getDate()).toBe(9);
  expect((await read("title: A\ndate: soon\nformat: neon\n"))?.rest).toEqual(["date", "format"]);
});

test("words between two rules, lists and what is not YAML are no front matter", async () => {
  for (const none of ["Some words.\n", "- a\n- b\n", "a: [", "layout: post\n", "", "42\n", "\t\tx: {y", `a: &a [1]\n${Array.from({ length: 60 }, (_, at) => `b${at}: [*a,*a,*a]`).join("\n")}\n`]) expect(await read(none)).toBeNull();
});

test("a text that comes with front matter is told of, once, and so is its end", () => {
  const told: (Found | null)[] = [];
  const view = new EditorView({ parent: document.body, state: EditorState.create({ doc: "", extensions: watchFrontMatter((each) => told.push(each)) }) });
  view.dispatch({ changes: { from: 0, insert: "---\ntitle: A\n---\nText" } });
  view.dispatch({ changes: { from: view.state.doc.length, insert: " more" } });
  view.dispatch({ changes: { from: 0, to: 17 } });
  expect(told.map((each) => each?.yaml ?? null)).toEqual([null, "title: A\n", null]);
  view.destroy();
});
