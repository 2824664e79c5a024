//! The words of a text that a dictionary does not know.

use std::collections::HashMap;

use crate::Speller;
use crate::places::Utf16;
use crate::prose::paragraphs;
use crate::speller::plain;
use crate::words::words;

/// A word that the dictionary does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it begins in the text, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The word as a reader reads it.
    pub word: String,
}

/// The words of this Markdown that neither the dictionary knows nor `known`, in their order, at most so many.
pub fn misspelt(
    text: &str,
    speller: &Speller,
    known: impl Fn(&str) -> bool,
    most: usize,
) -> Vec<Mistake> {
    let mut asked: HashMap<String, bool> = HashMap::new();
    let mut is_known = |word: &str| match asked.get(word) {
        Some(known) => *known,
        None => {
            let answer = known(&plain(word)) || speller.knows(word);
            asked.insert(word.to_owned(), answer);
            answer
        }
    };
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        for place in words(paragraph.prose()) {
            let word = paragraph.prose().get(place.clone()).unwrap_or_default();
            if is_known(word) {
                continue;
            }
            // Of a compound only the part that is wrong.
            let mut at = place.start;
            for part in word.split_inclusive(['-', '\u{2010}']) {
                let end = at + part.len();
                let part = part.trim_end_matches(['-', '\u{2010}']);
                let is_short = part.chars().nth(1).is_none();
                if !is_short && !is_known(part) {
                    found.push((paragraph.source(at..at + part.len()), part.to_owned()));
                }
                at = end;
            }
            if found.len() >= most {
                break;
            }
        }
    }
    found.sort_by_key(|(place, _)| place.start);
    found.truncate(most);
    let mut units = Utf16::new(text);
    found
        .into_iter()
        .map(|(place, word)| Mistake { from: units.at(place.start), to: units.at(place.end), word })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, known: &[&str]) -> Vec<String> {
        let english = Speller::shipped().unwrap();
        let found = misspelt(text, &english, |word| known.contains(&word), 100);
        let units: Vec<u16> = text.encode_utf16().collect();
        for each in &found {
            assert!(each.from < each.to && each.to as usize <= units.len());
        }
        found
            .iter()
            .map(|each| String::from_utf16_lossy(&units[each.from as usize..each.to as usize]))
            .collect()
    }

    #[test]
    fn mistakes_are_found_where_they_stand() {
        let text = "# 😀 The lighthuose\n\nSee `codde` and [pagge](https://wrongg.example), **bo**okk\n\n- wel-known teh\n";
        assert_eq!(found(text, &[]), ["lighthuose", "pagge", "bo**okk", "wel", "teh"]);
    }

    #[test]
    fn what_the_writer_taught_is_no_mistake() {
        assert_eq!(found("Aldebaran and Zettlr wrok", &["Zettlr"]), ["wrok"]);
        assert_eq!(found("Zettlr wrok", &[]), ["Zettlr", "wrok"]);
    }

    #[test]
    fn only_so_many_are_told() {
        let english = Speller::shipped().unwrap();
        let text = "xqzv ".repeat(1_000) + "\n\n" + &"wqzv ".repeat(1_000);
        assert_eq!(misspelt(&text, &english, |_| false, 10).len(), 10);
    }

    #[test]
    fn odd_texts_are_read_without_a_panic() {
        let english = Speller::shipped().unwrap();
        for text in [
            "\0\0",
            "\u{FEFF}",
            "a\u{0}b wrongg",
            "مرحبا بالعالم",
            "日本語のテキスト",
            "![](",
            "[",
            "\r\n\r",
            "<!-- wp:x",
        ] {
            misspelt(text, &english, |_| false, 100);
        }
    }
}
