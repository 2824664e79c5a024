// What typing does beyond putting the letter down, as the writer wished: closing what is opened,
// wrapping what is selected, and the signs of print for those of the typewriter. One Ctrl+Z or
// Backspace takes back what was made, and leaves what was typed.

import { isolateHistory } from "@codemirror/commands";
import { EditorSelection, Prec, StateEffect, StateField, type ChangeSpec, type EditorState, type Extension, type StateCommand } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { isProse } from "./prose";
import { printed, type Quotes } from "./printed";

export interface Typing {
  /** Closing brackets and marks are put down with the opening ones. */
  autoclose: boolean;
  /** Quotes, dashes and the ellipsis become those of print. */
  smart: boolean;
  quotes: Quotes;
}

const pairs: Record<string, string> = { "(": ")", "[": "]", '"': '"', "`": "`", "**": "**" };
const wraps: Record<string, string> = { "(": ")", "[": "]", '"': '"', "`": "`", "*": "*", _: "_", "~": "~", "'": "'" };

/** Closing signs that were put down by themselves and not reached yet, and what was just made of typed signs. */
interface Made {
  closers: readonly { at: number; text: string }[];
  print: { from: number; to: number; typed: string } | null;
}

const closes = StateEffect.define<{ at: number; text: string }>();
const prints = StateEffect.define<{ from: number; to: number; typed: string }>();

const made = StateField.define<Made>({
  create: () => ({ closers: [], print: null }),
  update(now, transaction) {
    let { closers } = now;
    let print: Made["print"] = null;
    if (transaction.docChanged && closers.length > 0) closers = closers.map(({ at, text }) => ({ at: transaction.changes.mapPos(at, 1), text })).filter(({ at, text }) => transaction.newDoc.sliceString(at, at + text.length) === text);
    // They belong to the line that is being written.
    if (closers.length > 0 && (transaction.docChanged || transaction.selection)) {
      const line = transaction.newDoc.lineAt(transaction.newSelection.main.head);
      closers = closers.filter(({ at }) => at >= transaction.newSelection.main.head && at <= line.to);
    }
    for (const effect of transaction.effects) {
      if (effect.is(closes)) closers = [...closers, effect.value];
      if (effect.is(prints)) print = effect.value;
    }
    return closers === now.closers && print === now.print ? now : { closers, print };
  },
});

/** What one letter means beyond itself. True when it was dealt with. */
function typed(view: EditorView, from: number, to: number, text: string, wishes: Typing): boolean {
  const { state } = view;
  if (view.composing || view.compositionStarted || state.readOnly || text.length === 0 || text.length > 2) return false;
  if (wishes.autoclose && !state.selection.main.empty && wraps[text] !== undefined) return wrapped(view, text);
  if (from !== to || state.selection.ranges.length > 1) return false;
  if (wishes.smart && print(view, from, text, wishes.quotes)) return true;
  return wishes.autoclose && closed(view, from, text, wishes.smart);
}

/** Around each selection, which stays selected. */
function wrapped(view: EditorView, open: string): boolean {
  const { state } = view;
  const close = wraps[open] ?? open;
  // A selection of lines is replaced: nobody means a mark across paragraphs.
  if (state.selection.ranges.some(({ from, to, empty }) => empty || /\n\s*\n/.test(state.sliceDoc(from, to)))) return false;
  const change = state.changeByRange((range) => ({
    changes: [{ from: range.from, insert: open }, { from: range.to, insert: close }],
    range: EditorSelection.range(range.anchor + open.length, range.head + open.length),
  }));
  view.dispatch(state.update(change, { userEvent: "input.type", scrollIntoView: true }));
  return true;
}

function closed(view: EditorView, at: number, text: string, smart: boolean): boolean {
  const { state } = view;
  const next = state.sliceDoc(at, at + 1);
  const before = state.sliceDoc(Math.max(0, at - 1), at);
  const waiting = state.field(made).closers.find((each) => each.at === at && each.text.startsWith(text));
  if (waiting) return over(view, at, text, waiting.text);
  const room = next === "" || /[\s)\]}.,;:!?…"”’»*_~]/.test(next);
  if (text === "*") {
    // The second star of a pair; more than two in a row are a line or a star.
    const stars = /\*+$/.exec(state.sliceDoc(Math.max(0, at - 3), at))?.[0].length ?? 0;
    const edge = state.sliceDoc(Math.max(0, at - 2), Math.max(0, at - 1));
    if (stars !== 1 || !(next === "" || /\s/.test(next)) || !(edge === "" || /[\s([{"“„«—–]/.test(edge)) || !isProse(state, at)) return false;
    return put(view, at, "*", "**");
  }
  const close = pairs[text];
  if (close === undefined || !room || (text === '"' && smart)) return false;
  const sameSign = close === text;
  if (sameSign && (/[\p{L}\p{N}\\]/u.test(before) || before === text)) return false;
  if (text === "(" && before === "\\") return false;
  if (text !== "(" && text !== "[" && !isProse(state, at)) return false;
  return put(view, at, text, close);
}

function put(view: EditorView, at: number, text: string, close: string): boolean {
  const anchor = at + text.length;
  view.dispatch({ changes: { from: at, insert: text + close }, selection: { anchor }, effects: closes.of({ at: anchor, text: close }), userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Typing what is there already steps over it. */
function over(view: EditorView, at: number, text: string, close: string): boolean {
  const { state } = view;
  // Two pairs of stars with nothing between them: a third star makes a line of three.
  if (close === "**" && state.sliceDoc(Math.max(0, at - 2), at) === "**") {
    view.dispatch({ changes: { from: at, to: at + 2, insert: text }, selection: { anchor: at + 1 }, userEvent: "input.type" });
    return true;
  }
  const step = close === "**" ? [closes.of({ at: at + 1, text: "*" })] : [];
  view.dispatch({ selection: { anchor: at + text.length }, effects: step, userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Puts the typed sign down, and then what print has for it, as a step of its own. */
function print(view: EditorView, at: number, text: string, quotes: Quotes): boolean {
  const { state } = view;
  const line = state.doc.lineAt(at);
  const before = state.sliceDoc(Math.max(line.from, at - 300), at);
  const found = printed(before, text, quotes, state.sliceDoc(at, at + 1));
  if (!found || !isProse(state, at)) return false;
  view.dispatch({ changes: { from: at, insert: text }, selection: { anchor: at + text.length }, userEvent: "input.type", scrollIntoView: true });
  const from = at - found.takes;
  const anchor = from + found.insert.length;
  const typedSigns = view.state.sliceDoc(from, at + text.length);
  view.dispatch({
    changes: { from, to: at + text.length, insert: found.insert },
    selection: { anchor },
    effects: prints.of({ from, to: anchor, typed: typedSigns }),
    annotations: isolateHistory.of("full"),
    userEvent: "input.print",
  });
  return true;
}

/** Backspace right after: what was typed instead of what was made, or both halves of an empty pair. */
const takeBack: StateCommand = ({ state, dispatch }) => {
  const { main, ranges } = state.selection;
  if (!main.empty || ranges.length > 1 || state.readOnly) return false;
  const { print, closers } = state.field(made);
  const change = (changes: ChangeSpec, anchor: number, userEvent: string) => {
    dispatch(state.update({ changes, selection: { anchor }, annotations: isolateHistory.of("full"), userEvent }));
    return true;
  };
  if (print?.to === main.head) return change({ from: print.from, to: print.to, insert: print.typed }, print.from + print.typed.length, "input.type");
  const closer = closers.find(({ at }) => at === main.head);
  const open = closer && openerOf(state, closer.at, closer.text);
  return closer && open ? change({ from: closer.at - open.length, to: closer.at + closer.text.length }, closer.at - open.length, "delete.backward") : false;
};

function openerOf(state: EditorState, at: number, close: string): string | null {
  const open = Object.entries(pairs).find(([, each]) => each === close)?.[0] ?? null;
  return open !== null && state.sliceDoc(Math.max(0, at - open.length), at) === open ? open : null;
}

/** The writer's wishes are read with every letter, so that a setting counts at once. */
export function typing(wishes: () => Typing): Extension {
  return [
    made,
    EditorView.inputHandler.of((view, from, to, text) => typed(view, from, to, text, wishes())),
    Prec.highest(keymap.of([{ key: "Backspace", run: takeBack }])),
  ];
}
