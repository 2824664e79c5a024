import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { contextOf, Desk } from "../state/desk.svelte";
import { aPost, fakeCall } from "../state/fakeCall";
import LengthNote from "./LengthNote.svelte";

async function note(goal: number | null) {
  const core = fakeCall({ post_open: () => aPost(), post_place: () => ({ anchor: 0, head: 0, top: 0, goal }), post_goal_set: () => null });
  const desk = new Desk(core.call);
  await desk.editor.open(1);
  await desk.postDesk.open(1);
  desk.postDesk.whole = { words: 1204, characters: 7000 };
  render(LengthNote, { context: contextOf(desk) });
  const said = () => screen.getByTestId("word-count").textContent;
  return { desk, said, asked: core.asked };
}

test("without a goal it says how long the text is, with one how far it is", async () => {
  const { desk, said } = await note(null);
  expect(said()).toBe("1,204 words");
  expect(screen.queryByRole("progressbar")).toBeNull();
  desk.postDesk.goal = 1500;
  await Promise.resolve();
  expect(said()).toBe("1,204 of 1,500 words");
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("1204");
});

test("what is selected is counted beside the whole", async () => {
  const { desk, said } = await note(1500);
  desk.postDesk.selected = { words: 35, characters: 200 };
  await Promise.resolve();
  expect(said()).toBe("35 of 1,204 words selected");
  await fireEvent.click(screen.getByTestId("length"));
  expect(screen.getByText("200")).toBeTruthy();
});

test("a goal is set, and taken away by nothing or by nonsense", async () => {
  const { desk, asked } = await note(null);
  await fireEvent.click(screen.getByTestId("length"));
  for (const value of ["800", "", "-3"]) await fireEvent.change(screen.getByTestId("goal"), { target: { value } });
  expect(asked("post_goal_set").map((each) => (each as { goal: number | null }).goal)).toEqual([800, null, null]);
  expect(desk.postDesk.goal).toBeNull();
});

test("while a long text is counted it says so, and promises no number", async () => {
  const { desk, said } = await note(1500);
  desk.postDesk.whole = null;
  await Promise.resolve();
  expect(said()).toBe("Counting…");
  expect(screen.queryByRole("progressbar")).toBeNull();
});
