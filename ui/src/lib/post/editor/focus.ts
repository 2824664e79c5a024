// Focus mode: everything but the paragraph or the sentence with the cursor is dimmed. Only what is on
// the screen is looked at.

import { type EditorState, type Extension, RangeSetBuilder, StateEffect, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

export type FocusOn = "paragraph" | "sentence";

/** Something that the writer switches on or off has changed. */
export const switched = StateEffect.define<null>();

/** More lines than a screen has, above and below the cursor. */
const far = 300;
/** A longer paragraph has no sentences: nobody reads it by them. */
const longest = 50_000;

const bright = Decoration.line({ class: "cm-bright" });
const dim = Decoration.mark({ class: "cm-dim" });

const look = EditorView.theme({
  // Fainter, and still to be read: the faintest ink that has enough contrast, also for what is coloured.
  "&.cm-focusing .cm-content > :not(.cm-bright), &.cm-focusing .cm-content > :not(.cm-bright) *": { color: "var(--ink-3) !important" },
  "&.cm-focusing .cm-dim, &.cm-focusing .cm-dim *": { color: "var(--ink-3) !important" },
});

/** `now` says what stays bright; `null`: everything. */
export function focus(now: () => FocusOn | null): Extension {
  const plugin = ViewPlugin.define(
    (view) => ({
      decorations: decorate(view, now()),
      update(update: ViewUpdate) {
        if (update.docChanged || update.selectionSet || update.viewportChanged || update.transactions.some((each) => each.effects.some((effect) => effect.is(switched)))) this.decorations = decorate(update.view, now());
      },
    }),
    { decorations: (value) => value.decorations },
  );
  return [plugin, look, EditorView.editorAttributes.of(() => (now() === null ? null : { class: "cm-focusing" }))];
}

function decorate(view: EditorView, on: FocusOn | null): DecorationSet {
  if (on === null) return Decoration.none;
  const { state } = view;
  const here = paragraph(state);
  const builder = new RangeSetBuilder<Decoration>();
  const sentence = on === "sentence" ? sentenceIn(state, here) : here;
  for (let at = Math.max(here.from, view.viewport.from); at <= Math.min(here.to, view.viewport.to); ) {
    const line = state.doc.lineAt(at);
    builder.add(line.from, line.from, bright);
    mark(builder, line.from, Math.min(line.to, sentence.from));
    mark(builder, Math.max(line.from, sentence.to), line.to);
    at = line.to + 1;
  }
  return builder.finish();
}

function mark(builder: RangeSetBuilder<Decoration>, from: number, to: number) {
  if (from < to) builder.add(from, to, dim);
}

/** The paragraph with the selection; several of them when it reaches so far. */
export function paragraph(state: EditorState): { from: number; to: number } {
  const { doc, selection } = state;
  const { from, to } = selection.main;
  return { from: doc.line(edge(doc, doc.lineAt(from).number, -1)).from, to: doc.line(edge(doc, doc.lineAt(to).number, 1)).to };
}

function edge(doc: Text, number: number, step: 1 | -1): number {
  const isEmpty = (line: number) => doc.line(line).text.trim() === "";
  if (isEmpty(number)) return number;
  let at = number;
  for (let steps = 0; steps < far; steps++) {
    const next = at + step;
    if (next < 1 || next > doc.lines || isEmpty(next)) break;
    at = next;
  }
  return at;
}

let segmenter: Intl.Segmenter | null | undefined;

/** The sentences with the selection. */
export function sentenceIn(state: EditorState, within: { from: number; to: number }): { from: number; to: number } {
  if (within.to - within.from > longest) return within;
  segmenter ??= typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "sentence" }) : null;
  if (!segmenter) return within;
  const { from, to } = state.selection.main;
  // A line's end is no sentence's end in Markdown.
  const text = state.sliceDoc(within.from, within.to).replaceAll("\n", " ");
  const found: { from: number; to: number }[] = [];
  for (const { index, segment } of segmenter.segment(text)) {
    const start = within.from + index;
    const end = start + segment.length;
    if (end < from || (end === from && end < within.to)) continue;
    if (start > to) break;
    // Right behind a sentence one is still in it.
    if (found.length > 0 && start === to) break;
    found.push({ from: start, to: end });
  }
  return { from: found[0]?.from ?? within.from, to: found.at(-1)?.to ?? within.to };
}
