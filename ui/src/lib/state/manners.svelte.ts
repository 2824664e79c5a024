// The greeting and the sign-off of a blog, and the texts kept for replies: read when a field needs them.

import type { BlogId, Call, CommentId, Manners, SavedReply, SavedReplyId, SetManners } from "../ipc/call";

/** What comes around an answer to one reader. */
export interface Around {
  before: string;
  after: string;
}

const nothing: Around = { before: "", after: "" };

export class MannersOf {
  current = $state.raw<Manners | null>(null);
  #blog: BlogId | null = null;
  #stale = true;
  #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Reads them, unless they are here. Without them one answers without them. */
  async need(blog: BlogId) {
    if (this.#blog === blog && !this.#stale) return;
    if (this.#blog !== blog) this.current = null;
    this.#blog = blog;
    this.#stale = false;
    try {
      const manners = await this.#call("manners_open", { blog });
      if (this.#blog === blog) this.current = manners;
    } catch {
      this.#stale = true;
    }
  }

  /** What is sent may teach another greeting: they are read anew for the next reply. */
  refresh() {
    this.#stale = true;
  }

  async set(wanted: SetManners) {
    const manners = await this.#call("manners_set", wanted);
    this.#blog = wanted.blog;
    this.#stale = false;
    this.current = manners;
    return manners;
  }

  around(name: string): Around {
    return this.current?.on ? filled(this.current, name) : nothing;
  }
}

/** Greeting and sign-off for one reader; a sign-off stands on a line of its own unless it says otherwise. */
export function filled({ greeting, signOff }: Pick<Manners, "greeting" | "signOff">, reader: string): Around {
  const after = fill(signOff, reader);
  return { before: fill(greeting, reader), after: after.trim() === "" || /^\s/.test(after) ? after : `\n\n${after}` };
}

/** `{name}` is the reader's whole name, `{first}` its first word; without a name, neither leaves a gap. */
export function fill(template: string, reader: string): string {
  const name = reader.trim().split(/\s+/).join(" ");
  if (name === "") return template.replace(/ ?\{(?:name|first)\}/g, "");
  return template.replace(/\{(name|first)\}/g, (_all, which) => (which === "name" ? name : (name.split(" ")[0] ?? "")));
}

export class SavedReplies {
  list = $state.raw<SavedReply[]>([]);
  loaded = $state(false);
  #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  async read() {
    this.list = await this.#call("saved_reply_list", null);
    this.loaded = true;
  }

  async put(id: SavedReplyId | null, name: string, text: string) {
    await this.#call("saved_reply_put", { id, name, text });
    await this.read();
  }

  async remove(id: SavedReplyId) {
    await this.#call("saved_reply_remove", { id });
    await this.read();
  }

  async fill(id: SavedReplyId, comment: CommentId): Promise<string> {
    return (await this.#call("saved_reply_fill", { id, comment })).text;
  }
}
