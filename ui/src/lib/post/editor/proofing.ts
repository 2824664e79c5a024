// Marks under words that deserve a look. What is typed is looked over when the typing pauses, never with
// a key; answers that come late are moved to where their words are now, or dropped with them.

import { type ChangeDesc, type EditorState, type Extension, Prec, type Range as Marked, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { ProofKind } from "../../ipc/call";
import type { Listed, Placed, Problem, Proofing, ProofField, Said } from "../../state/proofing.svelte";
import { changed, joined, next, type Range, without } from "./proofingRanges";

const kinds: ProofKind[] = ["spelling", "grammar"];
type Marks = Record<ProofKind, DecorationSet>;

/** More marks would help nobody. */
const most = 10_000;

/** What was found in a part takes the place of what was marked there. */
const said = StateEffect.define<Range & { kind: ProofKind; marks: Marked<Decoration>[] }>();

const marks = StateField.define<Marks>({
  create: () => ({ spelling: Decoration.none, grammar: Decoration.none }),
  update(value, transaction) {
    let { spelling, grammar } = value;
    if (transaction.docChanged) [spelling, grammar] = [spelling, grammar].map((set) => moved(set, transaction.changes)) as [DecorationSet, DecorationSet];
    const result = { spelling, grammar };
    for (const effect of transaction.effects) {
      if (!effect.is(said)) continue;
      const { kind, from, to, marks: add } = effect.value;
      const outside = (start: number, end: number) => start > to || end < from;
      result[kind] = result[kind].update({ filterFrom: from, filterTo: to, filter: outside, add });
    }
    return result.spelling === value.spelling && result.grammar === value.grammar ? value : result;
  },
  provide: (field) => kinds.map((kind) => EditorView.decorations.from(field, (value) => value[kind])),
});

/** A word that is changed loses its mark until it is looked at again. */
function moved(set: DecorationSet, changes: ChangeDesc): DecorationSet {
  let result = set.map(changes);
  if (result.size === 0) return result;
  changes.iterChangedRanges((_a, _b, from, to) => {
    result = result.update({ filterFrom: from, filterTo: to, filter: (start, end) => start > to || end < from });
  });
  return result;
}

/** All that is marked, in the order of the text. */
export function problems(state: EditorState, from = 0, to = state.doc.length): Placed[] {
  const found: Placed[] = [];
  const { spelling, grammar } = state.field(marks);
  for (const set of [spelling, grammar]) {
    set.between(from, to, (start, end, { spec }) => void found.push({ from: start, to: end, problem: spec.problem }));
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** The next problem from here, around the end; or the one before. */
export function nextProblem(state: EditorState, forward: boolean): Placed | null {
  const all = problems(state);
  const { from, to } = state.selection.main;
  if (forward) return all.find((each) => each.from >= to && each.to > from) ?? all[0] ?? null;
  return all.findLast((each) => each.to <= from) ?? all.at(-1) ?? null;
}

interface Asked extends Range {
  kind: ProofKind;
  /** What was changed since. */
  changes: ChangeDesc | null;
}

class Reader implements ProofField {
  #view: EditorView;
  #proofing: Proofing;
  #left: Record<ProofKind, Range[]>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: Asked | null = null;
  /** The word that is being typed: it is not wrong before it is finished. */
  #typing: Range | null = null;
  #typed = false;
  #gone = false;

  constructor(view: EditorView, proofing: Proofing) {
    this.#view = view;
    this.#proofing = proofing;
    this.#left = { spelling: [], grammar: [] };
    proofing.begin(this);
    this.again();
  }

  update(update: ViewUpdate) {
    if (update.docChanged) this.#changed(update);
    if (update.selectionSet || update.focusChanged) this.#leaveWord();
    const [before, now] = [update.startState.field(marks), update.state.field(marks)];
    if (before !== now) this.#proofing.counted(now.spelling.size + now.grammar.size);
    if (update.viewportChanged && this.#waits) this.#soon(200);
  }

  destroy() {
    this.#gone = true;
    clearTimeout(this.#timer);
    if (this.#proofing.field === this) this.#proofing.begin(null);
  }

  get #waits(): boolean {
    return kinds.some((kind) => this.#left[kind].length > 0);
  }

  #changed({ changes, state, transactions, startState }: ViewUpdate) {
    let text = "";
    changes.iterChanges((fromA, toA, _b, _c, inserted) => {
      if (text.length < 10_000) text += startState.sliceDoc(fromA, Math.min(toA, fromA + 10_000)) + inserted.sliceString(0, 10_000);
    });
    for (const kind of kinds) this.#left[kind] = changed(this.#left[kind], changes, state.doc.length, text);
    if (this.#asked) this.#asked.changes = this.#asked.changes?.composeDesc(changes) ?? changes;
    if (this.#typing) this.#typing = { from: changes.mapPos(this.#typing.from, -1), to: changes.mapPos(this.#typing.to, 1) };
    this.#typed = transactions.some((each) => each.isUserEvent("input.type") || each.isUserEvent("delete"));
    this.#soon(350);
  }

  /** The cursor went elsewhere: the word that was typed there is finished. */
  #leaveWord() {
    const { head } = this.#view.state.selection.main;
    const held = this.#typing;
    if (!held || (this.#view.hasFocus && head >= held.from && head <= held.to)) return;
    this.#typing = null;
    this.#left.spelling = joined([...this.#left.spelling, held]);
    this.#soon(200);
  }

  #soon(milliseconds: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), milliseconds);
  }

  async #look() {
    if (this.#asked || this.#gone) return;
    const { state, viewport } = this.#view;
    const wants = this.#proofing.fits ? this.#proofing.wants : { spelling: false, grammar: false };
    for (const kind of kinds) if (!wants[kind]) this.#clear(kind);
    // The system's own marks come or go.
    if (this.#view.contentDOM.getAttribute("spellcheck") !== String(!wants.spelling)) this.#view.dispatch({});
    const kind = kinds.find((each) => this.#left[each].length > 0);
    if (!kind) return;
    if (state.field(marks)[kind].size > most) this.#left[kind] = [];
    const range = next(state, this.#left[kind], viewport);
    if (range === null) return;
    if (range === "later") return this.#soon(300);
    const asked: Asked = { ...range, kind, changes: null };
    this.#asked = asked;
    this.#left[kind] = without(this.#left[kind], range);
    const isWhole = range.from === 0 && range.to === state.doc.length;
    const answer = await this.#ask(kind, state.sliceDoc(range.from, range.to), isWhole, Math.max(0, viewport.from - range.from));
    this.#asked = null;
    if (this.#gone) return;
    if (answer) this.#mark(asked, answer);
    // Not at once when it failed: the next change asks again.
    if (this.#waits && answer) this.#soon(answer.done ? 40 : 150);
  }

  #ask(kind: ProofKind, text: string, isWhole: boolean, first: number): Promise<Said | null> {
    return kind === "spelling" ? this.#proofing.spell(text, isWhole) : this.#proofing.lint(text, first);
  }

  #mark({ kind, from, to, changes }: Asked, { problems: found, done }: Said) {
    const { state } = this.#view;
    const { head } = state.selection.main;
    const add: Marked<Decoration>[] = [];
    for (const { from: start, to: end, problem } of found) {
      const place = { from: from + start, to: from + end };
      if (changes?.touchesRange(place.from, place.to)) continue;
      if (changes) [place.from, place.to] = [changes.mapPos(place.from, 1), changes.mapPos(place.to, -1)];
      if (place.from >= place.to || place.to > state.doc.length) continue;
      if (kind === "spelling" && this.#typed && this.#view.hasFocus && head >= place.from && head <= place.to) this.#typing = place;
      else add.push(Decoration.mark({ class: `cm-${kind}`, problem }).range(place.from, place.to));
    }
    const range = changes ? { from: changes.mapPos(from, 1), to: Math.max(changes.mapPos(from, 1), changes.mapPos(to, -1)) } : { from, to };
    if (!done) this.#left[kind] = joined([...this.#left[kind], range]);
    add.sort((a, b) => a.from - b.from || a.to - b.to);
    this.#view.dispatch({ effects: said.of({ ...range, kind, marks: add }) });
  }

  #clear(kind: ProofKind) {
    this.#left[kind] = [];
    if (this.#view.state.field(marks)[kind].size === 0) return;
    this.#view.dispatch({ effects: said.of({ from: 0, to: this.#view.state.doc.length, kind, marks: [] }) });
  }

  again() {
    const all = { from: 0, to: this.#view.state.doc.length };
    for (const kind of kinds) this.#left[kind] = all.to > 0 ? [all] : [];
    this.#soon(50);
  }

  list(most: number): Listed[] {
    const { doc } = this.#view.state;
    return problems(this.#view.state).slice(0, most).map((each) => {
      const line = doc.lineAt(each.from);
      const start = Math.max(line.from, each.from - 40);
      return { ...each, before: doc.sliceString(start, each.from), at: doc.sliceString(each.from, each.to), after: doc.sliceString(each.to, Math.min(line.to, each.to + 40)) };
    });
  }

  #find(problem: Problem): Placed | null {
    return problems(this.#view.state).find((each) => each.problem === problem) ?? null;
  }

  go(problem: Problem): boolean {
    const found = this.#find(problem);
    if (found) showProblem(this.#view, found);
    return found !== null;
  }

  replace(problem: Problem, insert: string) {
    const found = this.#find(problem);
    if (!found || this.#view.state.readOnly) return;
    const { from, to } = found;
    this.#view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.proofing", scrollIntoView: true });
  }

  place(problem: Problem) {
    const found = this.#find(problem);
    const rect = found && this.#view.coordsAtPos(found.from, 1);
    const { top, bottom } = this.#view.scrollDOM.getBoundingClientRect();
    return rect && rect.bottom > top && rect.top < bottom ? { left: rect.left, top: rect.top, bottom: rect.bottom } : null;
  }

  focus() {
    this.#view.focus();
  }
}

function showProblem(view: EditorView, { from, to }: Range) {
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "nearest", yMargin: 80 }) });
  view.focus();
}

/** Marks and keys for a text field. */
export function proofing(of: Proofing): Extension {
  const step = (forward: boolean) => (view: EditorView) => {
    const found = nextProblem(view.state, forward);
    if (found) showProblem(view, found);
    return true;
  };
  const suggest = (view: EditorView) => {
    const { from, to } = view.state.selection.main;
    const found = problems(view.state, from, to)[0] ?? nextProblem(view.state, true);
    if (!found) return true;
    if (found.to < from || found.from > to) showProblem(view, found);
    // Where it is on the screen is known once it is in view.
    view.requestMeasure({ read: () => null, write: () => void (of.shown = found.problem) });
    return true;
  };
  return [
    marks,
    ViewPlugin.define((view) => new Reader(view, of)),
    look,
    Prec.high(keymap.of([{ key: "Mod-.", run: suggest }, { key: "F8", run: step(true), shift: step(false), preventDefault: true }])),
    // The system's own marks would be a second opinion in another language.
    Prec.highest(EditorView.contentAttributes.of(() => ({ spellcheck: String(!(of.fits && of.wants.spelling)) }))),
    EditorView.domEventHandlers({
      contextmenu(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const found = at === null ? undefined : problems(view.state, at, at)[0];
        if (!found) return false;
        event.preventDefault();
        of.shown = found.problem;
        return true;
      },
    }),
  ];
}

const look = EditorView.theme({
  ".cm-spelling, .cm-grammar": { textDecorationLine: "underline", textDecorationStyle: "wavy", textDecorationThickness: "1px", textUnderlineOffset: "4px", textDecorationSkipInk: "none" },
  ".cm-spelling": { textDecorationColor: "var(--danger)" },
  ".cm-grammar": { textDecorationColor: "var(--accent)" },
});
