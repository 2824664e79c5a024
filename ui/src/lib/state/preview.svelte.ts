// The preview of the open text: one question at a time, the newest text wins.

import type { BodyKind, Call, Preview } from "../ipc/call";

const pause = 90;

export class PreviewText {
  current = $state.raw<Preview>({ html: "", words: 0, minutes: 1 });
  #call: Call;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #body = "";
  #kind: BodyKind = "markdown";
  #shown: string | null = null;
  #asking = false;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Shows this text, at once or when the typing pauses. */
  show(body: string, kind: BodyKind, when: "now" | "soon") {
    this.#body = body;
    this.#kind = kind;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), when === "now" ? 0 : pause);
  }

  async #ask() {
    if (this.#asking || this.#shown === this.#body) return;
    this.#asking = true;
    const body = this.#body;
    try {
      this.current = await this.#call("preview_render", { body, bodyKind: this.#kind });
      this.#shown = body;
    } catch {
      // The last good preview stays; the next change asks again.
      this.#shown = body;
    } finally {
      this.#asking = false;
    }
    if (this.#body !== body) await this.#ask();
  }
}
