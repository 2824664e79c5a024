// The list of posts in one folder of one blog, searched by the core and read page by page.

import type { BlogId, Call, PostFolder, PostRow } from "../ipc/call";
import { Search } from "./search";

const page = 100;

export class Posts {
  folder = $state<PostFolder>("drafts");
  search = $state("");
  /** The first so many of them, without a gap. */
  rows = $state.raw<PostRow[]>([]);
  /** How many there are in all. */
  total = $state(0);
  /** The first answer for this folder is there. */
  loaded = $state(false);

  #call: Call;
  #blog: BlogId | null = null;
  #search = new Search();
  #reading = false;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Goes to a folder, with an empty search. */
  async show(blog: BlogId, folder: PostFolder) {
    if (blog !== this.#blog || folder !== this.folder) {
      this.rows = [];
      this.total = 0;
      this.loaded = false;
    }
    this.#blog = blog;
    this.folder = folder;
    this.search = "";
    await this.reload();
  }

  setSearch(search: string) {
    this.search = search;
    this.rows = this.rows.slice(0, page);
    this.#search.soon(() => void this.reload().catch(() => undefined));
  }

  /** Reads again as many as are here. */
  async reload() {
    await this.#read(0, Math.max(page, this.rows.length));
  }

  /** Reads the next page, if there is one. */
  async more() {
    if (this.#reading || this.rows.length >= this.total) return;
    this.#reading = true;
    await this.#read(this.rows.length, page).finally(() => (this.#reading = false));
  }

  async #read(offset: number, limit: number) {
    const blog = this.#blog;
    if (blog === null) return;
    const { folder, search } = this;
    const answer = await this.#search.latest(this.#call("post_list", { blog, folder, search: search.trim(), offset, limit }));
    if (!answer || blog !== this.#blog || folder !== this.folder || search !== this.search) return;
    // A row that moved over the page's edge between two readings is not shown twice.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
    const known = new Set(this.rows.slice(0, offset).map(({ id }) => id));
    this.rows = [...this.rows.slice(0, offset), ...answer.rows.filter(({ id }) => !known.has(id))];
    this.total = answer.total;
    this.loaded = true;
  }
}
