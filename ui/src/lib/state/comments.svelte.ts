// A folder of comments, read page by page, the ones that are selected, and the conversation around the
// chosen one.

import { SvelteMap } from "svelte/reactivity";
import type { BlogId, Call, CommentFolder, CommentId, CommentOrder, CommentRow, Conversation, ReaderId, RemoteId, Turn } from "../ipc/call";
import { page, Pages } from "./pages.svelte";
import { Search } from "./search";

/** Narrows a folder to one post or one reader; the name is for the writer. */
export type Only = { is: "post"; post: RemoteId; name: string } | { is: "reader"; reader: ReaderId; name: string };

export class Comments extends Pages<CommentRow> {
  folder = $state<CommentFolder>("unanswered");
  order = $state<CommentOrder>("newestFirst");
  search = $state("");
  only = $state.raw<Only | null>(null);
  /** The comment that keys and the reply box are about. */
  chosen = $state<CommentId | null>(null);
  conversation = $state.raw<Conversation | null>(null);
  /** Rows that are marked for doing one thing to all of them. */
  readonly selected = new SvelteMap<CommentId, CommentRow>();

  #call: Call;
  #blog: BlogId | null = null;
  #thread = new Search();
  /** The newest reading of a conversation. */
  #reading: Promise<void> = Promise.resolve();
  /** Where a selection with Shift began. */
  #anchor: CommentId | null = null;

  constructor(call: Call) {
    super();
    this.#call = call;
  }

  get turn(): Turn | null {
    return this.conversation?.turns.find((turn) => turn.id === this.chosen) ?? null;
  }

  /** The place of the chosen comment in the list, -1 when it is not there. */
  get index(): number {
    return this.rows.findIndex((row) => row.id === this.chosen);
  }

  /** The comment that has waited longest, when it is among the rows that are here. */
  get oldest(): CommentRow | null {
    if (this.order === "oldestFirst") return this.rows[0] ?? null;
    return this.rows.length >= this.total ? (this.rows.at(-1) ?? null) : null;
  }

  /** Goes to a folder, with an empty search and nothing chosen; `only` stays for as long as it is asked for. */
  async show(blog: BlogId, folder: CommentFolder, only: Only | null = null) {
    if (blog !== this.#blog || folder !== this.folder || only !== this.only) {
      this.forget();
      this.choose(null);
    }
    this.#blog = blog;
    this.folder = folder;
    this.only = only;
    this.search = "";
    await this.reload();
  }

  async setOrder(order: CommentOrder) {
    if (order === this.order) return;
    this.order = order;
    this.forget();
    await this.reload();
  }

  setSearch(search: string) {
    this.search = search;
    this.rows = this.rows.slice(0, page);
    this.typing.soon(() => void this.reload().catch(() => undefined));
  }

  /** Chooses a comment; its conversation follows with `readConversation`. */
  choose(comment: CommentId | null) {
    this.chosen = comment;
    if (comment === null) this.conversation = null;
  }

  /** Reads the conversation around the chosen comment. Settles when it is here, by this reading or by a newer one. */
  async readConversation() {
    const comment = this.chosen;
    if (comment === null) return;
    this.#reading = this.#readAround(comment);
    for (let newest; newest !== this.#reading; await newest) newest = this.#reading;
  }

  async #readAround(comment: CommentId) {
    const conversation = await this.#thread.latest(this.#call("conversation_open", { comment }));
    if (conversation && comment === this.chosen) this.conversation = conversation;
  }

  /** Marks a row, or takes its mark away. */
  toggle(comment: CommentId) {
    const row = this.rows.find(({ id }) => id === comment);
    if (!this.selected.delete(comment) && row) this.selected.set(comment, row);
    this.#anchor = comment;
  }

  /** Marks every row from where the marking began to this one. */
  extend(comment: CommentId) {
    const from = this.rows.findIndex(({ id }) => id === (this.#anchor ?? this.chosen));
    const to = this.rows.findIndex(({ id }) => id === comment);
    if (to < 0) return;
    const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    this.#anchor ??= this.chosen;
    for (const row of this.rows.slice(first, last + 1)) this.selected.set(row.id, row);
  }

  clearSelection() {
    this.#anchor = null;
    this.selected.clear();
  }

  protected override forget() {
    super.forget();
    this.clearSelection();
  }

  protected ask(offset: number, limit: number) {
    const { folder, search, order, only } = this;
    const narrowed = only?.is === "post" ? { post: only.post } : only?.is === "reader" ? { reader: only.reader } : {};
    return this.#blog === null ? null : this.#call("comment_list", { blog: this.#blog, folder, search: search.trim(), order, offset, limit, ...narrowed });
  }

  protected question() {
    return JSON.stringify([this.#blog, this.folder, this.search, this.order, this.only]);
  }

  /** What left the folder is no longer selected there. */
  protected override moved() {
    if (this.selected.size === 0) return;
    const chosen = this.rows.filter(({ id }) => this.selected.has(id));
    this.selected.clear();
    for (const row of chosen) this.selected.set(row.id, row);
  }
}
