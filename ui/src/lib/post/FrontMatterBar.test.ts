import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { contextOf, Desk } from "../state/desk.svelte";
import { aPost, fakeCall } from "../state/fakeCall";
import FrontMatterBar from "./FrontMatterBar.svelte";

const yaml = "title: Of lamps\ntags: [sea]\ncategories: [Nowhere]\nlayout: post\n";
const matter = `---\n${yaml}---\n`;
const body = `${matter}\nThe first sentence.`;
const desks: Desk[] = [];
afterEach(async () => void (await Promise.all(desks.splice(0).map((desk) => desk.editor.close()))));

async function bar(frontMatter: { yaml: string; end: number } | null) {
  const core = fakeCall({
    post_open: () => aPost({ body, fields: { ...aPost().fields, title: "Mine" } }),
    post_save: ({ version }) => ({ version: version + 1, savedAt: "2026-11-22T15:00:00Z", whereabouts: "localOnly", merged: null }),
    term_list: () => ({ categories: [], tags: [] }),
    author_list: () => [],
  });
  const desk = new Desk(core.call);
  desks.push(desk);
  await desk.editor.open(1);
  desk.postDesk.frontMatter = frontMatter;
  render(FrontMatterBar, { context: contextOf(desk) });
  return desk;
}

test("nothing is filled in unasked, and a press fills in what the text says", async () => {
  const desk = await bar({ yaml, end: matter.length + 1 });
  const fill = await screen.findByTestId("front-matter-fill");
  expect([desk.editor.title, desk.editor.body]).toEqual(["Mine", body]);
  await fireEvent.click(fill);
  expect([desk.editor.title, desk.editor.fields.tags, desk.editor.body]).toEqual(["Of lamps", ["sea"], "The first sentence."]);
  const note = desk.toasts.list.at(-1);
  expect(note?.text).toBe("Filled in: title, tags. This blog has no category “Nowhere”. Left out: layout.");
  note?.action?.run();
  expect([desk.editor.title, desk.editor.body]).toEqual(["Mine", body]);
});

test("front matter that is left stays text, and is not offered again", async () => {
  const desk = await bar({ yaml, end: matter.length + 1 });
  await fireEvent.click(await screen.findByTestId("front-matter-leave"));
  expect(screen.queryByTestId("front-matter-fill")).toBeNull();
  expect([desk.editor.title, desk.editor.body]).toEqual(["Mine", body]);
});

test("words between two rules are only words", async () => {
  const desk = await bar({ yaml: "Only words\n", end: 3 });
  await waitFor(() => expect(desk.details.categories).toEqual([]));
  await new Promise((done) => setTimeout(done, 50));
  expect(screen.queryByTestId("front-matter-fill")).toBeNull();
});
