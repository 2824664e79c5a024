//! Spelling and grammar: which words of a text deserve a look, what may have been meant, and what the writer
//! says about it. Dictionaries and the linter are opened when they are first needed. Nothing leaves the
//! computer.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use afterword_proof::{
    Dictionary, Speller, Variety, dictionaries, guess, misspelt, plain, system_folders,
};
use afterword_store::spelling::{self, Ignored};

use crate::Desk;
use crate::api::{
    ForWord, Grammar, GrammarFinding, GrammarText, IgnoreRemark, Misspelling, Nothing, ProofKind,
    ProofText, SetPostLanguage, Spelling, SpellingLanguage, SuggestWords,
};
use crate::error::Result;
use crate::shared::lock;
use crate::words::failed;

/// More would be no help.
const MOST_MISTAKES: usize = 2_000;
const MOST_SUGGESTIONS: usize = 6;
/// Longer ones are no words.
const LONGEST_WORD: usize = 200;
/// Dictionaries that are kept open at once.
const MOST_OPEN: usize = 3;
/// How long the window waits for grammar before it asks again for the rest.
const GRAMMAR_TURN: Duration = Duration::from_millis(250);

/// The dictionaries of this computer, and those that are open.
#[derive(Default)]
pub(crate) struct Proofing {
    open: Mutex<Vec<(String, Arc<Speller>)>>,
    /// Those that can't be used, so that they are not tried again for each word.
    broken: Mutex<HashSet<String>>,
    grammar: afterword_proof::Grammar,
}

impl Proofing {
    /// The dictionary for a language, opened if need be.
    fn speller(&self, of: &Dictionary) -> Result<Arc<Speller>> {
        let mut open = lock(&self.open);
        if let Some(at) = open.iter().position(|(language, _)| *language == of.language) {
            // The one that was asked last stays longest.
            let found = open.remove(at);
            open.push(found.clone());
            return Ok(found.1);
        }
        let speller = Arc::new(of.open().map_err(|error| {
            lock(&self.broken).insert(of.language.clone());
            failed("This dictionary can't be used. The text is not looked over; nothing else is wrong with it.")
                .with_detail(error.to_string())
        })?);
        if open.len() >= MOST_OPEN {
            open.remove(0);
        }
        open.push((of.language.clone(), Arc::clone(&speller)));
        Ok(speller)
    }

    /// What there is to spell by.
    fn dictionaries(&self) -> Vec<Dictionary> {
        let broken = lock(&self.broken);
        let mut found = dictionaries(&system_folders());
        found.retain(|each| !broken.contains(&each.language));
        found
    }
}

pub(crate) fn spelling_languages(desk: &Desk, _: Nothing) -> Result<Vec<SpellingLanguage>> {
    let found = desk.0.proofing.dictionaries().into_iter();
    Ok(found.map(|Dictionary { language, .. }| SpellingLanguage { language }).collect())
}

pub(crate) fn spelling_check(desk: &Desk, ask: ProofText) -> Result<Spelling> {
    let (chosen, learned, ignored) = desk.shared().store.read(|db| {
        let ignored = spelling::ignored(db, ask.post, Ignored::Spelling)?;
        Ok((spelling::language(db, ask.post)?, spelling::learned(db)?, ignored))
    })?;
    let is_chosen = chosen.is_some();
    let said = |language, missing, mistakes| Spelling { language, is_chosen, missing, mistakes };
    let all = desk.0.proofing.dictionaries();
    let dictionary = match choose(&all, chosen.or(ask.language), &ask.text, &ask.spoken) {
        Choice::Dictionary(dictionary) => dictionary,
        Choice::Missing(language) => return Ok(said(None, Some(language), Vec::new())),
        Choice::None => return Ok(said(None, None, Vec::new())),
    };
    let speller = desk.0.proofing.speller(dictionary)?;
    let learned = Learned::new(learned);
    let known = |word: &str| ignored.contains(word) || learned.knows(word);
    let found = misspelt(&ask.text, &speller, known, MOST_MISTAKES);
    let shown = found.into_iter().map(|it| Misspelling { from: it.from, to: it.to, word: it.word });
    Ok(said(Some(dictionary.language.clone()), None, shown.collect()))
}

pub(crate) fn spelling_suggest(desk: &Desk, ask: SuggestWords) -> Result<Vec<String>> {
    let all = desk.0.proofing.dictionaries();
    let Some(dictionary) = all.iter().find(|each| each.language == ask.language) else {
        return Ok(Vec::new());
    };
    if ask.word.len() > LONGEST_WORD {
        return Ok(Vec::new());
    }
    Ok(desk.0.proofing.speller(dictionary)?.suggest(&ask.word, MOST_SUGGESTIONS))
}

pub(crate) fn grammar_check(desk: &Desk, ask: GrammarText) -> Result<Grammar> {
    let Some(variety) = Variety::of(&ask.language) else {
        return Ok(Grammar { findings: Vec::new(), is_done: true });
    };
    let (ignored, right, learned) = desk.shared().store.read(|db| {
        let right = spelling::ignored(db, ask.post, Ignored::Spelling)?;
        Ok((spelling::ignored(db, ask.post, Ignored::Grammar)?, right, spelling::learned(db)?))
    })?;
    let learned = Learned::new(learned);
    let said = desk.0.proofing.grammar.check(&ask.text, ask.first, variety, GRAMMAR_TURN);
    // A word that the writer called right is not doubted a second time.
    let is_right = |words: &str| right.contains(words) || learned.knows(words);
    let findings = said
        .findings
        .into_iter()
        .filter(|it| !ignored.contains(&it.mark) && !is_right(&plain(&it.words)));
    let shown = findings.map(|it| GrammarFinding {
        from: it.from,
        to: it.to,
        message: it.message,
        mark: it.mark,
        fixes: it.fixes,
    });
    Ok(Grammar { findings: shown.collect(), is_done: said.is_done })
}

pub(crate) fn post_language_set(desk: &Desk, ask: SetPostLanguage) -> Result<Nothing> {
    let language = ask.language.as_deref();
    desk.shared().store.write(|db| spelling::set_language(db, ask.post, language))?;
    Ok(Nothing)
}

pub(crate) fn word_learn(desk: &Desk, ask: ForWord) -> Result<Nothing> {
    let word = ask.word.trim();
    if !word.is_empty() && word.len() <= LONGEST_WORD {
        desk.shared().store.write(|db| spelling::learn(db, &plain(word)))?;
    }
    Ok(Nothing)
}

pub(crate) fn word_forget(desk: &Desk, ask: ForWord) -> Result<Nothing> {
    desk.shared().store.write(|db| spelling::forget(db, &ask.word))?;
    Ok(Nothing)
}

pub(crate) fn words_learned(desk: &Desk, _: Nothing) -> Result<Vec<String>> {
    Ok(desk.shared().store.read(spelling::learned)?)
}

pub(crate) fn remark_ignore(desk: &Desk, ask: IgnoreRemark) -> Result<Nothing> {
    let kind = match ask.kind {
        ProofKind::Spelling => Ignored::Spelling,
        ProofKind::Grammar => Ignored::Grammar,
    };
    let put = if ask.ignored { spelling::ignore } else { spelling::heed };
    let words =
        if kind == Ignored::Spelling { plain(&ask.words) } else { ask.words.as_str().into() };
    desk.shared().store.write(|db| put(db, ask.post, kind, &words))?;
    Ok(Nothing)
}

enum Choice<'d> {
    Dictionary(&'d Dictionary),
    /// The text is in a language that nothing here knows.
    Missing(String),
    /// The writer wants none.
    None,
}

/// The wanted dictionary; else one for the language the text seems to be in; else one that the writer speaks.
fn choose<'d>(
    all: &'d [Dictionary],
    wanted: Option<String>,
    text: &str,
    spoken: &[String],
) -> Choice<'d> {
    if let Some(wanted) = wanted {
        if wanted.is_empty() {
            return Choice::None;
        }
        let found = all.iter().find(|each| each.language == wanted);
        return found.map_or(Choice::Missing(wanted), Choice::Dictionary);
    }
    let guessed = guess(text);
    if let Some(language) = guessed {
        return match best(all, language, spoken) {
            Some(found) => Choice::Dictionary(found),
            None => Choice::Missing(language.to_owned()),
        };
    }
    let mut theirs = spoken.iter().map(String::as_str).chain(["en"]);
    let found = theirs.find_map(|each| best(all, base(each), spoken));
    found.map_or(Choice::None, Choice::Dictionary)
}

/// Of the dictionaries for a language the one of a region that the writer speaks, or of its own country.
fn best<'d>(all: &'d [Dictionary], language: &str, spoken: &[String]) -> Option<&'d Dictionary> {
    let fitting = || all.iter().filter(|each| base(&each.language) == language);
    let home = match language {
        "en" => "en-US".to_owned(),
        _ => format!("{language}-{}", language.to_uppercase()),
    };
    spoken
        .iter()
        .find_map(|spoken| fitting().find(|each| each.language == *spoken))
        .or_else(|| fitting().find(|each| each.language == home || each.language == language))
        .or_else(|| fitting().next())
}

/// `de` of `de-CH`.
fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// What the writer taught. A small word is also known with a capital; each also with `’s`.
struct Learned(HashSet<String>);

impl Learned {
    fn new(words: Vec<String>) -> Self {
        Self(words.into_iter().collect())
    }

    fn knows(&self, word: &str) -> bool {
        let stem = word.strip_suffix("'s").unwrap_or(word);
        let has = |word: &str| self.0.contains(word);
        has(word) || has(stem) || has(&uncapitalised(stem)) || has(&uncapitalised(word))
    }
}

fn uncapitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(languages: &[&str]) -> Vec<Dictionary> {
        let one = |language: &&str| Dictionary { language: (*language).to_owned(), path: None };
        languages.iter().map(one).collect()
    }

    #[test]
    fn the_dictionary_fits_the_text_and_then_the_writer() {
        let german =
            "Wir haben die Lampe angezündet, und der Wind stand die ganze Nacht auf Nordwest.";
        let polish = "Zapaliliśmy lampę i wiatr był na północnym zachodzie, a to nie jest to, co się nie da.";
        for (languages, wanted, text, spoken, expected) in [
            (&["de-AT", "de-DE", "en-US"][..], None, german, &["en-GB"][..], "de-DE"),
            (&["de-AT", "de-DE", "en-US"], None, german, &["de-AT"], "de-AT"),
            (&["de-CH", "en-US"], None, german, &["en"], "de-CH"),
            (&["de-DE", "en-GB", "en-US"], None, "Hm", &["de-CH"], "de-DE"),
            (&["de-DE", "en-GB", "en-US"], None, "Hm", &["xx", "en-GB"], "en-GB"),
            (&["de-DE", "en-US"], None, "", &[], "en-US"),
            (&["de-DE", "en-US"], Some("en-US"), german, &["de"], "en-US"),
            (&["de-DE", "en-US"], Some(""), german, &["de"], "none"),
            (&["de-DE", "en-US"], Some("fr"), german, &["de"], "no fr"),
            (&["de-DE", "en-US"], None, polish, &["de"], "no pl"),
        ] {
            let all = there(languages);
            let spoken: Vec<String> = spoken.iter().map(|&each| each.to_owned()).collect();
            let said = match choose(&all, wanted.map(str::to_owned), text, &spoken) {
                Choice::Dictionary(found) => found.language.clone(),
                Choice::Missing(language) => format!("no {language}"),
                Choice::None => "none".to_owned(),
            };
            assert_eq!(said, expected, "{languages:?} {wanted:?} {text} {spoken:?}");
        }
    }

    #[test]
    fn what_was_taught_is_known_in_its_forms() {
        let learned = Learned::new(vec!["Zettlr".into(), "wordcraft".into()]);
        for word in ["Zettlr", "Zettlr's", "wordcraft", "Wordcraft", "Wordcraft's"] {
            assert!(learned.knows(word), "{word}");
        }
        for word in ["zettlr", "Zettlrs", ""] {
            assert!(!learned.knows(word), "{word}");
        }
    }
}
