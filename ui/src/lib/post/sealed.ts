// Sealed blocks in the editor: what the blog has and Markdown can't say stands in the text word for
// word, and is shown as one card each that can be moved, copied and deleted but not broken.

import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Ask } from "./sealedCard";
import { moveSealed, removeSealed, sealedKeys, selectSealed } from "./sealedCommands";
import { sealedField, sealedGuard } from "./sealedState";

const look = EditorView.baseTheme({
  ".cm-sealed": { padding: "6px 0", cursor: "default" },
  ".cm-sealed-card": {
    display: "flex",
    alignItems: "center",
    gap: "10px",
    minHeight: "54px",
    padding: "6px 8px 6px 14px",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    background: "var(--paper)",
    color: "var(--ink-2)",
    font: "13px/19px var(--ui)",
    userSelect: "none",
  },
  ".cm-sealed.chosen .cm-sealed-card": { borderColor: "var(--accent)", boxShadow: "0 0 0 1px var(--accent)", background: "var(--selected)" },
  ".cm-sealed svg": { flex: "none" },
  ".cm-sealed-text": { flex: "1", minWidth: "0", display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "10px" },
  ".cm-sealed b": { color: "var(--ink)", fontWeight: "600" },
  ".cm-sealed span": { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  ".cm-sealed small": { gridColumn: "1 / -1", color: "var(--ink-3)", fontSize: "12px", lineHeight: "17px" },
  ".cm-sealed.chosen small": { color: "var(--ink-2)" },
  ".cm-sealed button": {
    display: "grid",
    placeItems: "center",
    width: "28px",
    height: "28px",
    padding: "0",
    border: "0",
    borderRadius: "6px",
    background: "none",
    color: "var(--ink-2)",
    cursor: "default",
  },
  ".cm-sealed button:hover": { background: "var(--sunken)", color: "var(--ink)" },
});

const pressed = EditorView.domEventHandlers({
  mousedown(event, view) {
    const at = cardAt(event, view);
    if (at === null) return false;
    event.preventDefault();
    if (askedOf(event) === null) selectSealed(at)(view);
    view.focus();
    return true;
  },
  click(event, view) {
    const at = cardAt(event, view);
    const ask = askedOf(event);
    if (at === null || ask === null) return false;
    return ask === "remove" ? removeSealed(at)(view) : moveSealed(ask === "up" ? -1 : 1, at)(view);
  },
});

function cardAt(event: Event, view: EditorView): number | null {
  const card = event.target instanceof Element ? event.target.closest<HTMLElement>(".cm-sealed") : null;
  return card ? view.posAtDOM(card) : null;
}

function askedOf(event: Event): Ask | null {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-ask]") : null;
  return (button?.dataset.ask as Ask | undefined) ?? null;
}

export function sealed(): Extension {
  return [sealedField, sealedGuard, Prec.high(keymap.of([...sealedKeys])), pressed, look];
}
