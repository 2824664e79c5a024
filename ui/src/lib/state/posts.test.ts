import { expect, test } from "vitest";
import type { PostRow } from "../ipc/call";
import { fakeCall } from "./fakeCall";
import { during, Posts } from "./posts.svelte";

const row = (id: number): PostRow => ({ id, kind: "post", title: `Post ${id}`, excerpt: "", whereabouts: "onBlog", remoteStatus: "published", publishedAt: null, changedAt: "2026-11-22T14:02:00Z", goesAt: null });

function library(size: number) {
  const all = Array.from({ length: size }, (_, at) => row(at));
  const core = fakeCall({ post_list: ({ offset, limit }) => ({ rows: all.slice(offset, offset + limit), total: all.length }) });
  return { ...core, all, posts: new Posts(core.call) };
}

test("a long list is read page by page, and read again as far as it was read", async () => {
  const { posts, asked } = library(250);
  await posts.show(1, "published");
  expect([posts.rows.length, posts.total]).toEqual([100, 250]);
  await posts.more();
  await posts.more();
  await posts.more();
  expect(posts.rows.map(({ id }) => id)).toEqual(Array.from({ length: 250 }, (_, at) => at));
  expect(asked("post_list")).toHaveLength(3);
  await posts.reload();
  expect(posts.rows).toHaveLength(250);
  expect(asked("post_list").at(-1)).toMatchObject({ offset: 0, limit: 250 });
});

test("a list of thousands is read again whole, in pieces that the core gives at once", async () => {
  const { posts, asked, answers, all } = library(2600);
  const most = 500;
  answers.post_list = ({ offset, limit }) => ({ rows: all.slice(offset, offset + Math.min(limit, most)), total: all.length });
  await posts.show(1, "published");
  while (posts.rows.length < 2450) await posts.more();
  const before = asked("post_list").length;
  all.unshift(row(9999));
  await posts.reload();
  expect(posts.rows.length).toBeGreaterThanOrEqual(2500);
  expect(posts.rows[0]?.id).toBe(9999);
  expect(posts.rows.map(({ id }) => id)).toEqual(all.slice(0, posts.rows.length).map(({ id }) => id));
  expect(asked("post_list").length - before).toBe(5);
});

test("a page that is asked for while the list is read again loses neither", async () => {
  const { posts, all } = library(300);
  await posts.show(1, "published");
  all.unshift(row(999));
  const both = [posts.reload(), posts.more()];
  await Promise.all(both);
  expect(posts.rows.map(({ id }) => id)).toEqual(all.slice(0, 200).map(({ id }) => id));
  all.unshift(row(998));
  const later = [posts.more(), posts.reload()];
  await Promise.all(later);
  expect(posts.rows.map(({ id }) => id)).toEqual(all.slice(0, posts.rows.length).map(({ id }) => id));
  expect(posts.rows.length).toBeGreaterThan(290);
});

test("a reading that was overtaken ends with the rows of the one that overtook it", async () => {
  const { posts, all, answers } = library(3);
  await posts.show(1, "published");
  const waiting: (() => void)[] = [];
  const answer = answers.post_list;
  answers.post_list = (asked) => new Promise((resolve) => waiting.push(() => resolve(answer?.(asked) ?? { rows: [], total: 0 })));
  const first = posts.reload().then(() => posts.rows.map(({ id }) => id));
  void posts.reload();
  all.shift();
  waiting[0]?.();
  await new Promise((soon) => setTimeout(soon));
  waiting[1]?.();
  expect(await first).toEqual([1, 2]);
});

test("a row that moved between two pages is shown once", async () => {
  const { posts, all } = library(150);
  await posts.show(1, "published");
  all.unshift(row(999));
  await posts.more();
  expect(new Set(posts.rows.map(({ id }) => id)).size).toBe(posts.rows.length);
});

test("another folder or another search starts from the top", async () => {
  const { posts, asked } = library(250);
  await posts.show(1, "published");
  await posts.more();
  await posts.show(1, "drafts");
  expect(asked("post_list").at(-1)).toEqual({ blog: 1, folder: "drafts", search: "", offset: 0, limit: 100 });
});

test("order and filters go to the core, and a month becomes two dates", async () => {
  const { posts, asked } = library(5);
  await posts.show(1, "published");
  await posts.setOrder("title", true);
  await posts.setFilter({ standing: "edited", category: 3, month: "2025-12" });
  expect(asked("post_list").at(-1)).toEqual({ blog: 1, folder: "published", search: "after:2025-12 before:2026-01", order: "title", reversed: true, standing: "edited", category: 3, offset: 0, limit: 100 });
  expect(during("2025-03")).toBe("after:2025-03 before:2025-04");
  await posts.show(1, "drafts");
  expect(asked("post_list").at(-1)).toEqual({ blog: 1, folder: "drafts", search: "", offset: 0, limit: 100 });
});

test("a selection grows from where it began, and reaches what is not read yet", async () => {
  const { posts, answers, all } = library(250);
  answers.post_ids = (asked) => ({ posts: all.map(({ id }) => id), asked });
  await posts.show(1, "published");
  posts.toggle(4);
  posts.extend(7);
  posts.extend(2);
  expect([...posts.selected].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7]);
  posts.toggle(5);
  expect(posts.selected.has(5)).toBe(false);
  await posts.selectAll();
  expect(posts.selected.size).toBe(250);
  await posts.show(1, "drafts");
  expect(posts.selected.size).toBe(0);
});

test("what is selected is no longer so once other posts are listed", async () => {
  const { posts } = library(9);
  await posts.show(1, "published");
  for (const narrow of [() => posts.setSearch("x"), () => posts.setFilter({ category: 2 })]) {
    posts.toggle(1);
    await narrow();
    expect(posts.selected.size).toBe(0);
  }
});
