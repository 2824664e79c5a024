// Looking a reply over before it goes: how it will look on the blog, and what deserves a second thought.
// What was found is said at the first press; the second one sends, unless the core refuses it for good.

import type { Call, CommentId, ReplyCheck, ReplyRemark } from "../ipc/call";
import { Search } from "./search";

/** What is looked over, as it is at that moment. */
export interface Looked {
  comment: CommentId | null;
  text: string;
}

export class LookOver {
  /** How the text will look on the blog, when that is not how it looks in the box. */
  look = $state.raw<ReplyCheck | null>(null);
  /** What stopped the last press. */
  stopped = $state.raw<ReplyRemark[]>([]);

  #call: Call;
  #of: () => Looked;
  #looking = new Search();
  /** The text whose remarks were shown. */
  #warned: string | null = null;

  constructor(call: Call, of: () => Looked) {
    this.#call = call;
    this.#of = of;
  }

  /** The next press sends in spite of what was said. */
  get anyway(): boolean {
    return this.stopped.length > 0 && !this.stopped.some(({ kind }) => refused(kind));
  }

  /** The text is another one. */
  typed() {
    this.stopped = [];
    this.soon();
  }

  /** Another text took its place. */
  reset() {
    this.look = null;
    this.stopped = [];
    this.#warned = null;
    if (this.#of().text !== "") this.soon();
  }

  soon() {
    this.#looking.soon(() => void this.read());
  }

  /** Looks the text over. False when something was found that the writer has not been told of yet. */
  async mayGo(): Promise<boolean> {
    const { comment, text } = this.#now();
    if (comment === null || (this.#warned === text && this.anyway)) return true;
    // A look that failed stops nobody: what is refused for good is refused by the outbox, too.
    const check = await this.#call("reply_check", { comment, text }).catch(() => null);
    const now = this.#now();
    if (comment !== now.comment || text !== now.text) return false;
    this.stopped = check?.remarks.filter(({ kind }) => kind !== "marksDropped") ?? [];
    this.#warned = text;
    return this.stopped.length === 0;
  }

  /** Asks how it will look; kept only where that differs from what is in the box. */
  async read() {
    const { comment, text } = this.#of();
    if (comment === null || text.trim() === "") return void (this.look = null);
    const check = await this.#looking.latest(this.#call("reply_check", { comment, text }).catch(() => null));
    const now = this.#of();
    if (check && text === now.text && comment === now.comment) this.look = looksOtherwise(check) ? check : null;
  }

  #now(): Looked {
    const { comment, text } = this.#of();
    return { comment, text: text.trim() };
  }
}

/** Remarks that the core refuses to send with. */
const refused = (kind: ReplyRemark["kind"]) => kind === "empty" || kind === "onlyManners";

/** Marks, links or quotes: anything that the plain words in the box don't show. */
function looksOtherwise({ html, remarks }: ReplyCheck): boolean {
  return /<(?!\/?(?:p|br)\b)[a-z]/i.test(html) || remarks.some(({ kind }) => kind === "marksDropped");
}
