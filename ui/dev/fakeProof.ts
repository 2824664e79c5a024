// The fake's spelling: a few words that it does not know.

import type { FakeDesk } from "./fakeDesk";

type Names = "spelling_check" | "spelling_suggest" | "spelling_languages" | "post_language_set" | "word_learn" | "word_forget" | "words_learned" | "remark_ignore" | "grammar_check";

const unknown = /\b(lighthuose|teh|wrok|recieve|occured|Aldebaran)\b/g;
const meant: Record<string, string[]> = { lighthuose: ["lighthouse", "lighthouses"], teh: ["the", "tea", "ten"], wrok: ["work", "wrote"], recieve: ["receive"], occured: ["occurred", "occur ed"] };

export function proof(): Pick<FakeDesk, Names> {
  const learned = new Set<string>(["Zettlr"]);
  const ignored = new Set<string>();
  let chosen: string | null = null;
  return {
    spelling_check: ({ text }) => {
      const found = chosen === "" ? [] : [...text.matchAll(unknown)].filter(([word]) => !learned.has(word) && !ignored.has(word));
      return { language: chosen === "" ? null : (chosen ?? "en-US"), isChosen: chosen !== null, missing: null, mistakes: found.map((each) => ({ from: each.index, to: each.index + each[0].length, word: each[0] })) };
    },
    grammar_check: ({ text }) => {
      const at = text.search(/an test/);
      const finding = { from: at, to: at + 2, message: "Incorrect indefinite article.", mark: "AnA: an", fixes: ["a"] };
      return { isDone: true, findings: at < 0 || ignored.has(finding.mark) ? [] : [finding] };
    },
    spelling_suggest: ({ word }) => meant[word] ?? [],
    spelling_languages: () => ["de-DE", "en-GB", "en-US"].map((language) => ({ language })),
    post_language_set: ({ language }) => ((chosen = language), null),
    word_learn: ({ word }) => (learned.add(word), null),
    word_forget: ({ word }) => (learned.delete(word), null),
    words_learned: () => [...learned].sort(),
    remark_ignore: ({ words, ignored: off }) => (off ? ignored.add(words) : ignored.delete(words), null),
  };
}
