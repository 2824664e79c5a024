// The answer sheet: everybody who waits, on one page, each with a box. What is typed is on disk soon
// after, box by box. A box stays on the page after its reply was queued, until the page is left.

import type { AnswerRow, AnswerScope, BlogId, Call, CommentId, CommentOrder, OutboxId, QueuedMany, RemoteId, ReplyCheck } from "../ipc/call";
import { Autosave } from "./autosave";
import { LookOver } from "./lookOver.svelte";
import { Search } from "./search";

const page = 50;

/** One box. */
export class Answer {
  row: AnswerRow;
  text = $state("");
  saving = $state<"saved" | "unsaved" | "failed">("saved");
  /** Its row in the outbox, once it is there. */
  item = $state<OutboxId | null>(null);
  /** The writer said that it needs no reply. */
  settled = $state(false);
  /** It is not in the list of those who wait any more, for no reason of this page's. */
  gone = $state(false);
  /** Why the core left it out. */
  #skipped = $state("");

  #call: Call;
  #autosave: Autosave;
  readonly #over: LookOver;

  constructor(call: Call, row: AnswerRow) {
    this.#call = call;
    this.row = row;
    this.text = row.draft;
    this.#autosave = new Autosave(() => this.#save());
    this.#over = new LookOver(call, () => ({ comment: this.id, text: this.text }));
  }

  get id(): CommentId {
    return this.row.comment;
  }

  /** Nothing more is to be done about it here. */
  get over(): boolean {
    return this.item !== null || this.settled;
  }

  /** There is more in it than the greeting and the sign-off. The core decides; this is for the button. */
  get says(): boolean {
    return ownWords(this.text, this.row) !== "";
  }

  type(text: string) {
    if (text === this.text) return;
    this.text = text;
    this.#skipped = "";
    this.#over.typed();
    this.saving = "unsaved";
    this.#autosave.changed();
  }

  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** Takes what the store has now, where nothing newer is in the box. */
  refresh(row: AnswerRow) {
    this.row = row;
    this.gone = false;
    if (this.text === "" && !this.#autosave.pending) this.text = row.draft;
  }

  /** How it will look, where that is not how it looks in the box. */
  get look(): ReplyCheck | null {
    return this.#over.look;
  }

  /** Why it was not sent. */
  get why(): string {
    return this.#skipped || this.#over.stopped.map(({ message }) => message).join(" ");
  }

  /** The next press sends it in spite of what was said. */
  get anyway(): boolean {
    return this.#skipped === "" && this.#over.anyway;
  }

  /** Looks it over. False when something was found that the writer has not been told of yet. */
  mayGo(): Promise<boolean> {
    this.#skipped = "";
    return this.#over.mayGo();
  }

  /** The core left it out. */
  skipped(why: string) {
    this.#skipped = why;
  }

  /** It went off: what is saved of it is the outbox's now. */
  sent(item: OutboxId) {
    this.#autosave.reset();
    this.saving = "saved";
    this.item = item;
    this.#skipped = "";
    this.#over.stopped = [];
  }

  async #save() {
    const { text } = this;
    try {
      await this.#call("reply_draft_save", { comment: this.id, text });
      this.saving = this.text === text ? "saved" : "unsaved";
    } catch (error) {
      this.saving = "failed";
      throw error;
    }
  }
}

export class Answers {
  list = $state.raw<Answer[]>([]);
  /** How many wait who are not answered on this page. */
  left = $state(0);
  /** In minutes. */
  usualWait = $state<number | null>(null);
  loaded = $state(false);
  scope = $state.raw<AnswerScope>({ of: "all" });
  /** The post that the page may be narrowed to. */
  post = $state.raw<{ post: RemoteId; title: string } | null>(null);
  order = $state<CommentOrder>("oldestFirst");
  /** The box that keys are about. */
  active = $state<CommentId | null>(null);
  sending = $state(false);

  #call: Call;
  #blog: BlogId | null = null;
  #limit = page;
  #latest = new Search();

  constructor(call: Call) {
    this.#call = call;
  }

  get answered(): number {
    return this.list.filter(({ item }) => item !== null).length;
  }

  /** Boxes that say something and are not sent yet. */
  get written(): Answer[] {
    return this.list.filter((each) => !each.over && !each.gone && each.says);
  }

  get safe(): boolean {
    return this.list.every(({ saving }) => saving === "saved");
  }

  of(comment: CommentId | null): Answer | null {
    return this.list.find(({ id }) => id === comment) ?? null;
  }

  /** A fresh page. What was typed on the one before has been saved by `flush`. */
  async open(blog: BlogId, scope: AnswerScope) {
    this.#blog = blog;
    this.scope = scope;
    this.#limit = page;
    this.list = [];
    this.loaded = false;
    this.active = null;
    await this.reload();
    this.active = this.list[0]?.id ?? null;
  }

  /** Reads again who waits; boxes with words in them stay, whatever became of their comments. */
  async reload() {
    const blog = this.#blog;
    if (blog === null) return;
    const { scope, order } = this;
    const sheet = await this.#latest.latest(this.#call("answers_open", { blog, scope, order, limit: this.#limit }));
    if (!sheet || blog !== this.#blog || scope !== this.scope || order !== this.order) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
    const rows = new Map(sheet.rows.map((row) => [row.comment, row]));
    const stay = this.list.filter((each) => rows.has(each.id) || each.over || each.text.trim() !== "");
    for (const each of stay) {
      const row = rows.get(each.id);
      if (row && !each.over) each.refresh(row);
      else if (!row && !each.over) each.gone = true;
    }
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
    const known = new Set(stay.map(({ id }) => id));
    this.list = [...stay, ...sheet.rows.filter(({ comment }) => !known.has(comment)).map((row) => new Answer(this.#call, row))];
    this.left = sheet.total;
    this.usualWait = sheet.usualWaitMinutes;
    this.loaded = true;
  }

  async more() {
    this.#limit += page;
    await this.reload();
  }

  /** The other way round: the page is laid out anew. False when something on it is not saved. */
  async turn(order: CommentOrder): Promise<boolean> {
    if (!(await this.flush())) return false;
    this.order = order;
    if (this.#blog !== null) await this.open(this.#blog, this.scope);
    return true;
  }

  /** Saves every box now. False when one could not be saved. */
  async flush(): Promise<boolean> {
    const saved = await Promise.all(this.list.filter(({ over }) => !over).map((each) => each.flush()));
    return saved.every(Boolean);
  }

  /** Puts these into the outbox, all that may go. Those that may not say why. */
  async queue(boxes: Answer[]): Promise<QueuedMany | null> {
    if (this.sending || boxes.length === 0) return null;
    this.sending = true;
    try {
      const may = await Promise.all(boxes.map(async (each) => ((await each.flush()) && (await each.mayGo()) ? each : null)));
      const going = may.filter((each) => each !== null);
      if (going.length === 0) return { queued: [], until: null, skipped: [] };
      const done = await this.#call("replies_queue", { replies: going.map(({ id, text, row }) => (row.status === "held" ? { comment: id, text: text.trim(), approve: true } : { comment: id, text: text.trim() })) });
      for (const { comment, item } of done.queued) this.of(comment)?.sent(item);
      for (const { comment, message } of done.skipped) this.of(comment)?.skipped(message);
      return done;
    } finally {
      this.sending = false;
    }
  }

  /** The box so many further on, of those that are still open; null at the end. */
  beside(from: CommentId | null, by: 1 | -1): Answer | null {
    const at = this.list.findIndex(({ id }) => id === from);
    const ways = by === 1 ? this.list.slice(at + 1) : this.list.slice(0, Math.max(0, at)).reverse();
    return ways.find(({ over }) => !over) ?? null;
  }
}

/** The words between greeting and sign-off. */
export function ownWords(text: string, { opening, closing }: Pick<AnswerRow, "opening" | "closing">): string {
  let own = text.trim();
  const [greeting, signOff] = [opening.trim(), closing.trim()];
  if (greeting !== "" && own.toLowerCase().startsWith(greeting.toLowerCase())) own = own.slice(greeting.length).trim();
  if (signOff !== "" && own.toLowerCase().endsWith(signOff.toLowerCase())) own = own.slice(0, own.length - signOff.length).trim();
  return own;
}
