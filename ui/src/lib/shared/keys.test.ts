import { expect, test } from "vitest";
import { caps, matches } from "./keys";

const press = (key: string, over: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over });

test("Mod is Ctrl, and Command on a Mac", () => {
  expect(matches(press("n", { ctrlKey: true }), "Mod+n", false)).toBe(true);
  expect(matches(press("n", { metaKey: true }), "Mod+n", false)).toBe(false);
  expect(matches(press("n", { metaKey: true }), "Mod+n", true)).toBe(true);
  expect(matches(press("n", { ctrlKey: true }), "Mod+n", true)).toBe(false);
});

test("modifiers that are not asked for don't match", () => {
  expect(matches(press("s"), "s", false)).toBe(true);
  expect(matches(press("S", { shiftKey: true }), "s", false)).toBe(false);
  expect(matches(press("s", { ctrlKey: true }), "s", false)).toBe(false);
  expect(matches(press("s", { altKey: true }), "s", false)).toBe(false);
});

test("a sign matches whether or not the keyboard needs Shift for it", () => {
  expect(matches(press("/", { ctrlKey: true }), "Mod+/", false)).toBe(true);
  expect(matches(press("+", { ctrlKey: true, shiftKey: true }), "Mod++", false)).toBe(true);
  expect(matches(press("=", { ctrlKey: true }), "Mod++", false)).toBe(false);
  expect(matches(press("/", { ctrlKey: true, shiftKey: true }), "Mod+/", false)).toBe(true);
});

test("keys are shown as people know them", () => {
  expect(caps("Mod+Enter", false)).toEqual(["Ctrl", "↵"]);
  expect(caps("Mod++", false)).toEqual(["Ctrl", "+"]);
  expect(caps("Mod+Shift+P", true)).toEqual(["⌘", "⇧", "P"]);
  expect(caps("j", false)).toEqual(["J"]);
});
