// The document inside the preview's frame. It runs no script and none listens in it: the window
// reaches in to change it and to measure it. Links have no address in there.

import type { PreviewPart } from "../ipc/call";
import { highlightCode } from "../shared/codeHighlight";
import type { Shown } from "../state/preview.svelte";
import styles from "./preview.css?inline";
import { shorten } from "./previewLong";

/** A part of the text, and what shows it. */
export interface Piece {
  part: PreviewPart;
  elements: HTMLElement[];
}

/** What the frame starts with. */
export const emptyPage = "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Preview</title></head><body></body></html>";

/** What a page must never hold, cleaned though it is. */
const banned = "script, style, iframe, object, embed, form, base, link, meta, template, frameset, svg, math";

export class PreviewPage {
  readonly document: Document;
  pieces: Piece[] = [];
  /** The list of footnotes, when there is one. */
  notes: HTMLElement[] = [];
  #root: HTMLElement;
  #title: HTMLElement | null = null;
  /** A heading elsewhere, where the title stands instead. */
  #heading: HTMLElement | null = null;
  #shownNotes = "";
  #mediaUrl: (uuid: string) => string;
  #coloured: () => void;

  /** `oncoloured` is called when code got its colours later than its place. */
  constructor(document: Document, mediaUrl: (uuid: string) => string, oncoloured: () => void = () => undefined) {
    this.document = document;
    this.#root = document.body;
    this.#mediaUrl = mediaUrl;
    this.#coloured = oncoloured;
  }

  /** Where the text stands in the page. */
  get root(): HTMLElement {
    return this.#root;
  }

  /** Gives the page its look. */
  dress(theme: string, width: string) {
    const { document } = this;
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.width = width;
    if (document.head.querySelector("style[data-own]")) return;
    const style = document.createElement("style");
    style.dataset.own = "";
    style.textContent = styles;
    document.head.append(style);
  }

  /** Puts the text into another element of the page, whose content it becomes, and its title into a heading
   * there, if there is one. */
  moveTo(root: HTMLElement, heading: HTMLElement | null = null) {
    this.#heading = heading;
    if (root === this.#root) return;
    if (heading) this.#title = null;
    root.replaceChildren(...(this.#title ? [this.#title] : []), ...this.pieces.flatMap(({ elements }) => elements), ...this.notes);
    this.#root = root;
  }

  /** Brings the page up to a title and a text, touching only the parts that differ. */
  show(title: string, shown: Pick<Shown, "parts" | "notes">) {
    this.#showTitle(title.trim() === "" ? null : title);
    this.#showParts(shown.parts);
    if (shown.notes === this.#shownNotes) return;
    this.#shownNotes = shown.notes;
    for (const element of this.notes) element.remove();
    this.notes = this.#make([shown.notes]).flat();
    this.#root.append(...this.notes);
  }

  #showTitle(title: string | null) {
    if (this.#heading) {
      this.#heading.textContent = title;
      return;
    }
    if (title === null) {
      this.#title?.remove();
      this.#title = null;
      return;
    }
    if (!this.#title) {
      this.#title = this.document.createElement("h1");
      this.#title.className = "title";
      this.#root.prepend(this.#title);
    }
    if (this.#title.textContent !== title) this.#title.textContent = title;
  }

  #showParts(parts: readonly PreviewPart[]) {
    const { pieces } = this;
    let head = 0;
    while (head < parts.length && pieces[head]?.part === parts[head]) head++;
    let tail = 0;
    const room = Math.min(parts.length, pieces.length) - head;
    while (tail < room && pieces[pieces.length - 1 - tail]?.part === parts[parts.length - 1 - tail]) tail++;

    const wanted = parts.slice(head, parts.length - tail);
    const old = pieces.slice(head, pieces.length - tail);
    if (wanted.length === 0 && old.length === 0) return;
    const after = this.#firstElement(pieces.slice(pieces.length - tail)) ?? this.notes[0] ?? null;

    // What only moved keeps its elements, so that pictures don't flicker.
    const spare = new Map<string, HTMLElement[][]>();
    for (const { part, elements } of old) spare.set(part.html, [...(spare.get(part.html) ?? []), elements]);
    const kept = wanted.map((part) => spare.get(part.html)?.shift());
    for (const elements of [...spare.values()].flat(2)) elements.remove();
    const made = this.#make(wanted.filter((_, at) => !kept[at]).map(({ html }) => html));
    let next = 0;
    const fresh: Piece[] = wanted.map((part, at) => ({ part, elements: kept[at] ?? made[next++] ?? [] }));

    let before: ChildNode | null = (head > 0 ? this.#lastElement(pieces.slice(0, head)) : this.#title)?.nextSibling ?? null;
    if (head === 0 && !this.#title) before = this.#root.firstChild;
    for (const { elements } of fresh) {
      for (const element of elements) {
        if (element === before) before = element.nextSibling;
        else this.#root.insertBefore(element, before ?? after);
      }
    }
    // In place: a page of many parts has only few that change.
    if (fresh.length === old.length) fresh.forEach((piece, at) => (pieces[head + at] = piece));
    else this.pieces = [...pieces.slice(0, head), ...fresh, ...pieces.slice(pieces.length - tail)];
  }

  #firstElement(pieces: Piece[]): HTMLElement | undefined {
    return pieces.find(({ elements }) => elements.length > 0)?.elements[0];
  }

  #lastElement(pieces: Piece[]): HTMLElement | null | undefined {
    return pieces.findLast(({ elements }) => elements.length > 0)?.elements.at(-1) ?? this.#title;
  }

  /** The elements of each HTML, harmless, not in the page yet. */
  #make(htmls: string[]): HTMLElement[][] {
    if (htmls.length === 0) return [];
    const parse = (html: string) => new DOMParser().parseFromString(html, "text/html");
    const together = parse(htmls.map((html) => `<div>${html}</div>`).join(""));
    const whole = together.body.children.length === htmls.length && together.body.childNodes.length === htmls.length;
    const bodies = whole ? [...together.body.children] : htmls.map((html) => parse(html).body);
    return bodies.map((body) => {
      defuse(body, this.#mediaUrl);
      shorten(body);
      const elements = elementsOf(body).map((element) => this.document.importNode(element, true));
      for (const element of elements) this.#colour(element);
      return elements;
    });
  }

  /** Code gets its colours as pieces of text in spans, never as HTML. */
  #colour(element: HTMLElement) {
    const codes = element.matches("pre") ? [element] : [...element.querySelectorAll("pre")];
    for (const code of codes.map((pre) => pre.querySelector<HTMLElement>("code[class*='language-']") ?? pre.closest<HTMLElement>("pre[class*='language-']"))) {
      const language = /(?:^| )language-(\S+)/.exec(code?.className ?? "")?.[1];
      if (!code || !language) continue;
      const text = code.textContent ?? "";
      void highlightCode(text, language).then(
        (pieces) => {
          if (!pieces || code.textContent !== text) return;
          const target = code.matches("pre") ? (code.querySelector("code") ?? code) : code;
          target.replaceChildren(
            ...pieces.map(({ text: some, classes }) => {
              const words = this.document.createTextNode(some);
              if (classes === "") return words;
              const span = this.document.createElement("span");
              span.className = classes;
              span.append(words);
              return span;
            }),
          );
          this.#coloured();
        },
        // Without its colours it is still the code.
        () => undefined,
      );
    }
  }
}

/** The elements in a body; bare words get one of their own. */
function elementsOf(body: Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const node of [...body.childNodes]) {
    if (node instanceof HTMLElement || node.nodeType === Node.ELEMENT_NODE) found.push(node as HTMLElement);
    else if (node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? "").trim() !== "") {
      const words = body.ownerDocument.createElement("div");
      words.append(node);
      found.push(words);
    }
  }
  return found;
}

function defuse(body: Element, mediaUrl: (uuid: string) => string) {
  for (const element of body.querySelectorAll(banned)) element.remove();
  for (const anchor of body.querySelectorAll<HTMLElement>("a")) {
    const address = anchor.getAttribute("href");
    anchor.removeAttribute("href");
    if (address) anchor.dataset.url = address;
  }
  for (const image of body.querySelectorAll("img")) {
    const uuid = image.dataset.media;
    image.removeAttribute("src");
    image.removeAttribute("srcset");
    if (uuid) image.src = mediaUrl(uuid);
  }
}
