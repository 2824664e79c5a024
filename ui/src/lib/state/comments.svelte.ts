// A folder of comments and the conversation around the chosen one.

import type { BlogId, Call, CommentFolder, CommentId, CommentRow, Conversation, Turn } from "../ipc/call";
import { Search } from "./search";

const page = 100;

export class Comments {
  folder = $state<CommentFolder>("unanswered");
  search = $state("");
  rows = $state.raw<CommentRow[]>([]);
  total = $state(0);
  loaded = $state(false);
  /** The comment that keys and the reply box are about. */
  chosen = $state<CommentId | null>(null);
  conversation = $state.raw<Conversation | null>(null);

  #call: Call;
  #blog: BlogId | null = null;
  #limit = page;
  #list = new Search();
  #thread = new Search();

  constructor(call: Call) {
    this.#call = call;
  }

  get turn(): Turn | null {
    return this.conversation?.turns.find((turn) => turn.id === this.chosen) ?? null;
  }

  /** The place of the chosen comment in the list, -1 when it is not there. */
  get index(): number {
    return this.rows.findIndex((row) => row.id === this.chosen);
  }

  /** Goes to a folder, with an empty search and nothing chosen. */
  async show(blog: BlogId, folder: CommentFolder) {
    if (blog !== this.#blog || folder !== this.folder) {
      this.rows = [];
      this.loaded = false;
      this.choose(null);
    }
    this.#blog = blog;
    this.folder = folder;
    this.search = "";
    this.#limit = page;
    await this.reload();
  }

  setSearch(search: string) {
    this.search = search;
    this.#list.soon(() => void this.reload().catch(() => undefined));
  }

  async showMore() {
    this.#limit += page;
    await this.reload();
  }

  async reload() {
    const blog = this.#blog;
    if (blog === null) return;
    const { folder, search } = this;
    const question = { blog, folder, search: search.trim(), limit: this.#limit };
    const list = await this.#list.latest(this.#call("comment_list", question));
    if (!list || blog !== this.#blog || folder !== this.folder) return;
    this.rows = list.rows;
    this.total = list.total;
    this.loaded = true;
  }

  /** Chooses a comment; its conversation follows with `readConversation`. */
  choose(comment: CommentId | null) {
    this.chosen = comment;
    if (comment === null) this.conversation = null;
  }

  /** Reads the conversation around the chosen comment. */
  async readConversation() {
    const comment = this.chosen;
    if (comment === null) return;
    const conversation = await this.#thread.latest(this.#call("conversation_open", { comment }));
    if (conversation && comment === this.chosen) this.conversation = conversation;
  }
}
