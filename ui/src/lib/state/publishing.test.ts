import { expect, test } from "vitest";
import type { Blog, Capabilities, PostStatus } from "../ipc/call";
import { allFields } from "./fields";
import { fieldsOf, intentOf, movesOf, verbOf, waysOf } from "./publishing";

const now = Date.parse("2026-11-23T12:00:00Z");
const later = "2026-12-01T08:00:00Z";
const blog = (over: Partial<Capabilities> = {}): Blog => ({
  id: 1, platform: "wordPress", endpoint: "", username: "", title: "", url: "", timezone: "UTC", practice: false, me: { remoteId: "1", name: "", roles: [] },
  capabilities: {
    writePosts: true, publishPosts: true, editPublishedPosts: true, editOthersPosts: false, publishPages: false, manageCategories: false, uploadMedia: true,
    moderateComments: false, unfilteredHtml: false, ...over,
  },
});
const contributor = blog({ publishPosts: false, editPublishedPosts: false });
const post = (remoteStatus: PostStatus | null = null, kind: "post" | "page" = "post") => ({
  kind, remoteStatus, trashed: remoteStatus === "trash", onBlog: remoteStatus === "published" || remoteStatus === "private" || remoteStatus === "scheduled",
});

test("the ways are those that role and post allow", () => {
  const fields = allFields({});
  expect(waysOf(blog(), post(), fields, now)).toEqual(["now", "schedule", "private", "draft"]);
  expect(waysOf(blog(), post("draft"), fields, now)[0]).toBe("now");
  expect(waysOf(blog(), post("published"), fields, now)).toEqual(["update"]);
  expect(waysOf(blog(), post(), allFields({ date: later }), now)[0]).toBe("schedule");
  expect(waysOf(blog(), post("scheduled"), allFields({}), now)[0]).toBe("schedule");
  expect(waysOf(contributor, post(), fields, now)).toEqual(["review", "draft"]);
  expect(waysOf(blog(), post(null, "page"), fields, now)).toEqual(["review", "draft"]);
  expect(waysOf(blog({ publishPages: true }), post(null, "page"), fields, now)[0]).toBe("now");
  expect(waysOf(blog({ writePosts: false, publishPosts: false }), post(), fields, now)).toEqual([]);
});

test("the button is named after what the press does", () => {
  for (const [status, date, verb] of [
    [null, null, "publish"],
    [null, later, "schedule"],
    [null, "2020-01-01T00:00:00Z", "publish"],
    ["published", null, "update"],
    ["private", null, "update"],
    ["published", later, "schedule"],
    ["scheduled", later, "update"],
    ["draft", null, "publish"],
  ] as const) {
    expect(verbOf(blog(), post(status), allFields({ date }), now), `${status} ${date}`).toBe(verb);
  }
  expect(verbOf(contributor, post("pending"), allFields({}), now)).toBe("review");
});

test("a private post with a date to come is published or updated privately, never scheduled", () => {
  const fields = allFields({ date: later, visibility: { to: "private" } });
  for (const [status, way, verb] of [
    [null, "private", "publish"],
    ["draft", "private", "publish"],
    ["scheduled", "private", "update"],
    ["private", "update", "update"],
    ["published", "update", "update"],
  ] as const) {
    expect(waysOf(blog(), post(status), fields, now)[0], `${status}`).toBe(way);
    expect(verbOf(blog(), post(status), fields, now), `${status}`).toBe(verb);
  }
});

test("a way sets only the fields that it stands for", () => {
  const fields = allFields({ date: later, visibility: { to: "private" } });
  expect(fieldsOf("now", fields, now)).toEqual({ date: null, visibility: { to: "public" } });
  expect(fieldsOf("private", fields, now)).toEqual({ date: null, visibility: { to: "private" } });
  expect(fieldsOf("schedule", fields, now)).toEqual({ visibility: { to: "public" } });
  expect(fieldsOf("now", allFields({ visibility: { to: "password", password: "x" } }), now)).toEqual({});
  for (const way of ["draft", "review", "update"] as const) expect(fieldsOf(way, fields, now)).toEqual({});
  expect([intentOf("now"), intentOf("private"), intentOf("update"), intentOf("review"), intentOf("draft")]).toEqual(["public", "public", "public", "review", "draft"]);
});

test("a post is moved only where it is and where the role reaches", () => {
  expect(movesOf(blog(), post())).toEqual([]);
  expect(movesOf(blog(), post("published"))).toEqual(["unpublish", "trash"]);
  expect(movesOf(blog(), post("draft"))).toEqual(["trash"]);
  expect(movesOf(blog(), post("trash"))).toEqual(["restore"]);
  expect(movesOf(contributor, post("published"))).toEqual([]);
});
