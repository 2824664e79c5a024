import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aTurn, failed, fakeCall } from "./fakeCall";
import { Reply } from "./reply.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function box() {
  const drafts = new Map<number, string>();
  const core = fakeCall({
    reply_draft_save: ({ comment, text }) => (drafts.set(comment, text), null),
    reply_queue: () => ({ item: 9, until: null }),
    reply_edit: () => null,
  });
  return { ...core, drafts, reply: new Reply(core.call) };
}

test("going to another comment saves the half-written reply first", async () => {
  const { reply, drafts } = box();
  await reply.take(aTurn({ id: 1 }));
  reply.type("Hello");
  expect(await reply.take(aTurn({ id: 2, draft: "Begun" }))).toBe(true);
  expect(drafts.get(1)).toBe("Hello");
  expect(reply.text).toBe("Begun");
});

test("a draft that can't be saved keeps its comment open", async () => {
  const { reply, answers } = box();
  await reply.take(aTurn({ id: 1 }));
  answers.reply_draft_save = () => Promise.reject(failed("notSaved"));
  reply.type("Hello");
  expect(await reply.take(aTurn({ id: 2 }))).toBe(false);
  expect(reply.comment).toBe(1);
  expect(reply.text).toBe("Hello");
  expect(reply.saving).toBe("failed");
});

test("an older draft read from the store never replaces what is in the box", async () => {
  const { reply } = box();
  await reply.take(aTurn({ id: 1 }));
  reply.type("Newer");
  await reply.take(aTurn({ id: 1, draft: "Older" }));
  expect(reply.text).toBe("Newer");
});

test("pressing send twice queues one reply", async () => {
  const { reply, asked, answers } = box();
  answers.reply_queue = () => new Promise((done) => setTimeout(() => done({ item: 9, until: null }), 100));
  await reply.take(aTurn({ id: 1 }));
  reply.type("Once");
  const both = [reply.send(), reply.send()];
  await vi.advanceTimersByTimeAsync(500);
  expect(await Promise.all(both)).toEqual([{ item: 9, until: null }, null]);
  expect(asked("reply_queue")).toEqual([{ comment: 1, text: "Once" }]);
  expect(reply.text).toBe("");
});

test("blank space is no reply", async () => {
  const { reply, asked } = box();
  await reply.take(aTurn({ id: 1 }));
  reply.type("  \n ");
  expect(await reply.send()).toBeNull();
  expect(asked("reply_queue")).toHaveLength(0);
});

test("a reply that could not be queued stays in the box", async () => {
  const { reply, answers, drafts } = box();
  answers.reply_queue = () => Promise.reject(failed("failed"));
  await reply.take(aTurn({ id: 1 }));
  reply.type("Keep me");
  await expect(reply.send()).rejects.toThrow();
  expect(reply.text).toBe("Keep me");
  expect(drafts.get(1)).toBe("Keep me");
});

test("changing a queued reply changes that row and queues nothing new", async () => {
  const { reply, asked } = box();
  await reply.take(aTurn({ id: 1 }));
  const sending = { id: 4 } as never;
  await reply.edit(aTurn({ id: 6, mine: true, text: "Was", sending }));
  expect(reply.text).toBe("Was");
  reply.type("Is now");
  await reply.send();
  expect(asked("reply_edit")).toEqual([{ item: 4, text: "Is now" }]);
  expect(asked("reply_queue")).toHaveLength(0);
  expect(asked("reply_draft_save")).toHaveLength(0);
});

test("a changed text of a queued reply is not lost by going to another comment", async () => {
  const { reply } = box();
  await reply.take(aTurn({ id: 1 }));
  await reply.edit(aTurn({ id: 6, mine: true, text: "Was", sending: { id: 4 } as never }));
  reply.type("Half changed");
  expect(await reply.take(aTurn({ id: 2 }))).toBe(false);
  expect(reply.text).toBe("Half changed");
  reply.stopEditing("Own draft");
  expect(await reply.take(aTurn({ id: 2 }))).toBe(true);
});

test("what deserves a look is said at the first press; the second one sends", async () => {
  const { reply, asked, answers } = box();
  answers.reply_check = () => ({ html: "", remarks: [{ kind: "wrongName", message: "It greets Ruth." }] });
  await reply.take(aTurn({ id: 1 }));
  reply.type("Hello Ruth. Yes");
  expect(await reply.send()).toBeNull();
  expect(reply.stopped.map(({ message }) => message)).toEqual(["It greets Ruth."]);
  expect(reply.anyway).toBe(true);
  expect(asked("reply_queue")).toHaveLength(0);
  reply.type("Hello Ruth. Yes!");
  expect(await reply.send()).toBeNull();
  expect(await reply.send()).toEqual({ item: 9, until: null });
  expect(asked("reply_queue")).toEqual([{ comment: 1, text: "Hello Ruth. Yes!" }]);
});

test("an answer that is only manners does not go at the second press either", async () => {
  const { reply, asked, answers } = box();
  answers.reply_check = () => ({ html: "", remarks: [{ kind: "onlyManners", message: "Only a greeting." }] });
  await reply.take(aTurn({ id: 1 }));
  reply.type("Hello Dennis. Hugs");
  expect([await reply.send(), await reply.send(), await reply.send()]).toEqual([null, null, null]);
  expect(reply.anyway).toBe(false);
  expect(asked("reply_queue")).toHaveLength(0);
  expect(reply.text).toBe("Hello Dennis. Hugs");
});

test("marks that are dropped are shown and stop nothing", async () => {
  const { reply, answers } = box();
  answers.reply_check = () => ({ html: "<p>A list</p>", remarks: [{ kind: "marksDropped", message: "No lists." }] });
  await reply.take(aTurn({ id: 1 }));
  reply.type("- A list");
  await reply.readLook();
  expect(reply.look?.remarks[0]?.message).toBe("No lists.");
  expect(await reply.send()).toEqual({ item: 9, until: null });
});

test("the look is shown only where it differs from the words", async () => {
  const { reply, answers } = box();
  answers.reply_check = ({ text }) => ({ html: text.includes("*") ? "<p><em>Yes</em></p>" : "<p>Yes<br>no</p>", remarks: [] });
  await reply.take(aTurn({ id: 1 }));
  reply.type("Yes\nno");
  await reply.readLook();
  expect(reply.look).toBeNull();
  reply.type("*Yes*");
  await reply.readLook();
  expect(reply.look?.html).toBe("<p><em>Yes</em></p>");
});

test("a reply that is on the blog is changed from what the blog has", async () => {
  const { reply, asked, answers, drafts } = box();
  answers.reply_source = () => ({ text: "Was *so*", before: "<p>Was <em>so</em></p>" });
  answers.reply_change = () => ({ item: 12, until: null });
  await reply.take(aTurn({ id: 6, mine: true }));
  expect(await reply.edit(aTurn({ id: 6, mine: true }))).toBe(true);
  expect(reply.text).toBe("Was *so*");
  reply.type("Is *so*");
  expect(await reply.take(aTurn({ id: 2 }))).toBe(false);
  expect(await reply.send()).toEqual({ item: 12, until: null });
  expect(asked("reply_change")).toEqual([{ comment: 6, text: "Is *so*", before: "<p>Was <em>so</em></p>" }]);
  expect(asked("reply_queue")).toHaveLength(0);
  expect(drafts.size).toBe(0);
});

test("a held comment is approved and answered by one call", async () => {
  const { reply, asked } = box();
  await reply.take(aTurn({ id: 1 }));
  reply.type("Welcome");
  await reply.send(true);
  expect(asked("reply_queue")).toEqual([{ comment: 1, text: "Welcome", approve: true }]);
});
