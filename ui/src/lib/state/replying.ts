// What a writer does with answers: send, take back, change, make a post of one.

import type { CommentId, OutboxId, OutboxItem, Queued, Turn } from "../ipc/call";
import { words } from "../messages";
import { selectedWords, wordsOf } from "../shared/selectedWords";
import type { Desk } from "./desk.svelte";
import { followOn, nextAfter, reread } from "./moderating";
import { offerUndo } from "./undoing";

/** Puts the reply into the outbox and goes on to the next reader who waits. */
export async function sendReply(desk: Desk) {
  const { reply, comments } = desk;
  const turn = comments.turn;
  if (!turn || reply.empty || reply.sending) return;
  const { editing } = reply;
  // To an own reply nothing is sent from here.
  if (turn.mine && !editing) return;
  const next = nextAfter(desk, [turn.id]);
  const approve = editing === null && turn.status === "held" && desk.blogs.mayModerate;
  const pressed = Date.now();
  let queued: Queued | null = null;
  const done = await desk.tell(async () => (queued = await reply.send(approve)));
  if (editing?.at === "outbox" && reply.editing?.at === "blog" && queued === null) {
    if (done) desk.toasts.problem(words.readers.leftMeanwhile);
    return reread(desk);
  }
  if (!done || queued === null) return;
  desk.manners.refresh();
  const { item } = queued as Queued;
  if (editing?.at === "outbox" && item === editing.item) desk.toasts.show(words.readers.edited);
  else offerBack(desk, queued, pressed, { name: turn.author.name || words.readers.anonymous, answered: editing ? null : turn.id, changed: editing !== null });
  await reread(desk);
  if (editing) return;
  if (comments.folder === "unanswered" && next !== null) await followOn(desk, next);
  desk.askFocus("row");
}

interface Sent {
  name: string;
  /** Where the words go when they are taken back. */
  answered: CommentId | null;
  changed: boolean;
}

/** Says that a reply is on its way, and counts down while it can be taken back unsent. */
function offerBack(desk: Desk, { item, until }: Queued, pressed: number, { name, answered, changed }: Sent) {
  const { online } = desk.blogs;
  offerUndo(desk, {
    text: changed ? words.readers.changeQueued(name, online) : words.readers.queued(name, online),
    undo: () => takeReplyBack(desk, item, answered),
    queued: { until, counting: (seconds) => words.readers.sendsIn(name, seconds), row: { id: item, pressed } },
  });
}

/** The words are a draft of the comment again, and in its box. */
export async function takeReplyBack(desk: Desk, item: OutboxId, answered: CommentId | null) {
  await desk.tell(async () => {
    // What is in a box goes beside them on the disk.
    if (!(await desk.reply.flush())) return desk.toasts.problem(words.readers.notLeaving);
    await desk.call("outbox_take_back", { item });
    await desk.reply.tookBack(item);
    desk.toasts.show(answered === null ? words.outbox.takenBack : words.readers.takenBack);
    await reread(desk);
    if (answered === null || desk.place.section === "answers") return;
    if (desk.place.section === "outbox") await desk.go({ section: "readers", folder: "all" });
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

/** Changes the text of an own reply: one that waits, or one that is on the blog. */
export async function editReply(desk: Desk, turn: Turn) {
  await desk.tell(async () => {
    if (desk.comments.chosen !== turn.id && !turn.sending) await desk.openComment(turn.id);
    if (await desk.reply.edit(turn)) desk.askFocus("reply");
    else desk.toasts.problem(words.readers.notLeaving);
  });
}

/** The reply stays as it was. What was typed can be had again. */
export async function cancelEdit(desk: Desk) {
  await desk.tell(async () => {
    const given = await desk.reply.stopEditing();
    desk.askFocus("row");
    await desk.comments.readConversation();
    if (!given) return;
    const undo = () =>
      desk.tell(async () => {
        await desk.call("reply_draft_save", given);
        const turn = desk.comments.conversation?.turns.find(({ id }) => id === given.comment);
        if (turn && desk.place.section === "readers") await editReply(desk, turn);
        else desk.toasts.show(words.readers.changeKept(false));
      });
    offerUndo(desk, { text: words.readers.changeDropped, undo });
  });
}

/** Words are kept for it that no box shows: it can't be answered or changed as it stands. */
export const keptDraft = ({ status, draft }: Turn) => draft !== "" && status !== "approved" && status !== "held";

/** Forgets the words that were meant for a comment that can't be answered any more. */
export async function discardDraft(desk: Desk, { id, draft }: Turn) {
  const keep = (text: string) =>
    desk.tell(async () => {
      await desk.call("reply_draft_save", { comment: id, text });
      desk.reply.stored(id, text);
      await reread(desk);
    });
  if (await keep("")) offerUndo(desk, { text: words.readers.draftDiscarded, undo: () => keep(draft) });
}

/** Puts the selected words of a comment into the reply, or all of the chosen comment. */
export function quoteSelected(desk: Desk) {
  const { comments, reply } = desk;
  const said = selectedWords("[data-comment] .text") || wordsOf(`[data-comment="${comments.chosen}"] .text`);
  if (said === "" || comments.turn === null || comments.turn.mine) return;
  reply.insertion = { as: "quote", text: said };
  desk.askFocus("reply");
}

/** Makes a draft post that quotes the reader, with the answer below, and opens it. Nothing is sent. */
export async function makePost(desk: Desk, comment: CommentId, answer: string | null) {
  await desk.tell(async () => {
    if (!(await desk.leave())) return;
    const post = await desk.call("post_from_comment", { comment, answer });
    await desk.go({ section: "write", folder: "drafts" }, post.id);
    desk.askFocus("text");
    desk.toasts.show(words.readers.postMade);
  });
}

/** The same of an own reply that is on the blog: its words below those of the reader it answers. */
export async function makePostOfReply(desk: Desk, turn: Turn) {
  await desk.tell(async () => {
    const answered = answeredBy(desk.comments.conversation?.turns ?? [], turn);
    const { text } = turn.text === null ? await desk.call("reply_source", { comment: turn.id }) : { text: turn.text };
    await makePost(desk, answered?.id ?? turn.id, text);
  });
}

/** The comment that a turn answers: the nearest one before it that is one level up. */
export function answeredBy(turns: Turn[], turn: Turn): Turn | null {
  const at = turns.findIndex(({ id }) => id === turn.id);
  return turns.slice(0, Math.max(0, at)).findLast(({ depth }) => depth < turn.depth) ?? null;
}

/** The comment that a waiting reply answers, also when the conversation does not show it any more. */
export function parentOf(item: OutboxItem & { parent?: CommentId | null }, turns: Turn[]): CommentId | null {
  if (item.parent !== undefined) return item.parent;
  const own = turns.find(({ id }) => id === item.comment);
  const answered = own ? answeredBy(turns, own) : null;
  // Where what it answers is not shown, the turn that stands there is somebody else's.
  return answered?.author.name === item.subject ? answered.id : null;
}
