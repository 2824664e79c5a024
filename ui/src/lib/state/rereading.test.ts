import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BlogStatus } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aRow, fakeCall } from "./fakeCall";
import { Paced } from "./paced";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A desk on its outbox, whose core takes this long for each answer and has so many rows waiting. */
function busy(took: number) {
  const store = { waiting: 500 };
  let [open, widest] = [0, 0];
  const slow = async <T>(answer: () => T) => {
    widest = Math.max(widest, ++open);
    await new Promise((go) => setTimeout(go, took));
    open--;
    return answer();
  };
  const core = fakeCall({
    outbox_list: () => slow(() => Array.from({ length: store.waiting }, (_, at) => aRow({ id: at + 1, place: at + 1 }))),
    receipt_list: () => [],
    blog_counts: () => ({ outbox: store.waiting }) as never,
    blog_status: () => [{ blog: 1, reach: "online", waiting: store.waiting } as BlogStatus],
    comment_list: () => ({ rows: [], total: store.waiting }),
    post_list: () => ({ rows: [], total: 0 }),
  });
  const desk = new Desk(core.call);
  desk.blogs.chosen = 1;
  desk.place = { section: "outbox" };
  return { ...core, desk, store, widest: () => widest };
}

test("while five hundred things are sent, the window reads seldom and shows how it ended", async () => {
  const { desk, store, asked, widest } = busy(60);
  const shown = desk.outbox.show(1);
  await vi.advanceTimersByTimeAsync(60);
  await Promise.all([shown, desk.comments.show(1, "all")]);
  const before = asked("outbox_list").length;
  const all: Promise<void>[] = [];
  for (let sent = 0; sent < 500; sent++) {
    store.waiting--;
    all.push(desk.changed({ what: "comments", blog: 1 }), desk.changed({ what: "outbox", blog: 1 }));
    await vi.advanceTimersByTimeAsync(4);
  }
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all(all);
  // Two seconds of sending.
  expect(asked("outbox_list").length - before).toBeLessThanOrEqual(16);
  expect(asked("comment_list").length).toBeLessThanOrEqual(18);
  expect(asked("blog_counts").length).toBeLessThanOrEqual(16);
  expect(widest()).toBe(1);
  expect([desk.outbox.items.length, desk.comments.total, desk.blogs.counts.outbox, desk.blogs.status?.waiting]).toEqual([0, 0, 0, 0]);
});

test("one change is shown at once", async () => {
  const { desk, store, asked } = busy(0);
  store.waiting = 3;
  void desk.changed({ what: "outbox", blog: 1 });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked("blog_counts")).toHaveLength(1);
  expect(desk.blogs.counts.outbox).toBe(3);
});

test("how another blog is doing is read, and nothing else of it", async () => {
  const { desk, asked } = busy(0);
  void desk.changed({ what: "status", blog: 2 });
  void desk.changed({ what: "comments", blog: 2 });
  await vi.advanceTimersByTimeAsync(500);
  expect([asked("blog_status").length, asked("comment_list").length, asked("blog_counts").length]).toEqual([1, 0, 0]);
});

test("who asks while it is read gets a reading that began later, and all who ask then get the same one", async () => {
  let [began, ended] = [0, 0];
  const paced = new Paced(async () => {
    const mine = ++began;
    await new Promise((go) => setTimeout(go, 400));
    ended = mine;
  });
  const first = paced.ask();
  await vi.advanceTimersByTimeAsync(10);
  const later = [paced.ask(), paced.ask(), paced.ask()];
  await vi.advanceTimersByTimeAsync(395);
  await first;
  expect([began, ended]).toEqual([2, 1]);
  await vi.advanceTimersByTimeAsync(400);
  await Promise.all(later);
  expect([began, ended]).toEqual([2, 2]);
});
