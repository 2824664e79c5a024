import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BlogStatus, Conversation, Turn } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aPost, aRow, aTurn, failed, fakeCall } from "./fakeCall";
import { undoLast } from "./undoing";
import { cancelEdit, discardDraft, editReply, makePost, parentOf, quoteSelected, sendReply } from "./replying";
import { choose } from "./sending";
import { Trip } from "./trip.svelte";

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-22T15:00:00Z") }));
afterEach(() => void vi.useRealTimers());

/** A desk on which this turn is chosen and half answered. */
async function desk(until: string | null, reach: BlogStatus["reach"] = "online", turn: Turn = aTurn({ id: 1 })) {
  const conversation: Conversation = { blog: 1, post: { title: "", link: null, publishedAt: null, local: null, remote: "9", commentsOpen: true }, turns: [turn], hidden: 0 };
  const core = fakeCall({
    reply_draft_save: () => null,
    reply_check: () => ({ html: "", remarks: [] }),
    reply_queue: () => ({ item: 9, until }),
    outbox_take_back: () => null,
    comment_list: () => ({ rows: [], total: 0 }),
    conversation_open: () => ({ ...conversation, turns: [{ ...turn, draft: "Yes" }] }),
    outbox_list: () => [],
    receipt_list: () => [],
    blog_counts: () => ({}) as never,
  });
  const made = new Desk(core.call);
  made.blogs.chosen = 1;
  made.blogs.statuses = [{ blog: 1, reach } as BlogStatus];
  made.place = { section: "readers", folder: "all" };
  made.comments.conversation = conversation;
  made.comments.chosen = turn.id;
  await made.reply.take(turn);
  made.reply.type("Yes");
  return { ...core, desk: made };
}
const note = (of: Desk) => of.toasts.list.at(-1);

test("online, the note counts down for as long as the reply can be undone", async () => {
  const { desk: made, asked } = await desk("2026-11-22T15:00:10Z");
  await sendReply(made);
  expect(note(made)?.countdown?.text(10)).toBe("Sending to Dennis in 10 s");
  expect(note(made)?.action?.label).toBe("Undo");
  await vi.advanceTimersByTimeAsync(9_000);
  expect(made.toasts.list).toHaveLength(1);
  await undoLast(made);
  expect(asked("outbox_take_back")).toEqual([{ item: 9 }]);
  expect(made.reply.text).toBe("Yes");
});

test("after the time to undo, the key does nothing", async () => {
  const { desk: made, asked } = await desk("2026-11-22T15:00:10Z");
  await sendReply(made);
  await vi.advanceTimersByTimeAsync(10_001);
  await undoLast(made);
  expect(asked("outbox_take_back")).toEqual([]);
});

test("offline nothing is counted down, and it can be taken back", async () => {
  const { desk: made } = await desk("2026-11-22T15:00:10Z", "offline");
  await sendReply(made);
  expect(note(made)?.countdown).toBeUndefined();
  expect(note(made)?.action?.label).toBe("Take back");
});

test("a reply that was refused stays in the box, and nothing is offered to undo", async () => {
  const { desk: made, answers } = await desk(null);
  answers.reply_queue = () => Promise.reject(failed("failed"));
  await sendReply(made);
  expect(made.reply.text).toBe("Yes");
  expect(made.undo).toBeNull();
  expect(note(made)?.tone).toBe("danger");
});

/** A desk whose core keeps drafts, with reply 6 to comment 1 in row 4 of the outbox. */
async function waiting(over: Partial<Turn> = {}) {
  const made = await desk(null, "online", aTurn({ id: 1, ...over }));
  const { answers } = made;
  const drafts = new Map<number, string>();
  const row = aRow({ id: 4, kind: "reply", subject: "Dennis", post: null, comment: 6, choices: ["edit", "takeBack"] });
  let gone = false;
  const turns = () => [
    aTurn({ id: 1, ...over, draft: drafts.get(1) ?? "" }),
    ...(gone ? [] : [aTurn({ id: 6, depth: 1, mine: true, text: "Was", sending: row, draft: drafts.get(6) ?? "" })]),
    aTurn({ id: 2, draft: drafts.get(2) ?? "" }),
  ];
  answers.reply_draft_save = ({ comment, text }) => (drafts.set(comment, text), null);
  answers.conversation_open = () => ({ blog: 1, post: { title: "", link: null, publishedAt: null, local: null, remote: "9", commentsOpen: true }, turns: turns(), hidden: 0 });
  answers.outbox_hold = () => null;
  answers.outbox_release = () => null;
  answers.reply_edit = () => null;
  answers.outbox_take_back = () => {
    gone = true;
    // Beside what was begun there, as the core does it.
    drafts.set(1, [drafts.get(6), "Was", drafts.get(1)].filter(Boolean).join("\n\n"));
    return null;
  };
  await made.desk.reply.flush();
  await made.desk.comments.readConversation();
  const own = turns().find(({ id }) => id === 6) ?? aTurn();
  return { ...made, drafts, row, own };
}

test("a change that is given up can be had again", async () => {
  const { desk: made, own, drafts } = await waiting();
  await editReply(made, own);
  made.reply.type("Is now");
  await cancelEdit(made);
  expect([made.reply.editing, made.reply.text, drafts.get(6)]).toEqual([null, "Yes", ""]);
  await undoLast(made);
  expect([made.reply.editing?.turn, made.reply.text]).toEqual([6, "Is now"]);
});

test("another comment is opened while a reply is changed, and it is said that the change is kept", async () => {
  const { desk: made, own, drafts } = await waiting();
  await editReply(made, own);
  made.reply.type("Is now");
  await made.openComment(2);
  expect(made.comments.chosen).toBe(2);
  expect(drafts.get(6)).toBe("Is now");
  expect([note(made)?.tone, note(made)?.text]).toEqual(["plain", "The change you began is kept. Until you save it, your reply is on hold."]);
});

test("the box is the comment's even when its conversation is read twice at once", async () => {
  const { desk: made, answers } = await waiting();
  const read = answers.conversation_open;
  let slow = true;
  answers.conversation_open = async (argument) => {
    const wait = slow ? 10 : 200;
    slow = false;
    await new Promise((go) => setTimeout(go, wait));
    return read!(argument);
  };
  made.comments.choose(null);
  const opened = made.openComment(2);
  await vi.advanceTimersByTimeAsync(5);
  const again = made.comments.readConversation();
  await vi.advanceTimersByTimeAsync(300);
  await Promise.all([opened, again]);
  expect([made.comments.turn?.id, made.reply.comment]).toEqual([2, 2]);
});

test("a box whose words can't be saved on the way to another comment stays open", async () => {
  const { desk: made, answers } = await waiting();
  const read = answers.conversation_open;
  answers.conversation_open = (argument) => {
    made.reply.type("Typed on the way");
    answers.reply_draft_save = () => Promise.reject(failed("failed"));
    return read!(argument);
  };
  await made.openComment(2);
  expect([made.comments.chosen, made.reply.comment, made.reply.text]).toEqual([1, 1, "Typed on the way"]);
  expect(note(made)?.tone).toBe("danger");
});

test("a reply that left while it was changed says so, and keeps the new text in its box", async () => {
  const { desk: made, own, answers } = await waiting();
  await editReply(made, own);
  made.reply.type("Is now");
  answers.reply_edit = () => Promise.reject(failed("tooLate"));
  await sendReply(made);
  expect(note(made)?.text).toMatch(/^Your reply left while you were changing it/);
  expect(made.reply.text).toBe("Is now");
});

test("with an own reply chosen, nothing is sent to it", async () => {
  const { desk: made, asked } = await waiting();
  await made.openComment(6);
  made.reply.type("Yes");
  await sendReply(made);
  expect(asked("reply_queue")).toEqual([]);
});

test("a reply taken back in the outbox is shown in the box of what it answers, with all that was written", async () => {
  const { desk: made, row, drafts, own } = await waiting();
  await editReply(made, own);
  made.reply.type("Half changed");
  made.place = { section: "outbox" };
  await choose(made, row, "takeBack");
  expect([made.place.section, made.comments.chosen, made.reply.editing]).toEqual(["readers", 1, null]);
  expect(made.reply.text).toBe(drafts.get(1));
  for (const words of ["Half changed", "Was", "Yes"]) expect(made.reply.text).toContain(words);
});

test("what a reply answers is known though the conversation does not show it", () => {
  const turns = [aTurn({ id: 3 }), aTurn({ id: 6, depth: 1, mine: true })];
  const row = aRow({ kind: "reply", subject: "Dennis", comment: 6 });
  expect(parentOf(row, turns)).toBe(3);
  expect(parentOf({ ...row, subject: "Ruth" }, turns)).toBeNull();
  expect(parentOf({ ...row, parent: 1 }, turns)).toBe(1);
  expect(parentOf({ ...row, parent: null }, turns)).toBeNull();
});

test("words for a comment that is gone are discarded by a press, and come back by another", async () => {
  const { desk: made, drafts } = await waiting({ status: "deleted" });
  drafts.set(1, "Kept");
  await discardDraft(made, aTurn({ id: 1, status: "deleted", draft: "Kept" }));
  expect([drafts.get(1), made.reply.text]).toEqual(["", ""]);
  await undoLast(made);
  expect([drafts.get(1), made.reply.text]).toEqual(["Kept", "Kept"]);
});

test("what is quoted goes into the box of the comment, and into none of an own reply", async () => {
  document.body.innerHTML = '<article data-comment="1"><div class="text">Their words.</div></article>';
  const { desk: made } = await desk(null);
  quoteSelected(made);
  expect(made.reply.insertion).toEqual({ as: "quote", text: "Their words." });
  const { desk: own } = await desk(null, "online", aTurn({ id: 1, mine: true }));
  quoteSelected(own);
  expect(own.reply.insertion).toBeNull();
});

test("a post made of a comment is opened, and the half-written reply is kept", async () => {
  const { desk: made, answers, asked } = await desk(null);
  const post = aPost({ id: 30, body: "> Hi" });
  answers.post_from_comment = () => post;
  answers.post_list = () => ({ rows: [], total: 0 });
  answers.post_open = () => post;
  answers.picture_list = () => [];
  await makePost(made, 1, "Yes");
  expect(asked("post_from_comment")).toEqual([{ comment: 1, answer: "Yes" }]);
  expect(asked("reply_draft_save")).toEqual([{ comment: 1, text: "Yes" }]);
  expect(made.place).toEqual({ section: "write", folder: "drafts" });
});

test("getting ready is begun once, and watched until all is here", async () => {
  let stage: "idle" | "running" | "ready" = "idle";
  const core = fakeCall({
    trip_prepare: () => ((stage = "running"), null),
    trip_state: () => ({ stage, done: 1, total: 2, comments: 214, posts: 30, pictures: 12, message: null }),
  });
  const trip = new Trip(core.call);
  await trip.prepare(1);
  await trip.prepare(1);
  expect(core.asked("trip_prepare")).toHaveLength(1);
  stage = "ready";
  await vi.advanceTimersByTimeAsync(1500);
  expect(trip.state?.stage).toBe("ready");
  const read = core.asked("trip_state").length;
  await vi.advanceTimersByTimeAsync(5000);
  expect(core.asked("trip_state")).toHaveLength(read);
});
