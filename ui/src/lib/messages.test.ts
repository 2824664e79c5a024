import { expect, test } from "vitest";
import type { BlogStatus, OutboxItem, ProblemKind } from "./ipc/commands";
import { words } from "./messages";
import { ago, clockAndDay } from "./when";

const noon = new Date(2026, 10, 22, 14, 2).getTime();
const at = (minutesAgo: number) => new Date(noon - minutesAgo * 60_000).toISOString();
const status = (over: Partial<BlogStatus> = {}): BlogStatus => ({
  blog: 1, reach: "online", problem: null, checking: false, checkedAt: at(0), waiting: 0, needsYou: 0, pulling: null,
  last: { newComments: 0, newPosts: 0, sentReplies: 0, sentPosts: 0, sentModerations: 0 }, ...over,
});

const aRow = (over: Partial<OutboxItem> = {}): OutboxItem => ({
  id: 1, blog: 1, kind: "reply", moderation: null, subject: "Dennis", about: "", excerpt: "", state: "queued", problem: null, attempts: 0, progress: null,
  notBefore: null, createdAt: at(0), post: null, comment: 1, choices: ["edit", "takeBack"], place: 1, waitsFor: null, ...over,
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
  const last = { newComments: 5, newPosts: 0, sentReplies: 3, sentPosts: 0, sentModerations: 0 };
  expect(words.status.sentence(status({ last, needsYou: 1 }))).toBe("Blog checked 14:02. 3 replies sent, 5 new comments, 1 needs you.");
  expect(words.status.sentence(status())).toBe("Blog checked 14:02. All quiet.");
  expect(words.status.sentence(status({ reach: "offline", waiting: 3 }))).toBe("3 things will be sent when you are back online.");
  expect(words.status.heading(status({ reach: "offline" }))).toBe("Working offline");
  expect(words.status.heading(status({ reach: "signIn" }))).toBe("Sign in again");
});

test("every problem says what is safe and ends as a sentence, for every kind of thing", () => {
  const kinds: ProblemKind[] = [
    "offline", "answerLost", "signIn", "noPassword", "role", "conflict", "takenOff", "overtaken", "gone", "commentsClosed", "parentEdited", "answeredElsewhere", "newTurn", "busy", "maintenance", "notTheBlog",
    "certificate", "moved", "tooLarge", "refused", "missingPicture", "massDisappearance", "notSaved",
  ];
  for (const kind of kinds) {
    for (const thing of ["publish", "update", "schedule", "review", "draft", "unpublish", "trashPost", "restorePost", "reply", "editReply", "upload", "moderate"] as OutboxItem["kind"][]) {
      const text = words.problem({ kind, detail: "" }, thing);
      expect(text).toMatch(/kept|stays here|safe here|Nothing was changed|Nothing is being sent/);
      expect(text).toMatch(/\.$/);
      expect(text.split(". ").length).toBeGreaterThan(1);
    }
  }
});

test("an upload says how far it is, in the unit of the whole", () => {
  const upload = (progress: OutboxItem["progress"]) => words.outbox.item({ ...aRow({ kind: "upload", subject: "Second.png" }), progress });
  expect(upload(null)).toBe("Upload Second.png");
  expect(upload({ sent: 1_200_000, total: 3_400_000 })).toBe("Uploading Second.png, 1.2 of 3.4 MB");
  expect(upload({ sent: 0, total: 40_000_000 })).toBe("Uploading Second.png, 0 of 40 MB");
  expect(upload({ sent: 120_000, total: 240_000 })).toBe("Uploading Second.png, 120 of 240 kB");
});

test("pictures and files that go first are counted apart", () => {
  expect(words.publish.uploads(1, 0, 410_000)).toBe("1 picture goes first, 410 kB");
  expect(words.publish.uploads(0, 2, 1_300_000)).toBe("2 files go first, 1.3 MB");
  expect(words.publish.uploads(2, 1, 1_300_000)).toBe("2 pictures and 1 file go first, 1.3 MB");
});

test("an untitled post and a nameless reader are still called something", () => {
  expect(words.outbox.item({ kind: "publish", moderation: null, subject: "" })).toBe("Publish “Untitled”");
  expect(words.outbox.item({ kind: "reply", moderation: null, subject: "" })).toBe("Reply to Somebody");
});

test("a waiting row says when it goes", () => {
  const row = aRow();
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

test("a row that may have arrived is not called unsent, and what it does not offer is not advised", () => {
  const problem = { kind: "role", detail: "" } as const;
  const maybe = aRow({ state: "failed", problem, choices: ["retry"] });
  expect(words.outbox.state(maybe, true, noon)).toBe("Not known to have arrived");
  expect(words.stuck(maybe, problem)).toBe(`Your role on this blog may not do this. ${words.outbox.mayHaveArrived}`);
  const here = aRow({ state: "failed", problem, choices: ["edit", "takeBack", "retry"] });
  expect(words.outbox.state(here, true, noon)).toBe("Not sent");
  expect(words.stuck(here, problem)).toBe(words.problem(problem, "reply"));
  // A picture is never taken back by itself.
  expect(words.outbox.state(aRow({ kind: "upload", state: "failed", problem, choices: ["retry"] }), true, noon)).toBe("Not sent");
});

test("sending mine is called what it does", () => {
  expect(words.outbox.choice("sendMine", { kind: "conflict", detail: "" })).toBe("Send mine");
  expect(words.outbox.choice("sendMine", { kind: "gone", detail: "" })).toBe("Publish as new");
  expect(words.outbox.choice("sendMine", { kind: "takenOff", detail: "" })).toBe("Publish again");
  expect(words.outbox.choice("retry", { kind: "gone", detail: "" })).toBe("Try now");
});

test("when much vanished, the sentence says how much and that nothing was changed", () => {
  const vanished = status({ reach: "trouble", problem: { kind: "massDisappearance", detail: "14 of 25" } });
  expect(words.status.sentence(vanished)).toMatch(/^14 of 25 comments .* Nothing was changed here\./);
});

test("a strip begins with what is out of the ordinary, so that it survives being cut short", () => {
  expect(words.status.line(status({ reach: "offline", waiting: 3 }))).toMatch(/^Working offline\. 3 things/);
  expect(words.status.line(status({ reach: "trouble", problem: { kind: "notSaved", detail: "" } }))).toMatch(/^Sending has stopped\. .*Free some space\.$/);
  expect(words.status.line(status())).toBe("Blog checked 14:02. All quiet.");
});

test("a publish sheet says what happens in each case", () => {
  const what = words.publish.what;
  expect(what("publish", "Tea", null, "", false)).toBe("“Tea” becomes public for everyone who reads the blog.");
  expect(what("publish", "Tea", "private", "", false)).toContain("only you and the blog’s editors");
  expect(what("publish", "Tea", "password", "", false)).toContain("whoever has the password");
  expect(what("schedule", "Tea", null, "24 Nov 2026, 09:00 CET", false)).toBe("“Tea” becomes public by itself: 24 Nov 2026, 09:00 CET.");
  expect(what("schedule", "Tea", null, "24 Nov 2026, 09:00 CET", true)).toContain("readers can no longer open it");
  expect(words.publish.confirm("review", false)).toBe("Submit for review when online");
  for (const kind of ["publish", "update", "schedule", "review", "draft"] as const) {
    expect(words.publish.heading(kind, "Toy Box")).toMatch(/Toy Box$/);
    expect(what(kind, "", null, "", false)).toMatch(/^“Untitled”.*\.$/);
  }
});

test("a picture says what became of it", () => {
  const of = (bytes: number) => ({ width: 1, height: 1, bytes });
  expect(words.pictures.processed(of(3_200_000), of(410_000), true)).toBe("The picture is in the text: 3.2 MB → 410 kB, location removed");
  expect(words.pictures.processed(of(900), of(900), false)).toBe("The picture is in the text: 900 bytes");
});

test("a kept block has a name that a writer knows", () => {
  expect(words.sealed.name("gallery")).toBe("Gallery");
  expect(words.sealed.name("media-text")).toBe("Picture beside text");
  expect(words.sealed.name("latest-comments")).toBe("Latest comments");
  expect(words.sealed.name("jetpack/tiled-gallery")).toBe("Tiled gallery (jetpack)");
});
