//! Words without their case and accents, and where in a text the ones that are looked for stand. It reads
//! letters as the indexes do, as far as that is possible outside of them: a text that they find without a
//! place in it is shown from its beginning.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A text is looked through up to here.
const FAR_ENOUGH: usize = 2_000_000;
/// After the first word that was found, so much more is looked through for a better place.
const FURTHER: usize = 40_000;

/// Letters, numbers, and accents that are characters of their own make up words.
pub(crate) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_accent(c)
}

/// An accent or a vowel sign that is a character of its own belongs to the word.
fn is_accent(c: char) -> bool {
    match c {
        '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{e3f}' | '\u{e4f}' => false,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{dff}'
        | '\u{e31}'..='\u{ebd}' => true,
        _ => false,
    }
}

/// A text without case and accents, spaces only between words.
pub fn key(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold(word, &mut folded);
    }
    folded
}

fn fold(word: &str, into: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            into.push(c.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                into.extend(part.to_lowercase());
            }
        });
    }
}

/// The words of a text with their places in it, from here on.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Goes on for as long as characters are of words, or for as long as they are not.
    fn skip(&mut self, of_word: bool) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() != of_word {
                    return;
                }
                self.at += 1;
                continue;
            }
            let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
                return;
            };
            if is_of_word(c) != of_word {
                return;
            }
            self.at += c.len_utf8();
        }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (Range<usize>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(false);
        let from = self.at;
        self.skip(true);
        let word = self.text.get(from..self.at).filter(|word| !word.is_empty())?;
        Some((from..self.at, word))
    }
}

/// What is looked for in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought(Vec<Part>);

/// Words that follow each other; of a part that is a beginning, the last one may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    words: Vec<String>,
    beginning: bool,
}

/// One place of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hit {
    part: usize,
    range: Range<usize>,
}

impl Sought {
    /// Each of these words must occur, as typed or as the beginning of a longer one.
    pub fn add_beginnings(&mut self, typed: &str) {
        self.0.extend(split(typed).map(|word| Part { words: vec![word], beginning: true }));
    }

    /// These words must follow each other.
    pub fn add_phrase(&mut self, phrase: &str) {
        let words: Vec<String> = split(phrase).collect();
        if !words.is_empty() {
            self.0.push(Part { words, beginning: false });
        }
    }

    /// Nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every part is somewhere in one of these texts.
    pub fn is_in(&self, texts: &[&str]) -> bool {
        let mut missing: Vec<usize> = (0..self.0.len()).collect();
        for text in texts {
            if missing.is_empty() {
                break;
            }
            self.each_hit(text, |hit| {
                missing.retain(|part| *part != hit.part);
                if missing.is_empty() { None } else { Some(usize::MAX) }
            });
        }
        missing.is_empty()
    }

    /// The places in a short text, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        self.each_hit(text, |hit| {
            hits.push(hit.range.clone());
            Some(usize::MAX)
        });
        hits.sort_by_key(|range| range.start);
        let mut marks: Vec<Range<usize>> = Vec::new();
        for range in hits {
            match marks.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => marks.push(range),
            }
        }
        marks
    }

    /// The place where most of it stands together, of several the first.
    pub fn best(&self, text: &str, within: usize) -> Option<Range<usize>> {
        let mut hits: Vec<Hit> = Vec::new();
        // Where each part was seen last: when all of them are near, no later place has more.
        let mut seen: Vec<Option<usize>> = vec![None; self.0.len()];
        self.each_hit(text, |hit| {
            if let Some(seen) = seen.get_mut(hit.part) {
                *seen = Some(hit.range.start);
            }
            hits.push(hit.clone());
            let all_near = seen
                .iter()
                .all(|from| from.is_some_and(|from| hit.range.end <= from.saturating_add(within)));
            let first = hits.first().map_or(0, |hit| hit.range.end);
            if all_near { None } else { Some(first.saturating_add(FURTHER)) }
        });
        hits.sort_by_key(|hit| hit.range.start);
        let mut best: Option<(usize, Range<usize>)> = None;
        let mut parts = HashSet::new();
        for (at, hit) in hits.iter().enumerate() {
            parts.clear();
            let near = hits
                .iter()
                .skip(at)
                .take_while(|other| other.range.end <= hit.range.start.saturating_add(within));
            for other in near {
                parts.insert(other.part);
                if parts.len() == self.0.len() {
                    break;
                }
            }
            if best.as_ref().is_none_or(|(most, _)| parts.len() > *most) {
                best = Some((parts.len(), hit.range.clone()));
            }
        }
        best.map(|(_, range)| range)
    }

    /// Calls with each place, in the order in which they end. The answer says up to where words may still
    /// begin, `None` that it is enough.
    fn each_hit(&self, text: &str, mut hit: impl FnMut(&Hit) -> Option<usize>) {
        let mut until = FAR_ENOUGH;
        // The phrases that have begun: of which part, how many words of it are there, and from where.
        let mut begun: Vec<(usize, usize, usize)> = Vec::new();
        let mut still: Vec<(usize, usize, usize)> = Vec::new();
        let mut folded = String::new();
        for (range, word) in Words::new(text) {
            if range.start > until {
                return;
            }
            // Most words begin with a letter that nothing looked for begins with.
            if begun.is_empty() && !self.may_begin(word) {
                continue;
            }
            folded.clear();
            fold(word, &mut folded);
            let first = self.0.iter().enumerate().map(|(at, _)| (at, 0, range.start));
            for (at, count, from) in begun.drain(..).chain(first) {
                let Some(part) = self.0.get(at) else { continue };
                let Some(wanted) = part.words.get(count) else { continue };
                let fits =
                    *wanted == folded || (part.beginning && folded.starts_with(wanted.as_str()));
                if !fits {
                    continue;
                }
                if count + 1 < part.words.len() {
                    still.push((at, count + 1, from));
                    continue;
                }
                match hit(&Hit { part: at, range: from..range.end }) {
                    Some(further) => until = until.min(further),
                    None => return,
                }
            }
            std::mem::swap(&mut begun, &mut still);
        }
    }

    /// A part may begin with this word, by its first letter; other than plain letters always may.
    fn may_begin(&self, word: &str) -> bool {
        let Some(letter) = word.bytes().next().filter(u8::is_ascii) else { return true };
        let letter = letter.to_ascii_lowercase();
        self.0.iter().any(|part| {
            part.words.first().is_some_and(|first| first.bytes().next() == Some(letter))
        })
    }
}

fn split(typed: &str) -> impl Iterator<Item = String> {
    Words::new(typed).map(|(_, word)| {
        let mut folded = String::new();
        fold(word, &mut folded);
        folded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(beginnings: &str, phrase: &str) -> Sought {
        let mut sought = Sought::default();
        sought.add_beginnings(beginnings);
        sought.add_phrase(phrase);
        sought
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(key("  Slów\tMAİL "), "slow mail");
        let text = "In the CAFÉ: e\u{301}clairs.";
        let marks = sought("cafe ecl", "").marks(text);
        let marked: Vec<&str> = marks.into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(marked, ["CAFÉ", "e\u{301}clairs"]);
    }

    #[test]
    fn a_phrase_is_whole_words_in_a_row_and_may_overlap_itself() {
        let both = sought("", "to be to");
        assert_eq!(both.marks("To be, to be to?"), vec![std::ops::Range { start: 0, end: 15 }]);
        assert!(!both.is_in(&["to be too"]));
        assert!(sought("lan", "night train").is_in(&["The night train", "lands"]));
    }

    #[test]
    fn the_best_place_has_most_of_it() {
        let text = format!("night. {} A night on the train.", "And more words. ".repeat(40));
        let best = sought("night train", "").best(&text, 60).unwrap();
        assert_eq!(best.start, text.find("night on").unwrap());
    }
}
