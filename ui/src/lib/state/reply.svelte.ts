// The reply box: one half-written reply per comment, on disk soon after each change, or the new text of
// a reply that waits in the outbox or is on the blog already. The new text is kept under that reply, so
// that the box may be left at any time and both texts are there again.

import { asFailure, type Call, type CommentId, type OutboxId, type Queued, type ReplyCheck, type ReplyRemark, type Turn } from "../ipc/call";
import { Autosave } from "./autosave";
import { LookOver } from "./lookOver.svelte";

/** A reply of the writer's whose text is being changed; `before` null: what the blog has is still to be asked. */
export type Editing = { was: string; turn: CommentId } & ({ at: "outbox"; item: OutboxId } | { at: "blog"; before: string | null });

export class Reply {
  comment = $state<CommentId | null>(null);
  text = $state("");
  editing = $state<Editing | null>(null);
  saving = $state<"saved" | "unsaved" | "failed">("saved");
  sending = $state(false);
  /** Counts the texts that were put into the box. */
  loads = $state(0);
  /** Words that are asked to be put in at the cursor. */
  insertion = $state.raw<{ as: "quote" | "words"; text: string } | null>(null);

  #call: Call;
  #autosave: Autosave;
  readonly #over: LookOver;
  /** The half-written reply to the comment, while another text is edited in its place. */
  #beside = "";
  /** Rows that were held back so that they don't leave while they are edited. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #held = new Set<OutboxId>();

  constructor(call: Call) {
    this.#call = call;
    this.#autosave = new Autosave(() => this.#save());
    this.#over = new LookOver(call, () => this);
  }

  /** All of it is on disk. */
  get safe(): boolean {
    return !this.#autosave.pending;
  }

  get empty(): boolean {
    return this.text.trim() === "";
  }

  /** How the text will look on the blog, when that is not how it looks in the box. */
  get look(): ReplyCheck | null {
    return this.#over.look;
  }

  /** What stopped the last press. */
  get stopped(): ReplyRemark[] {
    return this.#over.stopped;
  }

  /** The next press sends in spite of what was said. */
  get anyway(): boolean {
    return this.#over.anyway;
  }

  type(text: string) {
    if (text === this.text) return;
    this.text = text;
    this.#over.typed();
    if (this.comment === null && !this.editing) return;
    this.saving = "unsaved";
    this.#autosave.changed();
  }

  /** Saves now. False when words would be lost by leaving. */
  async flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** Takes up the draft of a comment. False, with the old one still here, when that could not be saved. */
  async take(turn: Turn | null): Promise<boolean> {
    // What is in the box is newer than any draft that was read.
    if ((turn?.id ?? null) === this.comment) return true;
    if (!(await this.flush())) return false;
    const left = this.#unchanged();
    this.#load(turn?.id ?? null, turn ? draftOf(turn) : "");
    await this.#letGo(left);
    return true;
  }

  /** Puts the words of a reply that was taken back into the box, unless it has others that are not with them. */
  adopt(turn: Turn) {
    if (turn.id !== this.comment) return;
    if (this.editing) this.#beside = draftOf(turn);
    else if (this.empty || (this.safe && turn.draft.includes(this.text.trim()))) this.#load(turn.id, draftOf(turn));
  }

  /** The draft of this comment was changed by other means than this box. */
  stored(comment: CommentId, text: string) {
    if (comment === this.comment && !this.editing) this.#load(comment, text);
  }

  /** Changes the text of a reply that waits in the outbox, or of one that is on the blog. What was begun of that is here again. */
  async edit(turn: Turn): Promise<boolean> {
    if (this.editing?.turn === turn.id) return true;
    if (!(await this.flush())) return false;
    // What is shown may be older than what was typed for it last.
    const { sending, text, draft } = (await this.#stored(turn.id)) ?? turn;
    if (sending && text === null) return false;
    if (sending) await this.#hold(sending.id, sending.state);
    const source = sending ? null : await this.#call("reply_source", { comment: turn.id });
    const was = source?.text ?? text ?? "";
    const next: Editing | null = source ? { at: "blog", before: source.before, turn: turn.id, was } : sending && { at: "outbox", item: sending.id, turn: turn.id, was };
    const safe = await this.flush();
    const left = safe ? this.#unchanged() : next;
    if (safe) {
      const beside = this.editing ? this.#beside : this.text;
      this.#load(this.comment, draft === "" ? was : draft);
      this.#beside = beside;
      this.editing = next;
    }
    await this.#letGo(left);
    return safe;
  }

  /** The edited text is another one than it was. */
  get changed(): boolean {
    return this.editing !== null && this.text !== this.editing.was;
  }

  /** Ends an editing that changed nothing, so that its reply goes on its way. */
  async rest() {
    if (this.editing && !this.changed) await this.stopEditing();
  }

  /** Back from editing a reply to the draft of the comment. The text that was given up, when it was another one. */
  async stopEditing(): Promise<{ comment: CommentId; text: string } | null> {
    const { editing, text } = this;
    if (!editing || this.sending) return null;
    this.sending = true;
    try {
      // Nothing that was typed before may come to the disk after this.
      await this.flush();
      await this.#call("reply_draft_save", { comment: editing.turn, text: "" });
      await this.#putBack();
      await this.#letGo(editing);
    } finally {
      this.sending = false;
    }
    return text === editing.was ? null : { comment: editing.turn, text };
  }

  /** The row that is edited was taken back: its words are drafts of the comment now. */
  async tookBack(item: OutboxId) {
    this.#held.delete(item);
    if (this.editing?.at === "outbox" && this.editing.item === item) await this.#putBack();
  }

  /** Looks the text over. False when something was found that the writer has not been told of yet. */
  async mayGo(): Promise<boolean> {
    return this.editing !== null || this.#over.mayGo();
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
  readLook(): Promise<void> {
    return this.#over.read();
  }

  async #sendEdited(editing: Editing, text: string): Promise<Queued | null> {
    // Should it be refused, the words are on disk all the same.
    await this.#autosave.flush();
    const left = editing.at === "outbox" ? await this.#editWaiting(editing.item, text) : null;
    // It left while its new text was typed: from here on it is one that is on the blog.
    if (left) this.editing = { at: "blog", before: null, turn: editing.turn, was: editing.was };
    if (left === "tooLate") return null;
    const now = this.editing ?? editing;
    const queued = now.at === "outbox" ? { item: now.item, until: null } : await this.#change(now.turn, now.before, text);
    await this.#call("reply_draft_save", { comment: editing.turn, text: "" }).catch(() => undefined);
    await this.#putBack();
    await this.#letGo(now);
    return queued;
  }

  /** Why it can't be edited in the outbox any more: it has arrived, or is on its way. */
  async #editWaiting(item: OutboxId, text: string): Promise<"gone" | "tooLate" | null> {
    try {
      await this.#call("reply_edit", { item, text });
      return null;
    } catch (error) {
      const { code } = asFailure(error);
      if (code !== "gone" && code !== "tooLate") throw error;
      this.#held.delete(item);
      return code;
    }
  }

  async #change(comment: CommentId, before: string | null, text: string): Promise<Queued> {
    const from = before ?? (await this.#call("reply_source", { comment })).before;
    return this.#call("reply_change", { comment, text, before: from });
  }

  /** One that waits by itself is held back; one that waits for the writer already does not leave. */
  async #hold(item: OutboxId, state: string) {
    if (state !== "queued") return;
    await this.#call("outbox_hold", { item });
    this.#held.add(item);
  }

  /** Lets a row go that was held back for editing alone. */
  async #letGo(editing: Editing | null) {
    if (editing?.at === "outbox" && this.#held.delete(editing.item)) await this.#call("outbox_release", { item: editing.item });
  }

  #unchanged(): Editing | null {
    return this.changed ? null : this.editing;
  }

  /** The half-written reply to the comment comes back into the box, as it is stored by now. */
  async #putBack() {
    const { comment } = this;
    const known = this.#beside;
    const stored = comment === null ? null : await this.#stored(comment);
    this.#load(comment, stored ? draftOf(stored) : known);
  }

  async #stored(comment: CommentId): Promise<Turn | null> {
    const conversation = await this.#call("conversation_open", { comment }).catch(() => null);
    return conversation?.turns.find(({ id }) => id === comment) ?? null;
  }

  #load(comment: CommentId | null, text: string) {
    this.#autosave.reset();
    this.editing = null;
    this.#beside = "";
    this.comment = comment;
    this.text = text;
    this.saving = "saved";
    this.insertion = null;
    this.loads++;
    this.#over.reset();
  }

  async #save() {
    const { comment, text, editing } = this;
    const of = editing?.turn ?? comment;
    if (of === null) return;
    try {
      // A text that is as it was is no change that was begun.
      await this.#call("reply_draft_save", { comment: of, text: text === editing?.was ? "" : text });
      this.saving = this.text === text ? "saved" : "unsaved";
    } catch (error) {
      this.saving = "failed";
      throw asFailure(error);
    }
  }
}

/** The half-written reply to a comment; what is kept for an own reply is its new text, and no reply to it. */
const draftOf = ({ mine, draft }: Turn) => (mine ? "" : draft);
