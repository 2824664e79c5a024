// Pictures and other files: into the text, into the fields, and their descriptions. The description of a picture in
// the text stands in the text; that of a featured one is kept with the picture.

import { CommandFailed, type AddedPicture } from "../ipc/call";
import { words } from "../messages";
import { setAlt } from "../shared/altText";
import type { Desk } from "./desk.svelte";

/** What the core takes at most, in MB; a picture is made smaller there. */
const mostOfPicture = 100;
const mostOfFile = 64;

/** Keeps files, pictures shown and others linked, and gives back what to write into the text, one after the other; then asks for descriptions. */
export async function addPictures(desk: Desk, files: File[], insert: (markdown: string) => void) {
  const post = desk.editor.post?.id;
  if (post === undefined || desk.editor.readOnly) return;
  const undescribed: string[] = [];
  for (const file of files) {
    await desk.tell(async () => {
      const added = await keep(desk, post, file);
      if (desk.editor.post?.id !== post) return;
      insert(added.markdown);
      desk.toasts.show(added.isPicture ? words.pictures.processed(added.was, added.is, added.hadLocation) : words.pictures.linked(file.name, added.is.bytes));
      if (/!\[\]\(/.test(added.markdown)) undescribed.push(added.uuid);
    });
  }
  const [first, ...rest] = undescribed;
  if (first !== undefined && !desk.sheet) desk.sheet = { is: "describe", uuid: first, next: rest };
}

/** Makes a file the picture that stands for the post. */
export async function setFeatured(desk: Desk, file: File) {
  const post = desk.editor.post?.id;
  if (post === undefined || desk.editor.readOnly) return;
  await desk.tell(async () => {
    const added = await keep(desk, post, file, true);
    if (desk.editor.post?.id !== post) return;
    desk.editor.setFields({ featured: { where: "here", id: added.uuid } });
    await desk.editor.flush();
    await desk.details.readPictures(post);
  });
}

/** Describes a picture of the store, in the text wherever it stands and beside it. */
export async function describe(desk: Desk, uuid: string, alt: string) {
  const { editor } = desk;
  const body = setAlt(editor.body, `media:${uuid}`, alt);
  if (body !== editor.body) editor.replaceBody(body);
  await desk.tell(async () => {
    await desk.call("picture_describe", { uuid, alt });
    if (editor.post) await desk.details.readPictures(editor.post.id);
  });
}

async function keep(desk: Desk, post: number, file: File, picturesOnly = false): Promise<AddedPicture> {
  // Judged before it is read, so that a film of many gigabytes does not fill the memory.
  const most = file.type.startsWith("image/") ? mostOfPicture : mostOfFile;
  if (file.size > most * 1024 * 1024) throw new CommandFailed({ code: "failed", message: words.pictures.tooLarge(file.name, most), detail: null });
  const base64 = await asBase64(file);
  return desk.call("picture_add", { post, fileName: file.name || "picture.png", base64, picturesOnly });
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
