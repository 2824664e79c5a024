// Searching as one types: waits for a pause, and lets no late answer replace a newer one.

const pause = 140;

export class Search {
  readonly #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(milliseconds = pause) {
    this.#pause = milliseconds;
  }

  /** Runs it once the typing pauses. */
  soon(run: () => void) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, this.#pause);
  }

  /** The answer, or null when a newer question was asked meanwhile. */
  async latest<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
    const asked = ++this.#asked;
    const value = await answer;
    return asked === this.#asked ? value : null;
  }
}
