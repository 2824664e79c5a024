// What a writer does with posts.

import { asFailure, type ChangedField, type CheckRemark, type Intent, type PostDocument, type PostFolder, type PostId, type PostMove } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { follow, readPosts } from "./following";
import { readOutbox } from "./sent";

export function newPost(desk: Desk) {
  desk.keyNet.spread();
  return desk.inTurn(async () => {
    if (!(await makePost(desk))) desk.keyNet.giveBack();
  });
}

/** True when the new post is open. */
async function makePost(desk: Desk): Promise<boolean> {
  const blog = desk.blogs.chosen;
  if (blog === null || !(await desk.leave())) return false;
  let open = false;
  await desk.tell(async () => {
    const pages = desk.place.section === "write" && desk.place.folder === "pages";
    const document = await desk.call("post_create", { blog, kind: pages ? "page" : "post" });
    const folder = pages ? "pages" : "drafts";
    if (!(await desk.editor.show(document))) {
      desk.toasts.problem(words.write.notLeaving);
      return Promise.all([desk.posts.reload(), desk.blogs.readCounts()]);
    }
    open = true;
    desk.place = { section: "write", folder };
    desk.prefs.set("openPost", document.id);
    if (desk.prefs.get("mode") === "read") desk.prefs.set("mode", "split");
    const typed = desk.keyNet.lift();
    if (typed !== "") desk.editor.setTitle(typed);
    desk.askFocus("title");
    return Promise.all([desk.posts.show(blog, folder), desk.blogs.readCounts()]);
  });
  return open;
}

export async function trashPost(desk: Desk, post: PostId, name: string) {
  if (!(await desk.leave())) return;
  const onBlog = desk.editor.post?.id === post && desk.editor.post.onBlog;
  await desk.tell(async () => {
    await desk.call("post_trash", { post });
    const text = words.write.trashed(name) + (onBlog ? `. ${words.write.trashedKept}` : "");
    desk.toasts.show(text, { label: words.undo, run: () => void restorePost(desk, post, name) });
    await afterMove(desk);
  });
}

export async function restorePost(desk: Desk, post: PostId, name: string) {
  await desk.tell(async () => {
    await desk.call("post_restore", { post });
    desk.toasts.show(words.write.restored(name));
    await afterMove(desk);
    await desk.openPost(post);
  });
}

/** The list that a post is in. */
export function folderOf(post: PostDocument): PostFolder {
  if (post.trashed) return "trash";
  if (post.kind === "page") return "pages";
  if (post.remoteStatus === "scheduled") return "scheduled";
  return post.onBlog ? "published" : "drafts";
}

export function toggleInspector(desk: Desk) {
  desk.prefs.set("inspector", !desk.prefs.get("inspector"));
}

/** Opens the details at a field. */
export function showField(desk: Desk, field: ChangedField) {
  desk.sheet = null;
  if (field === "title") return desk.askFocus("title");
  if (field !== "body") desk.prefs.set("inspector", true);
  desk.askFocus(field === "body" ? "text" : `field-${field}`);
}

/** Shows a place in the text, as UTF-16 offsets. */
export function showSpot(desk: Desk, from: number, to: number) {
  desk.sheet = null;
  if (desk.prefs.get("mode") === "read") desk.prefs.set("mode", "split");
  desk.spot = { from, to };
}

/** Goes to what a remark is about. */
export function showRemark(desk: Desk, { field, from, to }: CheckRemark) {
  if (field !== null && field !== "body") showField(desk, field);
  else showSpot(desk, from ?? 0, to ?? from ?? 0);
}

/** Says in words what publishing will do; asks for a title first. */
export async function askToPublish(desk: Desk) {
  const { editor } = desk;
  if (!editor.post || editor.readOnly || editor.post.sending || desk.sheet) return;
  if (!(await desk.leave())) return;
  if (!desk.blogs.connected) {
    desk.sheet = { is: "signIn", blog: editor.post.blog };
    return;
  }
  if (editor.title.trim() === "") {
    editor.titleMissing = true;
    desk.askFocus("title");
    return;
  }
  desk.sheet = { is: "publish" };
}

/** The confirmed press: the one way to the outbox for a post. */
export async function publish(desk: Desk, intent: Intent) {
  const { editor } = desk;
  const post = editor.post;
  if (!post || !(await desk.leave())) return;
  try {
    const pressed = Date.now();
    const { item } = await desk.call("post_publish", { post: post.id, intent });
    desk.sheet = null;
    await afterPress(desk, item, pressed, words.publish.queued(editor.title, desk.blogs.online));
  } catch (error) {
    const failure = asFailure(error);
    desk.sheet = null;
    if (failure.code === "titleMissing") {
      editor.titleMissing = true;
      desk.askFocus("title");
    } else {
      await desk.tell(() => Promise.reject(failure));
    }
  }
}

/** The confirmed press that moves a post on the blog. */
export async function movePost(desk: Desk, to: PostMove) {
  const post = desk.editor.post;
  if (!post || !(await desk.leave())) return;
  desk.sheet = null;
  await desk.tell(async () => {
    const pressed = Date.now();
    const { item } = await desk.call("post_move", { post: post.id, to });
    await afterPress(desk, item, pressed, words.move.queued(to, desk.editor.title, desk.blogs.online));
  });
}

/** Puts both versions of a post side by side. */
export async function openConflict(desk: Desk, post: PostId) {
  if (await desk.leave()) desk.sheet = { is: "conflict", post };
}

async function afterPress(desk: Desk, item: number, pressed: number, text: string) {
  desk.toasts.show(text, { label: words.publish.takeBack, run: () => void takePostBack(desk, item) }, { id: item, pressed });
  follow(desk);
  await Promise.all([readPosts(desk), desk.blogs.readCounts(), readOutbox(desk)]);
}

export async function takePostBack(desk: Desk, item: number) {
  await desk.tell(async () => {
    await desk.call("outbox_take_back", { item });
    desk.toasts.show(words.publish.takenBack);
    await Promise.all([desk.editor.refresh(), desk.posts.reload(), readOutbox(desk)]);
  });
}

export async function openLink(desk: Desk, url: string) {
  await desk.tell(async () => {
    const { url: checked, opened } = await desk.call("link_open", { url });
    if (!opened) window.open(checked, "_blank", "noopener,noreferrer");
  });
}

export async function copyText(desk: Desk, text: string) {
  await desk.tell(async () => {
    await navigator.clipboard.writeText(text);
    desk.toasts.show(words.write.copied);
  });
}

async function afterMove(desk: Desk) {
  await Promise.all([desk.posts.reload(), desk.blogs.readCounts()]);
  await desk.openFirstPost();
}
