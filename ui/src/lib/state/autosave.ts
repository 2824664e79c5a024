// When to save: soon after typing pauses, at least once a second while it goes on, never two saves
// at once, and again after a failure. What is saved and what a failure means is the owner's.

export interface Pace {
  /** After the last change, in ms. */
  pause: number;
  /** After the first unsaved change, in ms. */
  longest: number;
  /** After a failure, in ms. */
  retry: number;
}

const usual: Pace = { pause: 350, longest: 900, retry: 3000 };

export class Autosave {
  #save: () => Promise<void>;
  #pace: Pace;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #running: Promise<void> | null = null;
  #dirty = false;
  #halted = false;

  /** `save` takes the text as it is at that moment and rejects when it is not on disk. */
  constructor(save: () => Promise<void>, pace: Pace = usual) {
    this.#save = save;
    this.#pace = pace;
  }

  /** Something is typed that is not on disk, or is on its way there. */
  get pending(): boolean {
    return this.#dirty || this.#running !== null;
  }

  /** Say this after each change. */
  changed() {
    const now = Date.now();
    if (!this.#dirty) this.#since = now;
    this.#dirty = true;
    this.#plan(Math.min(this.#pace.pause, Math.max(0, this.#since + this.#pace.longest - now)));
  }

  /** Saves what is there now. True when all of it is on disk. */
  async flush(): Promise<boolean> {
    while (this.#running) await this.#running;
    if (!this.#dirty) return true;
    if (this.#halted) return false;
    await this.#run();
    return this.#dirty ? false : true;
  }

  /** No more saves until `resume`: the owner has to decide something first. */
  halt() {
    this.#halted = true;
    clearTimeout(this.#timer);
  }

  resume() {
    this.#halted = false;
    if (this.#dirty) this.#plan(0);
  }

  /** Forgets unsaved changes: another text takes this one's place. */
  reset() {
    clearTimeout(this.#timer);
    this.#dirty = false;
    this.#halted = false;
  }

  #plan(delay: number) {
    clearTimeout(this.#timer);
    if (this.#halted || this.#running) return;
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#dirty = false;
    this.#running = this.#save().then(
      () => this.#settled(true),
      () => this.#settled(false),
    );
    return this.#running;
  }

  #settled(saved: boolean) {
    this.#running = null;
    if (!saved) {
      this.#dirty = true;
      this.#plan(this.#pace.retry);
    } else if (this.#dirty) {
      this.#plan(Math.min(this.#pace.pause, Math.max(0, this.#since + this.#pace.longest - Date.now())));
    }
  }
}
