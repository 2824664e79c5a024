import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AfterFrame } from "./afterFrame";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "requestAnimationFrame"] }));
afterEach(() => void vi.useRealTimers());

test("only what was asked last runs, once, when the frame is drawn", () => {
  const ran: string[] = [];
  const afterFrame = new AfterFrame();
  afterFrame.ask(() => ran.push("first"));
  afterFrame.ask(() => ran.push("last"));
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(20);
  expect(ran).toEqual(["last"]);
  vi.advanceTimersByTime(500);
  expect(ran).toEqual(["last"]);
  afterFrame.ask(() => ran.push("next"));
  vi.advanceTimersByTime(20);
  expect(ran).toEqual(["last", "next"]);
});

test("where no frame comes it runs all the same", () => {
  vi.stubGlobal("requestAnimationFrame", () => 0);
  const ran = vi.fn();
  new AfterFrame().ask(ran);
  vi.advanceTimersByTime(99);
  expect(ran).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ran).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
