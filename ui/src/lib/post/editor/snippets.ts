// Texts put in by a short name and Tab. `$1`, `${2:name}` are places to fill, Tab goes from one to the next
// and at last to `$0` or behind the text; `$DATE` and its like are filled in by themselves.

import { snippet as filled } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

export interface Snippet {
  name: string;
  text: string;
}

/** What stands for the names that fill themselves in. */
export type Values = Record<string, string>;

const longestName = 40;
const placeholder = /\\([\\$])|\$(?:(\d{1,2})|([A-Z]+)|\{(?:(\d{1,2})(?::([^{}\n]*))?|([A-Z]+))\})/g;

/** The text in the form that the editor fills. */
export function template(text: string, values: Values): string {
  const named = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
  const within = (text: string) => text.replace(/\$([A-Z]+)/g, (all, name: string) => named(name) ?? all);
  // A place that stands twice has the words that it has anywhere.
  const usual = new Map<number, string>();
  let last = 0;
  for (const [, , plain, , braced, words] of text.matchAll(placeholder)) {
    const number = Number(plain ?? braced ?? 0);
    last = Math.max(last, number);
    if (words !== undefined && !usual.has(number)) usual.set(number, within(words).replace(/[{}\n]/g, ""));
  }
  let end = false;
  const out: string[] = [];
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    const [all, escaped, plain, name, braced, , bracedName] = match;
    out.push(literal(text.slice(from, match.index)));
    from = match.index + all.length;
    const number = plain ?? braced;
    if (escaped) out.push(literal(escaped));
    else if (number === undefined) out.push(literal(named(name ?? bracedName ?? "") ?? all));
    else if (Number(number) === 0) {
      end = true;
      out.push(`\${${last + 1}}`);
    } else out.push(`\${${Number(number)}:${usual.get(Number(number)) ?? ""}}`);
  }
  out.push(literal(text.slice(from)));
  if (!end) out.push(`\${${last + 1}}`);
  return out.join("");
}

/** What the editor's own templates would read as a place. */
function literal(text: string): string {
  return text.replace(/([#$])\{|\\([{}])/g, (_all, mark?: string, brace?: string) => (mark ? `${mark}\\{` : `\\\\${brace}`));
}

/** Puts a snippet in the place of a part of the text. */
export function insertSnippet(view: EditorView, { text }: Snippet, values: Values, from: number, to: number) {
  const form = template(text, values);
  try {
    filled(form)(view, null, from, to);
  } catch {
    // Its places may come out wrong behind several escaped braces in one line: then the text without them.
    const insert = form.replace(/\$\{\d+:?([^{}]*)\}/g, "$1").replace(/\\([{}])/g, "$1");
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
  }
}

/** The snippet whose name ends at the cursor, with where the name begins. */
export function snippetBefore(view: EditorView, known: readonly Snippet[]): { snippet: Snippet; from: number } | null {
  const { main } = view.state.selection;
  if (!main.empty || view.state.readOnly || view.state.selection.ranges.length > 1) return null;
  const line = view.state.doc.lineAt(main.head);
  const before = view.state.sliceDoc(Math.max(line.from, main.head - longestName - 1), main.head);
  let best: Snippet | null = null;
  for (const each of known) {
    if (!before.endsWith(each.name)) continue;
    const left = before.at(-each.name.length - 1);
    const apart = left === undefined || !/[\p{L}\p{N}_]/u.test(left) || !/^[\p{L}\p{N}_]/u.test(each.name);
    if (apart && each.name.length > (best?.name.length ?? 0)) best = each;
  }
  return best && { snippet: best, from: main.head - best.name.length };
}

/** Tab behind a snippet's name. */
export function expand(view: EditorView, known: readonly Snippet[], values: () => Values): boolean {
  const found = snippetBefore(view, known);
  if (!found) return false;
  insertSnippet(view, found.snippet, values(), found.from, view.state.selection.main.head);
  return true;
}
