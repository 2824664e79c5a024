// What is pasted or dropped: an address over words makes a link, rich text becomes Markdown, Ctrl+Shift+V
// takes the words alone. Rich text is put down as its plain words first, so that nothing waits and
// nothing is lost; its Markdown follows as a change of its own, which one Ctrl+Z takes back.

import { isolateHistory } from "@codemirror/commands";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { harmless } from "../../shared/harmless";
import { isProse } from "./prose";

/** Makes Markdown of HTML. Rejects when it can't. */
export type Rich = (html: string) => Promise<string>;

/** What the plain words of rich text took up until its Markdown comes. */
interface Waiting {
  id: number;
  from: number;
  to: number;
  words: string;
}

const begin = StateEffect.define<Waiting>();
const end = StateEffect.define<number>();
let ids = 0;

const waiting = StateField.define<readonly Waiting[]>({
  create: () => [],
  update(now, transaction) {
    let list = now;
    if (transaction.docChanged && list.length > 0) list = list.map(({ from, to, ...rest }) => ({ ...rest, from: transaction.changes.mapPos(from, 1), to: transaction.changes.mapPos(to, -1) }));
    for (const effect of transaction.effects) {
      if (effect.is(begin)) list = [...list, effect.value];
      if (effect.is(end)) list = list.filter(({ id }) => id !== effect.value);
    }
    return list;
  },
});

/** More HTML than a page of words ever is; its words are taken alone. */
const mostHtml = 4_000_000;
const meaning = /<(?:a\s[^>]*href|b|strong|i|em|h[1-6]|ul|ol|li|table|blockquote|pre|code|img|s|del|strike|hr|sup|sub|figure|mark|kbd)\b|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|line-through|mso-list/i;

/** Whether HTML says more than its words. */
export function isRich(html: string): boolean {
  return html.length <= mostHtml && meaning.test(html.replace(/<!--[^]*?-->/g, ""));
}

const isAddress = (text: string) => /^(?:https?:\/\/|mailto:|www\.)\S+$/.test(text.trim());

/** The HTML that should come as Markdown, if what is on the clipboard is rich and the place takes it. */
function richOf(state: EditorState, data: DataTransfer, at: number): string | null {
  const html = data.getData("text/html");
  const plain = data.getData("text/plain");
  // A program for code gives its colours along; an address is an address.
  if (!isRich(html) || data.types.includes("vscode-editor-data") || isAddress(plain)) return null;
  return isProse(state, at) ? html : null;
}

function take(view: EditorView, html: string, plain: string, from: number, to: number, rich: Rich, userEvent: string) {
  const words = harmless(plain.replace(/\r\n?/g, "\n"));
  const id = ++ids;
  view.dispatch({ changes: { from, to, insert: words }, selection: { anchor: from + words.length }, annotations: isolateHistory.of("full"), userEvent, scrollIntoView: true });
  // A guard may have put it elsewhere, or nowhere.
  const at = view.state.sliceDoc(from, from + words.length) === words ? from : null;
  if (at === null) return;
  const whole = { id, from: at, to: at + words.length, words };
  view.dispatch({ effects: begin.of(whole) });
  void rich(html).then(
    (markdown) => put(view, id, harmless(markdown)),
    () => view.dispatch({ effects: end.of(id) }),
  );
}

function put(view: EditorView, id: number, markdown: string) {
  const place = view.state.field(waiting, false)?.find((each) => each.id === id);
  // Another post is shown by now, or the words were edited meanwhile.
  if (!place || !view.dom.isConnected || view.state.sliceDoc(place.from, place.to) !== place.words) return;
  const { from, to } = place;
  const text = inPlace(view.state, from, to, markdown);
  if (markdown === "" || text === place.words) return view.dispatch({ effects: end.of(id) });
  const stays = view.state.selection.main.head !== to;
  view.dispatch({
    changes: { from, to, insert: text },
    ...(stays ? {} : { selection: { anchor: from + text.length } }),
    effects: end.of(id),
    annotations: isolateHistory.of("full"),
    userEvent: "input.paste.rich",
    scrollIntoView: !stays,
  });
}

/** Blocks among words stand in paragraphs of their own, and in a quote or list on its terms. */
function inPlace(state: EditorState, from: number, to: number, markdown: string): string {
  const line = state.doc.lineAt(from);
  const before = state.sliceDoc(line.from, from);
  const after = state.sliceDoc(to, state.doc.lineAt(to).to);
  const prefix = /^(?:\s*>)*\s*(?:(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)?/.exec(before)?.[0] ?? "";
  const hang = prefix.replace(/[^>\s]/g, " ");
  const text = hang.trim() === "" && hang === "" ? markdown : markdown.split("\n").join(`\n${hang}`);
  const block = markdown.includes("\n\n") || /^(?:#{1,6} |[-*+] |\d+[.)] |> |```|\||---)/.test(markdown);
  if (!block) return text;
  return (before.slice(prefix.length).trim() === "" ? "" : `\n${hang.trimEnd()}\n${hang}`) + text + (after.trim() === "" ? "" : `\n${hang.trimEnd()}\n${hang}`);
}

/** `rich` makes Markdown of HTML. */
export function paste(rich: Rich): Extension {
  let plainUntil = 0;
  return [
    waiting,
    EditorView.domEventHandlers({
      keydown(event) {
        if (event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v") plainUntil = Date.now() + 1000;
        return false;
      },
      paste(event, view) {
        const asWords = Date.now() < plainUntil;
        plainUntil = 0;
        const data = event.clipboardData;
        const { from, to } = view.state.selection.main;
        if (!data || asWords || view.state.readOnly || view.state.selection.ranges.length > 1) return false;
        const html = richOf(view.state, data, from);
        if (html === null) return false;
        event.preventDefault();
        take(view, html, data.getData("text/plain"), from, to, rich, "input.paste");
        return true;
      },
      drop(event, view) {
        const data = event.dataTransfer;
        // What is dragged within the field moves as it is.
        if (!data || data.files.length > 0 || view.state.readOnly || data.types.includes(ownDrag)) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const html = at === null ? null : richOf(view.state, data, at);
        if (at === null || html === null) return false;
        event.preventDefault();
        view.focus();
        take(view, html, data.getData("text/plain"), at, at, rich, "input.drop");
        return true;
      },
      dragstart(event) {
        event.dataTransfer?.setData(ownDrag, "1");
        return false;
      },
    }),
  ];
}

const ownDrag = "application/x-afterword-text";
