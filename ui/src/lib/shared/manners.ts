// A greeting before the words of an answer and a sign-off after them. In an empty field they are only
// shown; they come into the text around the first words that are typed, and go with them when that is
// undone. Who deletes them does not get them again.

import { Compartment, EditorSelection, EditorState, Facet, StateEffect, StateField, type Extension, type Transaction } from "@codemirror/state";
import { Decoration, EditorView, keymap, WidgetType } from "@codemirror/view";
import { fromOutside } from "./fromOutside";

export interface Manners {
  before: string;
  after: string;
}

const none: Manners = { before: "", after: "" };
const wanted = Facet.define<Manners, Manners>({ combine: ([first]) => first ?? none });
const hints = Facet.define<string, string>({ combine: ([first]) => first ?? "" });
const place = new Compartment();
const drop = StateEffect.define<null>();

interface Course {
  /** The writer does without them. */
  off: boolean;
  /** Words are being composed (as in Japanese) in what was an empty field. */
  composing: boolean;
}

const course = StateField.define<Course>({
  create: () => ({ off: false, composing: false }),
  update(now, transaction) {
    if (transaction.effects.some((effect) => effect.is(drop))) return { off: true, composing: false };
    if (!transaction.docChanged) return now;
    const [was, is] = [transaction.startState.doc.length, transaction.newDoc.length];
    if (is === 0 && was > 0) return { off: !(transaction.isUserEvent("undo") || transaction.annotation(fromOutside)), composing: false };
    const composing = (was === 0 || now.composing) && transaction.isUserEvent("input.type.compose");
    return composing === now.composing ? now : { ...now, composing };
  },
});

/** The text with the manners around it, and where its own words begin. */
export function surround(text: string, { before, after }: Manners): { head: string; tail: string } {
  const said = text.trimStart();
  const greets = before !== "" && said.length > 1 && said.toLowerCase().startsWith((/^[^\s,.!]+/.exec(before.trim())?.[0] ?? "\n").toLowerCase());
  const signs = after.trim() !== "" && said.trimEnd().endsWith(after.trim());
  const block = /^(?:>|```|[-*+] |\d+[.)] )/.test(said);
  const head = greets || before.trim() === "" ? "" : block ? `${before.trimEnd()}\n\n` : /\s$/.test(before) ? before : `${before} `;
  const tail = signs || after.trim() === "" ? "" : / $/.test(text) || /^\s/.test(after) ? after : ` ${after}`;
  return { head, tail };
}

function aroundFirstWords(transaction: Transaction) {
  const { startState, newDoc, newSelection } = transaction;
  if (!transaction.docChanged || newDoc.length === 0) return transaction;
  if (startState.doc.length > 0) return withoutDoubles(transaction);
  if (!transaction.isUserEvent("input") || transaction.isUserEvent("input.type.compose") || startState.field(course).off) return transaction;
  return [transaction, { ...spec(newDoc.toString(), newSelection.main.head, startState.facet(wanted)), sequential: true }];
}

/** Who writes the greeting or the sign-off by hand, too, has it once. */
function withoutDoubles(transaction: Transaction) {
  const { startState, newDoc } = transaction;
  if (!transaction.isUserEvent("input.type") || transaction.isUserEvent("input.type.compose")) return transaction;
  const { before, after } = startState.facet(wanted);
  const [greeting, signOff, text] = [before.trim(), after.trim(), newDoc.toString()];
  const changes = [];
  if (greeting !== "" && text.startsWith(greeting)) {
    const rest = text.slice(greeting.length).trimStart();
    if (rest.toLowerCase().startsWith(greeting.toLowerCase())) changes.push({ from: 0, to: text.length - rest.length });
  }
  if (signOff !== "" && text.trimEnd().endsWith(signOff)) {
    const rest = text.trimEnd().slice(0, -signOff.length).trimEnd();
    if (rest.endsWith(signOff) && rest.length > signOff.length) changes.push({ from: rest.length, to: text.length });
  }
  return changes.length === 0 ? transaction : [transaction, { changes, sequential: true }];
}

function spec(text: string, caret: number, around: Manners) {
  const { head, tail } = surround(text, around);
  return { changes: [{ from: 0, insert: head }, { from: text.length, insert: tail }], selection: EditorSelection.cursor(head.length + caret) };
}

class Shown extends WidgetType {
  constructor(readonly text: string, readonly name: string) {
    super();
  }
  override eq(other: Shown) {
    return other.text === this.text && other.name === this.name;
  }
  toDOM() {
    const shown = document.createElement("span");
    shown.className = this.name;
    shown.textContent = this.text;
    return shown;
  }
  override ignoreEvent() {
    return false;
  }
}

const shown = EditorView.decorations.compute([wanted, hints, course, "doc"], (state) => {
  if (state.doc.length > 0) return Decoration.none;
  const { before, after } = state.field(course).off ? none : state.facet(wanted);
  const all = [];
  if ((before + after).trim() === "") all.push(Decoration.widget({ widget: new Shown(state.facet(hints), "cm-placeholder"), side: 1 }).range(0));
  if (before.trim() !== "") all.push(Decoration.widget({ widget: new Shown(`${before.trimEnd()} `, "cm-greeting"), side: -1 }).range(0));
  if (after.trim() !== "") all.push(Decoration.widget({ widget: new Shown(`… ${after.trim()}`, "cm-signOff"), side: 1 }).range(0));
  return Decoration.set(all);
});

/** Backspace in the empty field does without them. */
const without = keymap.of([
  {
    key: "Backspace",
    run(view) {
      const { state } = view;
      if (state.doc.length > 0 || state.field(course).off || state.facet(wanted) === none) return false;
      view.dispatch({ effects: drop.of(null) });
      return true;
    },
  },
]);

const composed = EditorView.domEventHandlers({
  compositionend(_event, view) {
    setTimeout(() => {
      const { state } = view;
      if (!state.field(course).composing || view.composing) return;
      view.dispatch({ ...spec(state.doc.toString(), state.selection.main.head, state.facet(wanted)), userEvent: "input.complete" });
    });
  },
});

/** `hint` is what an empty field says where nobody is greeted. */
export function withManners(around: Manners, hint: string): Extension {
  return [place.of(wanted.of(around)), hints.of(hint), course, shown, without, composed, EditorState.transactionFilter.of(aroundFirstWords)];
}

/** Other manners, for a field that is there already. */
export function setManners(view: EditorView, around: Manners) {
  const now = view.state.facet(wanted);
  if (now.before !== around.before || now.after !== around.after) view.dispatch({ effects: place.reconfigure(wanted.of(around)) });
}
