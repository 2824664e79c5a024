// What the palette finds: posts, comments and commands for what is typed. One question is under way at
// a time, and the newest one is asked as soon as the last is answered: typing never waits for it.

import type { BlogId, Call, Found, FoundComment, FoundPost } from "../ipc/call";
import type { Action } from "./actions";

/** So many posts, and so many comments: as many as are seen at first, and as many as anybody looks through. */
const amount = { first: 20, more: 100 };
/** What begins so lists commands only. */
const commandsOnly = ">";

export type Entry =
  | { is: "heading"; id: string; group: "recent" | "posts" | "comments" | "commands"; shown: number; total: number }
  | { is: "post"; id: string; post: FoundPost }
  | { is: "comment"; id: string; comment: FoundComment }
  | { is: "command"; id: string; action: Action };

export class Finding {
  typed = $state("");
  found = $state.raw<Found | null>(null);
  /** What was found is for what is typed. */
  settled = $state(false);
  failed = $state(false);

  #call: Call;
  #blog: BlogId | null = null;
  #asking = false;
  #asked: string | null = null;
  #most = amount.first;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Begins anew with what was opened last. */
  open(blog: BlogId | null) {
    this.#blog = blog;
    this.found = null;
    this.type("");
  }

  type(typed: string) {
    this.typed = typed;
    this.#most = amount.first;
    this.settled = false;
    void this.#ask();
  }

  /** Fetches the rest, when somebody looks at the end of what is there. */
  more() {
    const { found } = this;
    if (!found || !this.settled || this.#most === amount.more || this.typed.trim() === "") return;
    if (found.posts.length === found.postsTotal && found.comments.length === found.commentsTotal) return;
    this.#most = amount.more;
    this.settled = false;
    void this.#ask();
  }

  /** Only commands are looked for. */
  get onlyCommands(): boolean {
    return this.typed.trimStart().startsWith(commandsOnly);
  }

  /** What to choose from, in groups, with the commands where they are most likely meant. */
  entries(actions: Action[]): Entry[] {
    const wanted = this.onlyCommands ? this.typed.trimStart().slice(commandsOnly.length) : this.typed;
    const fitting = fittingActions(actions, wanted);
    const commands = group("commands", fitting.map((action): Entry => ({ is: "command", id: `command-${action.id}`, action })), fitting.length);
    if (this.onlyCommands || !this.found) return commands;
    const { found } = this;
    const recent = this.typed.trim() === "";
    const posts = group(recent ? "recent" : "posts", found.posts.map((post): Entry => ({ is: "post", id: `post-${post.id}`, post })), found.postsTotal);
    const comments = group("comments", found.comments.map((comment): Entry => ({ is: "comment", id: `comment-${comment.id}`, comment })), found.commentsTotal);
    const meant = !recent && fitting.some(({ title }) => folded(title).startsWith(folded(wanted).trim()));
    return meant ? [...commands, ...posts, ...comments] : [...posts, ...comments, ...commands];
  }

  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      // What was typed meanwhile is asked next.
      while (this.#asked !== this.typed || !this.settled) {
        const typed = (this.#asked = this.typed);
        const blog = this.#blog;
        if (blog !== null && !this.onlyCommands) {
          const found = await this.#call("find", { blog, typed, limit: typed.trim() === "" ? 8 : this.#most });
          if (blog === this.#blog) this.found = found;
        }
        this.failed = false;
        this.settled = typed === this.typed;
      }
    } catch {
      this.failed = true;
      this.found = null;
    } finally {
      this.#asking = false;
    }
  }
}

function group(name: "recent" | "posts" | "comments" | "commands", entries: Entry[], total: number): Entry[] {
  return entries.length === 0 ? [] : [{ is: "heading", id: `heading-${name}`, group: name, shown: entries.length, total }, ...entries];
}

export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The actions whose titles have a word that begins like each word typed; of equals, in their order. */
export function fittingActions(actions: Action[], typed: string): Action[] {
  const wanted = folded(typed).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  // Filters and signs are nothing that a command is called.
  if (wanted.length === 0) return typed.trim() === "" ? actions : [];
  return actions.filter(({ title }) => {
    const has = folded(title).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((word) => has.some((each) => each.startsWith(word)));
  });
}
