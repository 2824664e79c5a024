// The list of posts in one folder of one blog, searched, filtered and ordered by the core and read page
// by page, and the posts that are selected in it.

import { SvelteSet } from "svelte/reactivity";
import type { BlogId, Call, ListPosts, PostFolder, PostId, PostMonth, PostOrder, PostRow, PostStanding, TermId } from "../ipc/call";
import { page, Pages } from "./pages.svelte";

/** What narrows a list beside what is typed. */
export interface PostFilter {
  standing: PostStanding | null;
  category: TermId | null;
  /** As in `2025-03`. */
  month: string | null;
}

const unfiltered: PostFilter = { standing: null, category: null, month: null };

export class Posts extends Pages<PostRow> {
  folder = $state<PostFolder>("drafts");
  search = $state("");
  order = $state<PostOrder | null>(null);
  reversed = $state(false);
  filter = $state.raw<PostFilter>(unfiltered);
  months = $state.raw<PostMonth[]>([]);
  /** Posts that are marked for doing one thing to all of them, also such as are not read yet. */
  readonly selected = new SvelteSet<PostId>();

  #call: Call;
  #blog: BlogId | null = null;
  /** Where a selection with Shift began. */
  #anchor: PostId | null = null;

  constructor(call: Call) {
    super();
    this.#call = call;
  }

  /** Something beside the folder narrows the list. */
  get narrowed(): boolean {
    return this.search.trim() !== "" || this.filtered;
  }

  get filtered(): boolean {
    const { standing, category, month } = this.filter;
    return standing !== null || category !== null || month !== null;
  }

  /** Goes to a folder, with nothing that narrows it. */
  async show(blog: BlogId, folder: PostFolder) {
    if (blog !== this.#blog || folder !== this.folder) {
      this.forget();
      this.order = null;
      this.reversed = false;
    }
    this.#blog = blog;
    this.folder = folder;
    this.search = "";
    this.filter = unfiltered;
    await this.reload();
  }

  setSearch(search: string) {
    this.search = search;
    this.clearSelection();
    this.rows = this.rows.slice(0, page);
    this.typing.soon(() => void this.reload().catch(() => undefined));
  }

  async setOrder(order: PostOrder | null, reversed: boolean) {
    this.order = order;
    this.reversed = reversed;
    this.rows = this.rows.slice(0, page);
    await this.reload();
  }

  async setFilter(change: Partial<PostFilter>) {
    this.filter = { ...this.filter, ...change };
    this.clearSelection();
    this.rows = this.rows.slice(0, page);
    await this.reload();
  }

  clearFilter() {
    return this.setFilter(unfiltered);
  }

  /** The months that there are posts from. */
  async readMonths() {
    const [blog, folder] = [this.#blog, this.folder];
    if (blog === null) return;
    const months = await this.#call("post_months", { blog, folder });
    if (blog === this.#blog && folder === this.folder) this.months = months;
  }

  /** Marks a row, or takes its mark away. */
  toggle(post: PostId) {
    if (!this.selected.delete(post)) this.selected.add(post);
    this.#anchor = post;
  }

  /** Marks every row from where the marking began, or from another one, to this one. */
  extend(post: PostId, from: PostId | null = null) {
    this.#anchor ??= from;
    const anchor = this.rows.findIndex(({ id }) => id === this.#anchor);
    const to = this.rows.findIndex(({ id }) => id === post);
    if (to < 0) return;
    const [first, last] = anchor < 0 ? [to, to] : [Math.min(anchor, to), Math.max(anchor, to)];
    this.#anchor ??= post;
    for (const { id } of this.rows.slice(first, last + 1)) this.selected.add(id);
  }

  /** Marks the whole list, also what is not read yet. */
  async selectAll() {
    const asked = this.#asks(0, 0);
    if (asked === null) return;
    const question = this.question();
    const { posts } = await this.#call("post_ids", asked);
    if (question !== this.question()) return;
    for (const post of posts) this.selected.add(post);
  }

  clearSelection() {
    this.#anchor = null;
    this.selected.clear();
  }

  protected override forget() {
    super.forget();
    this.clearSelection();
    this.months = [];
  }

  protected ask(offset: number, limit: number) {
    const asked = this.#asks(offset, limit);
    return asked === null ? null : this.#call("post_list", asked);
  }

  protected question() {
    return JSON.stringify([this.#blog, this.folder, this.search, this.order, this.reversed, this.filter]);
  }

  #asks(offset: number, limit: number): ListPosts | null {
    if (this.#blog === null) return null;
    const { folder, order, reversed } = this;
    const { standing, category, month } = this.filter;
    return {
      blog: this.#blog, folder, search: [this.search.trim(), month === null ? "" : during(month)].filter((part) => part !== "").join(" "), offset, limit,
      ...(order !== null && { order }), ...(reversed && { reversed }), ...(standing !== null && { standing }), ...(category !== null && { category }),
    };
  }
}

/** A month as the filters say it. */
export function during(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return `after:${month} before:${next}`;
}
