// The preview of the open text: one question at a time, the newest text wins, and only what changed
// goes out and comes back. A part that stays is the very same object from one answer to the next. Much at once is
// shown little by little, because a page of a megabyte takes half a second to lay out.

import type { BodyKind, Call, Preview, PreviewEdit, PreviewPart } from "../ipc/call";
import { nextOf } from "./growing";

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

const nothing: Shown = { parts: [], notes: "", noteLines: [], words: 0, minutes: 1 };

export class PreviewText {
  current = $state.raw<Shown>(nothing);
  /** What is to be shown in the end. */
  #whole = nothing;
  #growing: ReturnType<typeof setTimeout> | undefined;
  #call: Call;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rests = 0;
  #body: () => string = () => "";
  #kind: BodyKind = "markdown";
  /** What was asked about last. */
  #asked: { body: string; kind: BodyKind } | null = null;
  /** What the core has of the page that is shown. */
  #known: { version: number; body: string } | null = null;
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

  /** A long text goes out once; after that only what was typed. */
  async #answer(body: string, bodyKind: BodyKind): Promise<Preview> {
    const known = this.#known;
    if (!known) return await this.#call("preview_render", { body, bodyKind });
    const have = known.version;
    const edit = difference(known.body, body);
    if (edit.text.length < body.length / 2) {
      const answer = await this.#call("preview_render", { edit, bodyKind, have });
      if (!answer.lost) return answer;
    }
    return await this.#call("preview_render", { body, bodyKind, have });
  }

  async #ask() {
    this.#timer = undefined;
    if (this.#asking) return;
    const body = this.#body();
    const kind = this.#kind;
    if (this.#asked?.kind === kind && this.#asked.body === body) return;
    this.#asking = true;
    const began = performance.now();
    try {
      const answer = await this.#answer(body, kind);
      this.#known = { version: answer.version, body };
      this.#whole = withChanges(this.#whole, answer);
      this.#grow();
    } catch {
      // The last good preview stays; the next change asks again.
    } finally {
      this.#asked = { body, kind };
      this.#asking = false;
      const now = performance.now();
      this.#rests = now + Math.min(pause.most, now - began);
    }
    if (this.#body() !== body) this.show(this.#body, this.#kind, "soon");
  }

  /** Shows more of the page, up to all of it. */
  #grow() {
    clearTimeout(this.#growing);
    this.current = nextOf(this.current, this.#whole);
    // The window does what else there is to do, and draws, before it goes on.
    if (this.current !== this.#whole) this.#growing = setTimeout(() => this.#grow(), 8);
  }
}

/** What makes one text of another, as one replacement that cuts no character in two. */
export function difference(before: string, after: string): PreviewEdit {
  const room = Math.min(before.length, after.length);
  let from = 0;
  while (from < room && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  if (from > 0 && isSurrogate(before, from - 1, 0xd800)) from--;
  let tail = 0;
  while (tail < room - from && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  if (tail > 0 && isSurrogate(before, before.length - tail, 0xdc00)) tail--;
  return { from, to: before.length - tail, text: after.slice(from, after.length - tail) };
}

/** Half a character, of those from this one on. */
function isSurrogate(text: string, at: number, first: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === first;
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
