import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BlogStatus, Conversation, Turn } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aPost, aTurn, failed, fakeCall } from "./fakeCall";
import { undoLast } from "./undoing";
import { makePost, quoteSelected, sendReply } from "./replying";
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
