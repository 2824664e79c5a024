// What a writer decides about readers' comments, one or many at a time, and moving through their list.

import type { CommentId, CommentStatus, Moderation, Turn } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { readOutbox } from "./sent";
import { offerUndo } from "./undoing";

/** A comment as far as moderating it needs it. */
export interface Moderated {
  id: CommentId;
  name: string;
  status: CommentStatus;
  mine: boolean;
}

/** The comment that the keys are about. */
export function chosenComment(desk: Desk): Moderated | null {
  const { turn, chosen, rows } = desk.comments;
  if (turn) return ofTurn(turn);
  const row = rows.find(({ id }) => id === chosen);
  return row ? { id: row.id, name: row.author, status: row.status, mine: row.mine } : null;
}

export function ofTurn({ id, author, status, mine }: Turn): Moderated {
  return { id, name: author.name, status, mine };
}

/** The rows that are selected, readers' alone. */
export function selectedComments(desk: Desk): Moderated[] {
  return [...desk.comments.selected.values()].filter(({ mine }) => !mine).map(({ id, author, status, mine }) => ({ id, name: author, status, mine }));
}

/** Moves through the list by so many rows, and reads on where it ends. */
export async function move(desk: Desk, by: 1 | -1, select = false) {
  const { comments } = desk;
  if (comments.index + by >= comments.rows.length - 5) await desk.tell(() => comments.more());
  const { rows, index } = comments;
  const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))];
  if (!next) return;
  if (select) comments.extend(next.id);
  if (next.id === comments.chosen) return;
  await desk.tell(() => desk.openComment(next.id));
  desk.askFocus("row");
}

/** Marks the chosen row for doing one thing to many. */
export function toggleSelected(desk: Desk) {
  const { chosen } = desk.comments;
  if (chosen !== null) desk.comments.toggle(chosen);
}

export async function moderate(desk: Desk, asked: Moderated[], to: Moderation) {
  const comments = asked.filter(({ status, mine }) => status !== "deleted" && !mine && status !== standing[to]);
  if (comments.length === 0 || !desk.blogs.mayModerate) return;
  const ids = comments.map(({ id }) => id);
  const next = nextAfter(desk, ids);
  const done = await answer(desk, () => desk.call("comments_moderate", { comments: ids, to }));
  if (!done) return;
  const { before, leftAlone } = done;
  const undo = async () => {
    await desk.tell(() => desk.call("comments_undo", { before }));
    desk.toasts.show(words.readers.undone);
    await reread(desk);
  };
  offerUndo(desk, { text: words.readers.moderated(to, comments.map(named), leftAlone), undo });
  desk.comments.clearSelection();
  await reread(desk);
  await followOn(desk, next);
}

/** The way back from spam or trash: to where an approved comment is. */
export function rescue(desk: Desk, comments: Moderated[]) {
  return moderate(desk, comments, "approve");
}

export async function setHandled(desk: Desk, asked: Moderated[], handled: boolean) {
  const comments = asked.filter(({ mine }) => !mine);
  if (comments.length === 0) return;
  const ids = comments.map(({ id }) => id);
  const next = nextAfter(desk, ids);
  const done = await desk.tell(() => desk.call("comments_handle", { comments: ids, handled }));
  if (!done) return;
  if (handled) offerUndo(desk, { text: words.readers.setHandled(comments.map(named)), undo: () => setHandled(desk, comments, false) });
  desk.comments.clearSelection();
  await reread(desk);
  await followOn(desk, next);
}

/** Before a change takes rows away: the row that should be chosen then. */
export function nextAfter(desk: Desk, leaving: CommentId[]): CommentId | null {
  const { rows, chosen } = desk.comments;
  const gone = new Set(leaving);
  const at = rows.findIndex(({ id }) => id === chosen);
  if (at < 0) return null;
  const after = rows.slice(at).find(({ id }) => !gone.has(id));
  return (after ?? rows.slice(0, at).findLast(({ id }) => !gone.has(id)))?.id ?? null;
}

/** Goes to the next row when a change took the chosen one out of the folder. */
export async function followOn(desk: Desk, next: CommentId | null) {
  const { comments } = desk;
  if (comments.index >= 0) return;
  const there = comments.rows.find(({ id }) => id === next) ?? comments.rows[0];
  if (!there) return;
  await desk.tell(() => desk.openComment(there.id));
  desk.askFocus("row");
}

export async function reread(desk: Desk) {
  await desk.tell(() => Promise.all([desk.comments.reload(), desk.comments.readConversation(), desk.blogs.readCounts(), readOutbox(desk)]));
}

async function answer<Answer>(desk: Desk, ask: () => Promise<Answer>): Promise<Answer | null> {
  let answer: Answer | null = null;
  await desk.tell(async () => (answer = await ask()));
  return answer;
}

const named = ({ name }: Moderated) => name || words.readers.anonymous;
const standing: Record<Moderation, CommentStatus> = { approve: "approved", unapprove: "held", spam: "spam", trash: "trash" };
