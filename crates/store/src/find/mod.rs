//! Finding posts and comments by what was typed: words, phrases and filters, the best first.
//!
//! What is typed is taken apart in `typed`; `fold` says where in a text the words stand; `filter` is the
//! SQL of the filters, which the lists of posts use too; `labels` are tags and categories by post.

mod comments;
mod filter;
pub(crate) mod fold;
mod labels;
mod posts;
mod recent;
mod typed;

use afterword_model::Timestamp;
use chrono::NaiveDate;

pub use comments::{CommentHit, comments, hit as comment_hit};
pub(crate) use filter::Filter;
pub use fold::{Sought, key};
pub(crate) use labels::{introduce, label_post};
pub use posts::{PostHit, hit as post_hit, posts};
pub use recent::{Recent, note_opened, recent};
pub use typed::{Odd, Place, Typed};

/// A search of everything says that it found at most so many.
pub const MOST: u32 = 1_000;
/// A place in a text is shown with so many bytes before it and after it, more or less.
const BEFORE: usize = 60;
const AFTER: usize = 240;

/// What was typed, and what its days mean where the writer is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What was typed.
    pub typed: Typed,
    /// From this moment on.
    pub after: Option<Timestamp>,
    /// Before this one.
    pub before: Option<Timestamp>,
}

impl Asked {
    /// Takes apart what was typed; `midnight` says when a day begins.
    pub fn read(typed: &str, midnight: impl Fn(NaiveDate) -> Timestamp) -> Self {
        let typed = Typed::read(typed);
        let (after, before) = (typed.after.map(&midnight), typed.before.map(&midnight));
        Self { typed, after, before }
    }

    /// Words only.
    pub fn words(words: &str) -> Self {
        Self { typed: Typed { words: words.to_owned(), ..Typed::default() }, ..Self::default() }
    }

    /// Nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.typed == Typed { odd: self.typed.odd.clone(), ..Typed::default() }
    }
}

/// A piece of a text around a place in it, with whole words at its ends.
fn around(text: &str, from: usize) -> String {
    let begin = words_end(text, from.saturating_sub(BEFORE));
    let end = words_end(text, from.saturating_add(AFTER));
    // A place in the first words is shown with all of them.
    let begin = if from <= BEFORE { 0 } else { begin.min(from) };
    text.get(begin..end.max(from)).unwrap_or_default().to_owned()
}

/// The next place after this one where no word goes on.
fn words_end(text: &str, at: usize) -> usize {
    let rest = (at..=text.len()).find_map(|at| text.get(at..).map(|rest| (at, rest)));
    let Some((at, rest)) = rest else { return text.len() };
    // A word that does not end is cut.
    let most: usize = rest.chars().take(40).map(char::len_utf8).sum();
    rest.find(char::is_whitespace).map_or(at + most, |end| at + end.min(most))
}

/// A place as the window counts it: in UTF-16 units.
pub fn utf16(text: &str, range: &std::ops::Range<usize>) -> Option<(u32, u32)> {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).ok();
    let from = units(text.get(..range.start)?)?;
    Some((from, from.checked_add(units(text.get(range.clone())?)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_text_has_whole_words_and_the_place_in_it() {
        let text = format!("{} here it is {}", "früh ".repeat(50), "spät ".repeat(90));
        let from = text.find("here").unwrap();
        let piece = around(&text, from);
        assert!(piece.contains("here it is"), "{piece}");
        assert!(piece.len() < 400 && !piece.trim().starts_with('r'), "{piece}");
        assert_eq!(around("short", 0), "short");
        let one = "ä".repeat(1_000);
        assert!(!around(&one, 500).is_empty());
    }

    #[test]
    fn places_are_counted_as_the_window_does() {
        let text = "a 😀 night";
        let from = text.find("night").unwrap();
        assert_eq!(utf16(text, &(from..from + 5)), Some((5, 10)));
    }
}
