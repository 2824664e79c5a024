// What a writer does with posts.

import { asFailure, type PostId } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { readOutbox } from "./sent";

export async function newPost(desk: Desk) {
  const blog = desk.blogs.chosen;
  if (blog === null || !(await desk.leave())) return;
  await desk.tell(async () => {
    const document = await desk.call("post_create", { blog });
    desk.place = { section: "write", folder: "drafts" };
    desk.editor.show(document);
    desk.prefs.set("openPost", document.id);
    if (desk.prefs.get("mode") === "read") desk.prefs.set("mode", "split");
    desk.askFocus("title");
    await Promise.all([desk.posts.show(blog, "drafts"), desk.blogs.readCounts()]);
  });
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

/** Asks for the title first, then says in words what publishing will do. */
export async function askToPublish(desk: Desk) {
  const { editor } = desk;
  if (!editor.post || editor.readOnly || editor.post.sending || desk.sheet) return;
  if (!(await desk.leave())) return;
  if (editor.title.trim() === "") {
    editor.titleMissing = true;
    desk.askFocus("title");
    return;
  }
  desk.sheet = { is: "publish" };
}

/** The confirmed press: the one way to the outbox for a post. */
export async function publish(desk: Desk) {
  const { editor } = desk;
  const post = editor.post;
  if (!post || !(await desk.leave())) return;
  const pressed = Date.now();
  try {
    const { item } = await desk.call("post_publish", { post: post.id });
    desk.sheet = null;
    const queued = words.publish.queued(editor.title, desk.blogs.online);
    desk.toasts.show(queued, { label: words.publish.takeBack, run: () => void takePostBack(desk, item) }, { id: item, pressed });
    await Promise.all([editor.refresh(), desk.posts.reload(), desk.blogs.readCounts(), readOutbox(desk)]);
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

export async function takePostBack(desk: Desk, item: number) {
  await desk.tell(async () => {
    await desk.call("outbox_take_back", { item });
    desk.toasts.show(words.publish.takenBack);
    await Promise.all([desk.editor.refresh(), desk.posts.reload(), readOutbox(desk)]);
  });
}

/** Keeps pictures and gives back what to write into the text, one after the other. */
export async function addPictures(desk: Desk, files: File[], insert: (markdown: string) => void) {
  const post = desk.editor.post?.id;
  if (post === undefined || desk.editor.readOnly) return;
  for (const file of files) {
    await desk.tell(async () => {
      const base64 = await asBase64(file);
      const added = await desk.call("picture_add", { post, fileName: file.name || "picture.png", base64 });
      if (desk.editor.post?.id === post) insert(added.markdown);
    });
  }
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

function asBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error("unreadable file"));
    // A data: address; the bytes follow its comma.
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.readAsDataURL(file);
  });
}
