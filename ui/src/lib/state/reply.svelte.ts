// The reply box: one half-written reply per comment, on disk soon after each change, or the new
// text of a reply that still waits in the outbox.

import { asFailure, type Call, type CommentId, type OutboxId, type Turn } from "../ipc/call";
import { Autosave } from "./autosave";

export class Reply {
  comment = $state<CommentId | null>(null);
  text = $state("");
  /** The queued reply whose text is being changed. */
  editing = $state<{ item: OutboxId; turn: CommentId; was: string } | null>(null);
  saving = $state<"saved" | "unsaved" | "failed">("saved");
  sending = $state(false);

  #call: Call;
  #autosave: Autosave;

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

  type(text: string) {
    if (text === this.text) return;
    this.text = text;
    if (this.comment === null || this.editing) return;
    this.saving = "unsaved";
    this.#autosave.changed();
  }

  /** Saves now. False when words would be lost by leaving: a queued reply only changes when the writer says so. */
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

  /** Changes the text of a reply that waits in the outbox. */
  async edit(turn: Turn): Promise<boolean> {
    if (!turn.sending || turn.text === null || !(await this.flush())) return false;
    this.#load(this.comment, turn.text);
    this.editing = { item: turn.sending.id, turn: turn.id, was: turn.text };
    return true;
  }

  /** Back from editing a queued reply to the draft of the comment. */
  stopEditing(draft: string) {
    this.#load(this.comment, draft);
  }

  /** Puts the reply into the outbox. The row, or null when there was nothing to do. */
  async send(): Promise<OutboxId | null> {
    const comment = this.comment;
    const text = this.text.trim();
    if (this.sending || text === "") return null;
    this.sending = true;
    try {
      if (this.editing) {
        const { item } = this.editing;
        await this.#call("reply_edit", { item, text });
        this.#load(comment, "");
        return item;
      }
      if (comment === null) return null;
      // Should queueing fail, the words are on disk all the same.
      await this.#autosave.flush();
      const { item } = await this.#call("reply_queue", { comment, text });
      this.#load(comment, "");
      return item;
    } finally {
      this.sending = false;
    }
  }

  #load(comment: CommentId | null, text: string) {
    this.#autosave.reset();
    this.editing = null;
    this.comment = comment;
    this.text = text;
    this.saving = "saved";
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
