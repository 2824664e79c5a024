// Characters that no file takes: NUL, and halves of a pair (a lone surrogate). A text with one of
// them could not be saved, so they are replaced before they get into a text; nothing else is.
const harmful = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/;

/** Whether a text has characters that can't be saved. */
export function isHarmful(text: string): boolean {
  return harmful.test(text);
}

/** The text without NUL, and with the sign for "unreadable" in place of each half of a pair. */
export function harmless(text: string): string {
  if (!isHarmful(text)) return text;
  return text.replace(/\0/g, "").replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) => (found.length === 2 ? found : "\uFFFD"));
}
