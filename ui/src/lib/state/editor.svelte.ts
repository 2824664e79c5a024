// The open post: its text and fields as they are in the window, and their way to disk. Knows nothing
// of the text field that shows it; `loads` tells the field when a text comes from elsewhere.

import { harmless } from "../shared/harmless";
import { asFailure, type Call, type CommandFailed, type PostDocument, type PostFields, type PostId } from "../ipc/call";
import { Autosave } from "./autosave";
import { allFields, noFields, sameFields } from "./fields";
import { rebase, rebaseFields } from "./rebase";

export type Saving =
  | { is: "saved" }
  | { is: "unsaved" }
  | { is: "saving" }
  | { is: "failed"; error: CommandFailed }
  | { is: "elsewhere" };

export class Editor {
  /** The post as last read; its fields and body may be older than what is typed. */
  post = $state.raw<PostDocument | null>(null);
  fields = $state.raw<PostFields>(noFields);
  saving = $state.raw<Saving>({ is: "saved" });
  savedAt = $state("");
  /** Counts changes of the text; reading the text itself costs time when it is long. */
  edits = $state(0);
  /** Counts texts that came from elsewhere. */
  loads = $state(0);
  /** What the blog changed meanwhile has come into this text by itself. */
  merged = $state(false);
  /** The title is missing and the writer tried to publish. */
  titleMissing = $state(false);

  #call: Call;
  #body = "";
  /** The text was changed and not read since. */
  #unread: (() => string) | null = null;
  #version = 0;
  #autosave: Autosave;
  #asked = 0;
  /** The writer has seen that there are two texts, and keeps this one. */
  #mine = false;

  constructor(call: Call) {
    this.#call = call;
    this.#autosave = new Autosave(() => this.#save());
  }

  get title(): string {
    return this.fields.title;
  }

  get readOnly(): boolean {
    return this.post?.trashed ?? true;
  }

  /** True when every typed word is on disk, as the text of this post. */
  get safe(): boolean {
    return !this.#autosave.pending && this.saving.is !== "elsewhere";
  }

  setTitle(title: string) {
    this.setFields({ title });
  }

  /** Changes some fields. They are saved with the text; nothing is published. */
  setFields(some: Partial<PostFields>) {
    const fields = saveable({ ...this.fields, ...some });
    if (this.readOnly || sameFields(fields, this.fields)) return;
    this.fields = fields;
    if (fields.title.trim() !== "") this.titleMissing = false;
    this.#touched();
  }

  /** The text as it is now. An effect that only needs to know that it changed watches `edits`. */
  get body(): string {
    void this.edits;
    if (this.#unread) {
      this.#body = harmless(this.#unread());
      this.#unread = null;
    }
    return this.#body;
  }

  #setText(body: string) {
    this.#unread = null;
    this.#body = body;
    this.edits++;
  }

  setBody(body: string) {
    if (body === this.body) return;
    this.#setText(harmless(body));
    this.#touched();
  }

  /** Something was typed. The text is read when somebody needs it: by the next save at the latest. */
  typed(read: () => string) {
    this.#unread = read;
    this.edits++;
    this.#touched();
  }

  /** Another text from a part of the window that is not the text field. */
  replaceBody(body: string) {
    if (this.readOnly || body === this.body) return;
    this.setBody(body);
    this.loads++;
  }

  /** Saves now. True when every typed word is on disk, as the text of this post. */
  async flush(): Promise<boolean> {
    do if (!(await this.#autosave.flush()) || this.saving.is === "elsewhere") return false;
    while (!this.safe);
    return true;
  }

  /** Opens a post. False, with the old one still open, when its text could not be saved. */
  async open(post: PostId): Promise<boolean> {
    const asked = ++this.#asked;
    for (;;) {
      if (this.post && !(await this.flush())) return false;
      const version = this.#version;
      const document = await this.#call("post_open", { post });
      if (asked !== this.#asked) return true;
      if (this.post?.id !== post) return this.#take(document, asked);
      // Words typed while this very post was being read make what was read old.
      if (this.safe && version === this.#version) {
        this.#load(document);
        return true;
      }
    }
  }

  /** Shows a post that was just read or made. False, with the old one still open, when its text could not be saved. */
  show(document: PostDocument): Promise<boolean> {
    return this.#take(document, ++this.#asked);
  }

  /** Nothing is open any more. False when the open text could not be saved. */
  async close(): Promise<boolean> {
    const asked = ++this.#asked;
    if (this.post && !(await this.flush())) return false;
    if (asked !== this.#asked) return true;
    this.#autosave.reset();
    this.#mine = false;
    this.post = null;
    this.fields = noFields;
    this.#setText("");
    this.merged = false;
    this.loads++;
    return true;
  }

  /** Saves what is typed until nothing more comes, then loads. */
  async #take(document: PostDocument, asked: number): Promise<boolean> {
    if (this.post && !(await this.flush())) return false;
    if (asked !== this.#asked) return true;
    // What was typed into this very post has gone into it meanwhile.
    if (this.post?.id !== document.id || this.#version <= document.version) this.#load(document);
    return true;
  }

  /** Something about this post moved in the store. Typed words stay as they are. */
  async refresh() {
    const id = this.post?.id;
    if (id === undefined) return;
    const asked = this.#asked;
    const version = this.#version;
    const document = await this.#call("post_open", { post: id });
    if (asked !== this.#asked || this.post?.id !== id) return;
    this.post = document;
    const sameText = document.body === this.body && sameFields(allFields(document.fields), this.fields);
    // With unsaved words here, the next save finds out and asks the writer.
    if (!this.safe || version !== this.#version) return;
    if (sameText) this.#version = document.version;
    else if (document.version > this.#version) this.#load(document);
  }

  /** Of two texts, the one from elsewhere: ours is kept as a revision first. */
  async takeTheirs() {
    const id = this.post?.id;
    const asked = ++this.#asked;
    for (;;) {
      if (id === undefined || !(await this.#autosave.flush())) return;
      const document = await this.#call("post_open", { post: id });
      if (asked !== this.#asked) return;
      if (!this.#autosave.pending) return this.#load(document);
    }
  }

  /** Of two texts, ours: it takes the place of the one from elsewhere, which the core keeps as a revision. */
  async keepMine() {
    if (!this.post || this.saving.is !== "elsewhere") return;
    this.#mine = true;
    this.saving = { is: "unsaved" };
    this.#autosave.changed();
    await this.flush();
  }

  #touched() {
    if (!this.post || this.readOnly) return;
    if (this.saving.is === "saved") this.saving = { is: "unsaved" };
    this.#autosave.changed();
  }

  #load(document: PostDocument) {
    this.#autosave.reset();
    this.#mine = false;
    if (document.id !== this.post?.id) this.merged = false;
    this.post = document;
    this.fields = allFields(document.fields);
    this.#setText(document.body);
    this.#version = document.version;
    this.savedAt = document.savedAt;
    this.saving = { is: "saved" };
    this.titleMissing = false;
    this.loads++;
  }

  async #save() {
    const id = this.post?.id;
    if (id === undefined) return;
    const { fields, body, edits } = this;
    if (this.saving.is !== "failed" && this.saving.is !== "elsewhere") this.saving = { is: "saving" };
    try {
      const saved = await this.#call("post_save", { post: id, fields, body, version: this.#version, ...(this.#mine ? { force: true } : {}) });
      if (this.post?.id !== id) return;
      this.#mine = false;
      this.#version = saved.version;
      this.savedAt = saved.savedAt;
      this.post = { ...this.post, whereabouts: saved.whereabouts };
      if (saved.merged) this.#adopt({ fields, body }, saved.merged);
      else this.saving = this.fields === fields && this.edits === edits ? { is: "saved" } : { is: "unsaved" };
    } catch (error) {
      const failure = asFailure(error);
      if (this.post?.id !== id) throw failure;
      if (failure.code !== "changedElsewhere") {
        this.saving = { is: "failed", error: failure };
        throw failure;
      }
      // The core kept this text beside the other one, and goes on keeping what is typed until one is chosen.
      this.saving = { is: "elsewhere" };
    }
  }

  /** The blog's changes came back with the save: they go under what was typed meanwhile. */
  #adopt(sent: { fields: PostFields; body: string }, merged: PostDocument) {
    const mergedFields = allFields(merged.fields);
    const still = this.fields === sent.fields && this.body === sent.body;
    this.#setText(rebase(sent.body, this.body, merged.body));
    this.fields = rebaseFields(sent.fields, this.fields, mergedFields);
    this.post = merged;
    this.#version = merged.version;
    this.savedAt = merged.savedAt;
    this.saving = { is: still ? "saved" : "unsaved" };
    this.merged = true;
    this.loads++;
  }
}

/** Without characters that could not be saved. */
function saveable(fields: PostFields): PostFields {
  const { title, slug, excerpt, tags } = fields;
  return { ...fields, title: harmless(title), slug: harmless(slug), excerpt: harmless(excerpt), tags: tags.map(harmless) };
}
