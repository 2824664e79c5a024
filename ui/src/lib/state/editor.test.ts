import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SavePost } from "../ipc/call";
import { Editor } from "./editor.svelte";
import { aPost, failed, fakeStore } from "./fakeCall";
import { allFields } from "./fields";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function desk() {
  const store = fakeStore();
  return { ...store, editor: new Editor(store.call) };
}

test("“saved” is said only when the core has answered", async () => {
  const { editor, answers } = desk();
  await editor.open(1);
  const save = answers.post_save;
  answers.post_save = (argument) => new Promise((done) => setTimeout(() => done(save?.(argument) as never), 500));
  editor.setBody("New");
  expect(editor.saving.is).toBe("unsaved");
  await vi.advanceTimersByTimeAsync(400);
  expect(editor.saving.is).toBe("saving");
  expect(editor.savedAt).toBe("2026-11-22T14:02:00Z");
  await vi.advanceTimersByTimeAsync(500);
  expect(editor.saving.is).toBe("saved");
  expect(editor.savedAt).toBe("2026-11-22T15:00:00Z");
});

test("a failed save keeps the bar and the text, and goes away when a save succeeds", async () => {
  const { editor, answers, at } = desk();
  await editor.open(1);
  const save = answers.post_save;
  answers.post_save = () => Promise.reject(failed("notSaved"));
  editor.setBody("Precious");
  await vi.advanceTimersByTimeAsync(400);
  expect(editor.saving.is).toBe("failed");
  await vi.advanceTimersByTimeAsync(2000);
  editor.setBody("Precious words");
  expect(editor.saving.is).toBe("failed");
  expect(editor.body).toBe("Precious words");
  answers.post_save = save;
  await vi.advanceTimersByTimeAsync(4000);
  expect(editor.saving.is).toBe("saved");
  expect(at(1).body).toBe("Precious words");
});

test("switching posts saves first, and is refused while the text can't be saved", async () => {
  const { editor, answers, at } = desk();
  await editor.open(1);
  editor.setBody("Before the switch");
  expect(await editor.open(2)).toBe(true);
  expect(at(1).body).toBe("Before the switch");
  expect(editor.title).toBe("Second");

  answers.post_save = () => Promise.reject(failed("notSaved"));
  editor.setBody("Not to be lost");
  expect(await editor.open(1)).toBe(false);
  expect(editor.post?.id).toBe(2);
  expect(editor.body).toBe("Not to be lost");
});

test("a stale version asks and goes on keeping what is typed; “keep mine” keeps the other text first", async () => {
  const { editor, stored, at, asked, beside } = desk();
  await editor.open(1);
  stored.set(1, aPost({ body: "Written elsewhere", version: 7 }));
  editor.setBody("Mine");
  await vi.advanceTimersByTimeAsync(400);
  expect(editor.saving.is).toBe("elsewhere");
  expect(editor.safe).toBe(false);
  expect(await editor.flush()).toBe(false);
  editor.setBody("Mine, longer");
  await vi.advanceTimersByTimeAsync(5000);
  expect(beside).toEqual(["Mine", "Mine, longer"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked("post_save")).toHaveLength(2);
  expect(editor.saving.is).toBe("elsewhere");

  editor.setBody("Mine, longest");
  await editor.keepMine();
  expect(beside.slice(2)).toEqual(["Written elsewhere"]);
  expect(at(1).body).toBe("Mine, longest");
  expect(at(1).version).toBe(8);
  expect(editor.saving.is).toBe("saved");
  expect(editor.safe).toBe(true);

  stored.set(1, aPost({ body: "Elsewhere again", version: 20 }));
  editor.setBody("And again");
  await vi.advanceTimersByTimeAsync(1000);
  expect(editor.saving.is).toBe("elsewhere");
  expect(asked("post_save").filter((each) => (each as SavePost).force)).toHaveLength(1);
});

test("ten minutes of typing beside another text reach the disk every second", async () => {
  const { editor, stored, beside } = desk();
  await editor.open(1);
  stored.set(1, aPost({ body: "Written elsewhere", version: 7 }));
  for (let second = 0; second < 600; second++) {
    editor.setBody(`Mine ${second}`);
    await vi.advanceTimersByTimeAsync(500);
    editor.setBody(`Mine ${second}, on`);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(beside.length).toBeGreaterThanOrEqual(550);
  editor.setBody("The last words");
  await editor.takeTheirs();
  expect(beside.at(-1)).toBe("The last words");
  expect(editor.body).toBe("Written elsewhere");
});

test("the other text is not loaded while ours can't be kept, nor over words typed meanwhile", async () => {
  const { editor, answers, stored, beside } = desk();
  await editor.open(1);
  stored.set(1, aPost({ body: "Written elsewhere", version: 7 }));
  editor.setBody("Mine");
  await vi.advanceTimersByTimeAsync(400);
  const save = answers.post_save;
  answers.post_save = () => Promise.reject(failed("notSaved"));
  editor.setBody("Mine, and a page more");
  await editor.takeTheirs();
  expect(editor.body).toBe("Mine, and a page more");
  expect(editor.saving.is).toBe("failed");

  answers.post_save = save;
  answers.post_open = ({ post }) => new Promise((done) => setTimeout(() => done({ ...(stored.get(post) ?? aPost()) }), 100));
  const taken = editor.takeTheirs();
  await vi.advanceTimersByTimeAsync(50);
  editor.setBody("Typed while it was read");
  await vi.advanceTimersByTimeAsync(300);
  await taken;
  expect(beside).toContain("Mine, and a page more");
  expect(beside).toContain("Typed while it was read");
  expect(editor.body).toBe("Written elsewhere");
});

test("of two texts the writer can take the other one", async () => {
  const { editor, stored } = desk();
  await editor.open(1);
  stored.set(1, aPost({ body: "Written elsewhere", version: 7 }));
  editor.setBody("Mine");
  await vi.advanceTimersByTimeAsync(400);
  await editor.takeTheirs();
  expect(editor.body).toBe("Written elsewhere");
  expect(editor.saving.is).toBe("saved");
  editor.setBody("On top");
  await vi.advanceTimersByTimeAsync(400);
  expect(stored.get(1)?.body).toBe("On top");
});

test("a change in the store never replaces words that are typed and not yet saved", async () => {
  const { editor, stored } = desk();
  await editor.open(1);
  editor.setBody("Typing now");
  stored.set(1, aPost({ version: 2, whereabouts: "onBlog", body: "From the blog" }));
  await editor.refresh();
  expect(editor.body).toBe("Typing now");
  expect(editor.post?.whereabouts).toBe("onBlog");
});

test("words typed while the store is being read again stay", async () => {
  const { editor, answers, stored } = desk();
  await editor.open(1);
  answers.post_open = ({ post }) => new Promise((done) => setTimeout(() => done({ ...(stored.get(post) ?? aPost()), body: "Old", version: 1 }), 100));
  const refreshed = editor.refresh();
  editor.setBody("Typed meanwhile");
  await vi.advanceTimersByTimeAsync(100);
  await refreshed;
  expect(editor.body).toBe("Typed meanwhile");
});

test("a newer text in the store is shown when nothing here is unsaved", async () => {
  const { editor, stored } = desk();
  await editor.open(1);
  const before = editor.loads;
  stored.set(1, aPost({ version: 3, body: "Newer" }));
  await editor.refresh();
  expect(editor.body).toBe("Newer");
  expect(editor.loads).toBe(before + 1);
});

test("a post in the trash can't be changed", async () => {
  const { editor, stored, asked } = desk();
  stored.set(1, aPost({ trashed: true }));
  await editor.open(1);
  expect(editor.readOnly).toBe(true);
  editor.setBody("No");
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked("post_save")).toHaveLength(0);
});

test("fields are saved with the text, and what the core leaves out is at its default", async () => {
  const { editor, stored, asked } = desk();
  stored.set(1, aPost({ fields: { title: "Short" } as never }));
  await editor.open(1);
  expect(editor.fields).toEqual(allFields({ title: "Short" }));
  editor.setFields({ tags: ["one"], date: "2027-03-14T08:00:00Z" });
  editor.setFields({ tags: ["one"] });
  await vi.advanceTimersByTimeAsync(400);
  expect(asked("post_save")).toEqual([{ post: 1, fields: allFields({ title: "Short", tags: ["one"], date: "2027-03-14T08:00:00Z" }), body: "Body", version: 1 }]);
  expect(editor.saving.is).toBe("saved");
});

test("a save that comes back merged is taken over, and the writer is told", async () => {
  const { editor, answers } = desk();
  await editor.open(1);
  const { loads } = editor;
  answers.post_save = ({ fields, body }) => ({
    version: 9, savedAt: "2026-11-22T15:00:00Z", whereabouts: "changedHere",
    merged: aPost({ version: 9, fields: { ...fields, slug: "there" }, body: `${body} And the blog’s.` }),
  });
  editor.setBody("Mine.");
  await vi.advanceTimersByTimeAsync(400);
  expect(editor.body).toBe("Mine. And the blog’s.");
  expect(editor.fields.slug).toBe("there");
  expect(editor.saving.is).toBe("saved");
  expect(editor.merged).toBe(true);
  expect(editor.loads).toBe(loads + 1);
});

test("words typed while a merged save comes back stay, and are saved on top of it", async () => {
  const { editor, answers, asked } = desk();
  await editor.open(1);
  answers.post_save = ({ fields, body, version }) =>
    new Promise((done) =>
      setTimeout(() => {
        const merged = version === 1 ? aPost({ version: 9, fields, body: `The blog’s.\n\n${body}` }) : null;
        done({ version: version === 1 ? 9 : version + 1, savedAt: "2026-11-22T15:00:00Z", whereabouts: "changedHere", merged });
      }, 300),
    );
  editor.setBody("Mine");
  await vi.advanceTimersByTimeAsync(500);
  editor.setBody("Mine, and more");
  await vi.advanceTimersByTimeAsync(200);
  expect(editor.body).toBe("The blog’s.\n\nMine, and more");
  expect(editor.saving.is).not.toBe("saved");
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked("post_save").at(-1)).toMatchObject({ body: "The blog’s.\n\nMine, and more", version: 9 });
  expect(editor.saving.is).toBe("saved");
});
