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

/** The result with a place taken from the other side, or null when the place is not found in it (any more). */
export function exchange(text: string, clash: Clash, to: Side): { text: string; from: number; to: number } | null {
  const there = clash[to === "mine" ? "theirs" : "mine"];
  if (there.trim() === "") return null;
  const at = text.indexOf(there);
  if (at < 0) return null;
  const wanted = clash[to];
  return { text: text.slice(0, at) + wanted + text.slice(at + there.length), from: at, to: at + wanted.length };
}

/** Which side of a clash stands in the text now. */
export function standing(text: string, clash: Clash): Side | null {
  const has = (words: string) => words.trim() !== "" && text.includes(words);
  if (has(clash.mine)) return "mine";
  return has(clash.theirs) ? "theirs" : null;
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
