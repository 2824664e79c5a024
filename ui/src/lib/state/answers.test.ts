import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AnswerRow, BlogStatus, ReplyCheck } from "../ipc/call";
import { openAnswers, queueAnswer, queueAnswers, settleAnswer, stepAnswer, takeAnswersBack } from "./answerSheet";
import { Answers, ownWords } from "./answers.svelte";
import { Desk } from "./desk.svelte";
import { aTurn, failed, fakeCall } from "./fakeCall";
import { undoLast } from "./undoing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = (comment: number, over: Partial<AnswerRow> = {}): AnswerRow => ({
  comment, reader: comment, author: `Reader ${comment}`, regular: false, postTitle: "Housing, again", post: "9", html: "<p>Hi</p>", status: "approved", writtenAt: "2026-11-22T14:02:00Z",
  before: null, draft: "", opening: `Hello Reader ${comment}. `, closing: "\n\nHugs", ...over,
});
const fine: ReplyCheck = { html: "<p>x</p>", remarks: [] };

/** A core in which these wait, until a reply to them is queued. */
function sheet(rows: AnswerRow[]) {
  const drafts = new Map<number, string>();
  const queued = new Map<number, number>();
  const handled = new Set<number>();
  const open = () => rows.filter(({ comment }) => !queued.has(comment) && !handled.has(comment)).map((each) => ({ ...each, draft: drafts.get(each.comment) ?? each.draft }));
  const core = fakeCall({
    answers_open: ({ limit }) => ({ rows: open().slice(0, limit), total: open().length, usualWaitMinutes: 540 }),
    reply_draft_save: ({ comment, text }) => (drafts.set(comment, text), null),
    reply_check: () => fine,
    replies_queue: ({ replies }) => {
      for (const { comment } of replies) queued.set(comment, 100 + comment);
      return { queued: replies.map(({ comment }) => ({ comment, item: 100 + comment })), until: null, skipped: [] };
    },
    outbox_take_back: ({ item }) => {
      for (const [comment, of] of queued) if (of === item) queued.delete(comment);
      return null;
    },
    comments_handle: ({ comments, handled: on }) => {
      for (const comment of comments) if (on) handled.add(comment);
      else handled.delete(comment);
      return null;
    },
    comment_list: () => ({ rows: [], total: 0 }),
    blog_counts: () => ({ drafts: 0, scheduled: 0, published: 0, pages: 0, trash: 0, unanswered: 0, held: 0, all: 0, spam: 0, commentTrash: 0, outbox: 0, needsYou: 0 }) as never,
    outbox_list: () => [],
    receipt_list: () => [],
  });
  return { call: core.call, asked: core.asked, table: core.answers, drafts, queued, answers: new Answers(core.call) };
}

async function desk(rows: AnswerRow[]) {
  const core = sheet(rows);
  const made = new Desk(core.call);
  made.blogs.chosen = 1;
  made.blogs.statuses = [{ blog: 1, reach: "online" } as BlogStatus];
  await openAnswers(made);
  return { ...core, desk: made, answers: made.answers };
}
const box = ({ answers }: { answers: Answers }, id: number) => {
  const found = answers.of(id);
  if (!found) throw new Error(`no box for ${id}`);
  return found;
};

test("only what says something between greeting and sign-off counts", () => {
  const { opening, closing } = row(1);
  for (const [text, own] of [
    ["", ""],
    ["Hello Reader 1.", ""],
    ["Hello Reader 1. \n\nHugs", ""],
    ["hello reader 1. hugs", ""],
    ["Hello Reader 1. Yes.\n\nHugs", "Yes."],
    ["Hugs to you", "Hugs to you"],
    ["Yes", "Yes"],
  ] as const) expect(ownWords(text, { opening, closing }), text).toBe(own);
});

test("each box keeps its own draft, also when the page is left at once", async () => {
  const { answers, drafts } = sheet([row(1), row(2)]);
  await answers.open(1, { of: "all" });
  box({ answers }, 1).type("One");
  box({ answers }, 2).type("Two");
  expect(answers.safe).toBe(false);
  expect(await answers.flush()).toBe(true);
  expect([...drafts]).toEqual([[1, "One"], [2, "Two"]]);
  await answers.open(1, { of: "all" });
  expect(answers.list.map(({ text }) => text)).toEqual(["One", "Two"]);
});

test("a page with an answer that can't be saved is not left", async () => {
  const core = await desk([row(1)]);
  core.table.reply_draft_save = () => Promise.reject(failed("notSaved"));
  box(core.desk, 1).type("Keep me");
  await core.desk.go({ section: "outbox" });
  expect(core.desk.place.section).toBe("answers");
  expect(core.desk.toasts.list.at(-1)?.tone).toBe("danger");
  expect(box(core.desk, 1).text).toBe("Keep me");
});

test("the button queues all that say something, and no box that only greets", async () => {
  const core = await desk([row(1), row(2), row(3, { status: "held" }), row(4)]);
  box(core.desk, 1).type("Hello Reader 1. Yes.\n\nHugs");
  box(core.desk, 2).type("Hello Reader 2. \n\nHugs");
  box(core.desk, 3).type("And you, too");
  expect(core.desk.answers.written.map(({ id }) => id)).toEqual([1, 3]);
  await queueAnswers(core.desk);
  expect(core.asked("replies_queue")).toEqual([{ replies: [{ comment: 1, text: "Hello Reader 1. Yes.\n\nHugs" }, { comment: 3, text: "And you, too", approve: true }] }]);
  expect(core.desk.answers.answered).toBe(2);
  expect(core.desk.answers.left).toBe(2);
  expect(core.desk.answers.list.map(({ id, over }) => [id, over])).toEqual([[1, true], [2, false], [3, true], [4, false]]);
});

test("pressing twice queues once", async () => {
  const core = await desk([row(1)]);
  box(core.desk, 1).type("Once");
  await Promise.all([queueAnswers(core.desk), queueAnswers(core.desk)]);
  expect(core.asked("replies_queue")).toHaveLength(1);
});

test("queueing one goes on to the next box that is open", async () => {
  const core = await desk([row(1), row(2), row(3)]);
  const { answers } = core.desk;
  expect(answers.active).toBe(1);
  box(core.desk, 1).type("Yes");
  await queueAnswer(core.desk, box(core.desk, 1));
  expect(answers.active).toBe(2);
  await settleAnswer(core.desk, box(core.desk, 2), true);
  expect(answers.active).toBe(3);
  expect(stepAnswer(core.desk, -1)).toBe(false);
  expect(answers.active).toBe(3);
});

test("a reply that deserves a look stays, says why, and goes at the second press", async () => {
  const core = sheet([row(1)]);
  await core.answers.open(1, { of: "all" });
  core.answers.of(1)?.type("Hello Dennis. Yes");
  const wrong: ReplyCheck = { html: "", remarks: [{ kind: "wrongName", message: "It greets Dennis." }] };
  const boxes = () => core.answers.written;
  const replies = () => core.asked("replies_queue").length;
  core.table.reply_check = () => wrong;
  const stop = await core.answers.queue(boxes());
  expect(stop?.queued).toEqual([]);
  expect(core.answers.of(1)?.why).toBe("It greets Dennis.");
  expect(core.answers.of(1)?.anyway).toBe(true);
  expect(replies()).toBe(0);
  await core.answers.queue(boxes());
  expect(replies()).toBe(1);
});

test("what the core leaves out keeps its words and says why", async () => {
  const core = sheet([row(1), row(2)]);
  await core.answers.open(1, { of: "all" });
  core.answers.of(1)?.type("Yes");
  core.answers.of(2)?.type("No");
  core.table.replies_queue = () => ({ queued: [{ comment: 1, item: 101 }], until: null, skipped: [{ comment: 2, why: "cannotBeAnswered", message: "It was deleted." }] });
  await core.answers.queue(core.answers.written);
  expect(core.answers.of(2)?.why).toBe("It was deleted.");
  expect(core.answers.of(2)?.text).toBe("No");
  expect(core.answers.of(2)?.over).toBe(false);
});

test("taken back, the words are in their boxes again and wait to be sent anew", async () => {
  const core = await desk([row(1), row(2)]);
  box(core.desk, 1).type("One");
  box(core.desk, 2).type("Two");
  await queueAnswers(core.desk);
  expect(core.desk.answers.left).toBe(0);
  await undoLast(core.desk);
  expect(core.asked("outbox_take_back")).toEqual([{ item: 101 }, { item: 102 }]);
  expect(core.desk.answers.list.map(({ text, over }) => [text, over])).toEqual([["One", false], ["Two", false]]);
  expect(core.desk.answers.left).toBe(2);
});

test("what left already stays sent, and the rest comes back", async () => {
  const core = await desk([row(1), row(2)]);
  box(core.desk, 1).type("One");
  box(core.desk, 2).type("Two");
  await queueAnswers(core.desk);
  core.table.outbox_take_back = ({ item }) => {
    if (item === 101) throw failed("tooLate");
    core.queued.delete(2);
    return null;
  };
  await takeAnswersBack(core.desk, core.desk.answers.list);
  expect(core.desk.answers.list.map(({ over }) => over)).toEqual([true, false]);
  expect(core.desk.toasts.list.some(({ tone }) => tone === "danger")).toBe(true);
});

test("who is answered elsewhere goes, but never with words in the box", async () => {
  const core = sheet([row(1), row(2), row(3)]);
  await core.answers.open(1, { of: "all" });
  core.answers.of(2)?.type("Half");
  core.queued.set(1, 7);
  core.queued.set(2, 8);
  await core.answers.reload();
  expect(core.answers.list.map(({ id, gone }) => [id, gone])).toEqual([[2, true], [3, false]]);
  expect(core.answers.written).toEqual([]);
});

test("the reply box lets go of a draft that is on the page", async () => {
  const core = await desk([row(1)]);
  const { reply } = core.desk;
  await reply.take(aTurn({ id: 1, draft: "Old" }));
  await openAnswers(core.desk);
  expect(reply.comment).toBeNull();
});
