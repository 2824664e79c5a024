// Opening the sheet that quotes a page.

import type { Desk } from "./desk.svelte";

/** With an address or words that came into the text; without them, with what stands at the cursor. */
export function openQuote(desk: Desk, address?: string, typed?: string) {
  const { editor, quoting } = desk;
  if (!editor.post || editor.readOnly || editor.fields.bodyKind === "html" || desk.place.section !== "write") return;
  const asked = address === undefined && typed === undefined;
  const found = asked ? quoting.field?.found() : undefined;
  if (asked) quoting.field?.mark();
  quoting.begin(address ?? found?.address ?? "", typed ?? found?.words ?? "");
  desk.sheet = { is: "quote" };
}
