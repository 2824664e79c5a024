import { expect, test } from "vitest";
import type { ApprovalStage, Blog, BlogStatus, ConnectedBlog, FoundBlog } from "../ipc/call";
import { Connecting } from "./connecting.svelte";
import { LostAccess } from "./connectingAgain";
import { failed, fakeCall } from "./fakeCall";

const found: FoundBlog = {
  title: "The Lighthouse", url: "https://light.example/", endpoint: "https://light.example/wp-json/", platform: "wordPress", applicationPasswords: true, approval: "byItself",
  unencrypted: false, connected: null, keychain: "ready",
};
const connected = { blog: { id: 4 }, abilities: [], kept: "keychain" } as unknown as ConnectedBlog;

function connecting(over: Partial<FoundBlog> = {}, again: Blog | null = null) {
  const core = fakeCall({
    blog_find: () => ({ ...found, ...over }),
    approval_begin: ({ comes }) => ({ approval: comes === "byItself" ? "a1" : null, url: "https://light.example/page", opened: false }),
    approval_stage: () => stage.is,
    approval_finish: () => connected,
    approval_cancel: () => null,
    blog_connect: () => connected,
    blog_sign_in: () => connected,
  });
  const stage: { is: ApprovalStage } = { is: "waiting" };
  const opened: string[] = [];
  const one = new Connecting(core.call, "ready", (url) => opened.push(url), again);
  one.address = "light.example";
  return { ...core, one, stage, opened };
}

test("what is approved in the browser is connected without a word", async () => {
  const { one, stage, asked, opened } = connecting();
  await one.find();
  expect(one.step).toBe("ask");
  await one.ask("byItself");
  expect(one.step).toBe("waiting");
  expect(opened).toEqual(["https://light.example/page"]);
  await one.look();
  expect(one.step).toBe("waiting");
  stage.is = "approved";
  await Promise.all([one.look(), one.look()]);
  expect(one.step).toBe("done");
  expect(asked("approval_finish")).toEqual([{ approval: "a1", keep: "keychain", blog: null }]);
});

test.each(["declined", "wrong", "over"] as const)("after an answer that is %s it can be asked again", async (end) => {
  const { one, stage } = connecting();
  await one.find();
  await one.ask("byItself");
  stage.is = end;
  await one.look();
  expect([one.step, one.stage]).toEqual(["ask", end]);
  stage.is = "waiting";
  await one.ask("byItself");
  expect(one.step).toBe("waiting");
});

test("one press leads from waiting to pasting, and nothing is waited for any more", async () => {
  const { one, asked, opened } = connecting();
  await one.find();
  await one.ask("byItself");
  await one.ask("byPasting");
  expect(one.step).toBe("paste");
  expect(asked("approval_cancel")).toEqual([{ approval: "a1" }]);
  expect(opened.length).toBe(2);
});

test("a blog without such a page takes a password at once", async () => {
  const { one } = connecting({ approval: null });
  await one.find();
  expect(one.step).toBe("paste");
});

test("a keychain that refuses leaves the approval to be finished elsewhere", async () => {
  const { one, stage, answers, asked } = connecting();
  await one.find();
  await one.ask("byItself");
  answers.approval_finish = () => Promise.reject(failed("noKeychain"));
  stage.is = "approved";
  await one.look();
  expect([one.step, one.keep]).toEqual(["finishing", null]);
  answers.approval_finish = () => connected;
  one.keep = "session";
  await one.finish();
  expect(one.step).toBe("done");
  expect(asked("approval_finish").length).toBe(2);
});

test("nothing is opened before the writer accepts that the password goes unencrypted", async () => {
  const { one, asked } = connecting({ unencrypted: true });
  await one.find();
  await one.ask("byItself");
  expect(asked("approval_begin")).toEqual([]);
  one.acceptUnencrypted = true;
  await one.ask("byItself");
  expect(asked("approval_begin").length).toBe(1);
});

test("signing in again asks on the blog's page for the same blog", async () => {
  const blog = { id: 7, endpoint: "https://light.example/wp-json/" } as Blog;
  const { one, stage, asked } = connecting({}, blog);
  await one.ask("byItself");
  stage.is = "approved";
  await one.look();
  expect(asked("approval_finish")).toEqual([{ approval: "a1", keep: "keychain", blog: 7 }]);
});

test("a sheet that is closed waits no more", async () => {
  const { one, asked } = connecting();
  await one.find();
  await one.ask("byItself");
  one.close();
  one.close();
  expect(asked("approval_cancel")).toEqual([{ approval: "a1" }]);
});

test("lost access is said once, and again only after it was there in between", () => {
  const lost = new LostAccess();
  const at = (reach: BlogStatus["reach"]) => lost.notice([{ blog: 1, reach } as BlogStatus]);
  expect([at("unknown"), at("signIn"), at("signIn"), at("offline"), at("signIn")]).toEqual([[], [1], [], [], []]);
  expect([at("online"), at("signIn")]).toEqual([[], [1]]);
});
