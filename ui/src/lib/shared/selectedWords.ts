// The words that are selected on the page, where they are somebody's words.

/** What is selected inside one of these elements, with its paragraphs; empty when nothing is. */
export function selectedWords(inside: string): string {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return "";
  const { commonAncestorContainer: around } = selection.getRangeAt(0);
  const element = around instanceof Element ? around : around.parentElement;
  return element?.closest(inside) ? selection.toString().trim() : "";
}

/** All words of the first such element, as they are drawn. */
export function wordsOf(selector: string): string {
  const element = document.querySelector<HTMLElement>(selector);
  return (element?.innerText ?? element?.textContent ?? "").trim();
}
