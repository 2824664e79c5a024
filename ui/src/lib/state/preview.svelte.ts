// The preview of the open text: one question at a time, the newest text wins, and only what changed
// comes back. A part that stays is the very same object from one answer to the next.

import type { BodyKind, Call, Preview, PreviewPart } from "../ipc/call";

/** What the page shows. */
export interface Shown {
  /** Parts of the text, in order. */
  parts: readonly PreviewPart[];
  /** The list of footnotes as HTML, and the line on which each one's words begin. */
  notes: string;
  noteLines: readonly number[];
  words: number;
  minutes: number;
}

/** Milliseconds after a key, and between two questions: a text that takes long is asked about less often. */
const pause = { least: 25, most: 500 };

export class PreviewText {
  current = $state.raw<Shown>({ parts: [], notes: "", noteLines: [], words: 0, minutes: 1 });
  #call: Call;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rests = 0;
  #body: () => string = () => "";
  #kind: BodyKind = "markdown";
  #shown: string | null = null;
  #version: number | undefined;
  #asking = false;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Shows a text, at once or shortly after; it is only fetched when the core is asked. */
  show(body: () => string, kind: BodyKind, when: "now" | "soon") {
    this.#body = body;
    this.#kind = kind;
    if (when === "now") clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    const wait = Math.max(pause.least, this.#rests - performance.now());
    this.#timer = setTimeout(() => void this.#ask(), when === "now" ? 0 : wait);
  }

  async #ask() {
    this.#timer = undefined;
    if (this.#asking) return;
    const body = this.#body();
    const shown = `${this.#kind} ${body}`;
    if (this.#shown === shown) return;
    this.#asking = true;
    const began = performance.now();
    try {
      const have = this.#version;
      const answer = await this.#call("preview_render", { body, bodyKind: this.#kind, ...(have === undefined ? {} : { have }) });
      this.#version = answer.version;
      this.current = withChanges(this.current, answer);
    } catch {
      // The last good preview stays; the next change asks again.
    } finally {
      this.#shown = shown;
      this.#asking = false;
      const now = performance.now();
      this.#rests = now + Math.min(pause.most, now - began);
    }
    if (this.#body() !== body) this.show(this.#body, this.#kind, "soon");
  }
}

/** The page as it is after an answer. */
export function withChanges(before: Shown, { whole, changes, notes, noteLines, words, minutes }: Preview): Shown {
  const parts = whole ? [] : [...before.parts];
  for (const { at, remove, add } of changes) {
    // Not as arguments: there may be more than a call can take.
    if (at === 0 && parts.length === 0) for (const part of add) parts.push(part);
    else parts.splice(at, remove, ...add);
  }
  return { parts, notes: notes ?? before.notes, noteLines, words, minutes };
}
