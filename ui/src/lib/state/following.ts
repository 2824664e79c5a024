// After a press the post moves to another list, once the blog has it: the list beside the text goes
// with it, unless the writer went elsewhere meanwhile.

import type { PostFolder, PostId } from "../ipc/call";
import type { Desk } from "./desk.svelte";
import { folderOf } from "./writing";

/** A post that was sent from a list, and may come out in another one. */
export interface Followed {
  post: PostId;
  from: PostFolder;
}

/** Remembers from which list the open post was sent. */
export function follow(desk: Desk) {
  const { editor, place } = desk;
  const from = editor.post && folderOf(editor.post);
  desk.followed = editor.post && place.section === "write" && place.folder === from ? { post: editor.post.id, from } : null;
}

/** Reads the open post and the list again, or the list to which the post has moved. */
export async function readPosts(desk: Desk) {
  const { editor, followed } = desk;
  if (!followed) {
    await Promise.all([desk.posts.reload(), editor.refresh()]);
    return;
  }
  await editor.refresh();
  const { post } = editor;
  const to = post?.id === followed.post ? folderOf(post) : followed.from;
  const stayed = desk.place.section === "write" && desk.place.folder === followed.from && desk.posts.search.trim() === "";
  if (post?.id !== followed.post || !stayed) desk.followed = null;
  if (!post || to === followed.from || !desk.followed) return desk.posts.reload();
  desk.followed = null;
  desk.place = { section: "write", folder: to };
  await desk.posts.show(post.blog, to);
}
