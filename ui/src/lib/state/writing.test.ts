import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Blog, PostFolder } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aPost, fakeCall } from "./fakeCall";
import { addPictures, describe, setFeatured } from "./pictures";
import { folderOf, movePost, newPost, publish, showRemark } from "./writing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const size = { width: 1, height: 1, bytes: 1 };

async function writer() {
  let version = 1;
  const core = fakeCall({
    post_open: ({ post }) => aPost({ id: post, body: "One ![](media:u) two", version }),
    post_save: () => ({ version: ++version, savedAt: "2026-11-22T15:00:00Z", whereabouts: "localOnly", merged: null }),
    post_create: ({ kind }) => aPost({ id: 7, kind: kind ?? "post" }),
    post_list: () => ({ rows: [], total: 0 }),
    post_publish: () => ({ item: 5, until: null }),
    post_move: () => ({ item: 6, until: null }),
    blog_counts: () => ({ drafts: 0, scheduled: 0, published: 0, pages: 0, trash: 0, unanswered: 0, held: 0, all: 0, spam: 0, commentTrash: 0, outbox: 0, needsYou: 0 }),
    outbox_list: () => [],
    receipt_list: () => [],
    remember: () => null,
    picture_add: () => ({ uuid: "f", markdown: "![](media:f)", isPicture: true, was: size, is: size, hadLocation: false }),
    picture_describe: () => null,
    picture_list: () => [],
  });
  const desk = new Desk(core.call);
  desk.blogs.list = [{ id: 1 } as Blog];
  desk.blogs.chosen = 1;
  await desk.editor.open(1);
  return { ...core, desk };
}

test("keys that are pressed while a new post is on its way are its title", async () => {
  const { desk } = await writer();
  const old = document.createElement("input");
  const net = document.createElement("textarea");
  document.body.append(old, net);
  desk.keyNet.field = net;
  old.focus();
  const making = newPost(desk);
  expect(document.activeElement).toBe(net);
  net.value = "On\ntides";
  await making;
  expect([desk.editor.post?.id, desk.editor.title, net.value]).toEqual([7, "On tides", ""]);
  old.remove();
  net.remove();
});

test("when no new post comes, the focus goes back", async () => {
  const { desk, answers } = await writer();
  const old = document.createElement("input");
  const net = document.createElement("textarea");
  document.body.append(old, net);
  desk.keyNet.field = net;
  old.focus();
  answers.post_create = () => Promise.reject(new Error("no"));
  await newPost(desk);
  expect([document.activeElement, desk.editor.post?.id]).toEqual([old, 1]);
  old.remove();
  net.remove();
});

test("editing fields, adding a picture or changing a date saves and never publishes", async () => {
  const { desk, asked } = await writer();
  desk.editor.setFields({ date: "2030-01-01T00:00:00Z", slug: "s", categories: [2], tags: ["t"], visibility: { to: "private" }, sticky: true, commentsOpen: false, excerpt: "e", format: "aside", author: "3" });
  vi.useRealTimers();
  await setFeatured(desk, new File(["x"], "x.png"));
  await describe(desk, "u", "A boat");
  await desk.editor.flush();
  expect(desk.editor.fields.featured).toEqual({ where: "here", id: "f" });
  expect(desk.editor.body).toBe("One ![A boat](media:u) two");
  expect(asked("picture_describe")).toEqual([{ uuid: "u", alt: "A boat" }]);
  expect(asked("post_save").length).toBeGreaterThan(0);
  expect([...asked("post_publish"), ...asked("post_move")]).toEqual([]);
});

test("other files become links, and only a picture stands for a post", async () => {
  const { desk, answers, asked } = await writer();
  answers.picture_add = () => ({ uuid: "g", markdown: "[a.pdf](media:g)", isPicture: false, was: size, is: size, hadLocation: false });
  vi.useRealTimers();
  const texts: string[] = [];
  await addPictures(desk, [new File(["%PDF-"], "a.pdf")], (text) => texts.push(text));
  expect(texts).toEqual(["[a.pdf](media:g)"]);
  expect(desk.sheet).toBeNull();
  await setFeatured(desk, new File(["x"], "x.png"));
  expect(asked("picture_add")).toMatchObject([{ picturesOnly: false }, { picturesOnly: true }]);
});

test("a file that is too large is refused before it is read", async () => {
  const { desk, asked } = await writer();
  const film = new File(["x"], "film.mp4", { type: "video/mp4" });
  Object.defineProperty(film, "size", { value: 65 * 1024 * 1024 });
  await addPictures(desk, [film], () => expect.unreachable());
  expect(asked("picture_add")).toEqual([]);
  expect(desk.toasts.list.map(({ text }) => text)).toEqual(["“film.mp4” is larger than 64 MB, too large to take in. Nothing was changed."]);
});

test("a press sends what it says, after the typed words are saved", async () => {
  const { desk, asked } = await writer();
  desk.editor.setBody("Last words");
  await publish(desk, "review");
  expect(asked("post_save")).toHaveLength(1);
  expect(asked("post_publish")).toEqual([{ post: 1, intent: "review" }]);
  await movePost(desk, "unpublish");
  expect(asked("post_move")).toEqual([{ post: 1, to: "unpublish" }]);
});

test("nothing is sent while the typed words can't be saved", async () => {
  const { desk, answers, asked } = await writer();
  answers.post_save = () => Promise.reject(new Error("full"));
  desk.editor.setBody("Last words");
  await publish(desk, "public");
  await movePost(desk, "trash");
  expect([...asked("post_publish"), ...asked("post_move")]).toEqual([]);
});

test("a new post among the pages is a page", async () => {
  const { desk, asked } = await writer();
  desk.place = { section: "write", folder: "pages" };
  await newPost(desk);
  desk.place = { section: "write", folder: "published" };
  await newPost(desk);
  expect(asked("post_create")).toEqual([{ blog: 1, kind: "page" }, { blog: 1, kind: "post" }]);
  expect(desk.place).toEqual({ section: "write", folder: "drafts" });
});

test("a new post waits for words typed while it was made, and is not shown over those that can't be saved", async () => {
  const { desk, answers, asked } = await writer();
  answers.post_create = () => {
    desk.editor.setBody("Typed while it was made");
    return aPost({ id: 7 });
  };
  await newPost(desk);
  expect(asked("post_save").map((each) => (each as { post: number; body: string }).post)).toEqual([1]);
  expect(desk.editor.post?.id).toBe(7);

  await desk.editor.open(1);
  answers.post_save = () => Promise.reject(new Error("full"));
  await newPost(desk);
  expect(desk.editor.post?.id).toBe(1);
  expect(desk.editor.body).toBe("Typed while it was made");
  expect(desk.toasts.list).toHaveLength(1);
});

test("every post has the one list that it is in", () => {
  const lists: [Partial<Parameters<typeof aPost>[0]>, PostFolder][] = [
    [{}, "drafts"],
    [{ remoteStatus: "pending" }, "drafts"],
    [{ remoteStatus: "scheduled", onBlog: true }, "scheduled"],
    [{ remoteStatus: "published", onBlog: true }, "published"],
    [{ remoteStatus: "published", onBlog: true, kind: "page" }, "pages"],
    [{ kind: "page", trashed: true }, "trash"],
  ];
  for (const [over, folder] of lists) expect(folderOf(aPost(over))).toBe(folder);
});

test("a remark leads to its place in the text or to its field", async () => {
  const { desk } = await writer();
  desk.sheet = { is: "publish" };
  desk.prefs.set("mode", "read");
  showRemark(desk, { kind: "pictureWithoutAlt", from: 4, to: 16, detail: "", field: null });
  expect(desk.sheet).toBeNull();
  expect(desk.spot).toEqual({ from: 4, to: 16 });
  expect(desk.prefs.get("mode")).toBe("split");
  showRemark(desk, { kind: "categoryMissing", from: null, to: null, detail: "", field: "categories" });
  expect(desk.prefs.get("inspector")).toBe(true);
  expect(desk.takesFocus("field-categories")).toBe(true);
});

test("a new post made while a blog is being opened is that blog's, and stays open", async () => {
  const { desk, answers, asked } = await writer();
  vi.useRealTimers();
  desk.blogs.list = [{ id: 1 } as Blog, { id: 2 } as Blog];
  answers.blog_status = () => new Promise((resolve) => setTimeout(() => resolve([]), 20));
  answers.comment_list = () => ({ rows: [], total: 0 });
  answers.post_list = () => ({ rows: [{ id: 3 } as never], total: 1 });
  const opening = desk.chooseBlog(2);
  const making = newPost(desk);
  await Promise.all([opening, making]);
  expect(asked("post_create")).toEqual([{ blog: 2, kind: "post" }]);
  expect(desk.editor.post?.id).toBe(7);
});
