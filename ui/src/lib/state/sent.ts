// When a thing that could still be taken back has left: the note that offered it goes, and another
// one says that the blog has it, with the way there.

import { words } from "../messages";
import type { Desk } from "./desk.svelte";
import { openLink } from "./writing";

/** Looks at the notes after the outbox was read again. */
export function sayWhatWasSent(desk: Desk) {
  const { toasts, outbox } = desk;
  for (const toast of toasts.list) {
    if (toast.item === undefined || outbox.items.some(({ id }) => id === toast.item)) continue;
    toasts.dismiss(toast.id);
    const receipt = outbox.receipts.find(({ sentAt }) => Date.parse(sentAt) >= toast.since);
    if (!receipt) continue;
    const { link } = receipt;
    toasts.show(words.outbox.receipt(receipt), link === null ? undefined : { label: words.outbox.open, run: () => void openLink(desk, link) });
  }
}
