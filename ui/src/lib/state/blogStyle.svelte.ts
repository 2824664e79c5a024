// The look of the chosen blog, for its preview: fetched only when the writer says so, and then kept.

import type { BlogId, BlogLook, BlogStyle, Call } from "../ipc/call";
import type { Prefs } from "./prefs.svelte";

export class BlogStyles {
  look = $state.raw<BlogLook | null>(null);
  taking = $state(false);
  #call: Call;
  #prefs: Prefs;
  #blog: BlogId | null = null;

  constructor(call: Call, prefs: Prefs) {
    this.#call = call;
    this.#prefs = prefs;
  }

  /** What the preview wears now, if anything. */
  get worn(): BlogStyle | null {
    return this.#prefs.get("blogStyle") ? (this.look?.style ?? null) : null;
  }

  /** Reads what is kept of a blog. */
  async read(blog: BlogId) {
    if (blog !== this.#blog) this.look = null;
    this.#blog = blog;
    const look = await this.#call("blog_style", { blog });
    if (blog === this.#blog) this.look = look;
  }

  /** Fetches it from the blog, and puts it on. */
  async take(blog: BlogId) {
    if (this.taking) return;
    this.taking = true;
    try {
      const look = await this.#call("blog_style_take", { blog });
      if (blog === this.#blog) this.look = look;
      this.#prefs.set("blogStyle", true);
    } finally {
      this.taking = false;
    }
  }

  async forget(blog: BlogId) {
    await this.#call("blog_style_forget", { blog });
    await this.read(blog);
  }
}
