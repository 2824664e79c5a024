// What a writer does about things in the outbox, and about a blog that has to be reached.

import type { BlogId, Choice, CommentId, OpKind, OutboxItem, PostId } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { parentOf, takeReplyBack } from "./replying";
import { readOutbox } from "./sent";
import { showKept } from "./versions";
import { askToPublish, folderOf, takePostBack } from "./writing";

const publishing: OpKind[] = ["publish", "update", "schedule", "review", "draft"];

/** What may be done about an item. Two versions of a post can always be compared, also when an answer got lost. */
export function choicesOf({ kind, state, problem, post, choices }: OutboxItem): Choice[] {
  const clashes = problem?.kind === "conflict" && state === "blocked" && post !== null && publishing.includes(kind);
  return clashes && !choices.includes("settle") ? ["settle", ...choices] : choices;
}

export async function choose(desk: Desk, item: OutboxItem, choice: Choice) {
  switch (choice) {
    case "edit":
      return showItem(desk, item, "edit");
    case "takeBack":
      if (item.kind === "reply") return takeReplyBack(desk, item.id, await answeredFor(desk, item));
      if (item.post !== null) return takePostBack(desk, item.id);
      return run(desk, words.outbox.takenBack, () => desk.call("outbox_take_back", { item: item.id }));
    case "retry":
      return run(desk, words.outbox.retried, () => desk.call("outbox_retry", { item: item.id }));
    case "hold":
      return run(desk, words.outbox.held, () => desk.call("outbox_hold", { item: item.id }));
    case "release":
      return run(desk, words.outbox.retried, () => desk.call("outbox_release", { item: item.id }));
    case "sendNow":
      return run(desk, words.outbox.retried, () => desk.call("outbox_send_now", { item: item.id }));
    case "sendMine":
      // A new post there: the sheet says what that means, and its press does it.
      if (item.problem?.kind === "gone" && item.post !== null) {
        await showItem(desk, item);
        return askToPublish(desk);
      }
      return run(desk, words.outbox.sendingMine, () => desk.call("outbox_send_mine", { item: item.id }));
    case "takeTheirs":
      return run(desk, words.outbox.takenTheirs, () => desk.call("outbox_take_theirs", { item: item.id }), item.post);
    case "settle":
      if (item.post !== null) desk.sheet = { is: "conflict", post: item.post };
      return;
    case "signIn":
      desk.sheet = { is: "signIn", blog: item.blog };
  }
}

/** Goes to the post or the conversation that an item is about. */
export async function showItem(desk: Desk, item: OutboxItem, then: "look" | "edit" = "look") {
  const { post, comment } = item;
  await desk.tell(async () => {
    if (post !== null) {
      const document = await desk.call("post_open", { post });
      await desk.go({ section: "write", folder: folderOf(document) }, post);
      if (then === "edit") desk.askFocus("text");
    } else if (comment !== null) {
      await desk.go({ section: "readers", folder: "all" });
      await desk.openComment(comment);
      const turn = desk.comments.conversation?.turns.find(({ sending }) => sending?.id === item.id);
      if (then === "edit" && turn && (await desk.reply.edit(turn))) desk.askFocus("reply");
    }
  });
}

export async function check(desk: Desk, blog: BlogId | null = desk.blogs.chosen) {
  if (blog === null) return;
  await desk.tell(async () => {
    await desk.call("blog_check", { blog });
    await desk.blogs.readStatus();
  });
}

/** The writer says that what vanished from the blog was deleted there. */
export async function acceptMissing(desk: Desk, blog: BlogId) {
  await desk.tell(async () => {
    await desk.call("blog_accept_missing", { blog });
    desk.toasts.show(words.status.missingAccepted);
    await desk.blogs.readStatus();
  });
}

/** `kept`: the post of which a text gave way, to be shown. */
async function run(desk: Desk, note: string, command: () => Promise<unknown>, kept: PostId | null = null) {
  await desk.tell(async () => {
    await command();
    desk.toasts.show(note, kept === null ? undefined : showKept(desk, kept));
    await readOutbox(desk);
  });
}

/** The comment that a reply answers: where its words go when it is taken back. */
async function answeredFor(desk: Desk, item: OutboxItem): Promise<CommentId | null> {
  const { comment } = item;
  if (comment === null) return null;
  const conversation = await desk.call("conversation_open", { comment }).catch(() => null);
  return parentOf(item, conversation?.turns ?? []);
}
