import { expect, test } from "vitest";
import type { Find, Found } from "../ipc/call";
import { actions } from "./actions";
import { Desk } from "./desk.svelte";
import { fakeCall } from "./fakeCall";
import { Finding, fittingActions, type Entry } from "./finding.svelte";
import { openPalette, runAction } from "./opening";

const nothing: Found = { posts: [], postsTotal: 0, comments: [], commentsTotal: 0, most: 1000, odd: [] };
const post = (id: number): Found["posts"][number] => ({
  id, kind: "post", folder: "drafts", title: { text: `Post ${id}`, marks: [] }, snippet: { text: "", marks: [] }, place: null, whereabouts: "localOnly", remoteStatus: null, publishedAt: null, changedAt: "2026-11-22T14:02:00Z",
});
const settled = () => new Promise((done) => setTimeout(done));
const names = (entries: Entry[]) => entries.map(({ id }) => id);

test("while one question is under way the newest waits for it, and the ones between are never asked", async () => {
  const answers: ((found: Found) => void)[] = [];
  const { call, asked } = fakeCall({ find: () => new Promise<Found>((answer) => void answers.push(answer)) });
  const finding = new Finding(call);
  finding.open(1);
  for (const typed of ["t", "tr", "tra"]) finding.type(typed);
  expect(asked("find")).toEqual([{ blog: 1, typed: "", limit: 8 }]);
  answers[0]?.(nothing);
  await settled();
  expect(asked("find").at(-1)).toEqual({ blog: 1, typed: "tra", limit: 20 });
  expect(asked("find")).toHaveLength(2);
  expect(finding.settled).toBe(false);
  answers[1]?.({ ...nothing, posts: [post(4)], postsTotal: 1 });
  await settled();
  expect(finding.settled).toBe(true);
  expect(names(finding.entries([]))).toEqual(["heading-posts", "post-4"]);
});

test("more is asked for once, and only when there is more", async () => {
  const { call, asked } = fakeCall({ find: ({ typed, limit }) => ({ ...nothing, posts: [post(1), post(2)].slice(0, limit / 20), postsTotal: typed === "one" ? 1 : 2 }) });
  const limits = () => asked("find").map((each) => (each as Find).limit);
  const finding = new Finding(call);
  finding.open(1);
  finding.more();
  finding.type("one");
  await settled();
  finding.more();
  expect(limits()).toEqual([8, 20]);
  finding.type("two");
  await settled();
  finding.more();
  finding.more();
  await settled();
  finding.more();
  expect(limits()).toEqual([8, 20, 20, 100]);
  expect(names(finding.entries([]))).toEqual(["heading-posts", "post-1", "post-2"]);
  finding.type("three");
  await settled();
  expect(limits().at(-1)).toBe(20);
});

test("a search that fails is said, and the next letter tries again", async () => {
  let works = false;
  const { call } = fakeCall({ find: () => (works ? nothing : Promise.reject(new Error("no"))) });
  const finding = new Finding(call);
  finding.open(1);
  await settled();
  expect(finding.failed).toBe(true);
  works = true;
  finding.type("a");
  await settled();
  expect([finding.failed, finding.settled]).toEqual([false, true]);
});

test("commands come first when their title begins like that, and last otherwise", async () => {
  const { call } = fakeCall({ find: () => ({ ...nothing, posts: [post(1)], postsTotal: 1 }) });
  const finding = new Finding(call);
  finding.open(1);
  finding.type("setti");
  await settled();
  expect(names(finding.entries(actions)).slice(0, 2)).toEqual(["heading-commands", "command-settings"]);
  finding.type("outbox");
  await settled();
  expect(names(finding.entries(actions)).slice(0, 2)).toEqual(["heading-posts", "post-1"]);
  expect(names(finding.entries(actions))).toContain("command-outbox");
  finding.type(">");
  expect(finding.entries(actions).filter(({ is }) => is === "command")).toHaveLength(actions.length);
  expect(names(finding.entries(actions))).not.toContain("post-1");
});

test("every command is found by the beginnings of its words", () => {
  for (const action of actions) {
    const typed = action.title.split(/\s+/).map((word) => word.slice(0, 3)).join(" ");
    expect(fittingActions(actions, typed)).toContain(action);
  }
  expect(fittingActions(actions, "xyzzy")).toEqual([]);
  expect(fittingActions(actions, "tag:")).toEqual([]);
});

test("a command of another part of the window is listed, and says where it works instead of doing it", () => {
  const { call, asked } = fakeCall({ find: () => nothing });
  const desk = new Desk(call);
  const spam = actions.find(({ id }) => id === "spam");
  if (!spam) throw new Error("no spam");
  runAction(desk, spam);
  expect(desk.toasts.list.at(-1)?.text).toContain("Readers");
  expect(asked("comments_moderate")).toEqual([]);
  openPalette(desk);
  expect(desk.sheet).toEqual({ is: "palette" });
});
