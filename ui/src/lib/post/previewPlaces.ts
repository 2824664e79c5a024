// Where on the preview's page the lines of the text are, and back; and where its links are.
// Measures only what it needs: a page may be very long.

import { safeAddress } from "../shared/inert";
import type { Piece, PreviewPage } from "./previewPage";

/** A link, where it is on the page, for the window to lay a real one over it. */
export interface LinkPlace {
  url: string;
  host: string;
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Box {
  piece: Piece;
  /** The piece's first line, from 1. */
  first: number;
}

interface Point {
  line: number;
  y: number;
}

/** The lines and heights of a page as it is now. */
export class Places {
  readonly #boxes: Box[] = [];
  readonly #page: PreviewPage;
  readonly #noteLines: readonly number[];

  constructor(page: PreviewPage, noteLines: readonly number[] = []) {
    this.#page = page;
    this.#noteLines = noteLines;
    let next = 1;
    for (const piece of page.pieces) {
      const first = next + piece.part.gap;
      next = first + piece.part.lines;
      if (piece.elements.length > 0) this.#boxes.push({ piece, first });
    }
  }

  /** How far down the page a line is; the part behind the point says how much of it lies above. */
  heightOf(line: number): number {
    const boxes = this.#boxes;
    const at = lastOf(boxes, ({ first }) => first <= line);
    const box = boxes[at];
    if (!box) return 0;
    const points = [...pointsOf(box)];
    const after = boxes[at + 1];
    if (after) points.push({ line: after.first, y: topOf(after.piece) });
    return between(points, line, "line", "y");
  }

  /** The line at a height, with the part of it that lies above. */
  lineAt(y: number): number {
    const boxes = this.#boxes;
    const at = lastOf(boxes, ({ piece }) => topOf(piece) <= y);
    const box = boxes[at];
    if (!box) return 1;
    const points = [...pointsOf(box)];
    const after = boxes[at + 1];
    if (after) points.push({ line: after.first, y: topOf(after.piece) });
    return between(points, y, "y", "line");
  }

  /** What shows a line: its part of the text, or its footnote. */
  elementsOf(line: number): HTMLElement[] {
    const box = this.#boxes[lastOf(this.#boxes, ({ first }) => first <= line)];
    if (box && line < box.first + box.piece.part.lines) return box.piece.elements;
    let note = -1;
    this.#noteLines.forEach((first, at) => {
      if (first > 0 && first <= line && first >= (this.#noteLines[note] ?? 0)) note = at;
    });
    const list = this.#page.notes[0];
    const noteLine = this.#noteLines[note];
    if (list && noteLine !== undefined && (!box || noteLine >= box.first + box.piece.part.lines)) {
      const item = list.children[note];
      return item ? [item as HTMLElement] : [];
    }
    return [];
  }

  /** The part of the text that an element of the page belongs to, as lines; a footnote is one line. */
  sourceOf(element: Element): { first: number; lines: number; shown: HTMLElement[] } | null {
    const { root, notes } = this.#page;
    let top: Element | null = element;
    while (top && top.parentElement !== root) top = top.parentElement;
    if (!top) return null;
    const [list] = notes;
    if (list && top === list) {
      const item = element.closest("ol.footnotes > li");
      const at = item ? [...list.children].indexOf(item) : -1;
      const first = this.#noteLines[at];
      return first && item ? { first, lines: 1, shown: [item as HTMLElement] } : null;
    }
    const box = this.#boxes.find(({ piece }) => piece.elements.includes(top as HTMLElement));
    return box ? { first: box.first, lines: box.piece.part.lines, shown: box.piece.elements } : null;
  }

  /** The links between two heights, one entry per line box. */
  links(from: number, to: number): LinkPlace[] {
    const boxes = this.#boxes;
    const first = Math.max(0, lastOf(boxes, ({ piece }) => topOf(piece) <= from));
    const elements: HTMLElement[] = [];
    for (let at = first; at < boxes.length; at++) {
      const { piece } = boxes[at] as Box;
      if (topOf(piece) > to) break;
      elements.push(...piece.elements);
    }
    const places: LinkPlace[] = [];
    for (const anchor of [...elements, ...this.#page.notes].flatMap((element) => [...element.querySelectorAll<HTMLElement>("a[data-url]")])) {
      const url = linkTo(anchor.dataset.url ?? null);
      if (!url) continue;
      for (const { left, top, width, height } of anchor.getClientRects()) {
        if (width > 1 && top + height >= from && top <= to) places.push({ ...url, text: anchor.textContent ?? "", left, top, width, height });
      }
    }
    return places;
  }
}

/** An address that may be opened, or a place on the page. */
function linkTo(address: string | null): { url: string; host: string } | null {
  if (address?.startsWith("#") && address.length > 1) return { url: address, host: "" };
  const url = safeAddress(address);
  return url && { url: url.href, host: url.protocol === "mailto:" ? url.pathname : url.host };
}

function topOf({ elements }: Piece): number {
  return elements[0]?.getBoundingClientRect().top ?? 0;
}

/** Lines of a part whose heights are known, climbing in both. */
function pointsOf({ piece, first }: Box): Point[] {
  const points: Point[] = [{ line: first, y: topOf(piece) }];
  const add = (line: number, y: number) => {
    const last = points[points.length - 1];
    if (last && line > last.line && y >= last.y) points.push({ line, y });
  };
  for (const element of piece.elements) {
    for (const inner of element.querySelectorAll<HTMLElement>("[data-at]")) {
      add(first + Number(inner.dataset.at), inner.getBoundingClientRect().top);
    }
  }
  const bottom = piece.elements.at(-1)?.getBoundingClientRect().bottom ?? 0;
  add(first + piece.part.lines, bottom);
  return points;
}

/** The value in between, of points that climb. */
function between<From extends keyof Point, To extends keyof Point>(points: Point[], at: number, from: From, to: To): number {
  const next = points.findIndex((point) => point[from] > at);
  const last = points[next < 0 ? points.length - 1 : next - 1];
  const after = next < 0 ? undefined : points[next];
  if (!last) return after?.[to] ?? 0;
  if (!after) return last[to];
  const part = (at - last[from]) / (after[from] - last[from]);
  return last[to] + part * (after[to] - last[to]);
}

/** The last place in a row for which something holds that holds for all before it; -1 for none. */
function lastOf<Thing>(row: readonly Thing[], holds: (thing: Thing) => boolean): number {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(row[middle] as Thing)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
