import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeAll, expect, test, vi } from "vitest";
import { contextOf, Desk } from "../state/desk.svelte";
import { aTurn, fakeCall } from "../state/fakeCall";
import Turn from "./Turn.svelte";

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});

function show(over: Parameters<typeof aTurn>[0]) {
  const core = fakeCall({
    reply_draft_save: () => null, blog_counts: () => ({}) as never, outbox_list: () => [], receipt_list: () => [], comment_list: () => ({ rows: [], total: 0 }),
  });
  render(Turn, { props: { turn: aTurn(over), chosen: true, onchoose: () => undefined }, context: contextOf(new Desk(core.call)) });
  return core;
}

test("words that were meant for a deleted comment are shown, copied and discarded", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
  const { asked } = show({ status: "deleted", draft: "Half a reply" });
  expect(screen.getByTestId("turn-draft").textContent).toContain("Half a reply");
  await fireEvent.click(screen.getByTestId("draft-copy"));
  expect(writeText).toHaveBeenCalledWith("Half a reply");
  await fireEvent.click(screen.getByTestId("draft-discard"));
  await waitFor(() => expect(asked("reply_draft_save")).toEqual([{ comment: 1, text: "" }]));
});

test("a draft that has a box is not shown twice, and an own reply says that a change of it was begun", () => {
  show({ draft: "Half a reply" });
  expect(screen.queryByTestId("turn-draft")).toBeNull();
  show({ id: 6, mine: true, draft: "New text" });
  expect(screen.getByText("Change begun")).toBeTruthy();
});
