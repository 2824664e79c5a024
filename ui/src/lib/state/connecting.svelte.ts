// Connecting a blog, step by step: find it, let the writer approve in the browser or paste a password,
// done. Also signing in again to one that is here.

import { untrack } from "svelte";
import { asFailure, type ApprovalStage, type Blog, type BlogId, type Call, type CommandFailed, type ConnectedBlog, type FoundBlog, type KeychainState, type PasswordComes, type SecretPlace } from "../ipc/call";

/** Opens the blog's page where the core did not. */
export type OpenPage = (url: string) => void;

export type Step = "address" | "ask" | "waiting" | "finishing" | "paste" | "done";

export class Connecting {
  address = $state("");
  username = $state("");
  password = $state("");
  keep = $state<SecretPlace | null>(null);
  keychain = $state<KeychainState>("missing");
  acceptUnencrypted = $state(false);
  found = $state.raw<FoundBlog | null>(null);
  connected = $state.raw<ConnectedBlog | null>(null);
  failure = $state.raw<CommandFailed | null>(null);
  busy = $state(false);
  /** The blog's page for this question, to be opened once more. */
  page = $state<string | null>(null);
  stage = $state<ApprovalStage | null>(null);
  #pasting = $state(false);
  #approval = $state<string | null>(null);
  #again: Blog | null;
  #call: Call;
  #open: OpenPage;

  /** With a blog: signs in to it again. */
  constructor(call: Call, keychain: KeychainState, open: OpenPage, again: Blog | null = null) {
    this.#call = call;
    this.#open = open;
    this.#again = again;
    this.#useKeychain(keychain);
  }

  get step(): Step {
    if (this.connected) return "done";
    if (!this.found && !this.#again) return "address";
    if (this.#approval !== null && this.stage === "waiting") return "waiting";
    if (this.#approval !== null && this.stage === "approved") return "finishing";
    return this.#pasting || !this.canAsk ? "paste" : "ask";
  }

  /** The blog has a page where the writer can approve; of one that is connected that is only supposed. */
  get canAsk(): boolean {
    return this.#again !== null || (this.found?.approval ?? null) !== null;
  }

  /** The connection is not encrypted and the writer has not accepted that. */
  get needsConsent(): boolean {
    return (this.found?.unencrypted ?? false) && !this.acceptUnencrypted;
  }

  /** What has to be known before the browser is opened. */
  get mayAsk(): boolean {
    return this.keep !== null && !this.needsConsent;
  }

  get ready(): boolean {
    return this.mayAsk && this.password.trim() !== "" && (this.#again !== null || this.username.trim() !== "");
  }

  async find() {
    const address = this.address.trim();
    if (address === "") return;
    await this.#try(async () => {
      const found = await this.#call("blog_find", { address });
      this.#useKeychain(found.keychain);
      this.found = found;
    });
  }

  back() {
    this.close();
    this.found = null;
    this.#pasting = false;
    this.failure = null;
    this.password = "";
    this.acceptUnencrypted = false;
  }

  /** To the form for a password that the writer has. */
  paste() {
    this.failure = null;
    this.#pasting = true;
  }

  /** Opens the blog's page. Where nothing comes back by itself it shows a password to paste. */
  async ask(comes: PasswordComes) {
    const endpoint = this.#again?.endpoint ?? this.found?.endpoint;
    if (endpoint === undefined || !this.mayAsk) return;
    await this.#try(async () => {
      this.close();
      const begun = await this.#call("approval_begin", { endpoint, comes, allowUnencrypted: this.acceptUnencrypted || this.#again !== null });
      this.#approval = begun.approval;
      this.page = begun.url;
      this.stage = begun.approval === null ? null : "waiting";
      this.#pasting = begun.approval === null;
      if (!begun.opened) this.#open(begun.url);
    });
  }

  /** Looks where the question stands, and finishes what was approved. */
  async look() {
    const approval = this.#approval;
    if (approval === null || this.stage !== "waiting") return;
    const stage = await this.#call("approval_stage", { approval }).catch(() => null);
    if (stage === null || approval !== this.#approval || this.stage !== "waiting") return;
    this.stage = stage;
    if (stage === "approved") await this.finish();
    else if (stage !== "waiting") this.#approval = null;
  }

  async finish() {
    const { keep } = this;
    const approval = this.#approval;
    if (approval === null || !keep) return;
    await this.#try(async () => {
      this.connected = await this.#call("approval_finish", { approval, keep, blog: this.#again?.id ?? null });
      this.#approval = null;
    });
  }

  /** Waits for the browser no more. */
  close() {
    const approval = this.#approval;
    this.#approval = null;
    this.stage = null;
    this.page = null;
    if (approval !== null) void this.#call("approval_cancel", { approval }).catch(() => undefined);
  }

  /** With the password that was pasted. */
  async signIn() {
    const { found, keep, password } = this;
    if (!keep || !this.ready) return;
    await this.#try(async () => {
      if (this.#again) {
        const blog: BlogId = this.#again.id;
        this.connected = await this.#call("blog_sign_in", { blog, password, keep });
      } else if (found) {
        const { endpoint } = found;
        this.connected = await this.#call("blog_connect", { endpoint, username: this.username.trim(), password, keep, allowUnencrypted: this.acceptUnencrypted });
      }
      this.password = "";
    });
  }

  #useKeychain(keychain: KeychainState) {
    this.keychain = keychain;
    this.keep = keychain === "ready" ? "keychain" : null;
  }

  async #try(run: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      await run();
    } catch (error) {
      this.failure = asFailure(error);
      // The keychain went away meanwhile: the writer has to choose.
      if (this.failure.code === "noKeychain") this.#useKeychain("missing");
      if (this.failure.code === "unencrypted" && this.found) this.found = { ...this.found, unencrypted: true };
    } finally {
      this.busy = false;
    }
  }
}

/** Where the core left it to the page: a tab of its own, which can't reach back here. */
export function openPage(url: string) {
  window.open(url, "_blank", "noopener,noreferrer");
}

/** For the sheet that shows it: looks whenever the core says that the question moved, and waits no more once the sheet is gone. */
export function follow(connecting: Connecting, moved: () => number) {
  $effect(() => {
    moved();
    void untrack(() => connecting.look());
  });
  $effect(() => () => connecting.close());
}
