// The text field for an answer: the post editor's marks and keys in a place that grows with the words.

import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, type KeyBinding } from "@codemirror/view";
import { link, wrap } from "./format";
import { fromOutside } from "./fromOutside";
import { withManners, type Manners } from "./manners";
import { quiet } from "./quietMarks";

export interface SmallWishes {
  label: string;
  hint: string;
  testid: string;
  around: Manners;
  /** Keys that mean something to the field's owner; they come before its own. */
  keys: KeyBinding[];
  onchange: (text: string) => void;
  onblur: () => void;
}

const look = EditorView.theme({
  "&": { background: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { maxHeight: "var(--most, 225px)", font: "17px/25px var(--reading)", overflowY: "auto" },
  ".cm-content": { minHeight: "var(--least, 25px)", padding: "0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  ".cm-placeholder, .cm-greeting, .cm-signOff": { color: "var(--ink-3)" },
  ".cm-greeting, .cm-signOff": { whiteSpace: "pre-wrap" },
  "&.cm-focused .cm-greeting": { color: "var(--ink-2)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 22%, transparent)",
  },
});

const writable = new Compartment();
// It keeps the focus, so it stays a field.
const locked = (on: boolean): Extension => EditorState.readOnly.of(on);

const marks: KeyBinding[] = [
  { key: "Mod-b", run: wrap("**") },
  { key: "Mod-i", run: wrap("*"), preventDefault: true },
  { key: "Mod-k", run: link },
];

/** A fresh state: its own undo history, the cursor after the last word. */
export function smallState(text: string, wishes: SmallWishes): EditorState {
  return EditorState.create({
    doc: text,
    selection: { anchor: text.length },
    extensions: [
      EditorState.lineSeparator.of("\n"),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
      writable.of(locked(false)),
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      syntaxHighlighting(quiet),
      look,
      withManners(wishes.around, wishes.hint),
      keymap.of([...wishes.keys, ...marks]),
      markdown({ base: markdownLanguage, completeHTMLTags: false }),
      keymap.of([...historyKeymap, ...standardKeymap]),
      EditorView.contentAttributes.of({ "data-testid": wishes.testid, tabindex: "0", role: "textbox", "aria-multiline": "true", "aria-label": wishes.label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.every((each) => each.annotation(fromOutside))) wishes.onchange(update.state.doc.toString());
      }),
      EditorView.domEventHandlers({ blur: () => wishes.onblur() }),
    ],
  });
}

export function smallEditor(parent: HTMLElement, text: string, wishes: SmallWishes): EditorView {
  return new EditorView({ parent, state: smallState(text, wishes) });
}

export function lock(view: EditorView, on: boolean) {
  if (view.state.readOnly !== on) view.dispatch({ effects: writable.reconfigure(locked(on)) });
}
