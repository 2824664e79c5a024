// Which parts of which passages are selected in the sheet, in the units that the core counts in.

import type { Part } from "../../state/quoting.svelte";

/** The selected parts of elements that carry `data-passage`, in their order. */
export function selectedParts(list: HTMLElement, selection: Selection | null): Part[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (!list.contains(range.commonAncestorContainer)) return [];
  const parts: Part[] = [];
  for (const element of list.querySelectorAll<HTMLElement>("[data-passage]")) {
    if (!range.intersectsNode(element)) continue;
    const length = element.textContent.length;
    const from = offset(element, range.startContainer, range.startOffset, 0);
    const to = offset(element, range.endContainer, range.endOffset, length);
    if (to > from) parts.push({ at: Number(element.dataset.passage), from, to });
  }
  return parts;
}

/** How many units of an element's words stand before a place; `outside` when the place is not in it. */
function offset(element: HTMLElement, node: Node, at: number, outside: number): number {
  if (!element.contains(node)) return outside;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, at);
  return before.toString().length;
}
