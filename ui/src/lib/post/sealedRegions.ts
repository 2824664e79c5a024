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

// White space as WordPress's parser knows it, which is less than what `\s` matches here.
const begins = /<!--[ \t-\r]+(\/?)wp:([a-z][a-z0-9_/-]*)[ \t-\r]+/y;
const braceEnds = /\}[ \t-\r]+\/?-->/g;
/** Nothing but white space, as the core means it. */
const blank = /^\p{White_Space}*$/u;

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

/** All block comments, by the rules of WordPress's own parser. */
function marks(text: string): Mark[] {
  const braces = [...text.matchAll(braceEnds)].map(({ index }) => index);
  const found: Mark[] = [];
  let brace = 0;
  for (let from = text.indexOf("<!--"); from >= 0; ) {
    begins.lastIndex = from;
    const parts = begins.exec(text);
    let to = -1;
    if (parts) {
      let at = begins.lastIndex;
      if (text[at] === "{") {
        while (brace < braces.length && (braces[brace] ?? 0) < at) brace++;
        const end = braces[brace];
        at = end === undefined ? text.length : end + 1;
        while (/[ \t-\r]/.test(text[at] ?? "")) at++;
      }
      const alone = text.startsWith("/-->", at);
      if (alone || text.startsWith("-->", at)) {
        to = at + (alone ? 4 : 3);
        found.push({ from, to, name: parts[2] ?? "", kind: parts[1] ? "close" : alone ? "alone" : "open" });
      }
    }
    from = text.indexOf("<!--", to < 0 ? from + 4 : to);
  }
  return found;
}

/** For each beginning, the end that belongs to it: only of blocks in which all others end, too. */
function endsOf(all: Mark[]): Map<number, { to: number; name: string }> {
  const ends = new Map<number, { to: number; name: string }>();
  let open: Mark[] = [];
  for (const mark of all) {
    if (mark.kind === "alone") ends.set(mark.from, mark);
    else if (mark.kind === "open") open.push(mark);
    else {
      const begun = open.pop();
      if (begun?.name === mark.name) ends.set(begun.from, { to: mark.to, name: mark.name });
      // This end stands in all that is open, and belongs to none of it.
      else open = [];
    }
  }
  return ends;
}

function regionAt(text: string, from: number, ends: Map<number, { to: number; name: string }>): Region | null {
  const end = ends.get(from);
  if (!end) return null;
  const to = lineEnd(text, end.to);
  return blank.test(text.slice(end.to, to)) ? { from, to, name: end.name } : null;
}

function fenceOf(line: string): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})([^]*)$/.exec(line);
  if (!found || (found[1]?.startsWith("`") && found[2]?.includes("`"))) return null;
  return found[1] ?? null;
}

/** The end of the line that closes a fence, or of the text. */
function fenceEnd(text: string, after: number, fence: string): number {
  const closes = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}\\p{White_Space}*$`, "u");
  for (let at = after + 1; at <= text.length; ) {
    const end = lineEnd(text, at);
    if (closes.test(text.slice(at, end))) return end;
    at = end + 1;
  }
  return text.length;
}
