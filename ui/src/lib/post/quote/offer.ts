// In the text: an address that was pasted alone on a line, and words that were dropped from elsewhere, offer
// to become a quote; a link that is dropped opens the sheet. Typing on takes the offer away.

import { StateEffect, StateField, type EditorState, type Extension, type Transaction } from "@codemirror/state";
import { EditorView, keymap, showTooltip, ViewPlugin, type Tooltip } from "@codemirror/view";
import { insertBlock } from "../../shared/textEdits";
import type { QuoteField } from "../../state/quoting.svelte";

export interface Wanted {
  /** The words on the button. */
  label: (isAddress: boolean) => string;
  /** The field is here (or gone). */
  onfield: (field: QuoteField | null) => void;
  /** The sheet is asked for. */
  onquote: (address: string | undefined, words: string | undefined) => void;
}

interface Offer {
  from: number;
  to: number;
  address: string;
}

interface Held {
  offer: Offer | null;
  /** Where the quote will stand, while the sheet is open. */
  place: { from: number; to: number } | null;
}

const dismiss = StateEffect.define<null>();
const hold = StateEffect.define<{ from: number; to: number } | null>();
/** Fewer words are not worth asking about. */
const leastWords = 40;
const ownDrag = "application/x-afterword-text";

const held = StateField.define<Held>({
  create: () => ({ offer: null, place: null }),
  update(value, transaction) {
    let { offer, place } = value;
    if (transaction.docChanged) {
      const { changes } = transaction;
      if (place) place = { from: changes.mapPos(place.from, 1), to: Math.max(changes.mapPos(place.from, 1), changes.mapPos(place.to, -1)) };
      const made = offered(transaction);
      // Its Markdown takes the place of the words that were dropped.
      if (made) offer = made;
      else if (offer && transaction.isUserEvent("input.paste.rich")) offer = { ...offer, from: changes.mapPos(offer.from, -1), to: changes.mapPos(offer.to, 1) };
      else offer = null;
    } else if (offer && transaction.selection && !near(transaction.state, offer)) offer = null;
    for (const effect of transaction.effects) {
      if (effect.is(dismiss)) offer = null;
      if (effect.is(hold)) place = effect.value;
    }
    return offer === value.offer && place === value.place ? value : { offer, place };
  },
});

/** The address that a line has and nothing else. */
export function loneAddress(line: string): string {
  const text = line.trim().replace(/^<(.*)>$/, "$1");
  return /^https?:\/\/[^\s<>]+$/.test(text) ? text : "";
}

function offered(transaction: Transaction): Offer | null {
  const dropped = transaction.isUserEvent("input.drop");
  if (!dropped && !transaction.isUserEvent("input.paste")) return null;
  let offer: Offer | null = null;
  transaction.changes.iterChanges((_a, _b, from, to, inserted) => {
    const { state } = transaction;
    const line = state.doc.lineAt(from);
    const address = inserted.lines === 1 && inserted.length < 3000 ? loneAddress(inserted.toString()) : "";
    if (address !== "" && loneAddress(line.text) === address && !/^(\t| {4})/.test(line.text)) offer = { from: line.from, to: line.to, address };
    else if (dropped && inserted.length >= leastWords && address === "") offer = { from, to, address: "" };
  });
  return offer;
}

function near(state: EditorState, offer: Offer): boolean {
  const { head } = state.selection.main;
  return head >= state.doc.lineAt(offer.from).from && head <= state.doc.lineAt(Math.min(offer.to, state.doc.length)).to;
}

function take(view: EditorView, wanted: Wanted) {
  const { offer } = view.state.field(held);
  if (!offer) return false;
  const { from, to, address } = offer;
  view.dispatch({ effects: [dismiss.of(null), hold.of({ from, to })] });
  wanted.onquote(address === "" ? undefined : address, address === "" ? view.state.sliceDoc(from, to) : undefined);
  return true;
}

function tooltip(offer: Offer, wanted: Wanted): Tooltip {
  return {
    pos: offer.to,
    above: false,
    create(view) {
      const dom = document.createElement("div");
      dom.className = "cm-quote-offer";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = wanted.label(offer.address !== "");
      button.dataset.testid = "quote-offer";
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => take(view, wanted));
      dom.append(button);
      return { dom };
    },
  };
}

const look = EditorView.theme({
  ".cm-tooltip.cm-quote-offer": { border: "0", background: "transparent", marginTop: "4px" },
  ".cm-quote-offer button": { border: "1px solid var(--line-strong)", borderRadius: "8px", background: "var(--surface)", color: "var(--ink)", padding: "4px 12px", font: "13px/20px var(--ui)", boxShadow: "var(--shadow-menu, 0 2px 10px rgb(0 0 0 / 12%))" },
  ".cm-quote-offer button:hover": { borderColor: "var(--accent)" },
});

function fieldOf(view: EditorView): QuoteField {
  return {
    found() {
      const { state } = view;
      const { from, to } = state.selection.main;
      const words = state.sliceDoc(from, Math.min(to, from + 100_000));
      const address = from === to ? loneAddress(state.doc.lineAt(from).text) : "";
      return { address, words };
    },
    mark(from, to) {
      const { main } = view.state.selection;
      const line = view.state.doc.lineAt(main.from);
      const lone = main.empty && loneAddress(line.text) !== "";
      const place = from !== undefined ? { from, to: to ?? from } : lone ? { from: line.from, to: line.to } : { from: main.from, to: main.to };
      view.dispatch({ effects: hold.of(place) });
    },
    put(markdown) {
      const { place } = view.state.field(held);
      if (place) view.dispatch({ changes: { from: place.from, to: place.to }, selection: { anchor: place.from }, effects: hold.of(null), userEvent: "delete.quote" });
      insertBlock(view, markdown);
      // What is typed next stands below the quote, not in it.
      const { head } = view.state.selection.main;
      if (view.state.doc.lineAt(head).text.startsWith(">")) view.dispatch({ changes: { from: head, insert: "\n\n" }, selection: { anchor: head + 2 }, userEvent: "input.paste" });
    },
  };
}

/** A link that is dragged from elsewhere. */
function linkOf(data: DataTransfer | null): string {
  if (!data || data.files.length > 0 || data.types.includes(ownDrag) || !data.types.includes("text/uri-list")) return "";
  const first = data.getData("text/uri-list").split(/\r?\n/).find((line) => line !== "" && !line.startsWith("#"));
  return loneAddress(first ?? "");
}

/** For the text of a post. */
export function quoteOffers(wanted: Wanted): Extension {
  return [
    held,
    look,
    showTooltip.compute([held], (state) => {
      const { offer } = state.field(held);
      return offer && !state.readOnly ? tooltip(offer, wanted) : null;
    }),
    keymap.of([{ key: "Escape", run: (view) => (view.state.field(held).offer ? (view.dispatch({ effects: dismiss.of(null) }), true) : false) }]),
    EditorView.domEventHandlers({
      drop(event, view) {
        const address = linkOf(event.dataTransfer);
        if (address === "" || view.state.readOnly) return false;
        event.preventDefault();
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head;
        view.dispatch({ selection: { anchor: at }, effects: hold.of({ from: at, to: at }) });
        wanted.onquote(address, undefined);
        return true;
      },
    }),
    ViewPlugin.define((view) => {
      const field = fieldOf(view);
      wanted.onfield(field);
      return { destroy: () => wanted.onfield(null) };
    }),
  ];
}
