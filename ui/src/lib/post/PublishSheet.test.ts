import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeAll, expect, test } from "vitest";
import type { CheckPost, OpKind, PublishCheck } from "../ipc/call";
import { contextOf, Desk } from "../state/desk.svelte";
import { aPost, fakeCall } from "../state/fakeCall";
import { allFields } from "../state/fields";
import PublishSheet from "./PublishSheet.svelte";

// jsdom has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
    this.open = true;
  };
});

const checked = (kind: OpKind): PublishCheck => ({
  plan: { kind, at: null, asNew: false, address: "https://toybox.example/tea/", changed: [], pictures: 0, files: 0, pictureBytes: 0, newTerms: [], offline: false, blocked: null },
  remarks: [{ kind: "pictureWithoutAlt", from: 3, to: 9, detail: "", field: null }],
});

/** The sheet over a draft; `slow` holds every answer back until it is called. */
async function sheet(over: Parameters<typeof aPost>[0] = {}, publishPosts = true) {
  const waiting: (() => void)[] = [];
  let held = false;
  let version = 1;
  const kindOf = ({ intent }: CheckPost): OpKind => (intent === "draft" ? "draft" : intent === "review" ? "review" : "publish");
  const core = fakeCall({
    post_open: () => aPost({ fields: allFields({ title: "Tea" }), version, ...over }),
    post_save: () => ({ version: ++version, savedAt: "2026-11-22T15:00:00Z", whereabouts: "localOnly", merged: null }),
    post_check: (asked) => (held ? new Promise((done) => waiting.push(() => done(checked(kindOf(asked))))) : checked(kindOf(asked))),
    post_publish: () => new Promise(() => undefined),
    term_list: () => ({ categories: [], tags: [] }),
    author_list: () => [],
    remember: () => null,
  });
  const desk = new Desk(core.call);
  desk.blogs.list = [
    {
      id: 1, platform: "wordPress", endpoint: "", username: "", title: "Toy Box", url: "", timezone: "UTC", practice: false, me: { remoteId: "1", name: "", roles: [] },
      capabilities: { writePosts: true, publishPosts, editPublishedPosts: publishPosts, editOthersPosts: false, publishPages: false, manageCategories: false, uploadMedia: true, moderateComments: false, unfilteredHtml: false },
    },
  ];
  desk.blogs.chosen = 1;
  await desk.editor.open(1);
  desk.sheet = { is: "publish" };
  render(PublishSheet, { context: contextOf(desk) });
  const button = () => screen.getByTestId<HTMLButtonElement>(/^publish-(confirm|waiting)$/);
  const choose = (way: string) => fireEvent.click(screen.getByTestId(`way-${way}`).querySelector("input") as HTMLInputElement);
  return { ...core, desk, button, choose, hold: () => (held = true), answer: () => waiting.splice(0).forEach((done) => done()) };
}

test("the button waits for the answer to what is chosen, so that it never does what it did not say", async () => {
  const it = await sheet();
  await waitFor(() => expect(it.button().disabled).toBe(false));
  it.hold();
  await it.choose("draft");
  expect(it.button().disabled).toBe(true);
  await fireEvent.click(it.button());
  await waitFor(() => expect(it.asked("post_check")).toHaveLength(2));
  it.answer();
  await waitFor(() => expect(it.button().disabled).toBe(false));
  await fireEvent.click(it.button());
  await fireEvent.click(it.button());
  await waitFor(() => expect(it.asked("post_publish")).toEqual([{ post: 1, intent: "draft" }]));
});

test("what was chosen in the sheet is undone when nothing is published", async () => {
  const it = await sheet();
  await waitFor(() => expect(it.button().disabled).toBe(false));
  await it.choose("schedule");
  expect(it.desk.editor.fields.date).not.toBeNull();
  await it.choose("private");
  expect(it.desk.editor.fields.visibility).toEqual({ to: "private" });
  await fireEvent.click(screen.getByTestId("publish-cancel"));
  expect(it.desk.editor.fields).toEqual(allFields({ title: "Tea" }));
  expect(it.desk.sheet).toBeNull();
  expect(it.asked("post_publish")).toEqual([]);
});

test("a password that is missing keeps the post here", async () => {
  const it = await sheet({ fields: allFields({ title: "Tea", visibility: { to: "password", password: "" } }) });
  await waitFor(() => expect(it.asked("post_check")).toHaveLength(1));
  await waitFor(() => expect(screen.getByTestId("publish-when").textContent).toContain("password"));
  expect(it.button().disabled).toBe(true);
});

test("a contributor submits for review, and a remark leads to its place", async () => {
  const it = await sheet({}, false);
  await waitFor(() => expect(it.button().disabled).toBe(false));
  expect(it.button().textContent).toContain("Submit for review");
  await fireEvent.click(screen.getByTestId("remark-jump"));
  expect(it.desk.spot).toEqual({ from: 3, to: 9 });
});
