import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Desk } from "./desk.svelte";
import { aPost, fakeCall } from "./fakeCall";
import { limits, usualTextSize } from "./prefs.svelte";
import { screenGivenBack, textSize, toggleUndisturbed } from "./screen";

let full: Element | null = null;
const asked = vi.fn();

beforeEach(() => {
  full = null;
  asked.mockReset();
  Object.defineProperty(document, "fullscreenElement", { configurable: true, get: () => full });
  document.documentElement.requestFullscreen = () => (asked("on"), (full = document.documentElement), Promise.resolve());
  document.exitFullscreen = () => (asked("off"), (full = null), Promise.resolve());
});
afterEach(() => vi.restoreAllMocks());

async function aDesk() {
  const desk = new Desk(fakeCall({ post_open: () => aPost(), remember: () => null }).call);
  await desk.editor.open(1);
  return desk;
}

test("undisturbed fills the screen, and gives it back with it", async () => {
  const desk = await aDesk();
  await toggleUndisturbed(desk);
  expect([desk.undisturbed, full !== null]).toEqual([true, true]);
  await toggleUndisturbed(desk);
  expect([desk.undisturbed, full !== null]).toEqual([false, false]);
});

test("a screen that was full before stays so", async () => {
  full = document.documentElement;
  const desk = await aDesk();
  await toggleUndisturbed(desk);
  await toggleUndisturbed(desk);
  expect([asked.mock.calls.length, full !== null]).toEqual([0, true]);
});

test("where a page may not fill the screen, the rest is as wanted", async () => {
  document.documentElement.requestFullscreen = () => Promise.reject(new Error("no"));
  const desk = await aDesk();
  await toggleUndisturbed(desk);
  expect(desk.undisturbed).toBe(true);
});

test("Esc of the browser ends both", async () => {
  const desk = await aDesk();
  await toggleUndisturbed(desk);
  full = null;
  screenGivenBack(desk);
  expect(desk.undisturbed).toBe(false);
});

test("without a post there is nothing to write undisturbed", async () => {
  const desk = new Desk(fakeCall({}).call);
  await toggleUndisturbed(desk);
  expect(desk.undisturbed).toBe(false);
});

test("the text grows and shrinks within limits, and finds back", async () => {
  const desk = await aDesk();
  for (let step = 0; step < 40; step++) textSize(desk, 1);
  expect(desk.prefs.get("textSize")).toBe(limits.textSize[1]);
  for (let step = 0; step < 40; step++) textSize(desk, -1);
  expect(desk.prefs.get("textSize")).toBe(limits.textSize[0]);
  textSize(desk, 0);
  expect(desk.prefs.get("textSize")).toBe(usualTextSize);
});
