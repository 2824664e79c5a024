// The reply box: one half-written reply per comment, on disk soon after each change, or the new
// text of a reply that waits in the outbox or is on the blog already. What deserves a look before it
// goes is said at the first press; the second one sends.

import { asFailure, type Call, type CommentId, type OutboxId, type Queued, type ReplyCheck, type ReplyRemark, type Turn } from "../ipc/call";
import { Autosave } from "./autosave";
import { Search } from "./search";

/** A reply of the writer's whose text is being changed. */
export type Editing = { was: string; turn: CommentId } & ({ at: "outbox"; item: OutboxId } | { at: "blog"; before: string });

/** Remarks that the core refuses to send with. */
const refused = (kind: ReplyRemark["kind"]) => kind === "empty" || kind === "onlyManners";

export class Reply {
  comment = $state<CommentId | null>(null);
  text = $state("");
  editing = $state<Editing | null>(null);
  saving = $state<"saved" | "unsaved" | "failed">("saved");
  sending = $state(false);
  /** Counts the texts that were put into the box. */
  loads = $state(0);
  /** How the text will look on the blog, when that is not how it looks in the box. */
  look = $state.raw<ReplyCheck | null>(null);
  /** What stopped the last press. */
  stopped = $state.raw<ReplyRemark[]>([]);
  /** Words that are asked to be put in at the cursor. */
  insertion = $state.raw<{ as: "quote" | "words"; text: string } | null>(null);

  #call: Call;
  #autosave: Autosave;
  #looking = new Search();
  /** The text whose remarks were shown. */
  #warned: string | null = null;

  constructor(call: Call) {
    this.#call = call;
    this.#autosave = new Autosave(() => this.#save());
  }

  get safe(): boolean {
    return this.editing ? this.text === this.editing.was : !this.#autosave.pending;
  }

  get empty(): boolean {
    return this.text.trim() === "";
  }

  /** The next press sends in spite of what was said. */
  get anyway(): boolean {
    return this.stopped.length > 0 && !this.stopped.some(({ kind }) => refused(kind));
  }

  type(text: string) {
    if (text === this.text) return;
    this.text = text;
    this.stopped = [];
    this.#looking.soon(() => void this.readLook());
    if (this.comment === null || this.editing) return;
    this.saving = "unsaved";
    this.#autosave.changed();
  }

  /** Saves now. False when words would be lost by leaving: a reply that was sent off only changes when the writer says so. */
  async flush(): Promise<boolean> {
    return this.editing ? this.safe : this.#autosave.flush();
  }

  /** Takes up the draft of a comment. False, with the old one still here, when that could not be saved. */
  async take(turn: Turn | null): Promise<boolean> {
    // What is in the box is newer than any draft that was read.
    if ((turn?.id ?? null) === this.comment && !this.editing) return true;
    if (!(await this.flush())) return false;
    this.#load(turn?.id ?? null, turn?.draft ?? "");
    return true;
  }

  /** Puts the words of a reply that was taken back into the box, unless others are there. */
  adopt(turn: Turn) {
    if (turn.id === this.comment && !this.editing && this.empty) this.#load(turn.id, turn.draft);
  }

  /** Changes the text of a reply that waits in the outbox, or of one that is on the blog. */
  async edit(turn: Turn): Promise<boolean> {
    if (!(await this.flush())) return false;
    if (turn.sending) {
      if (turn.text === null) return false;
      this.#load(this.comment, turn.text);
      this.editing = { at: "outbox", item: turn.sending.id, turn: turn.id, was: turn.text };
      return true;
    }
    const { text, before } = await this.#call("reply_source", { comment: turn.id });
    if (!(await this.flush())) return false;
    this.#load(this.comment, text);
    this.editing = { at: "blog", before, turn: turn.id, was: text };
    return true;
  }

  /** Back from editing a reply to the draft of the comment. */
  stopEditing(draft: string) {
    this.#load(this.comment, draft);
  }

  /** Looks the text over. False when something was found that the writer has not been told of yet. */
  async mayGo(): Promise<boolean> {
    const text = this.text.trim();
    const { comment } = this;
    if (this.editing || comment === null || (this.#warned === text && this.anyway)) return true;
    // A look that failed stops nobody: what is refused for good is refused by the outbox, too.
    const check = await this.#call("reply_check", { comment, text }).catch(() => null);
    if (comment !== this.comment || text !== this.text.trim()) return false;
    this.stopped = check?.remarks.filter(({ kind }) => kind !== "marksDropped") ?? [];
    this.#warned = text;
    return this.stopped.length === 0;
  }

  /** Puts the reply into the outbox. The row, or null when there was nothing to do. */
  async send(approve = false): Promise<Queued | null> {
    const comment = this.comment;
    const text = this.text.trim();
    if (this.sending || text === "") return null;
    this.sending = true;
    try {
      if (this.editing) return await this.#sendEdited(this.editing, text);
      if (comment === null) return null;
      // Should queueing fail, the words are on disk all the same.
      await this.#autosave.flush();
      if (!(await this.mayGo())) return null;
      const queued = await this.#call("reply_queue", approve ? { comment, text, approve } : { comment, text });
      this.#load(comment, "");
      return queued;
    } finally {
      this.sending = false;
    }
  }

  /** Asks how it will look; kept only where that differs from what is in the box. */
  async readLook() {
    const { comment, text } = this;
    if (comment === null || this.empty) return void (this.look = null);
    const check = await this.#looking.latest(this.#call("reply_check", { comment, text }).catch(() => null));
    if (check && text === this.text && comment === this.comment) this.look = looksOtherwise(check) ? check : null;
  }

  async #sendEdited(editing: Editing, text: string): Promise<Queued> {
    const { comment } = this;
    let queued: Queued;
    if (editing.at === "outbox") {
      await this.#call("reply_edit", { item: editing.item, text });
      queued = { item: editing.item, until: null };
    } else queued = await this.#call("reply_change", { comment: editing.turn, text, before: editing.before });
    this.#load(comment, "");
    return queued;
  }

  #load(comment: CommentId | null, text: string) {
    this.#autosave.reset();
    this.editing = null;
    this.comment = comment;
    this.text = text;
    this.saving = "saved";
    this.stopped = [];
    this.look = null;
    this.insertion = null;
    this.#warned = null;
    this.loads++;
    if (text !== "") this.#looking.soon(() => void this.readLook());
  }

  async #save() {
    const { comment, text } = this;
    if (comment === null) return;
    try {
      await this.#call("reply_draft_save", { comment, text });
      this.saving = this.text === text ? "saved" : "unsaved";
    } catch (error) {
      this.saving = "failed";
      throw asFailure(error);
    }
  }
}

/** Marks, links or quotes: anything that the plain words in the box don't show. */
function looksOtherwise({ html, remarks }: ReplyCheck): boolean {
  return /<(?!\/?(?:p|br)\b)[a-z]/i.test(html) || remarks.some(({ kind }) => kind === "marksDropped");
}
