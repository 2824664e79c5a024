// Quoting a page: what the sheet holds, and where in the text the quote will stand. The page is fetched by
// the core; nothing here asks the network.

import { SvelteSet } from "svelte/reactivity";
import type { Call, KnownSource, PagePassage, PageRead, PickedPassage, QuoteSource } from "../ipc/call";

/** The open text field, as far as a quote needs it. */
export interface QuoteField {
  /** What stands where the quote begins: an address alone on its line, or selected words. */
  found: () => { address: string; words: string };
  /** Keeps the place: the address or the words there are replaced, or it is where the cursor is. */
  mark: (from?: number, to?: number) => void;
  put: (markdown: string) => void;
}

/** A part of a passage that is selected: from one place of its plain words to another. */
export interface Part {
  at: number;
  from: number;
  to: number;
}

const nobody: QuoteSource = { title: "", author: "", site: "", date: "", address: "" };

export class Quoting {
  address = $state("");
  /** Words that came from elsewhere, or are typed because the page can't be read. */
  typed = $state("");
  page = $state.raw<PageRead | null>(null);
  /** As it will be named; the writer may correct it. */
  source = $state<QuoteSource>({ ...nobody });
  reading = $state(false);
  problem = $state("");
  readonly picked = new SvelteSet<number>();
  known = $state.raw<KnownSource[]>([]);
  field: QuoteField | null = null;
  #asked = 0;

  constructor(private readonly call: Call) {}

  get passages(): readonly PagePassage[] {
    return this.page?.passages ?? [];
  }

  /** Begins anew, with an address or words to start from. */
  begin(address: string, typed: string) {
    this.#asked += 1;
    this.address = address;
    this.typed = typed;
    this.page = null;
    this.source = { ...nobody };
    this.reading = false;
    this.problem = "";
    this.picked.clear();
  }

  async readKnown(post: number) {
    this.known = await this.call("source_list", { post });
  }

  /** Reads the page; what comes after another one was asked for is dropped. */
  async read(post: number) {
    const turn = ++this.#asked;
    this.reading = true;
    this.problem = "";
    this.picked.clear();
    try {
      const page = await this.call("page_read", { post, address: this.address });
      if (turn !== this.#asked) return;
      this.page = page;
      this.source = { ...page.source };
      this.problem = page.problem ?? "";
    } catch (error) {
      if (turn !== this.#asked) return;
      this.page = null;
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (turn === this.#asked) this.reading = false;
    }
  }

  toggle(at: number) {
    if (!this.picked.delete(at)) this.picked.add(at);
  }

  /** The quote as Markdown: of the selected parts, else of the picked passages, else of the typed words. */
  async quote(post: number, parts: readonly Part[]): Promise<string> {
    const address = this.source.address || this.address.trim();
    const { markdown } = await this.call("page_quote", {
      post,
      source: { ...$state.snapshot(this.source), address },
      picks: this.#picks(parts),
      // Without an answer so far, the page is read when it can be.
      later: address !== "" && (this.page ? this.page.later && this.source.title === "" : true),
    });
    return markdown;
  }

  #picks(parts: readonly Part[]): PickedPassage[] {
    const pick = (at: number, part?: Part): PickedPassage[] => {
      const passage = this.passages[at];
      if (!passage) return [];
      const { kind, markdown, plain } = passage;
      const whole = !part || (part.from === 0 && part.to >= plain.length);
      return [{ at, kind, markdown, length: plain.length, ...(whole ? {} : { from: part.from, to: part.to }) }];
    };
    if (parts.length > 0) return parts.flatMap((part) => pick(part.at, part));
    const picked = [...this.picked].sort((a, b) => a - b).flatMap((at) => pick(at));
    const typed = this.typed.trim();
    if (picked.length > 0 || typed === "") return picked;
    return [{ at: 0, kind: "words", markdown: typed, length: typed.length }];
  }
}
