import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeAll, expect, test } from "vitest";
import type { AnswerRow, BlogStatus } from "../ipc/call";
import { openAnswers } from "../state/answerSheet";
import { contextOf, Desk } from "../state/desk.svelte";
import { fakeCall } from "../state/fakeCall";
import AnswerSheet from "./AnswerSheet.svelte";

// jsdom lays nothing out.
beforeAll(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Element.prototype.scrollIntoView = () => undefined;
});

const row = (comment: number, author: string): AnswerRow => ({
  comment, reader: comment, author, regular: false, postTitle: "Housing, again", post: "9", html: "<p>Hi</p>", status: "approved", writtenAt: "2026-11-22T14:02:00Z", before: null, draft: "", opening: `Hello ${author}. `, closing: " Hugs",
});

async function sheet() {
  const core = fakeCall({
    answers_open: () => ({ rows: [row(1, "Ana"), row(2, "Ruth"), row(3, "Dennis")], total: 3, usualWaitMinutes: null }),
    reply_draft_save: () => null,
    reply_check: () => ({ html: "", remarks: [] }),
    replies_queue: ({ replies }) => ({ queued: replies.map(({ comment }) => ({ comment, item: 100 + comment })), until: null, skipped: [] }),
    comments_handle: () => null,
    comment_list: () => ({ rows: [], total: 0 }),
    blog_counts: () => ({}) as never,
    outbox_list: () => [],
    receipt_list: () => [],
  });
  const desk = new Desk(core.call);
  desk.blogs.chosen = 1;
  desk.blogs.statuses = [{ blog: 1, reach: "online" } as BlogStatus];
  const opened = openAnswers(desk);
  render(AnswerSheet, { props: { title: "" }, context: contextOf(desk) });
  await opened;
  const focused = (name: string) => waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe(name));
  const press = (key: string, over: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...over });
  return { ...core, desk, focused, press };
}

test("Tab goes from box to box and Shift+Tab back, and what was greeted stands dimmed in the empty ones", async () => {
  const { focused, press } = await sheet();
  await focused("Reply to Ana");
  await press("Tab");
  await focused("Reply to Ruth");
  await press("Tab");
  await focused("Reply to Dennis");
  await press("Tab", { shiftKey: true });
  await focused("Reply to Ruth");
  expect(screen.getAllByTestId("answer-box").map((each) => each.textContent?.trim())).toEqual(["Hello Ana. … Hugs", "Hello Ruth. … Hugs", "Hello Dennis. … Hugs"]);
});

test("Ctrl+Enter in a box that only greets sends nothing; with words it sends this one and goes on", async () => {
  const { desk, focused, press, asked } = await sheet();
  await focused("Reply to Ana");
  await press("Enter", { ctrlKey: true });
  expect(asked("replies_queue")).toHaveLength(0);
  desk.answers.of(1)?.type("Hello Ana. Yes Hugs");
  await press("Enter", { ctrlKey: true });
  await focused("Reply to Ruth");
  expect(asked("replies_queue")).toEqual([{ replies: [{ comment: 1, text: "Hello Ana. Yes Hugs" }] }]);
  expect(screen.getAllByTestId("answer").map((each) => each.dataset.state)).toEqual(["queued", "open", "open"]);
});

test("Esc leaves the box for its card, where single keys work", async () => {
  const { focused, press } = await sheet();
  await focused("Reply to Ana");
  await press("Escape");
  await focused("Ana");
  expect(document.activeElement?.tagName).toBe("ARTICLE");
});

test("no reply needed settles the card and can be taken back there", async () => {
  const { focused, asked } = await sheet();
  await focused("Reply to Ana");
  await fireEvent.click(screen.getByTestId("answer-handled"));
  await waitFor(() => expect(screen.getAllByTestId("answer")[0]?.dataset.state).toBe("settled"));
  await fireEvent.click(screen.getByText("Needs a reply after all"));
  expect(asked("comments_handle")).toEqual([{ comments: [1], handled: true }, { comments: [1], handled: false }]);
});
