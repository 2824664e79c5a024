import { expect, test } from "vitest";
import type { OutboxItem, Receipt } from "../ipc/call";
import { Desk } from "./desk.svelte";
import { aRow, fakeCall } from "./fakeCall";
import { readOutbox, showOutbox } from "./sent";

const row = (id: number) => aRow({ id });
const receipt = (sentAt: number): Receipt => ({
  id: 1, blog: 1, kind: "publish", moderation: null, subject: "A post", about: "", excerpt: "", link: null, attempts: 1, sentAt: new Date(sentAt).toISOString(), removed: [],
});

/** A desk with one waiting row and a note that offers to take it back. */
async function waiting() {
  const core = fakeCall({ outbox_list: () => [row(7)], receipt_list: () => [] });
  const desk = new Desk(core.call);
  await desk.outbox.show(1);
  desk.toasts.show("On its way", { label: "Take back", run: () => undefined }, { id: 7, pressed: Date.now() });
  return { core, desk };
}
const notes = (desk: Desk) => desk.toasts.list.map(({ text, action }) => [text, action?.label]);

test("taking back is offered while the row waits, and no longer once it was sent", async () => {
  const { core, desk } = await waiting();
  await readOutbox(desk);
  expect(notes(desk)).toEqual([["On its way", "Take back"]]);
  core.answers.outbox_list = () => [];
  core.answers.receipt_list = () => [receipt(Date.now())];
  await readOutbox(desk);
  expect(notes(desk)).toEqual([["Published “A post”", undefined]]);
});

test("a reading that is overtaken says so and decides nothing; the one that overtook it does", async () => {
  const { core, desk } = await waiting();
  const answers: ((items: OutboxItem[]) => void)[] = [];
  core.answers.outbox_list = () => new Promise((resolve) => answers.push(resolve));
  core.answers.receipt_list = () => [receipt(Date.now())];
  const first = desk.outbox.reload();
  const second = readOutbox(desk);
  answers[0]?.([row(7)]);
  expect(await first).toBeNull();
  expect(notes(desk)).toEqual([["On its way", "Take back"]]);
  answers[1]?.([]);
  await second;
  expect(notes(desk)).toEqual([["Published “A post”", undefined]]);
});

test("a reading that was asked for before the row was there does not take its note away", async () => {
  const core = fakeCall({ receipt_list: () => [] });
  const desk = new Desk(core.call);
  let answer: (items: OutboxItem[]) => void = () => undefined;
  core.answers.outbox_list = () => new Promise((resolve) => (answer = resolve));
  const shown = desk.outbox.show(1);
  answer([]);
  await shown;
  const early = readOutbox(desk);
  await new Promise((resolve) => setTimeout(resolve, 5));
  desk.toasts.show("On its way", { label: "Take back", run: () => undefined }, { id: 7, pressed: Date.now() });
  answer([]);
  await early;
  expect(notes(desk)).toEqual([["On its way", "Take back"]]);
});

test("a row that needs the writer takes the promise away and leads to the outbox", async () => {
  const { core, desk } = await waiting();
  core.answers.outbox_list = () => [aRow({ id: 7, kind: "update", state: "blocked", choices: ["settle", "takeBack"] })];
  await readOutbox(desk);
  expect(notes(desk)).toEqual([["Needs you: Update “A post”", "Open the outbox"]]);
});

test("in the outbox itself the row says so, and the note only goes", async () => {
  const { core, desk } = await waiting();
  desk.place = { section: "outbox" };
  core.answers.outbox_list = () => [aRow({ id: 7, state: "blocked" })];
  await showOutbox(desk, 1);
  expect(notes(desk)).toEqual([]);
});

test("going to the outbox when the row has left says that it was sent", async () => {
  const { core, desk } = await waiting();
  core.answers.outbox_list = () => [];
  core.answers.receipt_list = () => [receipt(Date.now())];
  await showOutbox(desk, 1);
  expect(notes(desk)).toEqual([["Published “A post”", undefined]]);
});
