// A Markdown table as rows of cells and back, its columns as wide as their widest cell. Draws nothing.

export interface TableText {
  /** Before each line: what the table is nested in, as in `> `. */
  prefix: string;
  /** The first row is the header; every row has as many cells as there are columns. */
  rows: string[][];
  aligns: Align[];
}

export type Align = "" | "left" | "center" | "right";

const divider = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Whether a line is the row of dashes under a header. */
export function isDivider(line: string): boolean {
  return line.includes("-") && (line.includes("|") || line.includes(":")) && divider.test(line);
}

/** The cells of a row, without white space around them. */
export function cellsOf(line: string): string[] {
  return cellPlaces(line).map(({ from, to }) => line.slice(from, to));
}

/** Where the cells of a row are, without the white space around them; an empty one is after its first space. */
export function cellPlaces(line: string): { from: number; to: number }[] {
  const edges: number[] = [];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === "|") edges.push(at);
  }
  const start = /^\s*\|/.test(line) ? (edges.shift() ?? 0) + 1 : 0;
  const ends = [...edges];
  if (ends.length === 0 || line.slice((ends.at(-1) ?? 0) + 1).trim() !== "") ends.push(line.length);
  let from = start;
  return ends.map((end) => {
    const cell = line.slice(from, end);
    const words = cell.trim();
    const lead = words === "" ? Math.min(1, cell.length) : cell.length - cell.trimStart().length;
    const place = { from: from + lead, to: from + lead + words.length };
    from = end + 1;
    return place;
  });
}

/** The lines of a table, header and divider first; null when they are none. */
export function readTable(lines: readonly string[]): TableText | null {
  const prefix = /^\s*(?:>\s?)*\s*/.exec(lines[0] ?? "")?.[0] ?? "";
  const bare = lines.map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : line.replace(/^[\s>]*/, "")));
  const [head, under, ...others] = bare;
  if (head === undefined || under === undefined || !isDivider(under)) return null;
  const aligns = cellsOf(under).map((cell): Align => {
    const [left, right] = [cell.startsWith(":"), cell.endsWith(":")];
    return left && right ? "center" : left ? "left" : right ? "right" : "";
  });
  const rows = [head, ...others].map(cellsOf);
  // What stands beyond the header's columns is not shown, but it is text: it stays.
  const columns = Math.max(aligns.length, ...rows.map((row) => row.length));
  while (aligns.length < columns) aligns.push("");
  for (const row of rows) while (row.length < columns) row.push("");
  return { prefix, rows, aligns };
}

/** The table's lines, aligned. */
export function writeTable({ prefix, rows, aligns }: TableText): string[] {
  const widths = aligns.map((_, at) => Math.max(3, ...rows.map((row) => columnsOf(row[at] ?? ""))));
  const line = (cells: string[]) => `${prefix}| ${cells.join(" | ")} |`;
  const under = aligns.map((align, at) => {
    const dashes = "-".repeat((widths[at] ?? 3) - (align === "center" ? 2 : align === "" ? 0 : 1));
    return align === "center" ? `:${dashes}:` : align === "left" ? `:${dashes}` : align === "right" ? `${dashes}:` : dashes;
  });
  const padded = rows.map((row) => line(row.map((cell, at) => pad(cell, widths[at] ?? 3, aligns[at] ?? ""))));
  return [padded[0] ?? line(aligns.map(() => "   ")), line(under), ...padded.slice(1)];
}

function pad(cell: string, width: number, align: Align): string {
  const room = Math.max(0, width - columnsOf(cell));
  const left = align === "right" ? room : align === "center" ? Math.floor(room / 2) : 0;
  return " ".repeat(left) + cell + " ".repeat(room - left);
}

const wide = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;

/** How many columns a text takes: two for wide signs, none for those that join the one before. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) columns += /\p{M}|\u200D|\uFE0F/u.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return columns;
}
