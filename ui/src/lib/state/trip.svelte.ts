// Getting ready to go offline: begun by a press, watched while it runs.

import type { BlogId, Call, TripState } from "../ipc/call";

const pace = 1000;

export class Trip {
  state = $state.raw<TripState | null>(null);
  #call: Call;
  #blog: BlogId | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  get running(): boolean {
    return this.state?.stage === "running";
  }

  /** Watches a blog's trip, and begins it unless it runs already. */
  async prepare(blog: BlogId) {
    await this.watch(blog);
    if (this.running) return;
    await this.#call("trip_prepare", { blog });
    await this.read(blog);
  }

  async watch(blog: BlogId) {
    if (blog !== this.#blog) this.state = null;
    this.#blog = blog;
    await this.read(blog);
  }

  /** Nobody looks any more; what runs goes on. */
  leave() {
    clearTimeout(this.#timer);
    this.#blog = null;
  }

  async read(blog: BlogId) {
    if (blog !== this.#blog) return;
    clearTimeout(this.#timer);
    const state = await this.#call("trip_state", { blog });
    if (blog !== this.#blog) return;
    this.state = state;
    // The store tells of each step; this is for a step that takes long or got lost.
    if (state.stage === "running") this.#timer = setTimeout(() => void this.read(blog).catch(() => undefined), pace);
  }
}
