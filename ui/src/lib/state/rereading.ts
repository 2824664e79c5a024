// Which parts of the window read themselves again when the store says that something moved.

import type { Change } from "../ipc/call";
import type { Desk } from "./desk.svelte";
import { readPosts } from "./following";
import { Paced } from "./paced";
import { readOutbox } from "./sent";

type Part = "blogs" | "status" | "trip" | "counts" | "posts" | "comments" | "conversation" | "reader" | "answers" | "outbox";

const ofReaders: Part[] = ["comments", "conversation", "reader", "answers"];

/** By what moved; what is said about approvals and arrivals is read by nobody here. */
const parts: Partial<Record<Change["what"], Part[]>> = {
  blogs: ["blogs"],
  status: ["status"],
  trip: ["trip"],
  posts: ["counts", "posts"],
  comments: ["counts", ...ofReaders],
  outbox: ["counts", "posts", ...ofReaders, "outbox", "status"],
};

export class Rereading {
  readonly #paced: Record<Part, Paced>;

  constructor(desk: Desk) {
    const paced = (read: () => Promise<unknown>) => new Paced(() => desk.tell(read));
    this.#paced = {
      blogs: paced(() => desk.readBlogs()),
      status: paced(() => desk.readStatus()),
      trip: paced(async () => desk.blogs.chosen !== null && desk.trip.read(desk.blogs.chosen)),
      counts: paced(() => desk.blogs.readCounts()),
      posts: paced(() => readPosts(desk)),
      comments: paced(() => desk.comments.reload()),
      conversation: paced(() => desk.comments.readConversation()),
      reader: paced(() => desk.reader.read()),
      answers: paced(async () => desk.place.section === "answers" && desk.answers.reload()),
      outbox: paced(() => readOutbox(desk)),
    };
  }

  /** Settles when all that this concerns was read again. */
  async after(what: Change["what"]): Promise<void> {
    await Promise.all((parts[what] ?? []).map((part) => this.#paced[part].ask()));
  }
}
