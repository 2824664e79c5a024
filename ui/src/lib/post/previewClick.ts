// From a word on the preview's page to the same word in the source. The page says which part of the text it
// is; within it, the word is found by how often it was said before.

/** A place in the page's text. */
export interface Caret {
  node: Node;
  offset: number;
}

/** What is at a point of the page. */
export function caretAt(page: Document, x: number, y: number): Caret | null {
  if ("caretPositionFromPoint" in page) {
    const found = page.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const range = (page as Document & { caretRangeFromPoint?: (x: number, y: number) => Range | null }).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

/** The words that some elements show before a place, and all of them. */
export function shownAround(elements: readonly HTMLElement[], { node, offset }: Caret): { before: string; text: string } {
  let before: string | null = null;
  let text = "";
  for (const element of elements) {
    if (before === null && element.contains(node)) {
      const range = element.ownerDocument.createRange();
      range.selectNodeContents(element);
      range.setEnd(node, offset);
      before = text + range.toString();
    }
    text += element.textContent ?? "";
  }
  return { before: before ?? text, text };
}

const letter = /[\p{L}\p{N}_]/u;

/** Where in the source the place is that has `before` in front of it in the shown text. */
export function placeInSource(source: string, before: string, text: string): number | null {
  const at = before.length;
  let [from, to] = [at, at];
  while (from > 0 && letter.test(text[from - 1] ?? "")) from--;
  while (to < text.length && letter.test(text[to] ?? "")) to++;
  const word = text.slice(from, to);
  if (word === "") return null;
  const nth = places(text.slice(0, to), word).length - 1;
  const found = places(withoutMarks(source), word);
  const place = found[nth] ?? nearest(found, (at / Math.max(1, text.length)) * source.length);
  return place === undefined ? null : place + (at - from);
}

/** Where a whole word stands. */
function places(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!letter.test(text[at - 1] ?? "") && !letter.test(text[at + word.length] ?? "")) found.push(at);
  }
  return found;
}

function nearest(found: number[], to: number): number | undefined {
  return found.reduce<number | undefined>((best, at) => (best === undefined || Math.abs(at - to) < Math.abs(best - to) ? at : best), undefined);
}

/** The source with spaces for what the page does not show: addresses, tags, the language of code. */
function withoutMarks(source: string): string {
  const blank = (some: string) => some.replace(/\S/g, " ");
  return source
    .replace(/\]\([^)\n]*\)/g, blank)
    .replace(/\]\[[^\]\n]*\]/g, blank)
    .replace(/\[\^[^\]\n]*\]/g, blank)
    .replace(/<\/?[a-z][^>\n]*>/gi, blank)
    .replace(/^ {0,3}(```|~~~).*$/gm, blank)
    .replace(/\{[#.][^}\n]*\}[ \t]*$/gm, blank);
}
