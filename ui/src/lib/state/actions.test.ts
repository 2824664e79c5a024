import { expect, test } from "vitest";
import { actionFor, actions } from "./actions";
import { isPlain } from "../shared/keys";
import { Desk } from "./desk.svelte";
import { aTurn, fakeCall } from "./fakeCall";

const press = (key: string, over: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: document.body, ...over });
const field = () => document.body.appendChild(document.createElement("textarea"));

test("no two actions have the same name or share keys where both work", () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  for (const section of ["write", "readers"] as const) {
    const keys = actions.filter((action) => action.run && !action.inField && [section, "everywhere"].includes(action.group)).flatMap((action) => action.keys);
    expect(new Set(keys.map((each) => each.toLowerCase())).size).toBe(keys.length);
  }
});

test("every action has words, and keys or a place in the palette", () => {
  for (const action of actions) {
    expect(action.title).not.toBe("");
    expect(action.keys.length > 0 || action.run !== undefined).toBe(true);
  }
});

test("single keys mean nothing while something is typed", () => {
  for (const action of actions.filter(({ keys: [keys], run, inField }) => run && !inField && keys && isPlain(keys))) {
    const [key = "", shiftKey] = [action.keys[0]?.replace("Shift+", ""), action.keys[0]?.startsWith("Shift+")];
    const section = action.group === "everywhere" ? "readers" : action.group;
    expect(actionFor(press(key, { shiftKey }), section, false)?.id).toBe(action.id);
    expect(actionFor(press(key, { shiftKey, target: field() }), section, false)).toBeNull();
  }
});

test("the keys of readers do nothing while writing", () => {
  for (const key of ["j", "k", "a", "u", "s", "d", "e", "z", "r"]) expect(actionFor(press(key), "write", false)).toBeNull();
});

test("keys with Ctrl work in a text field, and nothing works under a sheet", () => {
  const enter = press("Enter", { ctrlKey: true, target: field() });
  expect(actionFor(enter, "readers", false)?.id).toBe("send");
  expect(actionFor(press("P", { ctrlKey: true, shiftKey: true }), "write", false)?.id).toBe("publish");
  expect(actionFor(enter, "readers", true)).toBeNull();
  expect(actionFor(press("j"), "readers", true)).toBeNull();
});

test("holding a key down moves on, but moderates only once", () => {
  expect(actionFor(press("j", { repeat: true }), "readers", false)?.id).toBe("down");
  for (const key of ["s", "d", "a", "e"]) expect(actionFor(press(key, { repeat: true }), "readers", false)).toBeNull();
});

test("keys that decide about comments do nothing in a role that may not", async () => {
  const capabilities = {
    writePosts: true, publishPosts: false, editPublishedPosts: false, editOthersPosts: false, publishPages: false, manageCategories: false, uploadMedia: false, moderateComments: false, unfilteredHtml: false,
  };
  const keys = ["approve", "unapprove", "spam", "trash"].map((id) => actions.find((action) => action.id === id));
  for (const [may, asked] of [[false, 0], [true, 1]] as const) {
    for (const [action, status] of keys.map((each, at) => [each, at === 0 ? "held" : "approved"] as const)) {
      const core = fakeCall({ comments_moderate: () => ({ before: [], leftAlone: 0 }) });
      const desk = new Desk(core.call);
      desk.blogs.list = [
        { id: 1, platform: "wordPress", endpoint: "", username: "ruth", title: "", url: "", timezone: "UTC", practice: false, me: { remoteId: "1", name: "Ruth", roles: [] }, capabilities: { ...capabilities, publishPosts: may } },
      ];
      desk.blogs.chosen = 1;
      desk.comments.conversation = { blog: 1, post: { title: "", link: null, publishedAt: null, remote: "9", commentsOpen: null, local: null }, turns: [aTurn({ status })], hidden: 0 };
      desk.comments.chosen = 1;
      await action?.run?.(desk);
      expect(core.asked("comments_moderate").length).toBe(asked);
    }
  }
});
