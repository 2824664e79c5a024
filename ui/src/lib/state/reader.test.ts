import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ReaderCard } from "../ipc/call";
import { failed, fakeCall } from "./fakeCall";
import { Reader } from "./reader.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function readers() {
  const notes = new Map([[1, "Likes boats"], [2, ""]]);
  const card = (reader: number): ReaderCard => ({
    reader, blog: 1, names: [`Reader ${reader}`], url: null, firstSeen: null, lastSeen: null, comments: 1, answered: 0, usualWaitMinutes: null, exchanges: [],
    note: notes.get(reader) ?? "", regular: false, isMe: false, merged: [],
  });
  const core = fakeCall({
    reader_open: ({ reader }) => card(reader),
    reader_note: ({ reader, note }) => (notes.set(reader, note), null),
  });
  return { ...core, notes, reader: new Reader(core.call) };
}

test("a note is saved to the reader it was written about, also when another is opened at once", async () => {
  const { reader, notes } = readers();
  await reader.show(1);
  expect(reader.note).toBe("Likes boats");
  reader.typeNote("Likes boats and tea");
  await reader.show(2);
  expect([...notes]).toEqual([[1, "Likes boats and tea"], [2, ""]]);
  expect(reader.note).toBe("");
});

test("reading the card again does not take the words out of a note that is being typed", async () => {
  const { reader } = readers();
  await reader.show(1);
  reader.typeNote("Half a");
  await reader.read();
  expect(reader.note).toBe("Half a");
});

test("a note that could not be saved stays, and says so", async () => {
  const { reader, answers, notes } = readers();
  await reader.show(1);
  answers.reader_note = () => Promise.reject(failed("failed"));
  reader.typeNote("Important");
  expect(await reader.flush()).toBe(false);
  expect([reader.saving, reader.note, notes.get(1)]).toEqual(["failed", "Important", "Likes boats"]);
});

test("a card that is read again while another is opened does not come back over it", async () => {
  const { reader } = readers();
  await reader.show(1);
  const opening = reader.show(2);
  await Promise.all([reader.read(), opening]);
  await reader.read();
  expect(reader.card?.reader).toBe(2);
});
