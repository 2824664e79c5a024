// The preview's side of keeping text and preview in step: where things are in its pane, and where in the
// text a place of the page comes from.

import { scrolledShare, type InStep, type PageSide, type Place } from "./inStep";
import { placeInSource, shownAround, type Caret } from "./previewClick";
import type { PreviewPage } from "./previewPage";
import { Places, type LinkPlace } from "./previewPlaces";

/** A stretch of the page. */
export interface Stretch {
  top: number;
  height: number;
}

export class PreviewSide implements PageSide {
  readonly #pane: HTMLElement;
  readonly #page: PreviewPage;
  readonly #step: InStep;
  readonly #onmark: (here: Stretch | null) => void;
  #places: Places;

  /** `onmark` hears where the cursor's part of the text is. */
  constructor(pane: HTMLElement, page: PreviewPage, step: InStep, onmark: (here: Stretch | null) => void) {
    this.#pane = pane;
    this.#page = page;
    this.#step = step;
    this.#onmark = onmark;
    this.#places = new Places(page);
    step.page = this;
  }

  leave() {
    if (this.#step.page === this) this.#step.page = null;
  }

  /** The page shows something else now. */
  changed(noteLines: readonly number[]) {
    this.#places = new Places(this.#page, noteLines);
  }

  place(): Place {
    const share = scrolledShare(this.#pane);
    return { line: this.#places.lineAt(this.#pane.scrollTop + share * this.#pane.clientHeight), share };
  }

  goTo({ line, share }: Place) {
    this.#pane.scrollTop = share === 0 ? 0 : this.#places.heightOf(line) - share * this.#pane.clientHeight;
  }

  mark(line: number) {
    const elements = this.#places.elementsOf(line);
    const top = elements[0]?.getBoundingClientRect().top;
    const bottom = elements.at(-1)?.getBoundingClientRect().bottom;
    this.#onmark(top === undefined || bottom === undefined ? null : { top, height: bottom - top });
  }

  /** The links that are in view, or nearly. */
  links(): LinkPlace[] {
    const { scrollTop, clientHeight } = this.#pane;
    return this.#places.links(scrollTop - clientHeight, scrollTop + 2 * clientHeight);
  }

  /** Puts the cursor where a place of the page comes from. */
  goToSource(caret: Caret | null, y: number) {
    const { text } = this.#step;
    if (!text) return;
    const share = Math.min(1, Math.max(0, (y - this.#pane.scrollTop) / this.#pane.clientHeight));
    const element = caret && (caret.node.nodeType === Node.ELEMENT_NODE ? (caret.node as Element) : caret.node.parentElement);
    const part = element && this.#places.sourceOf(element);
    if (part) {
      const source = text.source(part.first, part.lines);
      const shown = shownAround(part.shown, caret);
      const at = placeInSource(source.text, shown.before, shown.text);
      if (at !== null) return text.select(source.from + at, share);
    }
    text.select(text.source(Math.floor(this.#places.lineAt(y)), 1).from, share);
  }

  /** Brings a place of the page into view. */
  jump(name: string) {
    const target = this.#page.document.getElementById(name);
    if (target) this.#pane.scrollTop = target.getBoundingClientRect().top - this.#pane.clientHeight / 4;
  }

  /** Words that were selected through the glass. */
  copy(event: ClipboardEvent) {
    const selected = this.#page.document.getSelection()?.toString() ?? "";
    if (selected === "") return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", selected);
  }
}
