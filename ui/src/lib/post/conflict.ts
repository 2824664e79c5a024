// Settling a clash: which fields are taken from which side, and the text with a place taken from the
// other one. Pure.

import type { BodyKind, ChangedField, Clash, ConflictView, PostFields, Version } from "../ipc/call";
import { blocks } from "./sealedRegions";
import type { Texts } from "./versus";

export type Side = "mine" | "theirs";

/** The kind of the result's text: that of the side it was taken from as a whole. */
export function kindFrom(view: Pick<ConflictView, Side | "merged">, whole: Side | null): BodyKind {
  return (whole ? view[whole] : view.merged).fields.bodyKind;
}

/** The side whose text this is as a whole, if it is one's and not both's. */
export function wholeOf(view: Pick<ConflictView, Side>, text: string): Side | null {
  const [mine, theirs] = (["mine", "theirs"] as const).map((side) => view[side].body.trim() === text.trim());
  return mine === theirs ? null : mine ? "mine" : "theirs";
}

/** The fields of the result: both together, and the clashing ones from the chosen sides; the text's kind is that of its side. */
export function fieldsFrom(view: ConflictView, sides: Partial<Record<ChangedField, Side>>, whole: Side | null = null): PostFields {
  const taken = Object.entries(sides).flatMap(([name, side]) => {
    const field = name as ChangedField;
    return field === "body" ? [] : [[field, view[side].fields[field]] as const];
  });
  return { ...view.merged.fields, ...Object.fromEntries(taken), bodyKind: kindFrom(view, whole) };
}

/** The versions as they are shown beside each other. */
export function textsOf({ base, mine, theirs }: Pick<ConflictView, "base" | "mine" | "theirs">): Texts {
  return { base: base?.body ?? null, mine: mine.body, theirs: theirs.body, isHtml: mine.fields.bodyKind === "html" || theirs.fields.bodyKind === "html" };
}

/** A clash as it stands in a text now; where it is left out, `from` and `to` are the same. */
export interface Place {
  side: Side;
  from: number;
  to: number;
}

type Bodies = Pick<ConflictView, "base" | "mine" | "theirs" | "merged" | "clashes">;

/** Where each clash stands in the text, in the order of the text; null where the writer wrote over it. */
export function places(text: string, view: Bodies): (Place | null)[] {
  let after = 0;
  return view.clashes.map((clash) => {
    const found = (["mine", "theirs"] as const)
      .map((side) => ({ side, words: clash[side], from: isOut(clash[side]) ? -1 : text.indexOf(clash[side], after) }))
      .filter(({ from }) => from >= 0)
      // One side's words may begin with the other's: the longer ones are meant.
      .sort((a, b) => a.from - b.from || b.words.length - a.words.length)[0];
    const place = found ? { side: found.side, from: found.from, to: found.from + found.words.length } : leftOut(text, after, clash, view);
    if (place) after = place.to;
    return place;
  });
}

const isOut = (words: string) => words.trim() === "";

/** Where words are left out that one side deleted: beside a neighbour of theirs, with nothing written between. */
function leftOut(text: string, after: number, clash: Clash, view: Bodies): Place | null {
  const out: Side | null = isOut(clash.mine) ? "mine" : isOut(clash.theirs) ? "theirs" : null;
  if (out === null) return null;
  const kept = out === "mine" ? "theirs" : "mine";
  const source = view[kept].body;
  const at = source.indexOf(clash[kept]);
  if (at < 0) return null;
  const [above, below] = [blocksOf(source.slice(0, at)).at(-1)?.words, blocksOf(source.slice(at + clash[kept].length))[0]?.words];
  const known = new Set([view.base, view.mine, view.theirs, view.merged].flatMap((version) => (version ? blocksOf(version.body) : [])).map(({ words }) => words));
  const now = blocksOf(text);
  const gaps = Array.from({ length: now.length + 1 }, (_, n) => ({ before: now[n - 1], next: now[n] }))
    .filter(({ before, next }) => (before?.to ?? 0) >= after && [before, next].every((each) => !each || known.has(each.words)))
    .map(({ before, next }) => ({ at: before?.to ?? 0, fits: Number(before?.words === above) + Number(next?.words === below) }))
    .filter(({ fits }) => fits > 0);
  const best = gaps.sort((a, b) => b.fits - a.fits)[0];
  return best ? { side: out, from: best.at, to: best.at } : null;
}

function blocksOf(text: string): { words: string; to: number }[] {
  return blocks(text).map(({ from, to }) => ({ words: text.slice(from, to).trimEnd(), to }));
}

/** The text with a place taken from the other side. */
export function exchange(text: string, place: Place, clash: Clash): string {
  const words = clash[place.side === "mine" ? "theirs" : "mine"];
  const [before, after] = [text.slice(0, place.from), text.slice(place.to)];
  if (!isOut(words) && place.from < place.to) return before + words + after;
  // A paragraph comes or goes, with the empty line beside it.
  const [above, below] = [before.replace(/\n+$/, ""), after.replace(/^\n+/, "")];
  const paragraphs = [above, words, below].filter((each) => !isOut(each));
  return paragraphs.join("\n\n") + (isOut(below) ? after : "");
}

/** A field's value as one line of text, for showing. */
export function plainField(version: Version, field: ChangedField, say: { yes: string; no: string; asBlog: string; nothing: string; name: (id: number) => string; visibility: (to: PostFields["visibility"]["to"]) => string; time: (at: string) => string }): string {
  if (field === "body") return version.body;
  const { fields } = version;
  switch (field) {
    case "categories":
      return fields.categories.map(say.name).join(", ") || say.nothing;
    case "tags":
      return fields.tags.join(", ") || say.nothing;
    case "sticky":
      return fields.sticky ? say.yes : say.no;
    case "commentsOpen":
      return fields.commentsOpen === null ? say.asBlog : fields.commentsOpen ? say.yes : say.no;
    case "visibility":
      return say.visibility(fields.visibility.to);
    case "featured":
      return fields.featured?.id ?? say.nothing;
    case "date":
      return fields.date ? say.time(fields.date) : say.nothing;
    default:
      return fields[field] || say.nothing;
  }
}
