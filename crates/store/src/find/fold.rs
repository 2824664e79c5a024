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

/// The words of a text with their places in it.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (from, _) = rest.by_ref().find(|(_, c)| is_of_word(*c))?;
        let mut to = text.len();
        while let Some(&(at, c)) = rest.peek() {
            if !is_of_word(c) {
                to = at;
                break;
            }
            rest.next();
        }
        Some((from..to, text.get(from..to)?))
    })
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
        let found: HashSet<usize> =
            texts.iter().flat_map(|text| self.hits(text, usize::MAX)).map(|hit| hit.part).collect();
        found.len() == self.0.len()
    }

    /// The places in a short text, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        for hit in self.hits(text, usize::MAX) {
            match marks.last_mut() {
                Some(last) if hit.range.start < last.end => last.end = last.end.max(hit.range.end),
                _ => marks.push(hit.range),
            }
        }
        marks
    }

    /// The place where most of it stands together, of several the first.
    pub fn best(&self, text: &str, within: usize) -> Option<Range<usize>> {
        let hits = self.hits(text, FURTHER);
        let mut best: Option<(usize, Range<usize>)> = None;
        for (at, hit) in hits.iter().enumerate() {
            let near = hits
                .iter()
                .skip(at)
                .take_while(|other| other.range.end <= hit.range.start + within);
            let parts: HashSet<usize> = near.map(|other| other.part).collect();
            if best.as_ref().is_none_or(|(most, _)| parts.len() > *most) {
                best = Some((parts.len(), hit.range.clone()));
            }
        }
        best.map(|(_, range)| range)
    }

    /// All places, in the order in which they end.
    fn hits(&self, text: &str, further: usize) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        // For each part, the phrases that have begun: how many words of it are there, and from where.
        let mut begun: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.0.len()];
        let mut folded = String::new();
        for (range, word) in words(text) {
            let end = hits.first().map(|hit| hit.range.end.saturating_add(further));
            if range.start > end.unwrap_or(FAR_ENOUGH).min(FAR_ENOUGH) {
                break;
            }
            folded.clear();
            fold(word, &mut folded);
            for (at, (part, open)) in self.0.iter().zip(&mut begun).enumerate() {
                open.push((0, range.start));
                let mut still = Vec::new();
                for (count, from) in open.drain(..) {
                    let Some(wanted) = part.words.get(count) else { continue };
                    let fits = *wanted == folded
                        || (part.beginning && folded.starts_with(wanted.as_str()));
                    if !fits {
                        continue;
                    }
                    if count + 1 == part.words.len() {
                        hits.push(Hit { part: at, range: from..range.end });
                    } else {
                        still.push((count + 1, from));
                    }
                }
                *open = still;
            }
        }
        hits.sort_by_key(|hit| hit.range.start);
        hits
    }
}

fn split(typed: &str) -> impl Iterator<Item = String> {
    words(typed).map(|(_, word)| {
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
