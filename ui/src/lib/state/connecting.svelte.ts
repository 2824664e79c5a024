// Connecting a blog, step by step: find it, sign in, done. Also signing in again to one that is here.

import { asFailure, type BlogId, type Call, type CommandFailed, type ConnectedBlog, type FoundBlog, type KeychainState, type SecretPlace } from "../ipc/call";

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
  #call: Call;

  constructor(call: Call, keychain: KeychainState) {
    this.#call = call;
    this.#useKeychain(keychain);
  }

  /** The connection is not encrypted and the writer has not accepted that. */
  get needsConsent(): boolean {
    return (this.found?.unencrypted ?? false) && !this.acceptUnencrypted;
  }

  get ready(): boolean {
    return this.username.trim() !== "" && this.password.trim() !== "" && this.keep !== null && !this.needsConsent;
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
    this.found = null;
    this.failure = null;
    this.password = "";
    this.acceptUnencrypted = false;
  }

  async connect() {
    const { found, keep } = this;
    if (!found || !keep || !this.ready) return;
    await this.#try(async () => {
      this.connected = await this.#call("blog_connect", {
        endpoint: found.endpoint,
        username: this.username.trim(),
        password: this.password,
        keep,
        allowUnencrypted: this.acceptUnencrypted,
      });
      this.password = "";
    });
  }

  async signInAgain(blog: BlogId) {
    const { keep, password } = this;
    if (!keep || password.trim() === "") return;
    await this.#try(async () => {
      this.connected = await this.#call("blog_sign_in", { blog, password, keep });
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
      if (this.failure.code === "noKeychain") {
        this.#useKeychain("missing");
      }
      if (this.failure.code === "unencrypted" && this.found) this.found = { ...this.found, unencrypted: true };
    } finally {
      this.busy = false;
    }
  }
}
