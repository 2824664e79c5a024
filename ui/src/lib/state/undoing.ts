// The one way back that is offered after something was done: in a note, and by its key.

import type { OutboxId } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";

export interface Way {
  text: string;
  undo: () => Promise<unknown>;
  /** Of what went into the outbox. */
  queued?: {
    /** Until when nothing of it is sent. */
    until: string | null;
    /** What the note says meanwhile. */
    counting: (seconds: number) => string;
    /** The row, when it is one, and when it was put there. */
    row?: { id: OutboxId; pressed: number };
  };
}

/** Says what was done and offers the way back; what is on its way counts down while it can be undone unsent. */
export function offerUndo(desk: Desk, { text, undo: back, queued }: Way) {
  const undo = async () => void (await back());
  const ends = queued?.until && desk.blogs.online ? Date.parse(queued.until) : null;
  const label = queued && ends === null ? words.readers.takeBack : words.undo;
  desk.undo = undo;
  desk.toasts.show(text, { label, run: () => void undoLast(desk, undo) }, queued?.row, queued && ends !== null ? { ends, text: queued.counting } : undefined);
  // After that the key means nothing any more, instead of failing.
  if (ends !== null) setTimeout(() => desk.undo === undo && (desk.undo = null), ends - Date.now());
}

export async function undoLast(desk: Desk, undo = desk.undo) {
  if (!undo) return;
  if (desk.undo === undo) desk.undo = null;
  await undo();
}
