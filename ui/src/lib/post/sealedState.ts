// The sealed blocks of the open text, kept through every edit, and the guard that lets none be
// edited inside: one can be deleted as a whole, moved, copied, and nothing else. Draws nothing.

import { EditorSelection, EditorState, StateField, type ChangeSpec, type Extension, type Text, type Transaction, type TransactionSpec } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { fromOutside } from "../shared/fromOutside";
import { SealedCard } from "./sealedCard";
import { decides, regions } from "./sealedRegions";

/** A sealed block, and the card that stands for it. */
export interface Sealed {
  from: number;
  to: number;
  card: SealedCard;
}

interface Shown {
  list: Sealed[];
  /** The one that is selected, by its place in the list. */
  chosen: number;
  decorations: DecorationSet;
}

interface Edit {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
  text: Text;
}

export const sealedField = StateField.define<Shown>({
  create: (state) => show(read(state.doc), state.selection),
  update(shown, transaction) {
    if (!transaction.docChanged) {
      if (!transaction.selection || shown.list.length === 0) return shown;
      return chosenOf(shown.list, transaction.newSelection) === shown.chosen ? shown : show(shown.list, transaction.newSelection);
    }
    if (!keepsPlaces(transaction, shown.list)) return show(read(transaction.newDoc), transaction.newSelection);
    if (shown.list.length === 0) return shown;
    const moved = shown.list.map(({ from, to, card }) => ({ from: transaction.changes.mapPos(from, 1), to: transaction.changes.mapPos(to, -1), card }));
    return show(moved, transaction.newSelection);
  },
  provide: (field) => [EditorView.decorations.from(field, (shown) => shown.decorations), EditorView.atomicRanges.of((view) => view.state.field(field).decorations)],
});

/** The sealed block that a range is in, or lies at. */
export function sealedAt(state: EditorState, from: number, to = from): Sealed | null {
  return state.field(sealedField, false)?.list.find((each) => from >= each.from && to <= each.to) ?? null;
}

function read(doc: Text): Sealed[] {
  const text = doc.toString();
  return regions(text).map(({ from, to, name }) => ({ from, to, card: new SealedCard(name, text.slice(from, to)) }));
}

function show(list: Sealed[], selection: EditorSelection): Shown {
  const chosen = chosenOf(list, selection);
  const decorations = Decoration.set(list.map(({ from, to, card }, at) => Decoration.replace({ widget: card.as(at === chosen), block: true }).range(from, to)));
  return { list, chosen, decorations };
}

function chosenOf(list: Sealed[], { main }: EditorSelection): number {
  return list.findIndex(({ from, to }) => (main.empty ? main.head > from && main.head < to : main.from >= from && main.to <= to));
}

function editsOf(transaction: Transaction): Edit[] {
  const all: Edit[] = [];
  transaction.changes.iterChanges((fromA, toA, fromB, toB, text) => all.push({ fromA, toA, fromB, toB, text }));
  return all;
}

/** Whether an edit moves the sealed blocks and changes nothing else about them: no line that decides was touched. */
function keepsPlaces(transaction: Transaction, list: Sealed[]): boolean {
  const before = transaction.startState.doc;
  const after = transaction.newDoc;
  const lines = (doc: Text, from: number, to: number) => doc.sliceString(doc.lineAt(from).from, doc.lineAt(to).to);
  return editsOf(transaction).every(
    ({ fromA, toA, fromB, toB }) =>
      !list.some(({ from, to }) => fromA < to && toA > from) && !decides.test(lines(before, fromA, toA)) && !decides.test(lines(after, fromB, toB)),
  );
}

/** What an edit may do to sealed blocks: see the module's comment. Undo and redo pass by themselves. */
export const sealedGuard: Extension = EditorState.transactionFilter.of((transaction) => {
  const { startState } = transaction;
  const list = startState.field(sealedField, false)?.list ?? [];
  if (!transaction.docChanged || list.length === 0 || transaction.annotation(fromOutside)) return transaction;
  const edits = editsOf(transaction);
  const hit = (edit: Edit) => list.filter(({ from, to }) => edit.fromA < to && edit.toA > from);
  const broken = (edit: Edit) => hit(edit).find(({ from, to }) => edit.fromA > from || edit.toA < to);
  const torn = edits.map(broken).find((each) => each !== undefined);
  const deletes = transaction.isUserEvent("delete");
  if (torn) {
    if (transaction.isUserEvent("input.replace.all")) return without(transaction, edits, (edit) => broken(edit) !== undefined);
    if (deletes) return select(torn);
    return transaction.isUserEvent("input.replace") ? { selection: { anchor: torn.to } } : [];
  }
  const [only] = edits;
  if (only && edits.length === 1) {
    const whole = hit(only);
    const [first] = whole;
    if (first && deletes && startState.selection.main.empty) return select(first);
    if (first && whole.length === 1 && only.fromA === first.from && only.toA === first.to) {
      if (only.text.length > 0 && transaction.isUserEvent("input")) return writeAfter(first, only.text.toString());
      if (deletes) return [transaction, { changes: emptyLines(startState.doc, first, only.fromB), sequential: true }];
    }
  }
  return kept(transaction, edits, list);
});

const select = ({ from, to }: Sealed): TransactionSpec => ({ selection: EditorSelection.range(from, to), scrollIntoView: true });

/** With a card selected, typing goes on below it: the first key must not cost a gallery. */
function writeAfter(sealed: Sealed, text: string): TransactionSpec {
  const insert = `\n\n${text.replace(/^\n+/, "")}`;
  return { changes: { from: sealed.to, insert }, selection: { anchor: sealed.to + insert.length }, scrollIntoView: true, userEvent: "input.type" };
}

/** The empty lines that a deleted block leaves twice. */
function emptyLines(doc: Text, sealed: Sealed, at: number): ChangeSpec {
  const after = /^\n(?:\r?\n)?/.exec(doc.sliceString(sealed.to, sealed.to + 3))?.[0].length ?? 0;
  return { from: at, to: at + after };
}

function without(transaction: Transaction, edits: Edit[], dropped: (edit: Edit) => boolean): TransactionSpec {
  const changes = edits.filter((edit) => !dropped(edit)).map(({ fromA, toA, text }) => ({ from: fromA, to: toA, insert: text }));
  return { changes, effects: transaction.effects, userEvent: "input.replace.all" };
}

/** Keeps every sealed block alone on its lines, and out of a code fence that is just being begun. */
function kept(transaction: Transaction, edits: Edit[], list: Sealed[]): TransactionSpec | readonly TransactionSpec[] {
  const doc = transaction.startState.doc;
  const more: { from: number; insert: string }[] = [];
  for (const { fromA, toA, fromB, toB, text } of edits) {
    const inserted = text.toString();
    const before = list.find(({ to }) => to === fromA);
    const after = list.find(({ from }) => from === toA);
    const left = inserted.at(-1) ?? (fromA === 0 ? "\n" : doc.sliceString(fromA - 1, fromA));
    const right = inserted[0] ?? (toA === doc.length ? "\n" : doc.sliceString(toA, toA + 1));
    const blank = inserted === "" && doc.sliceString(fromA, toA).trim() === "";
    if (after && left !== "\n") {
      if (blank) return select(after);
      more.push({ from: toB, insert: "\n\n" });
    }
    if (before && right !== "\n") {
      if (blank) return select(before);
      more.push({ from: fromB, insert: "\n\n" });
    }
    const line = transaction.newDoc.lineAt(toB);
    if (/^[`~]$/.test(inserted) && /^ {0,3}(```|~~~)$/.test(line.text) && list.some(({ from }) => from > toA)) {
      more.push({ from: line.to, insert: `\n${line.text}` });
    }
  }
  return more.length === 0 ? transaction : [transaction, { changes: more, sequential: true }];
}
