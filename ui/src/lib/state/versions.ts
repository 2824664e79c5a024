// Earlier versions of a post: looking at them, and going back to one.

import type { PostId } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";

/** Shows what was kept of a post; `at` is looked at first. What is typed is safe before that. */
export async function openVersions(desk: Desk, post: PostId, at: number | null = null) {
  // Of two texts that wait for a choice both are kept already: they may be looked at.
  if (desk.editor.saving.is !== "elsewhere" && !(await desk.leave())) return;
  desk.sheet = { is: "versions", post, at };
}

/** For a note that says that a text was kept. */
export function showKept(desk: Desk, post: PostId) {
  return { label: words.versions.show, run: () => void openVersions(desk, post) };
}

/** Puts an earlier version in the text's place; nothing is sent. */
export async function restoreVersion(desk: Desk, post: PostId, revision: number) {
  if (!(await desk.leave())) return;
  await desk.tell(async () => {
    const document = await desk.call("revision_restore", { post, revision });
    desk.sheet = null;
    if (desk.editor.post?.id === post) await desk.editor.show(document);
    desk.toasts.show(words.versions.restored, showKept(desk, post));
    await Promise.all([desk.posts.reload(), desk.blogs.readCounts()]);
  });
}

/** The writer has read that the blog's changes are in the text. */
export async function understandMerge(desk: Desk) {
  const { editor } = desk;
  const { post } = editor;
  editor.merged = false;
  if (!post || post.mergedFrom === null) return;
  await desk.tell(async () => {
    await desk.call("merge_seen", { post: post.id });
    await editor.refresh();
  });
}
