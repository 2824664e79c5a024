// Going to what was found: a post at its place, a comment in its conversation, a command where it works.

import type { FoundComment, FoundPost } from "../ipc/call";
import { words } from "../messages";
import type { Action } from "./actions";
import type { Desk } from "./desk.svelte";
import { showSpot } from "./writing";

export function openPalette(desk: Desk) {
  desk.finding.open(desk.blogs.chosen);
  desk.sheet = { is: "palette" };
}

export async function openFoundPost(desk: Desk, { id, folder, place }: FoundPost) {
  await desk.tell(async () => {
    await desk.showPost(folder, id);
    if (place && desk.editor.post?.id === id) showSpot(desk, place[0], place[1]);
  });
}

export async function openFoundComment(desk: Desk, { id }: FoundComment) {
  const blog = desk.blogs.chosen;
  await desk.tell(async () => {
    await desk.go({ section: "readers", folder: "all" });
    await desk.openComment(id);
    if (blog !== null) await desk.call("note_opened", { blog, comment: id });
  });
}

/** Whether a command can be given from here. */
export function worksHere(desk: Desk, action: Action): boolean {
  return action.run !== undefined && (action.group === "everywhere" || action.group === desk.place.section);
}

/** Does what was chosen, or says where it can be done. */
export function runAction(desk: Desk, action: Action) {
  if (worksHere(desk, action)) void action.run?.(desk);
  else desk.toasts.show(action.run ? words.finding.elsewhere(action.title, action.group) : words.finding.keysOnly(action.title));
}
