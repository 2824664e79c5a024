// Where in a Markdown text the sealed blocks are: what WordPress wrote and Markdown can't say. The
// same rule as the core's: at a line's start, outside code fences, from `<!-- wp:name` to its own
// end, with nothing but spaces after it. What is not balanced is ordinary text.

export interface Region {
  from: number;
  /** The end of its last line. */
  to: number;
  /** `gallery`, `jetpack/slideshow`. */
  name: string;
}

/** A block of the text: a sealed one, a fenced one, or lines without an empty one between them. */
export interface Block {
  from: number;
  to: number;
  sealed: boolean;
}

interface Mark {
  from: number;
  to: number;
  name: string;
  kind: "open" | "close" | "alone";
}

const inside = /^\s+(\/?)wp:([a-z][a-z0-9_-]*(?:\/[a-z][a-z0-9_-]*)?)(?:\s+\{[^]*\})?\s+(\/?)$/;

/** Lines that decide where regions are: an edit that touches none of these moves them and no more. */
export const decides = /<!--|-->|^ {0,3}(?:```|~~~)/m;

export function regions(text: string): Region[] {
  return walk(text).sealed;
}

/** All blocks in order, for moving one past its neighbour. */
export function blocks(text: string): Block[] {
  return walk(text).all;
}

function walk(text: string): { sealed: Region[]; all: Block[] } {
  const sealed: Region[] = [];
  const all: Block[] = [];
  const ends = endsOf(marks(text));
  let open: Block | null = null;
  for (let at = 0; at <= text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const region = ends.size > 0 && line.startsWith("<!-- wp:") ? regionAt(text, at, ends) : null;
    if (region) {
      open = null;
      sealed.push(region);
      all.push({ from: region.from, to: region.to, sealed: true });
      at = region.to + 1;
      continue;
    }
    const fence = fenceOf(line);
    if (fence) {
      const to = fenceEnd(text, end, fence);
      if (open) open.to = to;
      else all.push((open = { from: at, to, sealed: false }));
      at = to + 1;
      continue;
    }
    if (line.trim() === "") open = null;
    else if (open) open.to = end;
    else all.push((open = { from: at, to: end, sealed: false }));
    at = end + 1;
  }
  return { sealed, all };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function marks(text: string): Mark[] {
  const found: Mark[] = [];
  for (let from = text.indexOf("<!--"); from >= 0; from = text.indexOf("<!--", from + 4)) {
    const end = text.indexOf("-->", from + 4);
    if (end < 0) break;
    const parts = inside.exec(text.slice(from + 4, end));
    if (!parts) continue;
    const kind = parts[1] ? "close" : parts[3] ? "alone" : "open";
    found.push({ from, to: end + 3, name: parts[2] ?? "", kind });
  }
  return found;
}

/** For each beginning, the end that belongs to it: nested blocks of the same name are counted. */
function endsOf(all: Mark[]): Map<number, { to: number; name: string }> {
  const ends = new Map<number, { to: number; name: string }>();
  const waiting = new Map<string, number[]>();
  for (const { from, to, name, kind } of all) {
    if (kind === "alone") ends.set(from, { to, name });
    else if (kind === "open") {
      const starts = waiting.get(name);
      if (starts) starts.push(from);
      else waiting.set(name, [from]);
    } else {
      const start = waiting.get(name)?.pop();
      if (start !== undefined) ends.set(start, { to, name });
    }
  }
  return ends;
}

function regionAt(text: string, from: number, ends: Map<number, { to: number; name: string }>): Region | null {
  const end = ends.get(from);
  if (!end) return null;
  const to = lineEnd(text, end.to);
  return text.slice(end.to, to).trim() === "" ? { from, to, name: end.name } : null;
}

function fenceOf(line: string): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (!found || (found[1]?.startsWith("`") && found[2]?.includes("`"))) return null;
  return found[1] ?? null;
}

/** The end of the line that closes a fence, or of the text. */
function fenceEnd(text: string, after: number, fence: string): number {
  const closes = new RegExp(`^ {0,3}\\${fence[0]}{${fence.length},}[ \\t]*$`);
  for (let at = after + 1; at <= text.length; ) {
    const end = lineEnd(text, at);
    if (closes.test(text.slice(at, end))) return end;
    at = end + 1;
  }
  return text.length;
}
