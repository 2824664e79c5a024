// The text field for Markdown: CodeMirror with quiet marks, soft wrap, lists that go on by
// themselves, and nothing that a writer has to know about.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { syntaxHighlighting } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import type { BodyKind } from "../ipc/call";
import { link, wrap } from "../shared/format";
import { fromOutside } from "../shared/fromOutside";
import { quiet } from "../shared/quietMarks";
import { lineEnds } from "./lineEnds";
import { sealed } from "./sealed";

export { insertBlock, replaceText } from "../shared/textEdits";

export interface Wishes {
  label: string;
  hint: string;
  testid: string;
  /** The find panel's words. */
  phrases: Record<string, string>;
  onchange: (text: string) => void;
  onposition: (line: number, column: number) => void;
  onfiles: (files: File[]) => void;
  onblur: () => void;
  onleave: () => void;
}

const look = EditorView.theme({
  "&": { height: "100%", background: "transparent", color: "var(--ink)", fontSize: "var(--writing-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--writing)", lineHeight: "1.8065", overflowY: "auto" },
  ".cm-content": { maxWidth: "72ch", margin: "0 auto", padding: "4px 40px 40vh", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  ".cm-placeholder": { color: "var(--ink-3)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 22%, transparent)",
  },
  ".cm-panels": { background: "var(--paper)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 40px 8px 16px", fontFamily: "var(--ui)" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", fontSize: "12px" },
  ".cm-panel.cm-search [name=close]": { top: "6px", right: "8px", padding: "4px 8px", fontSize: "16px" },
  ".cm-textfield": { border: "1px solid var(--line-strong)", borderRadius: "6px", background: "var(--surface)", padding: "3px 8px", fontSize: "13px" },
  ".cm-button": { border: "1px solid var(--line-strong)", borderRadius: "6px", background: "var(--surface)", backgroundImage: "none", padding: "3px 10px", fontSize: "12px" },
  ".cm-searchMatch": { background: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { background: "var(--accent-soft)", outlineColor: "var(--accent)" },
});

const writable = new Compartment();

/** A text field in `parent` with this text. */
export function markdownEditor(parent: HTMLElement, text: string, kind: BodyKind, readOnly: boolean, wishes: Wishes): EditorView {
  return new EditorView({ parent, state: stateFor(text, kind, readOnly, wishes) });
}

/** A fresh state: its own undo history, the cursor at the start. */
export function stateFor(text: string, kind: BodyKind, readOnly: boolean, wishes: Wishes): EditorState {
  return EditorState.create({ doc: text, extensions: [writable.of(locked(readOnly)), languageOf(kind), ...extensions(wishes)] });
}

/** Selects a place and brings it into view. */
export function showPlace(view: EditorView, from: number, to: number) {
  const end = view.state.doc.length;
  const [anchor, head] = [Math.min(from, end), Math.min(to, end)];
  view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  view.focus();
}

export function setReadOnly(view: EditorView, readOnly: boolean) {
  if (view.state.readOnly !== readOnly) view.dispatch({ effects: writable.reconfigure(locked(readOnly)) });
}

function locked(readOnly: boolean): Extension {
  return [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];
}

/** Markdown with its marks, keys and sealed blocks; or the blog's own HTML, with neither. */
function languageOf(kind: BodyKind): Extension {
  if (kind === "html") return html({ autoCloseTags: false });
  const marks = [{ key: "Mod-b", run: wrap("**") }, { key: "Mod-i", run: wrap("*"), preventDefault: true }, { key: "Mod-k", run: link }];
  return [markdown({ base: markdownLanguage, completeHTMLTags: false }), sealed(), keymap.of(marks)];
}

function extensions(wishes: Wishes): Extension[] {
  return [
    lineEnds,
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    syntaxHighlighting(quiet),
    look,
    placeholder(wishes.hint),
    search(),
    EditorState.phrases.of(wishes.phrases),
    keymap.of([
      ...searchKeymap.filter(({ key }) => key !== "Mod-Alt-g" && key !== "Alt-g"),
      // Esc, then Tab, leaves the field: CodeMirror lets Tab through after Esc.
      { key: "Escape", run: () => (wishes.onleave(), false) },
      indentWithTab,
      ...historyKeymap,
      ...defaultKeymap.filter(({ key }) => key !== "Mod-/" && key !== "Mod-i"),
    ]),
    EditorView.contentAttributes.of({ "data-testid": wishes.testid, tabindex: "0", "aria-label": wishes.label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.every((each) => each.annotation(fromOutside))) wishes.onchange(update.state.doc.toString());
      if (update.docChanged || update.selectionSet) tellPosition(update.state, wishes);
    }),
    EditorView.domEventHandlers({
      blur: () => wishes.onblur(),
      paste: (event) => takeFiles(event, event.clipboardData, wishes),
      drop: (event) => takeFiles(event, event.dataTransfer, wishes),
    }),
  ];
}

function tellPosition(state: EditorState, wishes: Wishes) {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  wishes.onposition(line.number, head - line.from + 1);
}

/** Files that come with words (as from a word processor) are left alone: the words are meant. */
function takeFiles(event: Event, data: DataTransfer | null, wishes: Wishes): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0 || data?.types.includes("text/plain")) return false;
  event.preventDefault();
  wishes.onfiles(files);
  return true;
}
