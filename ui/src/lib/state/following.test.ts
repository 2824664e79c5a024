import { expect, test } from "vitest";
import type { Blog, PostDocument } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aPost, fakeCall } from "./fakeCall";
import { publish } from "./writing";

const published = { remoteStatus: "published", onBlog: true } as const;

/** A desk whose open draft was just sent from the drafts. */
async function sent() {
  let stored: PostDocument = aPost();
  const counts = { drafts: 0, scheduled: 0, published: 0, pages: 0, trash: 0, unanswered: 0, held: 0, all: 0, spam: 0, commentTrash: 0, outbox: 0, needsYou: 0 };
  const core = fakeCall({
    post_open: ({ post }) => ({ ...stored, id: post }), post_publish: () => ({ item: 5, until: null }), post_list: () => ({ rows: [], total: 0 }), comment_list: () => ({ rows: [], total: 0 }),
    blog_counts: () => counts, outbox_list: () => [], receipt_list: () => [], remember: () => null,
  });
  const desk = new Desk(core.call);
  desk.blogs.list = [{ id: 1 } as Blog];
  desk.blogs.chosen = 1;
  await desk.editor.open(1);
  await desk.posts.show(1, "drafts");
  await publish(desk, "public");
  const arrives = async (over: Partial<PostDocument>) => {
    stored = aPost(over);
    await desk.changed({ what: "posts", blog: 1 });
    return desk.place.section === "write" ? [desk.place.folder, desk.posts.folder] : desk.place.section;
  };
  return { desk, arrives };
}

test("the list goes with the open post once the blog has it", async () => {
  const { desk, arrives } = await sent();
  expect(await arrives({})).toEqual(["drafts", "drafts"]);
  expect(await arrives(published)).toEqual(["published", "published"]);
  expect(desk.editor.post?.id).toBe(1);
});

test("a scheduled one is followed to the scheduled ones, and later moves are not followed", async () => {
  const { arrives } = await sent();
  expect(await arrives({ remoteStatus: "scheduled", onBlog: true })).toEqual(["scheduled", "scheduled"]);
  expect(await arrives(published)).toEqual(["scheduled", "scheduled"]);
});

test("a writer who went elsewhere stays there", async () => {
  const other = await sent();
  await other.desk.openPost(2);
  expect(await other.arrives(published)).toEqual(["drafts", "drafts"]);
  const folder = await sent();
  folder.desk.place = { section: "write", folder: "trash" };
  await folder.desk.posts.show(1, "trash");
  expect(await folder.arrives(published)).toEqual(["trash", "trash"]);
  const again = await sent();
  await again.desk.go({ section: "write", folder: "drafts" });
  expect(await again.arrives(published)).toEqual(["drafts", "drafts"]);
  const searching = await sent();
  searching.desk.posts.search = "boat";
  expect(await searching.arrives(published)).toEqual(["drafts", "drafts"]);
  const away = await sent();
  away.desk.place = { section: "outbox" };
  expect(await away.arrives(published)).toBe("outbox");
});

test("nothing is followed that was not pressed", async () => {
  const { desk, arrives } = await sent();
  desk.followed = null;
  expect(await arrives(published)).toEqual(["drafts", "drafts"]);
});
