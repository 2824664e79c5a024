// Reading again what moved: at once when it moves once, and seldom while much moves. Never two readings
// of one kind at a time; whatever was asked for is always followed by a reading that began after it.

const apart = 150;

export class Paced {
  readonly #run: () => Promise<unknown>;
  readonly #apart: number;
  #began = -Infinity;
  #running: Promise<unknown> | null = null;
  #next: Promise<void> | null = null;

  /** `run` says its failures itself; so many milliseconds lie between the beginnings of two. */
  constructor(run: () => Promise<unknown>, milliseconds = apart) {
    this.#run = run;
    this.#apart = milliseconds;
  }

  /** Settles when a reading is over that began after this was asked. */
  ask(): Promise<unknown> {
    this.#next ??= this.#soon();
    return this.#next;
  }

  async #soon() {
    await this.#running;
    const wait = this.#began + this.#apart - performance.now();
    if (wait > 0) await new Promise((go) => setTimeout(go, wait));
    this.#next = null;
    this.#began = performance.now();
    this.#running = this.#run().finally(() => (this.#running = null));
    await this.#running;
  }
}
