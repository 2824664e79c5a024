// What a writer does about a post that was changed here and on the blog.

import type { PostFields, PostId } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { readOutbox } from "./sent";
import { showKept } from "./versions";

/** Keeps what the writer put together; both other texts stay in the post's history. */
export async function settle(desk: Desk, post: PostId, fields: PostFields, body: string, version: number) {
  await desk.tell(async () => {
    const document = await desk.call("conflict_settle", { post, fields, body, version });
    desk.sheet = null;
    if (desk.editor.post?.id === post) await desk.editor.show(document);
    desk.toasts.show(document.sending ? words.conflict.settledQueued : words.conflict.settled, showKept(desk, post));
    await Promise.all([desk.posts.reload(), desk.blogs.readCounts(), readOutbox(desk)]);
  });
}
