// The list of posts in one folder of one blog, searched by the core.

import type { BlogId, Call, PostFolder, PostRow } from "../ipc/call";
import { Search } from "./search";

export class Posts {
  folder = $state<PostFolder>("drafts");
  search = $state("");
  rows = $state.raw<PostRow[]>([]);
  /** The first answer for this folder is there. */
  loaded = $state(false);

  #call: Call;
  #blog: BlogId | null = null;
  #search = new Search();

  constructor(call: Call) {
    this.#call = call;
  }

  /** Goes to a folder, with an empty search. */
  async show(blog: BlogId, folder: PostFolder) {
    if (blog !== this.#blog || folder !== this.folder) {
      this.rows = [];
      this.loaded = false;
    }
    this.#blog = blog;
    this.folder = folder;
    this.search = "";
    await this.reload();
  }

  setSearch(search: string) {
    this.search = search;
    this.#search.soon(() => void this.reload().catch(() => undefined));
  }

  async reload() {
    const blog = this.#blog;
    if (blog === null) return;
    const { folder, search } = this;
    const rows = await this.#search.latest(this.#call("post_list", { blog, folder, search: search.trim() }));
    if (!rows || blog !== this.#blog || folder !== this.folder) return;
    this.rows = rows;
    this.loaded = true;
  }
}
