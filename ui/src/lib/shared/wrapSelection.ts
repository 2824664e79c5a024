// Marks around the selection of a plain text field, kept in its own undo history where the engine can.

/** Puts `mark` on both sides of what is selected. */
export function wrapSelection(field: HTMLTextAreaElement, mark: string) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const marked = mark + value.slice(from, to) + mark;
  field.setRangeText(marked, from, to, "end");
  const shift = mark.length;
  field.setSelectionRange(from + shift, to + shift);
}
