// The blogs, connected or not any more, how each is doing, and the numbers in the rail.

import type { AppState, Blog, BlogId, BlogStatus, Call, Counts } from "../ipc/call";

const none: Counts = {
  drafts: 0,
  scheduled: 0,
  published: 0,
  pages: 0,
  trash: 0,
  unanswered: 0,
  held: 0,
  all: 0,
  spam: 0,
  commentTrash: 0,
  outbox: 0,
  needsYou: 0,
};

export class Blogs {
  list = $state.raw<Blog[]>([]);
  /** Not connected any more, with something of the writer's still here. */
  parted = $state.raw<Blog[]>([]);
  chosen = $state<BlogId | null>(null);
  statuses = $state.raw<BlogStatus[]>([]);
  counts = $state.raw<Counts>(none);
  #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  get current(): Blog | null {
    return this.find(this.chosen);
  }

  /** What is written for the chosen blog can be sent, now or later. */
  get connected(): boolean {
    return this.list.some(({ id }) => id === this.chosen);
  }

  /** Of the blogs that are here, connected or not. */
  find(id: BlogId | null): Blog | null {
    return [...this.list, ...this.parted].find((blog) => blog.id === id) ?? null;
  }

  take({ blogs, parted }: Pick<AppState, "blogs" | "parted">) {
    this.list = blogs;
    this.parted = parted;
  }

  get status(): BlogStatus | null {
    return this.statuses.find((status) => status.blog === this.chosen) ?? null;
  }

  get online(): boolean {
    return this.status?.reach === "online";
  }

  /** The writer's role lets them decide about comments, their own posts' at least. */
  get mayModerate(): boolean {
    const can = this.current?.capabilities;
    return can !== undefined && (can.publishPosts || can.moderateComments);
  }

  statusOf(blog: BlogId): BlogStatus | null {
    return this.statuses.find((status) => status.blog === blog) ?? null;
  }

  async readStatus() {
    this.statuses = await this.#call("blog_status", null);
  }

  async readCounts() {
    const blog = this.chosen;
    if (blog === null) return;
    const counts = await this.#call("blog_counts", { blog });
    if (blog === this.chosen) this.counts = counts;
  }
}
