// What waits to be sent, in its order, and what was sent.

import type { BlogId, Call, OutboxItem, Receipt } from "../ipc/call";
import { Search } from "./search";

const never = Number.MAX_SAFE_INTEGER;

export class Outbox {
  items = $state.raw<OutboxItem[]>([]);
  receipts = $state.raw<Receipt[]>([]);
  loaded = $state(false);
  #call: Call;
  #blog: BlogId | null = null;
  #latest = new Search();

  constructor(call: Call) {
    this.#call = call;
  }

  async show(blog: BlogId) {
    if (blog !== this.#blog) {
      this.items = [];
      this.receipts = [];
      this.loaded = false;
    }
    this.#blog = blog;
    return this.reload();
  }

  /** When the question was asked whose answer is now shown, or null when a newer one overtook it. */
  async reload(): Promise<number | null> {
    const blog = this.#blog;
    if (blog === null) return null;
    const asked = Date.now();
    const both = Promise.all([this.#call("outbox_list", { blog }), this.#call("receipt_list", { blog })]);
    const answer = await this.#latest.latest(both);
    if (!answer || blog !== this.#blog) return null;
    const [items, receipts] = answer;
    // In the order of going out; what waits for the writer comes last.
    this.items = [...items].sort((a, b) => (a.place || never) - (b.place || never) || a.id - b.id);
    this.receipts = receipts;
    this.loaded = true;
    return asked;
  }
}
