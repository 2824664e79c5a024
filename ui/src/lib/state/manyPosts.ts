// What a writer does with many posts of a list at once. All of it can be undone, and none of it is sent.

import type { LabelPosts, PostId } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { readPosts } from "./following";
import { offerUndo } from "./undoing";

/** Marks the post that is open, or takes its mark away. */
export function selectOpenPost(desk: Desk) {
  const open = desk.editor.post?.id;
  if (open !== undefined && desk.posts.rows.some(({ id }) => id === open)) desk.posts.toggle(open);
}

export async function selectAllPosts(desk: Desk) {
  await desk.tell(() => desk.posts.selectAll());
}

/** Moves the selected posts to the trash here; in the trash, out of it. */
export async function trashSelected(desk: Desk) {
  const posts = [...desk.posts.selected];
  if (posts.length === 0 || desk.posts.folder === "trash") return;
  await move(desk, posts, "posts_trash");
}

export async function restoreSelected(desk: Desk) {
  const posts = [...desk.posts.selected];
  if (posts.length > 0) await move(desk, posts, "posts_restore");
}

async function move(desk: Desk, posts: PostId[], how: "posts_trash" | "posts_restore") {
  // What was typed last goes to disk first.
  if (!(await desk.leave())) return;
  await desk.tell(async () => {
    const done = await desk.call(how, { posts });
    const [back, said] = how === "posts_trash" ? (["posts_restore", words.listing.trashed] as const) : (["posts_trash", words.listing.restored] as const);
    desk.posts.clearSelection();
    const text = said(done.posts.length, done.onBlog, done.inOutbox);
    if (done.posts.length === 0) desk.toasts.show(text);
    else offerUndo(desk, { text, undo: () => takeBack(desk, () => desk.call(back, { posts: done.posts })) });
    await after(desk);
  });
}

/** Changes tags and categories of the selected posts, here. True when it was done. */
export async function labelSelected(desk: Desk, change: Omit<LabelPosts, "posts">): Promise<boolean> {
  const posts = [...desk.posts.selected];
  if (posts.length === 0 || !(await desk.leave())) return false;
  return desk.tell(async () => {
    const { before, leftAlone } = await desk.call("posts_label", { posts, ...change });
    desk.posts.clearSelection();
    const text = words.listing.labelled(before.length, leftAlone);
    if (before.length === 0) desk.toasts.show(text);
    else offerUndo(desk, { text, undo: () => takeBack(desk, () => desk.call("posts_unlabel", { before })) });
    await after(desk);
  });
}

async function takeBack(desk: Desk, back: () => Promise<unknown>) {
  if (!(await desk.leave())) return;
  await desk.tell(async () => {
    await back();
    desk.toasts.show(words.listing.undone);
    await after(desk);
  });
}

async function after(desk: Desk) {
  await Promise.all([readPosts(desk), desk.blogs.readCounts()]);
  const open = desk.editor.post;
  // A post that left the list is no longer the one to write in.
  if (desk.place.section === "write" && open?.trashed !== (desk.posts.folder === "trash")) await desk.openFirstPost();
}
