// The card of the reader whose comment is open: who they are, the writer's note on them, and which of
// several identities are one.

import type { Call, ReaderCard, ReaderId } from "../ipc/call";
import { Autosave } from "./autosave";
import { Search } from "./search";

export class Reader {
  card = $state.raw<ReaderCard | null>(null);
  note = $state("");
  saving = $state<"saved" | "saving" | "failed">("saved");
  #call: Call;
  #ask = new Search();
  #autosave: Autosave;
  /** Whose card was asked for last; it may still be on its way. */
  #wanted: ReaderId | null = null;

  constructor(call: Call) {
    this.#call = call;
    this.#autosave = new Autosave(() => this.#save());
  }

  /** Shows this reader; nobody for `null`. A note that is being written is saved first. */
  async show(reader: ReaderId | null) {
    if (reader !== this.#wanted && !(await this.flush())) return;
    this.#wanted = reader;
    if (reader === null) this.card = null;
    await this.read();
  }

  /** Reads the card again. */
  async read() {
    if (this.#wanted !== null) await this.#take(this.#wanted);
  }

  typeNote(note: string) {
    this.note = note;
    this.saving = "saving";
    this.#autosave.changed();
  }

  /** True when the note is on disk. */
  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  async mark(as: { regular?: boolean; isMe?: boolean }) {
    if (!this.card) return;
    await this.#call("reader_mark", { reader: this.card.reader, ...as });
    await this.read();
  }

  /** The other reader is this one. */
  async merge(from: ReaderId) {
    if (!this.card) return;
    await this.#call("reader_merge", { into: this.card.reader, from });
    await this.read();
  }

  async unmerge(reader: ReaderId) {
    await this.#call("reader_unmerge", { reader });
    await this.read();
  }

  async #take(reader: ReaderId) {
    const card = await this.#ask.latest(this.#call("reader_open", { reader }));
    if (!card || this.#wanted !== reader) return;
    const other = card.reader !== this.card?.reader;
    this.card = card;
    // What is being typed is newer than what was read.
    if (other || !this.#autosave.pending) {
      this.note = card.note;
      this.saving = "saved";
    }
  }

  async #save() {
    const { card, note } = this;
    if (!card) return;
    try {
      await this.#call("reader_note", { reader: card.reader, note });
      if (note === this.note) this.saving = "saved";
    } catch (error) {
      this.saving = "failed";
      throw error;
    }
  }
}
