// The writer's snippets, read once and kept up with what is changed here.

import type { Call, Snippet, SnippetId } from "../ipc/call";

export class Snippets {
  list = $state.raw<Snippet[]>([]);
  loaded = $state(false);
  #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  async read() {
    this.list = await this.#call("snippet_list", null);
    this.loaded = true;
  }

  /** Reads them when nobody did yet; without them one writes without them. */
  async need() {
    if (!this.loaded) await this.read().catch(() => undefined);
  }

  async put(id: SnippetId | null, name: string, text: string) {
    await this.#call("snippet_put", { id, name, text });
    await this.read();
  }

  async remove(id: SnippetId) {
    await this.#call("snippet_remove", { id });
    await this.read();
  }
}
