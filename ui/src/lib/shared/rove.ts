// One stop for Tab in a list of rows (`data-row`), and the arrow keys between them.

/** For `{@attach rove}` on the list's scroller. */
export function rove(list: HTMLElement): () => void {
  const rows = () => [...list.querySelectorAll<HTMLElement>("[data-row]")];

  function settle() {
    const all = rows();
    const stop = all.find((row) => row === document.activeElement) ?? all.find((row) => row.ariaCurrent === "true") ?? all[0];
    for (const row of all) row.tabIndex = row === stop ? 0 : -1;
  }

  function key(event: KeyboardEvent) {
    const all = rows();
    const at = all.indexOf(event.target as HTMLElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const row = to === undefined ? undefined : all[Math.min(all.length - 1, Math.max(0, to))];
    if (!row) return;
    event.preventDefault();
    row.focus();
  }

  const watch = new MutationObserver(settle);
  watch.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-current"] });
  list.addEventListener("keydown", key);
  list.addEventListener("focusin", settle);
  settle();
  return () => {
    watch.disconnect();
    list.removeEventListener("keydown", key);
    list.removeEventListener("focusin", settle);
  };
}
