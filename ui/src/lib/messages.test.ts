import { expect, test } from "vitest";
import type { BlogStatus, OutboxItem, ProblemKind } from "./ipc/commands";
import { words } from "./messages";
import { ago, clockAndDay } from "./when";

const noon = new Date(2026, 10, 22, 14, 2).getTime();
const at = (minutesAgo: number) => new Date(noon - minutesAgo * 60_000).toISOString();
const status = (over: Partial<BlogStatus> = {}): BlogStatus => ({
  blog: 1, reach: "online", problem: null, checking: false, checkedAt: at(0), waiting: 0, needsYou: 0,
  last: { newComments: 0, sentReplies: 0, sentPosts: 0, sentModerations: 0 }, ...over,
});

test("one thing is not spoken of as many", () => {
  expect(words.count(1, "reply", "replies")).toBe("1 reply");
  expect(words.count(0, "reply", "replies")).toBe("0 replies");
  expect(words.count(3912, "comment", "comments")).toBe("3,912 comments");
  expect(words.readers.waiting(1)).toBe("1 reader waiting");
  expect(words.outbox.needsYou(1)).toBe("1 needs you");
  expect(words.outbox.needsYou(2)).toBe("2 need you");
});

test("the state of a blog is one sentence", () => {
  const last = { newComments: 5, sentReplies: 3, sentPosts: 0, sentModerations: 0 };
  expect(words.status.sentence(status({ last, needsYou: 1 }))).toBe("Blog checked 14:02. 3 replies sent, 5 new comments, 1 needs you.");
  expect(words.status.sentence(status())).toBe("Blog checked 14:02. All quiet.");
  expect(words.status.sentence(status({ reach: "offline", waiting: 3 }))).toBe("3 things will be sent when you are back online.");
  expect(words.status.heading(status({ reach: "offline" }))).toBe("Working offline");
  expect(words.status.heading(status({ reach: "signIn" }))).toBe("Sign in again");
});

test("every problem says what is safe and ends as a sentence, for every kind of thing", () => {
  const kinds: ProblemKind[] = [
    "offline", "answerLost", "signIn", "noPassword", "role", "conflict", "gone", "commentsClosed", "busy", "maintenance", "notTheBlog",
    "certificate", "moved", "tooLarge", "refused", "missingPicture", "massDisappearance",
  ];
  for (const kind of kinds) {
    for (const thing of ["publish", "update", "reply", "upload", "moderate"] as OutboxItem["kind"][]) {
      const text = words.problem({ kind, detail: "" }, thing);
      expect(text).toMatch(/kept|stays here|Nothing was changed/);
      expect(text).toMatch(/\.$/);
      expect(text.split(". ").length).toBeGreaterThan(1);
    }
  }
});

test("an untitled post and a nameless reader are still called something", () => {
  expect(words.outbox.item({ kind: "publish", moderation: null, subject: "" })).toBe("Publish “Untitled”");
  expect(words.outbox.item({ kind: "reply", moderation: null, subject: "" })).toBe("Reply to Somebody");
});

test("a waiting row says when it goes", () => {
  const row = { state: "queued", notBefore: null, problem: null, attempts: 0 } as const;
  expect(words.outbox.state(row, false, noon)).toBe("Waiting until you are online");
  expect(words.outbox.state({ ...row, notBefore: at(-3) }, true, noon)).toBe("Next try 14:05");
  expect(words.outbox.state({ ...row, notBefore: at(3) }, true, noon)).toBe("Waiting its turn");
  expect(words.outbox.state({ ...row, state: "unsure" }, true, noon)).toBe("Checking whether it arrived");
});

test("times are said as people say them", () => {
  expect(ago(at(0), noon)).toBe("now");
  expect(ago(at(2), noon)).toBe("2 min");
  expect(ago(at(125), noon)).toBe("2 h");
  expect(ago(at(60 * 20), noon)).toBe("Yesterday");
  expect(ago(at(60 * 24 * 2), noon)).toBe("Fri");
  expect(ago(at(60 * 24 * 8), noon)).toBe("14 Nov");
  expect(ago(at(60 * 24 * 400), noon)).toMatch(/2025$/);
  expect(clockAndDay(at(0), noon)).toBe("14:02");
});
