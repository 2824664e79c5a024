// Front matter at the beginning of a text, as static site generators write it: found here, offered to the
// writer, and turned into the post's fields only when they say so.

import type { Extension, Text } from "@codemirror/state";
import { type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { PostFields, Term } from "../../ipc/call";
import { withTag } from "../inspector/tags";

/** Longer ones are no front matter. */
const mostLines = 300;
const mostCharacters = 64_000;

export interface Found {
  yaml: string;
  /** Where the text after it begins. */
  end: number;
}

export interface Read {
  fields: Partial<PostFields>;
  /** Names of categories that this blog does not have. */
  unknown: string[];
  /** Keys that mean nothing here. */
  rest: string[];
}

/** Tells what stands at the beginning, when a text comes and when its beginning changes. */
export function watchFrontMatter(tell: (found: Found | null) => void): Extension {
  return ViewPlugin.fromClass(
    class {
      #last = "";

      constructor({ state }: EditorView) {
        tell(this.#see(state.doc));
      }

      update(update: ViewUpdate) {
        if (!update.docChanged) return;
        const before = this.#last;
        const found = this.#see(update.state.doc);
        if (this.#last !== before) tell(found);
      }

      #see(doc: Text): Found | null {
        const found = frontMatterOf(doc);
        this.#last = found ? `${found.end} ${found.yaml}` : "";
        return found;
      }
    },
  );
}

export function frontMatterOf(doc: Text): Found | null {
  if (doc.line(1).text.trimEnd() !== "---") return null;
  for (let number = 2; number <= Math.min(doc.lines, mostLines); number++) {
    const line = doc.line(number);
    if (line.from > mostCharacters) return null;
    if (!/^(?:---|\.\.\.)\s*$/.test(line.text)) continue;
    let after = number + 1;
    while (after <= doc.lines && doc.line(after).text.trim() === "") after++;
    return { yaml: doc.sliceString(doc.line(1).to + 1, line.from), end: after <= doc.lines ? doc.line(after).from : doc.length };
  }
  return null;
}

/** What the front matter says of a post; `null` when it is none, as between two rules in a text. */
export async function readFrontMatter(yaml: string, categories: Term[], formats: string[]): Promise<Read | null> {
  const { parse } = await import("yaml");
  let said: unknown;
  try {
    said = parse(yaml, { maxAliasCount: 20, logLevel: "silent", schema: "core" });
  } catch {
    return null;
  }
  if (typeof said !== "object" || said === null || Array.isArray(said)) return null;
  const read: Read = { fields: {}, unknown: [], rest: [] };
  for (const [key, value] of Object.entries(said)) {
    if (!take(read, key.toLowerCase().replaceAll("-", "_"), value, categories, formats)) read.rest.push(key);
  }
  return Object.keys(read.fields).length > 0 || read.unknown.length > 0 ? read : null;
}

function take(read: Read, key: string, value: unknown, categories: Term[], formats: string[]): boolean {
  const { fields } = read;
  const text = words(value);
  switch (key) {
    case "title":
      return text !== null && set(fields, { title: text });
    case "slug":
      return text !== null && set(fields, { slug: text });
    case "excerpt":
    case "description":
    case "summary":
      return text !== null && set(fields, fields.excerpt === undefined || key === "excerpt" ? { excerpt: text } : {});
    case "tag":
    case "tags":
    case "keywords":
      return set(fields, { tags: list(value).reduce(withTag, fields.tags ?? []) });
    case "category":
    case "categories":
      return takeCategories(read, list(value), categories);
    case "date":
    case "published":
    case "publish_date": {
      const date = dateOf(value);
      return date !== null && set(fields, fields.date === undefined || key === "date" ? { date } : {});
    }
    case "format":
      return text !== null && formats.includes(text) && set(fields, { format: text });
    case "sticky":
      return typeof value === "boolean" && set(fields, { sticky: value });
    case "comments":
    case "comments_open": {
      const open = value === true || text === "open" ? true : value === false || text === "closed" ? false : null;
      return open !== null && set(fields, { commentsOpen: open });
    }
    case "password":
      return text !== null && text !== "" && set(fields, { visibility: { to: "password", password: text } });
    case "private":
    case "visibility":
    case "status":
      return (value === true || text === "private") && set(fields, { visibility: { to: "private" } });
    default:
      return false;
  }
}

function takeCategories(read: Read, names: string[], categories: Term[]): boolean {
  const taken = new Set(read.fields.categories ?? []);
  for (const name of names) {
    const own = categories.find((each) => each.name.localeCompare(name, undefined, { sensitivity: "accent" }) === 0);
    if (own) taken.add(own.id);
    else read.unknown.push(name);
  }
  if (taken.size > 0) read.fields.categories = [...taken];
  return names.length > 0;
}

function set(fields: Partial<PostFields>, some: Partial<PostFields>): true {
  Object.assign(fields, some);
  return true;
}

function words(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : null;
}

/** A list, or names with commas between them. */
function list(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map(words) : (words(value)?.split(",") ?? []);
  return parts.flatMap((part) => (part === null || part.trim() === "" ? [] : [part.trim()]));
}

/** A day alone is its noon here, so that it is that day everywhere near. */
function dateOf(value: unknown): string | null {
  const text = words(value);
  if (text === null || !/^\d{4}-\d{1,2}-\d{1,2}/.test(text)) return null;
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const date = day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]), 12) : new Date(text.replace(/^(\S+) (\d)/, "$1T$2").replace(/ ([+-]\d\d):?(\d\d)$/, "$1:$2"));
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.\d+Z$/, "Z");
}
