// The text field for Markdown: CodeMirror with quiet marks, soft wrap, lists that go on by
// themselves, and nothing that a writer has to know about.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { deleteMarkupBackward, markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, Prec, Text, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import type { BodyKind } from "../ipc/call";
import { codeColours, codeLanguage } from "../shared/codeHighlight";
import { link, wrap } from "../shared/format";
import { fromOutside } from "../shared/fromOutside";
import { quiet } from "../shared/quietMarks";
import { isHeavy, unlessHeavy } from "./editor/bigText";
import { cursors } from "./editor/cursors";
import { evenLines } from "./editor/evenLines";
import { takesFiles } from "./editor/files";
import { find } from "./editor/find";
import { footnote, footnotes } from "./editor/footnotes";
import { harmlessInput } from "./editor/harmlessInput";
import { keptState } from "./editor/histories";
import { lists } from "./editor/lists";
import { paste, type Rich } from "./editor/paste";
import { alignTable, tables } from "./editor/tables";
import { typing, type Typing } from "./editor/typing";
import { lineEnds } from "./lineEnds";
import { sealed } from "./sealed";

export { insertBlock, replaceText } from "../shared/textEdits";

export interface Wishes {
  label: string;
  hint: string;
  testid: string;
  /** CodeMirror's own words. */
  phrases?: Record<string, string>;
  /** Something was typed; the text is read when it is needed, because that costs time. */
  onchange: (text: () => string) => void;
  onposition: (line: number, column: number) => void;
  onfiles: (files: File[]) => void;
  onblur: () => void;
  onleave: () => void;
  /** Makes Markdown of pasted HTML; without it, only its words are pasted. */
  rich?: Rich;
  /** How typing is helped. */
  typing?: () => Typing;
  /** A line is so long that Markdown is no longer shown as such, or no longer. */
  onheavy?: (heavy: boolean) => void;
  /** A heading or a line is to be gone to. */
  onjump?: () => void;
  /** What belongs to the open post and not to every text. */
  extras?: Extension;
}

const look = EditorView.theme({
  "&": { height: "100%", background: "transparent", color: "var(--ink)", fontSize: "var(--writing-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--writing)", lineHeight: "1.8065", overflowY: "auto" },
  ".cm-content": { maxWidth: "72ch", margin: "0 auto", padding: "4px 40px 40vh", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  // A caret that rests blinks for ten seconds and stays: in some windows a blink costs as much as a film.
  "&.cm-focused > .cm-scroller > .cm-cursorLayer": { animationIterationCount: "8 !important" },
  ".cm-placeholder": { color: "var(--ink-3)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 22%, transparent)",
  },
});

const writable = new Compartment();

/** A text field in `parent`. */
export function markdownEditor(parent: HTMLElement, state: EditorState): EditorView {
  return new EditorView({ parent, state });
}

/** A fresh state: its own undo history, the cursor at the start. */
export function stateFor(text: string, kind: BodyKind, readOnly: boolean, wishes: Wishes): EditorState {
  const doc = Text.of(text.split("\n"));
  return EditorState.create({ doc, extensions: all(doc, kind, readOnly, wishes) });
}

/** The state that a post was left in, with its history, or a fresh one. The post may have another text by now. */
export function stateAgain(owner: object, name: string, text: string, kind: BodyKind, readOnly: boolean, wishes: Wishes): EditorState {
  const kept = keptState(owner, name, (was) => all(Text.of(was.split("\n")), kind, readOnly, wishes));
  return kept ?? stateFor(text, kind, readOnly, wishes);
}

function all(doc: Text, kind: BodyKind, readOnly: boolean, wishes: Wishes): Extension {
  return [writable.of(locked(readOnly)), languageOf(doc, kind, wishes), extensions(wishes)];
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

/** Markdown with its marks, keys, comforts and sealed blocks; or the blog's own HTML, with neither. */
function languageOf(doc: Text, kind: BodyKind, wishes: Wishes): Extension {
  if (kind === "html") return unlessHeavy(doc, () => html({ autoCloseTags: false }));
  const keys = [{ key: "Mod-b", run: wrap("**") }, { key: "Mod-i", run: wrap("*"), preventDefault: true }, { key: "Mod-k", run: link }];
  const parsed = () => markdown({ base: markdownLanguage, completeHTMLTags: false, addKeymap: false, codeLanguages: codeLanguage });
  return [
    wishes.rich ? paste(wishes.rich) : [],
    unlessHeavy(doc, () => [tables, lists, Prec.high(keymap.of([{ key: "Backspace", run: deleteMarkupBackward }])), parsed(), footnotes, evenLines]),
    wishes.typing ? typing(wishes.typing) : [],
    sealed(),
    keymap.of(keys),
  ];
}

function extensions(wishes: Wishes): Extension[] {
  return [
    lineEnds,
    harmlessInput,
    history(),
    cursors,
    drawSelection(),
    EditorView.lineWrapping,
    syntaxHighlighting(quiet),
    syntaxHighlighting(codeColours),
    look,
    placeholder(wishes.hint),
    find,
    wishes.extras ?? [],
    EditorState.phrases.of(wishes.phrases ?? {}),
    keymap.of([
      { key: "Alt-f", run: footnote },
      { key: "Alt-t", run: alignTable },
      { key: "Alt-o", run: () => (wishes.onjump?.(), true) },
      { key: "Alt-g", run: () => (wishes.onjump?.(), true) },
      // Esc, then Tab, leaves the field: CodeMirror lets Tab through after Esc.
      { key: "Escape", run: () => (wishes.onleave(), false) },
      indentWithTab,
      ...historyKeymap,
      ...defaultKeymap.filter(({ key }) => !taken.has(key ?? "")),
    ]),
    EditorView.contentAttributes.of({ "data-testid": wishes.testid, tabindex: "0", "aria-label": wishes.label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.every((each) => each.annotation(fromOutside))) wishes.onchange(reader(update.state));
      if (update.docChanged || update.selectionSet) tellPosition(update.state, wishes);
      const heavy = update.state.facet(isHeavy);
      if (heavy !== update.startState.facet(isHeavy)) wishes.onheavy?.(heavy);
    }),
    EditorView.domEventHandlers({ blur: () => wishes.onblur() }),
    takesFiles(wishes.onfiles),
  ];
}

/** Keys of CodeMirror's that mean something else here. */
const taken = new Set(["Mod-/", "Mod-i", "Shift-Mod-k", "Alt-A", "Mod-Enter"]);

/** Reads the text of a state, once. */
function reader({ doc }: EditorState): () => string {
  let text: string | null = null;
  return () => (text ??= doc.toString());
}

function tellPosition(state: EditorState, wishes: Wishes) {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  wishes.onposition(line.number, head - line.from + 1);
}
