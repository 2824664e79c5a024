//! Two versions of a text that grew from one: put together where they do not touch the same place.

use std::ops::Range;

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// The text; at clashes it says what `mine` says.
    pub text: String,
    /// The places that both changed, in order; none when the merge is clean.
    pub clashes: Vec<Clash>,
}

/// A place that both sides changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What stands here in one version.
    pub mine: String,
    /// What stood here before.
    pub base: String,
    /// What stands here in the other version.
    pub theirs: String,
    /// Where `mine` stands in [`Merged::text`], in bytes.
    pub at: Range<usize>,
}

/// Merges two versions of a Markdown text.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merged {
    let clean = |text: &str| Merged { text: text.to_owned(), clashes: Vec::new() };
    if mine == theirs || base == theirs {
        return clean(mine);
    }
    if base == mine {
        return clean(theirs);
    }
    Merged {
        text: mine.to_owned(),
        clashes: vec![Clash {
            mine: mine.to_owned(),
            base: base.to_owned(),
            theirs: theirs.to_owned(),
            at: 0..mine.len(),
        }],
    }
}
