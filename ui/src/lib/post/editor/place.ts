// Where the writer is in the text: told when it rests, and taken up again when the text is opened. A place
// that comes late changes nothing where the writer already moved.

import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { fromOutside } from "../../shared/fromOutside";

export interface Place {
  anchor: number;
  head: number;
  /** What stands at the upper edge. */
  top: number;
}

export interface Keeper {
  /** Where the writer was. */
  read: () => Promise<Place | null>;
  keep: (place: Place) => void;
}

/** After so long without a move the place is worth a write. */
const rest = 1200;

/** `open` gives the keeper of the post that is open when the field takes up its text. */
export function place(open: () => Keeper | null): Extension {
  return ViewPlugin.fromClass(
    class {
      #keeper = open();
      #timer: ReturnType<typeof setTimeout> | undefined;
      #moved = false;
      #top = 0;
      #view: EditorView;
      #scrolling: ReturnType<typeof setTimeout> | undefined;
      // The layout can't be asked when another text comes, so it is asked before.
      #scrolled = () => {
        clearTimeout(this.#scrolling);
        this.#scrolling = setTimeout(() => (this.#top = topOf(this.#view)), 150);
        this.#later();
      };

      constructor(view: EditorView) {
        this.#view = view;
        view.scrollDOM.addEventListener("scroll", this.#scrolled, { passive: true });
        const keeper = this.#keeper;
        void keeper?.read().then((found) => {
          if (found && !this.#moved && this.#keeper === keeper) takeUp(view, found);
        });
      }

      update(update: ViewUpdate) {
        if (!update.docChanged && !update.selectionSet) return;
        if (update.transactions.every((each) => each.annotation(fromOutside))) return;
        this.#moved = true;
        this.#later();
      }

      destroy() {
        this.#view.scrollDOM.removeEventListener("scroll", this.#scrolled);
        clearTimeout(this.#scrolling);
        if (this.#timer !== undefined) this.#now();
        this.#keeper = null;
      }

      #later() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#now(), rest);
      }

      #now() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        const { anchor, head } = this.#view.state.selection.main;
        this.#keeper?.keep({ anchor, head, top: this.#top });
      }
    },
  );
}

function takeUp(view: EditorView, found: Place) {
  const inside = within(view.state, found);
  if (inside.head === 0 && inside.anchor === 0 && inside.top === 0) return;
  view.dispatch({
    selection: { anchor: inside.anchor, head: inside.head },
    effects: EditorView.scrollIntoView(inside.top, { y: "start", yMargin: 0 }),
    annotations: fromOutside.of(true),
  });
}

/** The text may have become shorter since. */
function within({ doc }: EditorState, { anchor, head, top }: Place): Place {
  const inside = (at: number) => Math.max(0, Math.min(doc.length, at));
  return { anchor: inside(anchor), head: inside(head), top: inside(top) };
}

function topOf(view: EditorView): number {
  if (view.scrollDOM.scrollTop <= 0) return 0;
  const { top } = view.scrollDOM.getBoundingClientRect();
  const { left } = view.contentDOM.getBoundingClientRect();
  // Within a long paragraph, the line of the screen.
  return view.posAtCoords({ x: left + 48, y: top + 4 }) ?? view.lineBlockAtHeight(top - view.documentTop).from;
}
