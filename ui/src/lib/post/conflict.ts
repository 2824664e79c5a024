// Settling a clash: which fields are taken from which side, and the text with a place taken from the
// other one. Pure.

import type { ChangedField, Clash, ConflictView, PostFields, Version } from "../ipc/call";

export type Side = "mine" | "theirs";

/** The fields of the result: both together, and the clashing ones from the chosen sides. */
export function fieldsFrom(view: ConflictView, sides: Partial<Record<ChangedField, Side>>): PostFields {
  const taken = Object.entries(sides).flatMap(([name, side]) => {
    const field = name as ChangedField;
    return field === "body" ? [] : [[field, view[side].fields[field]] as const];
  });
  return { ...view.merged.fields, ...Object.fromEntries(taken) };
}

/** A clash as it stands in a text now. */
export interface Place {
  side: Side;
  from: number;
  to: number;
}

/** Where each clash stands in the text, in the order of the text; null where the writer wrote over it. */
export function places(text: string, clashes: Clash[]): (Place | null)[] {
  let after = 0;
  return clashes.map((clash) => {
    const found = (["mine", "theirs"] as const)
      .map((side) => ({ side, words: clash[side], from: clash[side].trim() === "" ? -1 : text.indexOf(clash[side], after) }))
      .filter(({ from }) => from >= 0)
      // One side's words may begin with the other's: the longer ones are meant.
      .sort((a, b) => a.from - b.from || b.words.length - a.words.length)[0];
    if (!found) return null;
    after = found.from + found.words.length;
    return { side: found.side, from: found.from, to: after };
  });
}

/** The text with a place taken from the other side. */
export function exchange(text: string, place: Place, clash: Clash): string {
  return text.slice(0, place.from) + clash[place.side === "mine" ? "theirs" : "mine"] + text.slice(place.to);
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
