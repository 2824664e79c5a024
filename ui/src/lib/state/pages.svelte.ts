// A list that is read page by page as far as the writer scrolls, and read again as far as it was read
// whenever something moved: in pieces that the core gives at once, never shortened on the way.

import { Search } from "./search";

export const page = 100;
/** As many rows as are asked for at once. */
const most = 500;

export interface Page<Row> {
  rows: Row[];
  total: number;
}

export abstract class Pages<Row extends { id: number }> {
  /** The first so many of them, without a gap. */
  rows = $state.raw<Row[]>([]);
  /** How many there are in all. */
  total = $state(0);
  /** The first answer for what is listed is there. */
  loaded = $state(false);
  protected readonly typing = new Search();
  #asked = 0;
  #reloading: Promise<void> | null = null;
  #reading = false;

  /** Asks for a part of the list; null when there is nothing to ask about. */
  protected abstract ask(offset: number, limit: number): Promise<Page<Row>> | null;
  /** What is listed: an answer to another question is not shown. */
  protected abstract question(): string;
  /** Rows came or went. */
  protected moved(): void {}

  /** Reads again as many as are here. A reading that is overtaken ends with the one that overtook it: what asked for it finds the new rows. */
  async reload(): Promise<void> {
    const run = this.#readAgain().finally(() => {
      if (this.#reloading === run) this.#reloading = null;
    });
    this.#reloading = run;
    await run;
    while (this.#reloading) await this.#reloading;
  }

  /** Reads the next page, if there is one. */
  async more() {
    if (this.#reading) return;
    this.#reading = true;
    try {
      // Where the list ends is known when it has been read again.
      while (this.#reloading) await this.#reloading;
      if (this.rows.length < this.total) await this.#readNext();
    } finally {
      this.#reading = false;
    }
  }

  /** The rows of another question take these ones' place. */
  protected forget() {
    this.rows = [];
    this.total = 0;
    this.loaded = false;
  }

  async #readAgain() {
    const [asked, question] = [++this.#asked, this.question()];
    let rows: Row[] = [];
    for (let read = 0; ; ) {
      const answer = await this.ask(read, Math.min(most, Math.max(page, this.rows.length) - read));
      if (!answer || asked !== this.#asked || question !== this.question()) return;
      rows = joined(rows, answer.rows);
      read += answer.rows.length;
      // With a page that came meanwhile.
      if (answer.rows.length > 0 && read < Math.min(this.rows.length, answer.total)) continue;
      return this.#show(rows, answer.total);
    }
  }

  async #readNext() {
    const question = this.question();
    const from = this.rows.length;
    const answer = await this.ask(from, page);
    if (answer && question === this.question() && this.rows.length >= from) this.#show(joined(this.rows.slice(0, from), answer.rows), answer.total);
  }

  #show(rows: Row[], total: number) {
    this.rows = rows;
    this.total = total;
    this.loaded = true;
    this.moved();
  }
}

/** A row that moved over a page's edge between two readings is not shown twice. */
function joined<Row extends { id: number }>(rows: Row[], more: Row[]): Row[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...more.filter(({ id }) => !known.has(id))];
}
