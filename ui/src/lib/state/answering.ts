// What a writer does with readers' comments.

import type { CommentId, CommentStatus, Moderation, OutboxId, Turn } from "../ipc/call";
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

/** Puts the reply into the outbox and goes on to the next reader who waits. */
export async function sendReply(desk: Desk) {
  const { reply, comments } = desk;
  const turn = comments.turn;
  if (!turn || reply.empty || reply.sending) return;
  const editing = reply.editing !== null;
  const next = nextAfter(desk, turn.id);
  const pressed = Date.now();
  let item: OutboxId | null = null;
  const done = await desk.tell(async () => {
    if (!editing && turn.status === "held" && desk.blogs.mayModerate) await desk.call("comment_moderate", { comment: turn.id, to: "approve" });
    item = await reply.send();
  });
  if (!done || item === null) return;
  const queued = item;
  const name = turn.author.name || words.readers.anonymous;
  if (editing) desk.toasts.show(words.readers.edited);
  else desk.toasts.show(words.readers.queued(name, desk.blogs.online), { label: words.readers.takeBack, run: () => void takeReplyBack(desk, queued, turn.id) }, { id: queued, pressed });
  await reread(desk);
  if (editing) return;
  if (comments.folder === "unanswered" && next !== null) await followOn(desk, turn.id, next);
  desk.askFocus("row");
}

export async function takeReplyBack(desk: Desk, item: OutboxId, answered: CommentId | null) {
  await desk.tell(async () => {
    await desk.call("outbox_take_back", { item });
    desk.toasts.show(words.readers.takenBack);
    await reread(desk);
    if (answered === null) return;
    if (desk.comments.chosen !== answered) await desk.openComment(answered);
    else {
      // Asked for by itself: what `reread` brought may have been overtaken by a later reading that is not here yet.
      const { turns } = await desk.call("conversation_open", { comment: answered });
      const turn = turns.find(({ id }) => id === answered);
      if (turn) desk.reply.adopt(turn);
    }
    desk.askFocus("reply");
  });
}

export async function editReply(desk: Desk, turn: Turn) {
  if (await desk.reply.edit(turn)) desk.askFocus("reply");
  else desk.toasts.problem(words.readers.notLeaving);
}

/** The comment that a turn answers: the nearest one before it that is one level up. */
export function answeredBy(turns: Turn[], turn: Turn): Turn | null {
  const at = turns.indexOf(turn);
  return turns.slice(0, Math.max(0, at)).findLast(({ depth }) => depth < turn.depth) ?? null;
}

/** Before a change takes the row away: the row that should be chosen then. */
function nextAfter(desk: Desk, comment: CommentId): CommentId | null {
  const { rows } = desk.comments;
  const at = rows.findIndex(({ id }) => id === comment);
  if (at < 0) return null;
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null;
}

/** Goes to the next row when the change took the chosen one out of the folder. */
async function followOn(desk: Desk, comment: CommentId, next: CommentId | null) {
  const { comments } = desk;
  if (comments.chosen !== comment || comments.index >= 0) return;
  const there = comments.rows.find(({ id }) => id === next) ?? comments.rows[0];
  if (!there) return;
  await desk.tell(() => desk.openComment(there.id));
  desk.askFocus("row");
}

async function reread(desk: Desk) {
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
