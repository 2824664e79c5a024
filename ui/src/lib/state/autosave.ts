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

const usual: Pace = { pause: 350, longest: 800, retry: 3000 };

export class Autosave {
  #save: () => Promise<void>;
  #pace: Pace;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #running: Promise<boolean> | null = null;
  #dirty = false;
  /** Counts the texts; how the save of an earlier one went says nothing about this one. */
  #text = 0;

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

  /** Saves what is there now, and what is typed while it is saved. True when all of it is on disk. */
  async flush(): Promise<boolean> {
    for (;;) {
      while (this.#running) await this.#running;
      if (!this.#dirty) return true;
      if (!(await this.#run())) return false;
    }
  }

  /** Forgets unsaved changes: another text takes this one's place. */
  reset() {
    clearTimeout(this.#timer);
    this.#dirty = false;
    this.#text++;
  }

  #plan(delay: number) {
    clearTimeout(this.#timer);
    if (this.#running) return;
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  #run(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#dirty = false;
    const text = this.#text;
    this.#running = this.#save().then(
      () => this.#settled(true, text),
      () => this.#settled(false, text),
    );
    return this.#running;
  }

  #settled(saved: boolean, text: number): boolean {
    this.#running = null;
    if (!saved && text === this.#text) {
      this.#dirty = true;
      this.#plan(this.#pace.retry);
    } else if (this.#dirty) {
      this.#plan(Math.min(this.#pace.pause, Math.max(0, this.#since + this.#pace.longest - Date.now())));
    }
    return saved;
  }
}
