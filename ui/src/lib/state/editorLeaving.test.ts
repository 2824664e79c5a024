import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Editor } from "./editor.svelte";
import { aPost, failed, fakeStore } from "./fakeCall";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function desk() {
  const store = fakeStore();
  return { ...store, editor: new Editor(store.call) };
}

test("words typed while a new post is made are saved in the old one", async () => {
  const { editor, at } = desk();
  await editor.open(1);
  editor.setBody("First");
  expect(await editor.flush()).toBe(true);
  editor.setBody("First, typed while the other was made");
  expect(await editor.show(at(2))).toBe(true);
  expect(at(1).body).toBe("First, typed while the other was made");
  expect(editor.post?.id).toBe(2);
  expect(editor.body).toBe("Other");
});

test("a save under way says nothing about the post that is shown after it", async () => {
  const { editor, answers, at, stored } = desk();
  stored.set(1, aPost({ version: 57 }));
  await editor.open(1);
  const save = answers.post_save;
  answers.post_save = (argument) => new Promise((done) => setTimeout(() => done(save?.(argument) as never), 500));
  editor.setBody("Typing");
  await vi.advanceTimersByTimeAsync(400);
  const shown = editor.show(at(2));
  editor.setBody("Typing on");
  await vi.advanceTimersByTimeAsync(1500);
  expect(await shown).toBe(true);
  expect(at(1).body).toBe("Typing on");
  editor.setBody("Words in the new post");
  await vi.advanceTimersByTimeAsync(1500);
  expect(at(2)).toMatchObject({ body: "Words in the new post", version: 2 });
  expect(editor.saving.is).toBe("saved");
});

test("no other post is shown, and nothing is closed, over words that can't be saved", async () => {
  const { editor, answers, at } = desk();
  await editor.open(1);
  answers.post_save = () => Promise.reject(failed("notSaved"));
  editor.setBody("Not to be lost");
  expect(await editor.show(at(2))).toBe(false);
  expect(await editor.close()).toBe(false);
  expect(editor.post?.id).toBe(1);
  expect(editor.body).toBe("Not to be lost");
});

test("words typed while the open post is read or settled stay in the window", async () => {
  const { editor, answers, at } = desk();
  await editor.open(1);
  const settled = at(1);
  const open = answers.post_open;
  answers.post_open = (argument) => {
    const read = open?.(argument);
    return new Promise((done) => setTimeout(() => done(read as never), 100));
  };
  const opened = editor.open(1);
  await vi.advanceTimersByTimeAsync(50);
  editor.setBody("Typed meanwhile");
  await vi.advanceTimersByTimeAsync(1000);
  expect(await opened).toBe(true);
  expect(editor.body).toBe("Typed meanwhile");
  editor.setBody("Typed again");
  expect(await editor.show(settled)).toBe(true);
  expect(editor.body).toBe("Typed again");
  expect(at(1).body).toBe("Typed again");
});
