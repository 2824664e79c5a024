// CodeMirror with Markdown and one text, and nothing else: what the real window is measured against.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView, keymap } from "@codemirror/view";

const doc = await (await fetch("/text")).text();
const look = syntaxHighlighting(defaultHighlightStyle);
const keys = keymap.of([...historyKeymap, ...defaultKeymap]);
new EditorView({ parent: document.body, doc, extensions: [history(), EditorView.lineWrapping, markdown(), look, keys] }).focus();
