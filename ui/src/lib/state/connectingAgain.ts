// Access to a blog that is lost: the writer is asked once, and not again until it was there in between.

import type { BlogId, BlogStatus } from "../ipc/call";

export class LostAccess {
  #asked = new Set<BlogId>();

  /** The blogs whose access was just lost. */
  notice(statuses: readonly BlogStatus[]): BlogId[] {
    const lost = statuses.filter(({ blog, reach }) => reach === "signIn" && !this.#asked.has(blog)).map(({ blog }) => blog);
    lost.forEach((blog) => this.#asked.add(blog));
    statuses.filter(({ reach }) => reach === "online").forEach(({ blog }) => this.#asked.delete(blog));
    return lost;
  }
}
