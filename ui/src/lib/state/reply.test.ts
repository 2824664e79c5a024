import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aRow, aTurn, failed, fakeCall } from "./fakeCall";
import { Reply } from "./reply.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function box() {
  const drafts = new Map<number, string>();
  const core = fakeCall({
    reply_draft_save: ({ comment, text }) => (drafts.set(comment, text), null),
    reply_queue: () => ({ item: 9, until: null }),
    reply_edit: () => null,
    outbox_hold: () => null,
    outbox_release: () => null,
  });
  return { ...core, drafts, reply: new Reply(core.call) };
}

/** A conversation as the core has it: comment 1, and reply 6 to it in row 4 of the outbox or on the blog. */
function talk(where: "waiting" | "onBlog" = "waiting") {
  const made = box();
  const { answers, drafts } = made;
  const own = aTurn({ id: 6, depth: 1, mine: true, text: "Was", sending: where === "waiting" ? aRow({ id: 4, kind: "reply", post: null, comment: 6 }) : null });
  const kept = (id: number) => drafts.get(id) ?? "";
  answers.conversation_open = () => ({
    blog: 1, post: { title: "", link: null, publishedAt: null, local: null, remote: "9", commentsOpen: true }, hidden: 0,
    turns: [aTurn({ id: 1, draft: kept(1) }), { ...own, draft: kept(6) }, aTurn({ id: 2, draft: kept(2) })],
  });
  answers.reply_source = () => ({ text: "Was", before: "<p>Was</p>" });
  answers.reply_change = () => ({ item: 12, until: null });
  const turn = (id: number) => aTurn({ id, draft: kept(id) });
  return { ...made, own, turn };
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
  expect(asked("reply_draft_save").map((each) => (each as { comment: number }).comment)).not.toContain(1);
});

test("a draft outlives an edit beside it", async () => {
  for (const where of ["waiting", "onBlog"] as const) {
    for (const end of ["send", "stopEditing"] as const) {
      const { reply, drafts, own, turn } = talk(where);
      await reply.take(turn(1));
      reply.type("Half a reply");
      expect(await reply.edit(own)).toBe(true);
      expect(reply.text).toBe("Was");
      reply.type("Is now");
      await reply[end]();
      expect([reply.editing, reply.text]).toEqual([null, "Half a reply"]);
      expect(drafts.get(1)).toBe("Half a reply");
      reply.type("Half a reply, and more");
      await reply.flush();
      expect(drafts.get(1)).toBe("Half a reply, and more");
    }
  }
});

test("what was given back to the draft during an edit is in the box after it", async () => {
  const { reply, drafts, own, turn } = talk();
  await reply.take(turn(1));
  await reply.edit(own);
  drafts.set(1, "Taken back meanwhile");
  await reply.stopEditing();
  expect(reply.text).toBe("Taken back meanwhile");
});

test("the new text of a reply is on disk as it is typed, and there again at the next press", async () => {
  for (const where of ["waiting", "onBlog"] as const) {
    const { reply, drafts, own, turn, asked } = talk(where);
    await reply.take(turn(1));
    await reply.edit(own);
    reply.type("Half changed");
    await vi.advanceTimersByTimeAsync(1000);
    expect(drafts.get(6)).toBe("Half changed");
    expect(reply.safe).toBe(true);
    // Leaving is never stopped by it.
    expect(await reply.take(turn(2))).toBe(true);
    expect([reply.editing, reply.text]).toEqual([null, ""]);
    expect(asked("outbox_release")).toEqual([]);
    await reply.take(turn(1));
    await reply.edit(own);
    expect(reply.text).toBe("Half changed");
    await reply.send();
    expect(drafts.get(6)).toBe("");
    expect(asked("reply_queue")).toEqual([]);
  }
});

test("another reply's edit in between takes nothing of the first one", async () => {
  const { reply, drafts, own, turn } = talk();
  await reply.take(turn(1));
  await reply.edit(own);
  reply.type("Half changed");
  await reply.edit(aTurn({ id: 7, mine: true, text: "Other", sending: aRow({ id: 5 }) }));
  expect([reply.text, drafts.get(6)]).toEqual(["Other", "Half changed"]);
  // This turn was read before anything was typed.
  await reply.edit(own);
  expect(reply.text).toBe("Half changed");
});

test("the new text of an own reply is never taken for a reply to it", async () => {
  const { reply, own } = talk();
  expect(await reply.take({ ...own, draft: "Half changed" })).toBe(true);
  expect(reply.empty).toBe(true);
});

test("a reply is held back while it is edited, and goes on when that is over", async () => {
  for (const end of ["send", "stopEditing", "rest"] as const) {
    const { reply, own, turn, asked } = talk();
    await reply.take(turn(1));
    await reply.edit(own);
    expect(asked("outbox_hold")).toEqual([{ item: 4 }]);
    if (end !== "rest") reply.type("Is now");
    await reply[end]();
    expect(asked("outbox_release"), end).toEqual([{ item: 4 }]);
  }
  const left = talk();
  await left.reply.take(left.turn(1));
  await left.reply.edit(left.own);
  await left.reply.take(left.turn(2));
  expect(left.asked("outbox_release")).toEqual([{ item: 4 }]);
});

test("what the writer put on hold stays on hold after an edit", async () => {
  const { reply, own, turn, asked } = talk();
  if (own.sending) own.sending.state = "onHold";
  await reply.take(turn(1));
  await reply.edit(own);
  reply.type("Is now");
  await reply.send();
  expect([asked("outbox_hold"), asked("outbox_release")]).toEqual([[], []]);
});

test("a reply that arrived while it was edited is changed on the blog, with the new text", async () => {
  const { reply, own, turn, asked, answers } = talk();
  await reply.take(turn(1));
  await reply.edit(own);
  reply.type("Is now");
  answers.reply_edit = () => Promise.reject(failed("gone"));
  expect(await reply.send()).toEqual({ item: 12, until: null });
  expect(asked("reply_change")).toEqual([{ comment: 6, text: "Is now", before: "<p>Was</p>" }]);
});

test("a reply that is on its way keeps its new text, and is changed once it is on the blog", async () => {
  const { reply, own, turn, asked, answers, drafts } = talk();
  await reply.take(turn(1));
  await reply.edit(own);
  reply.type("Is now");
  answers.reply_edit = () => Promise.reject(failed("tooLate"));
  answers.reply_source = () => Promise.reject(failed("failed"));
  expect(await reply.send()).toBeNull();
  expect([reply.text, drafts.get(6), reply.editing?.at]).toEqual(["Is now", "Is now", "blog"]);
  await expect(reply.send()).rejects.toThrow();
  expect([reply.text, drafts.get(6)]).toEqual(["Is now", "Is now"]);
  answers.reply_source = () => ({ text: "Was", before: "<p>Was</p>" });
  expect(await reply.send()).toEqual({ item: 12, until: null });
  expect(asked("reply_change")).toEqual([{ comment: 6, text: "Is now", before: "<p>Was</p>" }]);
});

test("words that are taken back come to those in the box, not under them", async () => {
  const { reply, drafts, turn } = talk();
  await reply.take(turn(1));
  reply.type("Newer");
  await reply.flush();
  drafts.set(1, "Taken back\n\nNewer");
  reply.adopt(turn(1));
  expect(reply.text).toBe("Taken back\n\nNewer");
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
  expect(await reply.send()).toEqual({ item: 12, until: null });
  expect(asked("reply_change")).toEqual([{ comment: 6, text: "Is *so*", before: "<p>Was <em>so</em></p>" }]);
  expect(asked("reply_queue")).toHaveLength(0);
  expect([...drafts.values()]).not.toContain("Is *so*");
});

test("a held comment is approved and answered by one call", async () => {
  const { reply, asked } = box();
  await reply.take(aTurn({ id: 1 }));
  reply.type("Welcome");
  await reply.send(true);
  expect(asked("reply_queue")).toEqual([{ comment: 1, text: "Welcome", approve: true }]);
});
