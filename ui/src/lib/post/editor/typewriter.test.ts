import { EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";
import { fromOutside } from "../../shared/fromOutside";
import { typewriter } from "./typewriter";

/** How many times a change scrolls. */
function scrolls(isOn: boolean, spec: TransactionSpec): number {
  const state = EditorState.create({ doc: "One\ntwo", extensions: typewriter(() => isOn) });
  return state.update(spec).effects.filter(({ value }) => typeof value === "object" && value !== null && "y" in value && value.y === "center").length;
}
const typed: TransactionSpec = { changes: { from: 3, insert: "x" }, userEvent: "input.type" };

test("what is written comes to the middle", () => {
  expect(scrolls(true, typed)).toBe(1);
  expect(scrolls(true, { selection: { anchor: 5 }, userEvent: "select" })).toBe(1);
});

test("a press with the mouse and the program's own changes scroll nothing", () => {
  expect(scrolls(true, { selection: { anchor: 5 }, userEvent: "select.pointer" })).toBe(0);
  expect(scrolls(true, { ...typed, annotations: fromOutside.of(true) })).toBe(0);
  expect(scrolls(false, typed)).toBe(0);
});
