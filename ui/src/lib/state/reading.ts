// Finding one's way among readers' comments: order, one post's, one reader's.

import type { CommentId, CommentOrder, PostId } from "../ipc/call";
import type { Only } from "./comments.svelte";
import type { Desk } from "./desk.svelte";
import { folderOf } from "./writing";

export async function setOrder(desk: Desk, order: CommentOrder) {
  desk.prefs.set("commentOrder", order);
  await desk.comments.setOrder(order);
}

/** Shows only the comments of one post or one reader, or all again. */
export async function narrow(desk: Desk, only: Only | null) {
  const blog = desk.blogs.chosen;
  if (blog === null || !(await desk.leave())) return;
  await desk.tell(async () => {
    const folder = only === null ? desk.comments.folder : "all";
    desk.place = { section: "readers", folder };
    await desk.comments.show(blog, folder, only);
    await desk.openFirstComment();
  });
}

/** Opens a comment wherever it stands, without leaving the folder. */
export async function openExchange(desk: Desk, comment: CommentId) {
  await desk.tell(() => desk.openComment(comment));
}

/** Opens the post that a conversation is about, to be read. */
export async function readPost(desk: Desk, post: PostId) {
  if (!(await desk.leave())) return;
  await desk.tell(async () => {
    const document = await desk.call("post_open", { post });
    desk.prefs.set("mode", "read");
    await desk.go({ section: "write", folder: folderOf(document) }, post);
  });
}
