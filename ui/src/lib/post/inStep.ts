// Keeps text and preview in step. The side that the writer moves leads, the other follows and is not
// listened to meanwhile, so neither ever answers its own echo.

/** A place: a line, with the part of it that lies above, and how far down the pane it is, from 0 to 1. */
export interface Place {
  line: number;
  share: number;
}

export interface Side {
  /** The place that tells best where this side is: its top at the beginning, its end at the end. */
  place(): Place;
  goTo(place: Place): void;
}

/** The text field, as the preview needs it. */
export interface TextSide extends Side {
  /** Some lines of the source, and where they begin. */
  source(first: number, lines: number): { from: number; text: string };
  /** Puts the cursor there, that far down the pane. */
  select(at: number, share: number): void;
}

/** The preview, as the text field needs it. */
export interface PageSide extends Side {
  /** The line of the cursor. */
  mark(line: number): void;
}

export class InStep {
  text: TextSide | null = null;
  page: PageSide | null = null;
  leader: "text" | "page" = "text";
  line = 1;

  /** A side moved: by the writer, or because the other did. */
  moved(side: "text" | "page") {
    if (side !== this.leader) return;
    const [leads, follows] = side === "text" ? [this.text, this.page] : [this.page, this.text];
    if (leads && follows) follows.goTo(leads.place());
  }

  /** The page has changed under the reader: it stays with the text, if that leads. */
  pageChanged() {
    if (this.leader === "text") this.moved("text");
    this.page?.mark(this.line);
  }

  cursorMoved(line: number) {
    this.line = line;
    this.page?.mark(line);
  }
}

/** How far a pane is scrolled, from 0 to 1. */
export function scrolledShare({ scrollTop, scrollHeight, clientHeight }: Element): number {
  const most = scrollHeight - clientHeight;
  return most > 1 ? Math.min(1, Math.max(0, scrollTop / most)) : 0;
}
