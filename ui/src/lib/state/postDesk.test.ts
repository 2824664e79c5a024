import { expect, test } from "vitest";
import { fakeCall } from "./fakeCall";
import { PostDesk } from "./postDesk.svelte";

const place = { anchor: 3, head: 7, top: 1 };

function aDesk() {
  const goals: Record<number, number | null> = { 1: 500, 2: null };
  const core = fakeCall({
    post_place: ({ post }) => ({ ...place, goal: goals[post] ?? null }),
    post_place_set: () => null,
    post_goal_set: ({ post, goal }) => ((goals[post] = goal), null),
  });
  return { ...core, desk: new PostDesk(core.call) };
}

test("a place is written once, and not when it is the one that was read", async () => {
  const { desk, asked } = aDesk();
  expect(await desk.open(1)).toEqual(place);
  desk.keepPlace(1, place);
  expect(asked("post_place_set")).toEqual([]);
  desk.keepPlace(1, { ...place, head: 8 });
  desk.keepPlace(1, { ...place, head: 8 });
  expect(asked("post_place_set")).toEqual([{ post: 1, ...place, head: 8 }]);
});

test("each post has its own goal", async () => {
  const { desk } = aDesk();
  await desk.open(1);
  expect(desk.goal).toBe(500);
  await desk.open(2);
  expect(desk.goal).toBeNull();
  await desk.setGoal(800);
  await desk.open(1);
  expect(desk.goal).toBe(500);
  await desk.open(2);
  expect(desk.goal).toBe(800);
});

test("the answer for a post that is not open any more is nobody's", async () => {
  const { desk } = aDesk();
  const first = desk.open(1);
  const second = desk.open(2);
  expect(await first).toBeNull();
  expect(await second).toEqual(place);
  expect(desk.goal).toBeNull();
});

test("a core that does not answer moves nothing", async () => {
  const { call } = fakeCall({});
  const desk = new PostDesk(call);
  expect(await desk.open(1)).toBeNull();
  desk.keepPlace(1, place);
});
