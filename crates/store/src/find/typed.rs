//! What a writer types to find something: words, "phrases", and filters such as `tag:travel`.
//!
//! A filter that is still being typed narrows nothing. One that nobody knows is taken for words, and one
//! whose value can't be read is left out; both are reported, so that the window can say so.

use chrono::NaiveDate;

use super::fold::{Sought, key};
use crate::posts::Folder;

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A folder of posts.
    Posts(Folder),
    /// Readers' comments and the answers.
    Comments,
}

/// A filter that could not be used as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Odd {
    /// There is none of this name: searched for as words.
    Name(String),
    /// Not a place.
    Place(String),
    /// Not a date.
    Date(String),
}

/// What was typed, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Words; each must occur, as typed or as the beginning of a longer one.
    pub words: String,
    /// Words that must follow each other.
    pub phrases: Vec<String>,
    /// Only in these places; empty: in all but the trash.
    pub places: Vec<Place>,
    /// Tags that begin like this, all of them, without case and accents.
    pub tags: Vec<String>,
    /// Categories that begin like this, all of them, without case and accents.
    pub categories: Vec<String>,
    /// Readers whose names contain this, any of them.
    pub from: Vec<String>,
    /// From this day on.
    pub after: Option<NaiveDate>,
    /// Up to the day before.
    pub before: Option<NaiveDate>,
    /// What could not be used.
    pub odd: Vec<Odd>,
}

const PLACES: [(&str, &[Place]); 7] = [
    ("drafts", &[Place::Posts(Folder::Drafts)]),
    ("scheduled", &[Place::Posts(Folder::Scheduled)]),
    ("published", &[Place::Posts(Folder::Published)]),
    ("pages", &[Place::Posts(Folder::Pages)]),
    (
        "posts",
        &[
            Place::Posts(Folder::Drafts),
            Place::Posts(Folder::Scheduled),
            Place::Posts(Folder::Published),
        ],
    ),
    ("trash", &[Place::Posts(Folder::Trash)]),
    ("comments", &[Place::Comments]),
];

impl Typed {
    /// Takes apart what was typed.
    pub fn read(typed: &str) -> Self {
        let mut read = Self::default();
        for piece in pieces(typed) {
            match piece {
                Piece::Word(word) => read.add_words(word),
                Piece::Phrase(phrase) => read.phrases.push(phrase.to_owned()),
                Piece::Filter { name, value } => read.add_filter(name, value),
            }
        }
        read
    }

    /// What to look for in texts.
    pub fn sought(&self) -> Sought {
        let mut sought = Sought::default();
        sought.add_beginnings(&self.words);
        for phrase in &self.phrases {
            sought.add_phrase(phrase);
        }
        sought
    }

    /// There is no word in it.
    pub fn is_wordless(&self) -> bool {
        self.sought().is_empty()
    }

    fn add_words(&mut self, words: &str) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    fn add_filter(&mut self, name: &str, value: &str) {
        let folded = key(value);
        if folded.is_empty() {
            return;
        }
        match name.to_ascii_lowercase().as_str() {
            "in" => {
                let found: Vec<Place> = PLACES
                    .iter()
                    .filter(|(name, _)| name.starts_with(&folded))
                    .flat_map(|(_, places)| places.iter().copied())
                    .collect();
                if found.is_empty() {
                    self.odd.push(Odd::Place(value.to_owned()));
                }
                for place in found {
                    if !self.places.contains(&place) {
                        self.places.push(place);
                    }
                }
            }
            "tag" => self.tags.push(folded),
            "category" => self.categories.push(folded),
            "from" => self.from.push(folded),
            "after" => match day(&folded) {
                Some(day) => self.after = self.after.max(Some(day)),
                None => self.odd.push(Odd::Date(value.to_owned())),
            },
            "before" => match day(&folded) {
                Some(day) => {
                    self.before = Some(self.before.map_or(day, |other| other.min(day)));
                }
                None => self.odd.push(Odd::Date(value.to_owned())),
            },
            _ => {
                self.odd.push(Odd::Name(name.to_owned()));
                self.add_words(&format!("{name} {value}"));
            }
        }
    }
}

enum Piece<'a> {
    Word(&'a str),
    Phrase(&'a str),
    Filter { name: &'a str, value: &'a str },
}

/// Pieces between spaces; quotation marks hold a phrase or a value together.
fn pieces(typed: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let (piece, after) = next(rest);
        pieces.push(piece);
        rest = after.trim_start();
    }
    pieces
}

fn next(rest: &str) -> (Piece<'_>, &str) {
    if let Some((phrase, after)) = quoted(rest) {
        return (Piece::Phrase(phrase), after);
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let Some((name, value)) = word.split_once(':') else { return (Piece::Word(word), after) };
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    if !named || value.starts_with("//") {
        return (Piece::Word(word), after);
    }
    let from_value = rest.get(name.len() + 1..).unwrap_or_default();
    match quoted(from_value) {
        Some((value, after)) => (Piece::Filter { name, value }, after),
        None => (Piece::Filter { name, value }, after),
    }
}

/// What stands between two quotation marks at the beginning, straight or typographic.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['"', '“', '”', '„'])?;
    inner.split_once(['"', '“', '”'])
}

/// The first day of a year, a month, or a day by itself.
fn day(text: &str) -> Option<NaiveDate> {
    let mut numbers = text.split(['-', '/', '.']);
    let mut next = |otherwise: Option<u32>| match numbers.next() {
        Some(number) => number.parse().ok(),
        None => otherwise,
    };
    let (year, month, day) = (next(None)?, next(Some(1))?, next(Some(1))?);
    let year = i32::try_from(year).ok().filter(|year| (1000..=9999).contains(year))?;
    if numbers.next().is_some() { None } else { NaiveDate::from_ymd_opt(year, month, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn words_phrases_and_filters_are_told_apart() {
        let typed = Typed::read(
            r#"night in:drafts tag:"slow mail" “the keeper's winter” before:2025-03 train after:2024 from:Zoë"#,
        );
        assert_eq!(typed.words, "night train");
        assert_eq!(typed.phrases, ["the keeper's winter"]);
        assert_eq!(typed.places, [Place::Posts(Folder::Drafts)]);
        assert_eq!(
            (typed.tags.as_slice(), typed.from.as_slice()),
            (&["slow mail".into()][..], &["zoe".into()][..])
        );
        assert_eq!((typed.after, typed.before), (date(2024, 1, 1), date(2025, 3, 1)));
        assert_eq!(typed.odd, []);
    }

    #[test]
    fn what_is_no_filter_is_searched_for_or_reported() {
        let typed =
            Typed::read("https://light.example/a 12:30 mood:blue in:attic before:soon tag: \"open");
        assert_eq!(typed.words, "https://light.example/a 12:30 mood blue \"open");
        assert_eq!(
            typed.odd,
            [Odd::Name("mood".into()), Odd::Place("attic".into()), Odd::Date("soon".into())]
        );
        assert_eq!(typed.tags, [""; 0]);
    }

    #[test]
    fn a_place_may_be_begun_and_dates_have_their_limits() {
        assert_eq!(Typed::read("in:d").places, [Place::Posts(Folder::Drafts)]);
        assert_eq!(Typed::read("IN:comment").places, [Place::Comments]);
        assert_eq!(Typed::read("in:p").places.len(), 4);
        for odd in
            ["before:2025-13", "before:2025-02-30", "before:25", "after:2025-1-1-1", "after:99999"]
        {
            assert_eq!(Typed::read(odd).odd.len(), 1, "{odd}");
        }
        assert_eq!(Typed::read("before:2025/3/9 before:2026").before, date(2025, 3, 9));
    }
}
