// Tells how long the text and the selection are, shortly after they change and never on the way of a key.

import type { Extension, Text } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { count, Counter, type Count, piece, pieceEnd } from "./counting";

export interface Lengths {
  whole: Count | null;
  selected: Count | null;
}

/** Numbers that move with every letter disturb. */
const soon = 120;
/** After so long without a change a count that was only nearly right is made anew. */
const rest = 1500;

export function lengths(tell: (lengths: Lengths) => void): Extension {
  return ViewPlugin.fromClass(
    class {
      #counter: Counter;
      #timer: ReturnType<typeof setTimeout> | undefined;
      #rest: ReturnType<typeof setTimeout> | undefined;
      #selected: Count | null = null;
      #selecting: Selected | null = null;

      constructor(view: EditorView) {
        this.#counter = new Counter(view.state.doc);
        tell({ whole: this.#counter.total, selected: null });
        this.#later(this.#counter.done ? soon : 0);
      }

      update(update: ViewUpdate) {
        if (update.docChanged) this.#counter.change(update.changes, update.state.doc);
        if (update.docChanged || update.selectionSet) {
          this.#selecting = select(update.view);
          if (!this.#selecting) this.#selected = null;
          this.#later(soon);
        }
      }

      destroy() {
        clearTimeout(this.#timer);
        clearTimeout(this.#rest);
      }

      #later(wait: number) {
        clearTimeout(this.#timer);
        clearTimeout(this.#rest);
        this.#timer = setTimeout(() => this.#step(), wait);
      }

      /** One piece of what is left to count. */
      #step() {
        if (!this.#counter.done) this.#counter.step();
        else if (this.#selecting && this.#selecting.step()) {
          this.#selected = this.#selecting.sum;
          this.#selecting = null;
        }
        if (!this.#counter.done || this.#selecting) return this.#later(0);
        tell({ whole: this.#counter.total, selected: this.#selected });
        if (this.#counter.rough) this.#rest = setTimeout(() => (this.#counter.restart(), this.#later(0)), rest);
      }
    },
  );
}

function select(view: EditorView): Selected | null {
  const parts = view.state.selection.ranges.filter((each) => !each.empty);
  return parts.length > 0 ? new Selected(view.state.doc, parts) : null;
}

/** Counts what is selected, a piece at a time. */
class Selected {
  sum: Count = { words: 0, characters: 0 };
  #doc: Text;
  #left: { from: number; to: number }[];

  constructor(doc: Text, parts: readonly { from: number; to: number }[]) {
    this.#doc = doc;
    this.#left = parts.map(({ from, to }) => ({ from, to }));
  }

  /** True when everything is counted. */
  step(): boolean {
    for (let room = piece; room > 0; ) {
      const part = this.#left[0];
      if (!part) return true;
      const end = pieceEnd(this.#doc, part.from, part.to);
      const { words, characters } = count(this.#doc.sliceString(part.from, end));
      this.sum = { words: this.sum.words + words, characters: this.sum.characters + characters };
      room -= end - part.from + 1;
      part.from = end;
      if (part.from >= part.to) this.#left.shift();
    }
    return this.#left.length === 0;
  }
}
