// WebKitGTK paints the scrollbars of what lies under an open sheet over it, whatever colour or width
// they are given. So what lies there does not scroll; where it stands, it stays.

/** Takes the scrollbars away that lie over the content, outside of a sheet. Returns how to bring them back. */
export function withoutScrollbars(sheet: HTMLElement): () => void {
  const stilled: { element: HTMLElement; was: string }[] = [];
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    if (sheet.contains(element) || element.scrollHeight <= element.clientHeight) continue;
    if (!["auto", "scroll"].includes(getComputedStyle(element).overflowY)) continue;
    // One that takes room lies beside the content, and without it the content would move.
    const borders = 2 * element.clientLeft;
    if (element.offsetWidth - element.clientWidth - borders > 1) continue;
    stilled.push({ element, was: element.style.overflowY });
    element.style.overflowY = "hidden";
  }
  return () => {
    for (const { element, was } of stilled) element.style.overflowY = was;
  };
}
