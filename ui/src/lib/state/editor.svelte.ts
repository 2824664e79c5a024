// The open post: its text and fields as they are in the window, and their way to disk. Knows nothing
// of the text field that shows it; `loads` tells the field when a text comes from elsewhere.

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
  body = $state("");
  saving = $state.raw<Saving>({ is: "saved" });
  savedAt = $state("");
  /** Counts texts that came from elsewhere. */
  loads = $state(0);
  /** What the blog changed meanwhile has come into this text by itself. */
  merged = $state(false);
  /** The title is missing and the writer tried to publish. */
  titleMissing = $state(false);

  #call: Call;
  #version = 0;
  #autosave: Autosave;
  #asked = 0;

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

  /** True when every typed word is on disk. */
  get safe(): boolean {
    return !this.#autosave.pending;
  }

  setTitle(title: string) {
    this.setFields({ title });
  }

  /** Changes some fields. They are saved with the text; nothing is published. */
  setFields(some: Partial<PostFields>) {
    const fields = { ...this.fields, ...some };
    if (this.readOnly || sameFields(fields, this.fields)) return;
    this.fields = fields;
    if (fields.title.trim() !== "") this.titleMissing = false;
    this.#touched();
  }

  setBody(body: string) {
    if (body === this.body) return;
    this.body = body;
    this.#touched();
  }

  /** Another text from a part of the window that is not the text field. */
  replaceBody(body: string) {
    if (this.readOnly || body === this.body) return;
    this.setBody(body);
    this.loads++;
  }

  /** Saves now. True when every typed word is on disk. */
  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** Opens a post. False, with the old one still open, when its text could not be saved. */
  async open(post: PostId): Promise<boolean> {
    const asked = ++this.#asked;
    if (this.post && !(await this.flush())) return false;
    const document = await this.#call("post_open", { post });
    if (asked !== this.#asked) return true;
    // Words typed while the other post was being read.
    if (this.post && !(await this.flush())) return false;
    this.#load(document);
    return true;
  }

  /** Shows a post that was just read or made; the old text must be saved already. */
  show(document: PostDocument) {
    this.#asked++;
    this.#load(document);
  }

  /** Nothing is open any more; the old text must be saved already. */
  close() {
    this.#asked++;
    this.#autosave.reset();
    this.post = null;
    this.fields = noFields;
    this.body = "";
    this.merged = false;
    this.loads++;
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
    if (!this.safe || this.saving.is === "elsewhere" || version !== this.#version) return;
    if (sameText) this.#version = document.version;
    else if (document.version > this.#version) this.#load(document);
  }

  /** Of two texts, the one from elsewhere: ours was kept as a revision. */
  async takeTheirs() {
    const id = this.post?.id;
    if (id === undefined) return;
    this.#load(await this.#call("post_open", { post: id }));
  }

  /** Of two texts, ours: saved on top of the one from elsewhere. */
  async keepMine() {
    const id = this.post?.id;
    if (id === undefined) return;
    const document = await this.#call("post_open", { post: id });
    this.post = document;
    this.#version = document.version;
    this.saving = { is: "unsaved" };
    this.#autosave.resume();
    await this.flush();
  }

  #touched() {
    if (!this.post || this.readOnly) return;
    if (this.saving.is === "saved") this.saving = { is: "unsaved" };
    this.#autosave.changed();
  }

  #load(document: PostDocument) {
    this.#autosave.reset();
    if (document.id !== this.post?.id) this.merged = false;
    this.post = document;
    this.fields = allFields(document.fields);
    this.body = document.body;
    this.#version = document.version;
    this.savedAt = document.savedAt;
    this.saving = { is: "saved" };
    this.titleMissing = false;
    this.loads++;
  }

  async #save() {
    const id = this.post?.id;
    if (id === undefined) return;
    const { fields, body } = this;
    if (this.saving.is !== "failed") this.saving = { is: "saving" };
    try {
      const saved = await this.#call("post_save", { post: id, fields, body, version: this.#version });
      this.#version = saved.version;
      this.savedAt = saved.savedAt;
      if (this.post?.id === id) this.post = { ...this.post, whereabouts: saved.whereabouts };
      if (saved.merged && this.post?.id === id) this.#adopt({ fields, body }, saved.merged);
      else this.saving = this.fields === fields && this.body === body ? { is: "saved" } : { is: "unsaved" };
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === "changedElsewhere") {
        this.#autosave.halt();
        this.saving = { is: "elsewhere" };
      } else {
        this.saving = { is: "failed", error: failure };
      }
      throw failure;
    }
  }

  /** The blog's changes came back with the save: they go under what was typed meanwhile. */
  #adopt(sent: { fields: PostFields; body: string }, merged: PostDocument) {
    const mergedFields = allFields(merged.fields);
    const still = this.fields === sent.fields && this.body === sent.body;
    this.body = rebase(sent.body, this.body, merged.body);
    this.fields = rebaseFields(sent.fields, this.fields, mergedFields);
    this.post = merged;
    this.#version = merged.version;
    this.savedAt = merged.savedAt;
    this.saving = { is: still ? "saved" : "unsaved" };
    this.merged = true;
    this.loads++;
  }
}
