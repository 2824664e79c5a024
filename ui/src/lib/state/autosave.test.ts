import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Autosave } from "./autosave";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A save that takes `ms` and can be told to fail. */
function saver(ms = 20) {
  const state = { saves: 0, running: 0, most: 0, fail: false };
  const save = async () => {
    state.saves++;
    state.most = Math.max(state.most, ++state.running);
    await new Promise((done) => setTimeout(done, ms));
    state.running--;
    if (state.fail) throw new Error("disk");
  };
  return { state, autosave: new Autosave(save) };
}

test("a pause in typing saves within 400 ms", async () => {
  const { state, autosave } = saver();
  autosave.changed();
  await vi.advanceTimersByTimeAsync(400);
  expect(state.saves).toBe(1);
  expect(autosave.pending).toBe(false);
});

test("ten seconds of typing are saved at least once a second, and not at every key", async () => {
  const { state, autosave } = saver();
  const gaps: number[] = [];
  let before = 0;
  for (let ms = 0; ms < 10_000; ms += 50) {
    autosave.changed();
    await vi.advanceTimersByTimeAsync(50);
    if (state.saves > gaps.length) {
      gaps.push(ms - before);
      before = ms;
    }
  }
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1000);
  expect(state.saves).toBeGreaterThanOrEqual(10);
  expect(state.saves).toBeLessThanOrEqual(13);
});

test("there is never more than one save at a time, however slow the disk", async () => {
  const { state, autosave } = saver(2500);
  for (let ms = 0; ms < 10_000; ms += 100) {
    autosave.changed();
    await vi.advanceTimersByTimeAsync(100);
  }
  const flushed = autosave.flush();
  await vi.advanceTimersByTimeAsync(6000);
  expect(await flushed).toBe(true);
  expect(state.most).toBe(1);
});

test("what is typed during a save is saved by the next one", async () => {
  const { state, autosave } = saver(200);
  autosave.changed();
  await vi.advanceTimersByTimeAsync(360);
  autosave.changed();
  expect(autosave.pending).toBe(true);
  await vi.advanceTimersByTimeAsync(1200);
  expect(state.saves).toBe(2);
  expect(autosave.pending).toBe(false);
});

test("a failed save is tried again by itself and stays pending until it succeeds", async () => {
  const { state, autosave } = saver();
  state.fail = true;
  autosave.changed();
  await vi.advanceTimersByTimeAsync(400);
  expect(autosave.pending).toBe(true);
  await vi.advanceTimersByTimeAsync(3100);
  expect(state.saves).toBe(2);
  state.fail = false;
  await vi.advanceTimersByTimeAsync(3100);
  expect(autosave.pending).toBe(false);
});

test("flush says honestly whether everything is on disk", async () => {
  const { state, autosave } = saver();
  expect(await autosave.flush()).toBe(true);
  autosave.changed();
  state.fail = true;
  const failed = autosave.flush();
  await vi.advanceTimersByTimeAsync(50);
  expect(await failed).toBe(false);
  state.fail = false;
  const saved = autosave.flush();
  await vi.advanceTimersByTimeAsync(50);
  expect(await saved).toBe(true);
});

test("flush takes what is typed while it saves with it", async () => {
  const { state, autosave } = saver(200);
  autosave.changed();
  const flushed = autosave.flush();
  await vi.advanceTimersByTimeAsync(100);
  autosave.changed();
  await vi.advanceTimersByTimeAsync(400);
  expect(await flushed).toBe(true);
  expect(state.saves).toBe(2);
  expect(autosave.pending).toBe(false);
});

test("a save of an earlier text that fails late leaves the next text alone", async () => {
  const { state, autosave } = saver(200);
  state.fail = true;
  autosave.changed();
  await vi.advanceTimersByTimeAsync(360);
  autosave.reset();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.saves).toBe(1);
  expect(autosave.pending).toBe(false);
});
