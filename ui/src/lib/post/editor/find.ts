// Find and replace in the text: CodeMirror's search with a panel of our own (FindPanel), which says
// how many there are and what is wrong with a pattern.

import { closeSearchPanel, openSearchPanel, search, searchKeymap, searchPanelOpen, type SearchQuery } from "@codemirror/search";
import { EditorState, type Extension, type Text } from "@codemirror/state";
import { EditorView, keymap, type Command, type Panel, type ViewUpdate } from "@codemirror/view";
import { flushSync, mount, unmount } from "svelte";
import FindPanel from "./FindPanel.svelte";

/** How many there are, and which of them is selected: 0 for none. */
export interface Count {
  total: number;
  at: number;
  /** There are more than were counted. */
  more: boolean;
}

const mostCounted = 10_000;
/** Some of the text that is looked through at a time, in letters. */
const portion = 64_000;

/** Counts in portions: what it yields is true up to there, the last is for all. */
export function* counting(state: EditorState, query: SearchQuery): Generator<Count> {
  const count: Count = { total: 0, at: 0, more: false };
  const { from, to } = state.selection.main;
  // A match over line ends may lie anywhere; the others are within a line.
  const whole = query.search.includes("\n") || query.search.includes("\\n");
  for (let start = 0; start <= state.doc.length; ) {
    const end = whole ? state.doc.length : portionEnd(state.doc, start);
    const matches = query.getCursor(state, start, end);
    for (let next = matches.next(); !next.done; next = matches.next()) {
      if (next.value.from === next.value.to) continue;
      count.total++;
      if (next.value.from === from && next.value.to === to) count.at = count.total;
      if (count.total >= mostCounted) return yield { ...count, more: true };
    }
    yield { ...count };
    start = end + 1;
  }
}

function portionEnd(doc: Text, start: number): number {
  return doc.lineAt(Math.min(doc.length, start + portion)).to;
}

/** Opens the panel, with the field for what to replace it with or without. */
export function openFind(replacing: boolean): Command {
  return (view) => {
    if (replacing && view.state.readOnly) return false;
    openSearchPanel(view);
    view.dom.querySelector(".find-panel")?.dispatchEvent(new CustomEvent("ask", { detail: { replacing } }));
    return true;
  };
}

function panel(view: EditorView): Panel {
  const dom = document.createElement("div");
  dom.className = "find-panel";
  const component = mount(FindPanel, { target: dom, props: { view, host: dom } });
  // It listens from here on.
  flushSync();
  return {
    dom,
    top: true,
    mount: () => dom.querySelector<HTMLInputElement>("[main-field]")?.select(),
    update: (update: ViewUpdate) => component.moved(update),
    destroy: () => void unmount(component),
  };
}

const look = EditorView.theme({
  ".cm-panels": { background: "var(--paper)", color: "var(--ink)", zIndex: "3" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-searchMatch": { background: "var(--warn-soft)", boxShadow: "0 0 0 1px color-mix(in srgb, var(--warn) 55%, transparent)", borderRadius: "2px" },
  ".cm-searchMatch-selected": { background: "var(--accent-soft)", boxShadow: "0 0 0 2px var(--accent)" },
});

const others = searchKeymap.filter(({ key }) => key !== "Mod-f" && key !== "Mod-Alt-g" && key !== "Escape");

/** Esc in the text, too, puts the panel away. */
const close: Command = (view) => {
  if (!searchPanelOpen(view.state)) return false;
  closeSearchPanel(view);
  view.focus();
  return true;
};

export const find: Extension = [
  search({ top: true, createPanel: panel, scrollToMatch: (range) => EditorView.scrollIntoView(range, { y: "center" }) }),
  keymap.of([
    { key: "Mod-f", run: openFind(false), scope: "editor search-panel" },
    { key: "Mod-h", mac: "Mod-Alt-f", run: openFind(true), scope: "editor search-panel", preventDefault: true },
    { key: "Escape", run: close, scope: "editor search-panel" },
    ...others,
  ]),
  look,
];
