// The list of posts in one folder of one blog, searched by the core and read page by page.

import type { BlogId, Call, PostFolder, PostRow } from "../ipc/call";
import { page, Pages } from "./pages.svelte";

export class Posts extends Pages<PostRow> {
  folder = $state<PostFolder>("drafts");
  search = $state("");

  #call: Call;
  #blog: BlogId | null = null;

  constructor(call: Call) {
    super();
    this.#call = call;
  }

  /** Goes to a folder, with an empty search. */
  async show(blog: BlogId, folder: PostFolder) {
    if (blog !== this.#blog || folder !== this.folder) this.forget();
    this.#blog = blog;
    this.folder = folder;
    this.search = "";
    await this.reload();
  }

  setSearch(search: string) {
    this.search = search;
    this.rows = this.rows.slice(0, page);
    this.typing.soon(() => void this.reload().catch(() => undefined));
  }

  protected ask(offset: number, limit: number) {
    const { folder, search } = this;
    return this.#blog === null ? null : this.#call("post_list", { blog: this.#blog, folder, search: search.trim(), offset, limit });
  }

  protected question() {
    return JSON.stringify([this.#blog, this.folder, this.search]);
  }
}
