// How Markdown's marks look in every text field of ours: there, and no louder than the words.

import { HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

export const quiet = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--accent)" },
  { tag: tags.url, color: "var(--ink-3)" },
  { tag: tags.monospace, color: "var(--ink-2)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: "var(--ink-3)", fontWeight: "400" },
  { tag: [tags.angleBracket, tags.tagName, tags.attributeName, tags.comment], color: "var(--ink-3)" },
]);
