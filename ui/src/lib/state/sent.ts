// When a thing that could still be taken back has left, or waits for the writer: the note that offered
// it goes, and another one says what is true now, with the way there.

import type { BlogId, OpKind, OutboxItem } from "../ipc/call";
import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { openLink } from "./writing";

/** What there is something to look at of, once it is sent. */
const shown: OpKind[] = ["publish", "update", "reply", "editReply", "moderate", "upload"];

/** Reads the outbox again, and looks at the notes once the answer is shown. */
export async function readOutbox(desk: Desk) {
  const asked = await desk.outbox.reload();
  if (asked !== null) sayWhatWasSent(desk, asked);
}

/** Reads a blog's outbox for the place that shows it. */
export async function showOutbox(desk: Desk, blog: BlogId) {
  const asked = await desk.outbox.show(blog);
  if (asked !== null) sayWhatWasSent(desk, asked);
}

function sayWhatWasSent(desk: Desk, asked: number) {
  const { toasts, outbox } = desk;
  for (const toast of toasts.list) {
    const { item } = toast;
    // An answer from before the note does not know its row yet.
    if (!item || asked < toast.since) continue;
    const row = outbox.items.find(({ id }) => id === item.id);
    if (row && !needsWriter(row)) continue;
    toasts.dismiss(toast.id);
    if (row) {
      // In the outbox it stands there already.
      if (desk.place.section !== "outbox") toasts.show(words.outbox.stuck(row), { label: words.status.showOutbox, run: () => void desk.go({ section: "outbox" }) });
      continue;
    }
    const receipt = outbox.receipts.find(({ sentAt }) => Date.parse(sentAt) >= item.pressed);
    if (!receipt) continue;
    const link = shown.includes(receipt.kind) ? receipt.link : null;
    toasts.show(words.outbox.receipt(receipt), link === null ? undefined : { label: words.outbox.open, run: () => void openLink(desk, link) });
  }
}

const needsWriter = ({ state }: OutboxItem) => state === "blocked" || state === "failed";
