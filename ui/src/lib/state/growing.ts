// A preview that grows: a page of a megabyte takes half a second to lay out, so what is new comes in steps
// that each take a moment only.

import type { Shown } from "./preview.svelte";

/** Letters of HTML that are new to the page at once. */
const mostAtOnce = 25_000;

/** The next step from what is shown to all that is to be: as many new parts as `most` letters allow. */
export function nextOf(before: Shown, whole: Shown, most = mostAtOnce): Shown {
  const known = new Set(before.parts);
  let left = most;
  let all = true;
  const parts = whole.parts.filter((part) => {
    if (known.has(part)) return true;
    // One part, however long, or nothing would ever come.
    const fits = left === most || part.html.length <= left;
    left = fits ? left - part.html.length : 0;
    all &&= fits;
    return fits;
  });
  return all ? whole : { ...whole, parts, notes: before.notes };
}
