// What a key changes besides the letter may wait for one frame: the frame that draws the letter alone is
// drawn sooner.

/** How long to wait where no frame comes, as in a window that nobody sees, in ms. */
const longest = 100;

/** Runs what was asked last, once, when the next frame is drawn. */
export class AfterFrame {
  #run: (() => void) | null = null;

  ask(run: () => void) {
    const waits = this.#run !== null;
    this.#run = run;
    if (waits) return;
    const late = setTimeout(() => this.#go(), longest);
    // A timer that is set in a frame runs when that frame is drawn.
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        this.#go();
      }),
    );
  }

  #go() {
    const run = this.#run;
    this.#run = null;
    run?.();
  }
}
