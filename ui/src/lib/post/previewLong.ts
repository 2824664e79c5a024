// Paragraphs beyond reason: an engine lays a paragraph out as a whole, and a word of a megabyte keeps the
// window for many seconds. Of such a paragraph the preview shows its beginning, and says so.

import { words } from "../messages";

/** Letters of one paragraph that are shown. */
export const mostShown = 50_000;

/** What holds words of its own; code is not wrapped, and costs no more than it is long. */
const holders = "p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, blockquote, figcaption, summary, div, section, article, aside, body";

/** Cuts what is too long in an element that is not shown yet. */
export function shorten(element: Element) {
  if ((element.textContent ?? "").length <= mostShown) return;
  const { ownerDocument } = element;
  const shown = new Map<Element, number>();
  const walker = ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const cuts: { node: Text; at: number; holder: Element }[] = [];
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const holder = node.parentElement?.closest(holders) ?? element;
    if (node.parentElement?.closest("pre")) continue;
    const before = shown.get(holder) ?? 0;
    const after = before + node.data.length;
    shown.set(holder, after);
    if (before <= mostShown && after > mostShown) cuts.push({ node, at: mostShown - before, holder });
  }
  for (const { node, at, holder } of cuts) {
    if (!element.contains(node)) continue;
    const rest = ownerDocument.createRange();
    rest.setStart(node, at);
    rest.setEnd(holder, holder.childNodes.length);
    rest.deleteContents();
    const said = ownerDocument.createElement("em");
    said.className = "cut";
    said.textContent = ` ${words.write.previewCut}`;
    holder.append(said);
  }
}
