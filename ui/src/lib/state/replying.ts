// What a writer does with answers: send, take back, change.

import type { CommentId, OutboxId, Turn } from "../ipc/call";
import { words } from "../messages";
import { followOn, nextAfter, reread } from "./answering";
import type { Desk } from "./desk.svelte";

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
