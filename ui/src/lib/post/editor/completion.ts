// What the field offers while one types: emoji by name after a colon, own posts after `[[`, snippets when
// asked (Ctrl+Space). Nothing is offered in code or addresses, and nothing is loaded before it is needed.

import { acceptCompletion, autocompletion, type Completion, type CompletionContext, completionKeymap, type CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { emojiNamed, findEmoji } from "./emoji";
import { expand, insertSnippet, type Snippet, type Values } from "./snippets";

export interface OwnPost {
  title: string;
  /** `null`: readers can't find it yet. */
  link: string | null;
}

export interface Offers {
  emoji: () => boolean;
  posts: (typed: string) => Promise<OwnPost[]>;
  snippets: () => readonly Snippet[];
  values: () => Values;
  /** A post without an address was chosen. */
  onaddressless: (title: string) => void;
  words: { noAddress: string };
}

export function completion(offers: Offers): Extension {
  const sources = [(context: CompletionContext) => emoji(context, offers), (context: CompletionContext) => posts(context, offers), (context: CompletionContext) => snippets(context, offers)];
  return [
    autocompletion({ override: sources, icons: false, defaultKeymap: false, maxRenderedOptions: 40, activateOnTypingDelay: 60, tooltipClass: () => "completion" }),
    Prec.highest(keymap.of([...completionKeymap, { key: "Tab", run: acceptCompletion }])),
    Prec.high(keymap.of([{ key: "Tab", run: (view) => expand(view, offers.snippets(), offers.values) }])),
    EditorView.inputHandler.of((view, from, to, text) => text === ":" && from === to && offers.emoji() && closeEmoji(view, from)),
    look,
  ];
}

const look = EditorView.theme({
  ".cm-tooltip.completion": { border: "1px solid var(--line-strong)", borderRadius: "var(--radius)", background: "var(--surface)", color: "var(--ink)", boxShadow: "var(--shadow)", overflow: "hidden" },
  ".cm-tooltip.completion > ul": { fontFamily: "var(--ui)", fontSize: "13px", maxHeight: "260px", minWidth: "220px", maxWidth: "420px" },
  ".cm-tooltip.completion > ul > li": { display: "flex", gap: "10px", alignItems: "baseline", padding: "5px 10px" },
  ".cm-tooltip.completion > ul > li[aria-selected]": { background: "var(--selected)", color: "var(--ink)" },
  ".cm-tooltip.completion .cm-completionLabel": { flex: "1", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  ".cm-tooltip.completion .cm-completionDetail": { margin: "0", color: "var(--ink-3)", fontStyle: "normal", fontSize: "12px", maxWidth: "180px", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  ".cm-tooltip.completion .cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-snippetField": { background: "var(--accent-soft)", borderRadius: "3px" },
});

/** Code and addresses mean what they say. */
export function isVerbatim(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); ; ) {
    if (/Code|URL|HTML|Comment/.test(node.name)) return true;
    if (!node.parent) return false;
    node = node.parent;
  }
}

async function emoji(context: CompletionContext, offers: Offers): Promise<CompletionResult | null> {
  if (!offers.emoji()) return null;
  const typed = context.matchBefore(/:[\p{L}\d_+-]{2,30}$/u);
  if (!typed || isVerbatim(context.state, context.pos)) return null;
  // As in 12:30 or http://.
  if (/[\p{L}\p{N}:/]/u.test(context.state.sliceDoc(Math.max(0, typed.from - 1), typed.from))) return null;
  const found = await findEmoji(typed.text.slice(1));
  if (context.aborted || found.length === 0) return null;
  return { from: typed.from, filter: false, options: found.map(({ emoji, name }) => ({ label: `:${name}:`, displayLabel: `${emoji} ${name.replaceAll("_", " ")}`, apply: emoji })) };
}

/** The second colon of `:smile:`. */
function closeEmoji(view: EditorView, at: number): boolean {
  const before = view.state.sliceDoc(Math.max(0, at - 40), at);
  const typed = /(?:^|[^\p{L}\p{N}:/]):([a-z\d_+-]{2,30})$/u.exec(before)?.[1];
  const found = typed === undefined ? null : emojiNamed(typed);
  if (typed === undefined || found === null || isVerbatim(view.state, at)) return false;
  view.dispatch({ changes: { from: at - typed.length - 1, to: at, insert: found }, selection: { anchor: at - typed.length - 1 + found.length }, userEvent: "input.complete", scrollIntoView: true });
  return true;
}

async function posts(context: CompletionContext, offers: Offers): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/\[\[[^[\]\n]{0,80}$/);
  if (!typed || isVerbatim(context.state, context.pos)) return null;
  const found = await offers.posts(typed.text.slice(2)).catch(() => []);
  if (context.aborted || found.length === 0) return null;
  const option = ({ title, link }: OwnPost): Completion => ({
    label: title,
    ...(link === null ? { detail: offers.words.noAddress } : {}),
    apply: (view, _completion, from, to) => {
      // Brackets that closed by themselves go, too.
      const end = view.state.sliceDoc(to, to + 2) === "]]" ? to + 2 : to;
      const insert = link === null ? escaped(title) : linkTo(title, link);
      view.dispatch({ changes: { from, to: end, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete", scrollIntoView: true });
      if (link === null) offers.onaddressless(title);
    },
  });
  return { from: typed.from, filter: false, options: found.map(option) };
}

function snippets(context: CompletionContext, offers: Offers): CompletionResult | null {
  if (!context.explicit) return null;
  const typed = context.matchBefore(/\S{0,40}$/);
  const from = typed?.from ?? context.pos;
  const option = (snippet: Snippet): Completion => ({
    label: snippet.name,
    detail: snippet.text.replace(/\s+/g, " ").slice(0, 60),
    apply: (view, _completion, from, to) => insertSnippet(view, snippet, offers.values(), from, to),
  });
  const options = offers.snippets().map(option);
  return options.length > 0 ? { from, options, validFor: /^\S*$/ } : null;
}

/** A link in Markdown, whatever is in the title and the address. */
export function linkTo(title: string, address: string): string {
  return `[${escaped(title)}](${address.replace(/[()<>\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)})`;
}

function escaped(title: string): string {
  return title.replace(/[\\`*_[\]<&~]/g, "\\$&").replace(/\s+/g, " ");
}
