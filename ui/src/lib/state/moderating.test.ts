import { expect, test } from "vitest";
import type { Blog, CommentRow, Counts } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aTurn, fakeCall } from "./fakeCall";
import { move, moderate, selectedComments, setHandled, toggleSelected } from "./moderating";
import { undoLast } from "./undoing";

const aComment = (id: number, over: Partial<CommentRow> = {}): CommentRow => ({
  id, author: `Reader ${id}`, excerpt: "Hi", postTitle: "A post", status: "approved", writtenAt: "2026-11-22T14:02:00Z", mine: false,
  reader: null, regular: false, pingback: false, waiting: false, first: false, hasDraft: false, ...over,
});

/** A folder of so many comments from which what is moderated or handled goes away. */
async function reading(number: number) {
  let rows = Array.from({ length: number }, (_, at) => aComment(at + 1));
  const all = rows;
  const core = fakeCall({
    comment_list: ({ offset = 0, limit }) => ({ rows: rows.slice(offset, offset + limit), total: rows.length }),
    conversation_open: ({ comment }) => ({ blog: 1, post: { title: "A post", link: null, publishedAt: null, local: null, remote: "9", commentsOpen: null }, turns: [aTurn({ id: comment })], hidden: 0 }),
    comments_moderate: ({ comments }) => {
      rows = rows.filter(({ id }) => !comments.includes(id));
      return { before: comments.map((comment) => ({ comment, status: "approved" as const })), leftAlone: 0 };
    },
    comments_undo: () => ((rows = all), null),
    comments_handle: ({ comments, handled }) => ((rows = handled ? rows.filter(({ id }) => !comments.includes(id)) : all), null),
    blog_counts: () => ({}) as Counts,
    outbox_list: () => [],
    receipt_list: () => [],
  });
  const desk = new Desk(core.call);
  desk.blogs.list = [{ id: 1, capabilities: { moderateComments: true } } as Blog];
  desk.blogs.chosen = 1;
  await desk.go({ section: "readers", folder: "unanswered" });
  return { ...core, desk };
}

test("a folder is read on as one moves down, and never shows a row twice", async () => {
  const { desk, asked } = await reading(250);
  expect(desk.comments.rows).toHaveLength(100);
  for (let step = 0; step < 120; step++) await move(desk, 1);
  expect(desk.comments.chosen).toBe(121);
  expect(new Set(desk.comments.rows.map(({ id }) => id)).size).toBe(200);
  expect(asked("comment_list")).toHaveLength(2);
});

test("many are decided about at once, and one undo brings all of them back", async () => {
  const { desk, asked } = await reading(6);
  toggleSelected(desk);
  await move(desk, 1, true);
  await move(desk, 1, true);
  expect(selectedComments(desk).map(({ id }) => id)).toEqual([1, 2, 3]);
  await moderate(desk, selectedComments(desk), "spam");
  expect(asked("comments_moderate")).toEqual([{ comments: [1, 2, 3], to: "spam" }]);
  expect(desk.comments.selected.size).toBe(0);
  expect(desk.comments.chosen).toBe(4);
  expect(desk.toasts.list.at(-1)?.text).toBe("3 comments marked as spam");
  await undoLast(desk);
  expect(asked("comments_undo")).toEqual([{ before: [1, 2, 3].map((comment) => ({ comment, status: "approved" })) }]);
  expect(desk.comments.rows).toHaveLength(6);
});

test("what is there already is not asked for again, and nothing is asked for nobody", async () => {
  const { desk, asked } = await reading(2);
  await moderate(desk, [{ id: 1, name: "A", status: "spam", mine: false }, { id: 2, name: "B", status: "deleted", mine: false }], "spam");
  await moderate(desk, [], "trash");
  await setHandled(desk, [{ id: 3, name: "Me", status: "approved", mine: true }], true);
  expect([...asked("comments_moderate"), ...asked("comments_handle")]).toEqual([]);
});

test("no reply needed goes on to the next, and can be undone", async () => {
  const { desk, asked } = await reading(3);
  await setHandled(desk, [{ id: 1, name: "Dennis", status: "approved", mine: false }], true);
  expect(desk.comments.chosen).toBe(2);
  expect(desk.toasts.list.at(-1)?.text).toBe("Dennis needs no reply");
  await undoLast(desk);
  expect(asked("comments_handle")).toEqual([{ comments: [1], handled: true }, { comments: [1], handled: false }]);
});
