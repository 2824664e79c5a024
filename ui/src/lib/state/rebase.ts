// Words typed while a save was on its way, brought onto the text that came back merged.

import { ChangeSet } from "@codemirror/state";
import type { PostFields } from "../ipc/call";
import { textChanges } from "../shared/textChanges";
import { same } from "./fields";

/** `merged` grew from `sent`; so did `typed`. Nothing that was typed is lost. */
export function rebase(sent: string, typed: string, merged: string): string {
  const mine = ChangeSet.of(textChanges(sent, typed), sent.length, "\n");
  const theirs = ChangeSet.of(textChanges(sent, merged), sent.length, "\n");
  return apply(typed, theirs.map(mine));
}

/** Field by field: what was changed since it was sent stays. */
export function rebaseFields(sent: PostFields, typed: PostFields, merged: PostFields): PostFields {
  const changed = (Object.keys(typed) as (keyof PostFields)[]).filter((name) => !same(typed[name], sent[name]));
  return { ...merged, ...Object.fromEntries(changed.map((name) => [name, typed[name]])) };
}

function apply(text: string, changes: ChangeSet): string {
  let done = "";
  let at = 0;
  changes.iterChanges((from, to, _fromB, _toB, insert) => {
    done += text.slice(at, from) + insert.toString();
    at = to;
  });
  return done + text.slice(at);
}
