// What there is to say about the open text's spelling and grammar: asks the core, keeps what the writer
// chose. The text field finds the places, marks them and says which are left; it is told through `field`.

import type { BodyKind, Call, GrammarFinding, Misspelling, PostId, ProofKind } from "../ipc/call";
import type { Prefs } from "./prefs.svelte";

/** Something about a few words that deserves a look. */
export interface Problem {
  kind: ProofKind;
  /** The words as a reader reads them; for grammar what the core knows the remark by. */
  words: string;
  /** What is the matter; empty for a word that is in no dictionary. */
  message: string;
  /** Words that could take their place; for spelling they are asked for when they are wanted. */
  fixes: string[];
}

/** A problem with its place, in the core's answers and in the list. */
export interface Placed {
  from: number;
  to: number;
  problem: Problem;
}

/** A problem in the list, with the words around it. */
export interface Listed extends Placed {
  before: string;
  at: string;
  after: string;
}

/** What the core said about a part of the text. Not `done`: there is more to say when it is asked again. */
export interface Said {
  problems: Placed[];
  done: boolean;
}

/** The text field, as far as it has to do with problems. */
export interface ProofField {
  /** Looks everything over again. */
  again: () => void;
  list: (most: number) => Listed[];
  /** Selects the problem and brings it into view; false when it is gone. */
  go: (problem: Problem) => boolean;
  replace: (problem: Problem, words: string) => void;
  /** Where it is on the screen. */
  place: (problem: Problem) => { left: number; top: number; bottom: number } | null;
  focus: () => void;
}

interface Text {
  post: { id: PostId } | null;
  fields: { bodyKind: BodyKind };
  readOnly: boolean;
}

export class Proofing {
  /** How many problems are marked. */
  count = $state(0);
  /** The dictionary that was asked. */
  language = $state<string | null>(null);
  /** The writer chose the language, or none. */
  isChosen = $state(false);
  /** The text seems to be in a language that there is no dictionary for. */
  missing = $state<string | null>(null);
  /** The core could not be asked. */
  failed = $state(false);
  /** The list is open. */
  open = $state(false);
  /** The problem whose suggestions are shown. */
  shown = $state.raw<Problem | null>(null);
  learned = $state.raw<string[]>([]);
  languages = $state.raw<string[]>([]);
  /** Counts changes of what is marked. */
  moves = $state(0);
  field: ProofField | null = null;

  #call: Call;
  #prefs: Prefs;
  #text: Text;

  constructor(call: Call, prefs: Prefs, text: Text) {
    this.#call = call;
    this.#prefs = prefs;
    this.#text = text;
  }

  /** The open text is one that can be looked over. */
  get fits(): boolean {
    return this.#text.post !== null && !this.#text.readOnly && this.#text.fields.bodyKind === "markdown";
  }

  get wants(): Record<ProofKind, boolean> {
    // The language of a post is found by its spelling.
    return { spelling: this.#prefs.get("spelling"), grammar: this.#prefs.get("spelling") && this.#prefs.get("grammar") };
  }

  /** Another text is in the field, or none. */
  begin(field: ProofField | null) {
    this.field = field;
    this.shown = null;
    this.language = null;
    this.missing = null;
    this.isChosen = false;
  }

  counted(count: number) {
    this.count = count;
    this.moves++;
  }

  /** What is wrong with the spelling of a text, or of a part of one whose language is known. */
  async spell(text: string, isWhole: boolean): Promise<Said | null> {
    const post = this.#text.post?.id;
    if (post === undefined || !this.fits || !this.wants.spelling) return { problems: [], done: true };
    const language = isWhole || this.isChosen ? null : this.language;
    const said = await this.#ask(() => this.#call("spelling_check", { post, text, language, spoken: [...navigator.languages] }));
    if (!said || post !== this.#text.post?.id) return null;
    this.language = said.language;
    this.missing = said.missing;
    this.isChosen = said.isChosen;
    return { problems: said.mistakes.map(misspelt), done: true };
  }

  /** What is wrong with words together. English only, and only where the writer asked for it. */
  async lint(text: string, first: number): Promise<Said | null> {
    const { language } = this;
    const post = this.#text.post?.id;
    if (post === undefined || language === null || !this.fits || !this.wants.grammar) return { problems: [], done: true };
    const said = await this.#ask(() => this.#call("grammar_check", { post, text, first, language }));
    if (!said || post !== this.#text.post?.id) return null;
    return { problems: said.findings.map(found), done: said.isDone };
  }

  async #ask<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    try {
      const answer = await ask();
      this.failed = false;
      return answer;
    } catch {
      // Nothing is lost: the words stay as they are, only unmarked. The next change asks again.
      this.failed = true;
      return null;
    }
  }

  /** What may have been meant. */
  async fixes(problem: Problem): Promise<string[]> {
    const { language } = this;
    if (problem.kind === "grammar" || language === null) return problem.fixes;
    return (await this.#ask(() => this.#call("spelling_suggest", { word: problem.words, language }))) ?? [];
  }

  /** Right from now on, in every post. */
  async learn(word: string) {
    await this.#call("word_learn", { word });
    this.field?.again();
    if (this.open) await this.readLearned();
  }

  async forget(word: string) {
    await this.#call("word_forget", { word });
    this.field?.again();
    await this.readLearned();
  }

  async readLearned() {
    this.learned = await this.#call("words_learned", null);
  }

  async readLanguages() {
    this.languages = (await this.#call("spelling_languages", null)).map(({ language }) => language);
  }

  /** Of no use in this post; or of use again. */
  async ignore({ kind, words }: Problem, ignored: boolean) {
    const post = this.#text.post?.id;
    if (post === undefined) return;
    await this.#call("remark_ignore", { post, kind, words, ignored });
    this.field?.again();
  }

  /** `null`: to be guessed; empty: nothing is looked over in this post. */
  async chooseLanguage(language: string | null) {
    const post = this.#text.post?.id;
    if (post === undefined) return;
    await this.#call("post_language_set", { post, language });
    this.language = null;
    this.field?.again();
  }
}

function found({ from, to, message, mark, fixes }: GrammarFinding): Placed {
  return { from, to, problem: { kind: "grammar", words: mark, message, fixes } };
}

function misspelt({ from, to, word }: Misspelling): Placed {
  return { from, to, problem: { kind: "spelling", words: word, message: "", fixes: [] } };
}
