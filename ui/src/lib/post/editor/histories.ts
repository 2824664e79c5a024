// What can be undone in each post, kept while the app runs: the text as the field left it, with its
// history and selection. What came from elsewhere meanwhile is one more change on top of it.

import { historyField } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";

interface Kept {
  json: unknown;
  letters: number;
}

/** Beyond these, the posts that were left longest ago begin with an empty history again. */
const mostPosts = 40;
const mostLetters = 12_000_000;

const fields = { history: historyField };
const all = new WeakMap<object, Map<string, Kept>>();

/** Keeps the state of a post under its name, for one window. */
export function keepState(owner: object, name: string, state: EditorState) {
  const kept = all.get(owner) ?? new Map<string, Kept>();
  all.set(owner, kept);
  kept.delete(name);
  kept.set(name, { json: state.toJSON(fields), letters: state.doc.length });
  let letters = 0;
  for (const each of kept.values()) letters += each.letters;
  for (const [oldest, { letters: fewer }] of kept) {
    if (kept.size <= mostPosts && letters <= mostLetters) break;
    letters -= fewer;
    kept.delete(oldest);
  }
}

/** The kept state of a post, with the extensions that its text gets; null when there is none. */
export function keptState(owner: object, name: string, extensions: (text: string) => Extension): EditorState | null {
  const kept = all.get(owner)?.get(name);
  if (!kept) return null;
  try {
    return EditorState.fromJSON(kept.json, { extensions: extensions((kept.json as { doc: string }).doc) }, fields);
  } catch {
    return null;
  }
}
