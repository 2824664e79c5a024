// What a writer decides about readers' comments: where they go, and which need no answer.

import type { CommentId, CommentStatus, Moderation } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { readOutbox } from "./sent";

/** A comment as far as moderating it needs it. */
export interface Moderated {
  id: CommentId;
  name: string;
  status: CommentStatus;
}

/** The comment that the keys are about. */
export function chosenComment(desk: Desk): Moderated | null {
  const { turn, chosen, rows } = desk.comments;
  if (turn) return { id: turn.id, name: turn.author.name, status: turn.status };
  const row = rows.find(({ id }) => id === chosen);
  return row ? { id: row.id, name: row.author, status: row.status } : null;
}

/** Moves through the list by so many rows. */
export async function move(desk: Desk, by: 1 | -1) {
  const { rows, index } = desk.comments;
  const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))];
  if (!next || next.id === desk.comments.chosen) return;
  await desk.tell(() => desk.openComment(next.id));
  desk.askFocus("row");
}

export async function moderate(desk: Desk, comment: Moderated, to: Moderation) {
  if (comment.status === "deleted" || !desk.blogs.mayModerate) return;
  const next = nextAfter(desk, comment.id);
  const done = await desk.tell(() => desk.call("comment_moderate", { comment: comment.id, to }));
  if (!done) return;
  const undo = async () => {
    await desk.tell(() => takeModerationBack(desk, comment));
    await reread(desk);
  };
  desk.undo = undo;
  desk.toasts.show(words.readers.moderated(to, comment.name || words.readers.anonymous), {
    label: words.undo,
    run: () => void undoLast(desk, undo),
  });
  await reread(desk);
  await followOn(desk, comment.id, next);
}

/** The way back from spam or trash: to where an approved comment is. */
export function rescue(desk: Desk, comment: Moderated) {
  return moderate(desk, comment, "approve");
}

export async function undoLast(desk: Desk, undo = desk.undo) {
  if (!undo) return;
  if (desk.undo === undo) desk.undo = null;
  await undo();
}

export async function setHandled(desk: Desk, comment: Moderated, handled: boolean) {
  const next = nextAfter(desk, comment.id);
  const done = await desk.tell(() => desk.call("comment_handle", { comment: comment.id, handled }));
  if (!done) return;
  if (handled) {
    const undo = () => setHandled(desk, comment, false);
    desk.undo = undo;
    desk.toasts.show(words.readers.setHandled(comment.name || words.readers.anonymous), {
      label: words.undo,
      run: () => void undoLast(desk, undo),
    });
  }
  await reread(desk);
  await followOn(desk, comment.id, next);
}

/** Before a change takes the row away: the row that should be chosen then. */
export function nextAfter(desk: Desk, comment: CommentId): CommentId | null {
  const { rows } = desk.comments;
  const at = rows.findIndex(({ id }) => id === comment);
  if (at < 0) return null;
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null;
}

/** Goes to the next row when the change took the chosen one out of the folder. */
export async function followOn(desk: Desk, comment: CommentId, next: CommentId | null) {
  const { comments } = desk;
  if (comments.chosen !== comment || comments.index >= 0) return;
  const there = comments.rows.find(({ id }) => id === next) ?? comments.rows[0];
  if (!there) return;
  await desk.tell(() => desk.openComment(there.id));
  desk.askFocus("row");
}

/** Reads again what a change of comments or replies may have moved. */
export async function reread(desk: Desk) {
  await desk.tell(() => Promise.all([desk.comments.reload(), desk.comments.readConversation(), desk.blogs.readCounts(), readOutbox(desk)]));
}

/** Unsent, it is taken back; sent, its opposite is asked for. */
async function takeModerationBack(desk: Desk, comment: Moderated) {
  const blog = desk.blogs.chosen;
  if (blog === null) return;
  const items = await desk.call("outbox_list", { blog });
  const waiting = items.find((item) => item.kind === "moderate" && item.comment === comment.id && item.choices.includes("takeBack"));
  if (waiting) await desk.call("outbox_take_back", { item: waiting.id });
  else await desk.call("comment_moderate", { comment: comment.id, to: opposite(comment.status) });
  desk.toasts.show(words.readers.undone);
}

function opposite(before: CommentStatus): Moderation {
  const back: Record<CommentStatus, Moderation> = { approved: "approve", held: "unapprove", spam: "spam", trash: "trash", deleted: "approve" };
  return back[before];
}
