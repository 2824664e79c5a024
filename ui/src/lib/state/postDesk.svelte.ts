// What lies beside the open text on the writer's desk: how long it is and is meant to be, and where the
// writer was in it. None of it is part of the post; losing it is no loss worth a message.

import type { Call, PostId, PostPlace } from "../ipc/call";

export interface Length {
  words: number;
  characters: number;
}

export type Place = Omit<PostPlace, "goal">;

export class PostDesk {
  /** Of the whole text; `null` until a long one is counted. */
  whole = $state.raw<Length | null>(null);
  /** Of what is selected, if anything is. */
  selected = $state.raw<Length | null>(null);
  /** How many words the open post is meant to have. */
  goal = $state<number | null>(null);

  /** What stands at the beginning of the text like front matter, and where the text after it begins. */
  frontMatter = $state.raw<{ yaml: string; end: number } | null>(null);

  #call: Call;
  #post: PostId | null = null;
  #kept = "";

  constructor(call: Call) {
    this.#call = call;
  }

  /** Where the writer was in this post, which is open now. */
  async open(post: PostId): Promise<Place | null> {
    if (this.#post !== post) this.goal = null;
    this.#post = post;
    try {
      const { goal, ...place } = await this.#call("post_place", { post });
      if (this.#post !== post) return null;
      this.goal = goal;
      this.#kept = JSON.stringify([post, place]);
      return place;
    } catch {
      return null;
    }
  }

  keepPlace(post: PostId, { anchor, head, top }: Place) {
    const place = { anchor, head, top };
    const kept = JSON.stringify([post, place]);
    if (kept === this.#kept) return;
    this.#kept = kept;
    void this.#call("post_place_set", { post, ...place }).catch(() => undefined);
  }

  /** Rejects when it is not kept. */
  async setGoal(goal: number | null) {
    const post = this.#post;
    if (post === null) return;
    await this.#call("post_goal_set", { post, goal });
    if (this.#post === post) this.goal = goal;
  }
}
