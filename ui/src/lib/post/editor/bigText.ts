// Texts that are too much for all comforts: with a line beyond any paragraph's length, or one deep in
// quotes within quotes, Markdown is not parsed in the field, because a parser takes a line as a whole with
// every letter. The words stay what they are; the owner is told, so that the writer is.

import { Compartment, EditorState, Facet, type Extension, type Text } from "@codemirror/state";

/** A line this long costs a few milliseconds to parse; ten times as long, a frozen window. */
export const longestLine = 50_000;

/** True while the comforts are off. */
export const isHeavy = Facet.define<boolean, boolean>({ combine: (values) => values.some(Boolean) });

/** Each quote within a quote costs again what its line costs. */
export const deepest = 100;

export function hasLongLine(doc: Text): boolean {
  // Fewer letters in all than in one such line.
  if (doc.length <= deepest) return false;
  for (const line of doc.iterLines()) if (isTooMuch(line)) return true;
  return false;
}

function isTooMuch(line: string): boolean {
  if (line.length > longestLine) return true;
  let quotes = 0;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at];
    if (letter === ">" && ++quotes > deepest) return true;
    if (letter !== ">" && letter !== " " && letter !== "\t") return false;
  }
  return false;
}

/** `comforts` for texts that can have them, made when they are first needed. */
export function unlessHeavy(doc: Text, comforts: () => Extension): Extension {
  const place = new Compartment();
  const light = () => [comforts()];
  const heavy = isHeavy.of(true);
  return [
    place.of(hasLongLine(doc) ? heavy : light()),
    EditorState.transactionExtender.of((transaction) => {
      if (!transaction.docChanged) return null;
      const was = transaction.startState.facet(isHeavy);
      let some = false;
      transaction.changes.iterChanges((fromA, toA, fromB, toB) => {
        // When it was heavy, only a change of a long line can make it light.
        const [doc, from, to] = was ? [transaction.startState.doc, fromA, toA] : [transaction.newDoc, fromB, toB];
        some ||= anyLong(doc, from, to);
      });
      if (!some || (was && hasLongLine(transaction.newDoc))) return null;
      return { effects: place.reconfigure(was ? light() : heavy) };
    }),
  ];
}

function anyLong(doc: Text, from: number, to: number): boolean {
  if (doc.length <= deepest) return false;
  for (let at = from; at <= to; ) {
    const line = doc.lineAt(at);
    if (isTooMuch(line.text)) return true;
    at = line.to + 1;
  }
  return false;
}
