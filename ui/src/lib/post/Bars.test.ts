import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { expect, test, vi } from "vitest";
import type { OutboxItem } from "../ipc/call";
import { words } from "../messages";
import { contextOf, Desk } from "../state/desk.svelte";
import { aPost, aRow, failed, fakeCall, fakeStore } from "../state/fakeCall";
import Bars from "./Bars.svelte";
import SavedNote from "./SavedNote.svelte";

const clash = { kind: "conflict", detail: "" } as OutboxItem["problem"];

async function bars(row: OutboxItem) {
  const core = fakeCall({ post_open: () => aPost({ sending: row }), remember: () => null });
  const desk = new Desk(core.call);
  await desk.editor.open(1);
  const shown = render(Bars, { context: contextOf(desk) });
  return { desk, names: () => screen.getAllByRole("button").map(({ textContent }) => textContent?.trim()), ...shown };
}

test("two versions can be compared from the editor also when an answer got lost", async () => {
  const { desk, names } = await bars(aRow({ state: "blocked", problem: clash, choices: ["retry"] }));
  expect(names()).toEqual(["Compare and settle…", "Try now"]);
  await fireEvent.click(screen.getByText("Compare and settle…"));
  expect(desk.sheet).toEqual({ is: "conflict", post: 1 });
});

test("neither version is taken as a whole before both are looked at", async () => {
  const { names } = await bars(aRow({ state: "blocked", problem: clash, choices: ["takeBack", "settle", "takeTheirs", "sendMine"] }));
  expect(names()).toEqual(["Compare and settle…"]);
});

test("a move that met a change is offered what the core offers", async () => {
  const { names } = await bars(aRow({ kind: "unpublish", state: "blocked", problem: clash, choices: ["takeBack", "retry"] }));
  expect(names()).toEqual(["Try now"]);
});

test("what could not be saved is said by a bar that stays, with the text to copy, until it is saved", async () => {
  const store = fakeStore();
  const desk = new Desk(store.call);
  await desk.editor.open(1);
  render(Bars, { context: contextOf(desk) });
  render(SavedNote, { context: contextOf(desk) });
  const note = () => screen.getByTestId("saved-note").textContent;
  expect(note()).toContain("Saved on this computer");

  const save = store.answers.post_save;
  store.answers.post_save = () => Promise.reject(failed("notSaved"));
  desk.editor.setBody("Words that nobody else has.");
  // The letter is drawn first; the frame after it takes the word back.
  await vi.waitFor(() => expect(note()).not.toContain("Saved"), { timeout: 120 });
  expect(await desk.editor.flush()).toBe(false);
  await tick();
  expect(note()).not.toContain("Saved");
  const copied = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText: copied } });
  await fireEvent.click(screen.getByText(words.write.copyText));
  expect(copied).toHaveBeenCalledWith("# Title\n\nWords that nobody else has.");
  // Typing on does not take the bar away.
  desk.editor.setBody("Words that nobody else has. More.");
  await tick();
  expect(screen.getByText(words.write.copyText)).toBeTruthy();
  expect(note()).not.toContain("Saved");

  if (save) store.answers.post_save = save;
  await fireEvent.click(screen.getByText(words.retry));
  await waitFor(() => expect(screen.queryByText(words.write.copyText)).toBeNull());
  expect(note()).toContain("Saved on this computer");
  expect(store.at(1).body).toBe("Words that nobody else has. More.");
  vi.unstubAllGlobals();
});

test("a post in the trash says when it goes for good", async () => {
  const core = fakeCall({ post_open: () => aPost({ trashed: true, goesAt: "2031-12-22T12:00:00Z" }), remember: () => null });
  const desk = new Desk(core.call);
  await desk.editor.open(1);
  render(Bars, { context: contextOf(desk) });
  expect(screen.getByText(/goes for good on 22 Dec 2031/)).toBeTruthy();
});
