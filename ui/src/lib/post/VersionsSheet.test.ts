// Earlier versions: one is looked at beside the text of now, and going back to it asks the core once.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeAll, expect, test } from "vitest";
import type { RevisionRow } from "../ipc/call";
import { words } from "../messages";
import { contextOf, Desk } from "../state/desk.svelte";
import { aPost, fakeCall } from "../state/fakeCall";
import { allFields } from "../state/fields";
import { openVersions } from "../state/versions";
import Bars from "./Bars.svelte";
import VersionsSheet from "./VersionsSheet.svelte";
import Versus from "./Versus.svelte";

// jsdom has no dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const version = (body: string, title = "Tea") => ({ fields: allFields({ title }), body });
const row = (id: number, over: Partial<RevisionRow> = {}): RevisionRow => ({ id, because: "sent", keptAt: "2026-11-22T14:02:00Z", title: "Tea", words: 3, sameAsNow: false, ...over });
const texts: Record<number, string> = { 3: "Now and here.", 2: "Then and here.", 1: "Long ago." };

async function sheet(rows: RevisionRow[], at: number | null = null, blocked: string | null = null) {
  const core = fakeCall({
    post_open: () => aPost({ fields: allFields({ title: "Tea" }), body: "Now and here." }),
    revision_list: () => rows,
    revision_open: ({ revision }) => ({ then: version(texts[revision] ?? ""), now: version("Now and here."), changed: revision === 3 ? [] : ["body"], blocked }),
    revision_restore: ({ revision }) => aPost({ fields: allFields({ title: "Tea" }), body: texts[revision] ?? "", version: 2 }),
    post_list: () => ({ rows: [], total: 0 }),
    term_list: () => ({ categories: [], tags: [] }),
    author_list: () => [],
  });
  const desk = new Desk(core.call);
  await desk.editor.open(1);
  await openVersions(desk, 1, at);
  render(VersionsSheet, { props: { post: 1, at }, context: contextOf(desk) });
  return { ...core, desk };
}

test("the newest version that differs is looked at first, with the words that differ marked", async () => {
  await sheet([row(3, { sameAsNow: true }), row(2, { because: "merged" }), row(1)]);
  await waitFor(() => expect(screen.getByTestId("versus").textContent).toContain("Then"));
  const marked = [...screen.getByTestId("versus").querySelectorAll("ins")].map(({ textContent }) => textContent);
  expect(marked).toEqual(["Then", "Now"]);
  // Said in words, too, and not a part of the text.
  expect(screen.getByTestId("versus").querySelector("ins")?.getAttribute("data-said")).toBe("[only here: ");
  expect(screen.getAllByTestId("version").map((each) => each.ariaCurrent ?? each.getAttribute("aria-current"))).toEqual(["false", "true", "false"]);
});

test("a note about a kept text leads to that text", async () => {
  const it = await sheet([row(3), row(2), row(1)], 1);
  await waitFor(() => expect(it.asked("revision_open")).toEqual([{ post: 1, revision: 1 }]));
});

test("going back asks once, shows the text, and says that the other one is kept", async () => {
  const it = await sheet([row(2)]);
  const button = screen.getByTestId<HTMLButtonElement>("version-restore");
  await waitFor(() => expect(button.disabled).toBe(false));
  await fireEvent.click(button);
  await waitFor(() => expect(it.desk.editor.body).toBe("Then and here."));
  expect(it.asked("revision_restore")).toEqual([{ post: 1, revision: 2 }]);
  expect(it.desk.sheet).toBeNull();
  expect(it.desk.toasts.list[0]?.action?.label).toBe(words.versions.show);
});

test("what is the same, or may not come back, can't be restored", async () => {
  await sheet([row(3, { sameAsNow: true })]);
  await waitFor(() => expect(screen.getByText(words.versions.same)).toBeTruthy());
  expect(screen.getByTestId<HTMLButtonElement>("version-restore").disabled).toBe(true);
});

test("a post in the trash says why", async () => {
  await sheet([row(2)], null, "It is in the trash.");
  await waitFor(() => expect(screen.getByText("It is in the trash.")).toBeTruthy());
  expect(screen.getByTestId<HTMLButtonElement>("version-restore").disabled).toBe(true);
});

test("without versions it says when there will be some", async () => {
  await sheet([]);
  await waitFor(() => expect(screen.getByText(words.versions.empty[0])).toBeTruthy());
  expect(screen.queryByTestId("version-restore")).toBeNull();
});

test("that the blog's changes came in is said until the writer has seen it", async () => {
  let mergedFrom: number | null = 7;
  const core = fakeCall({ post_open: () => aPost({ mergedFrom }), merge_seen: () => ((mergedFrom = null), null) });
  const desk = new Desk(core.call);
  await desk.editor.open(1);
  render(Bars, { context: contextOf(desk) });
  expect(screen.getByText(words.write.merged)).toBeTruthy();
  await fireEvent.click(screen.getByTestId("merged-show"));
  await waitFor(() => expect(desk.sheet).toEqual({ is: "versions", post: 1, at: 7 }));
  await fireEvent.click(screen.getByTestId("merged-ok"));
  await waitFor(() => expect(screen.queryByText(words.write.merged)).toBeNull());
});

test("why a version was kept is said in the writer’s words", async () => {
  await sheet([row(3, { because: "paused" }), row(2, { because: "writing" }), row(1, { because: "pressed" })]);
  await waitFor(() => expect(screen.getByText("Before you went on writing")).toBeTruthy());
  expect(screen.getByText("While you were writing")).toBeTruthy();
  expect(screen.getByText("When you asked for it to go to the blog")).toBeTruthy();
});

test("of very many differing paragraphs the first ones are shown, and the rest when asked for", async () => {
  const long = (word: string) => Array.from({ length: 500 }, (_, n) => `${word} ${n} ${"and so on ".repeat(10)}`).join("\n\n");
  render(Versus, { props: { texts: { base: null, mine: long("Then"), theirs: long("Now") }, columns: [{ name: "mine", head: "Then" }, { name: "theirs", head: "Now" }], label: "Both", height: 400 } });
  const rows = () => screen.getByTestId("versus").querySelectorAll("tr.changed").length;
  expect(rows()).toBe(200);
  await fireEvent.click(screen.getByTestId("more-rows"));
  await fireEvent.click(screen.getByTestId("more-rows"));
  expect(rows()).toBe(500);
  expect(screen.queryByTestId("more-rows")).toBeNull();
});
