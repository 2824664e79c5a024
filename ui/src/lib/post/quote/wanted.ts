// What the text's offers to quote do in this window.

import { words } from "../../messages";
import type { Desk } from "../../state/desk.svelte";
import { openQuote } from "../../state/openQuote";
import type { Wanted } from "./offer";

export function quotesWanted(desk: Desk): Wanted {
  return {
    label: (isAddress) => (isAddress ? words.quoting.offerPage : words.quoting.offerWords),
    onfield: (field) => (desk.quoting.field = field),
    onquote: (address, typed) => openQuote(desk, address ?? "", typed ?? ""),
  };
}
