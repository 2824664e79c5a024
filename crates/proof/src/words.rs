//! The words of a text that a dictionary can say something about.
//!
//! Addresses, names of files, numbers, shouted and mixed-case words (NASA, iPhone) are none.

use std::ops::Range;

/// Longer ones are no words.
const LONGEST: usize = 60;

/// Where the words stand, in bytes; hyphens and apostrophes may be inside.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    chunks(text).filter(|(_, chunk)| !is_address(chunk)).flat_map(|(at, chunk)| {
        tokens(chunk).map(move |token| at + token.start..at + token.end).filter(|token| {
            let word = text.get(token.clone()).unwrap_or_default();
            is_word(word)
        })
    })
}

/// What stands between spaces, with its place.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |chunk| {
        let at = (chunk.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        (at, chunk)
    })
}

/// `https://…`, `www.…`, `me@example.org`, `@me`, `#tag`, `a/b`, `file.txt`, `snake_case`, `a\b`.
fn is_address(chunk: &str) -> bool {
    if chunk.contains("://") || chunk.contains(['@', '_', '\\']) {
        return true;
    }
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '/');
    if inner.starts_with("www.") || inner.starts_with('#') {
        return true;
    }
    // `and/or` is words, `src/main.rs` and `/etc` are not.
    inner.starts_with('/') || (has_inner_dot(inner) && !is_ellipsis(inner))
}

/// A dot between letters, where both sides are more than the letters of an abbreviation.
fn has_inner_dot(chunk: &str) -> bool {
    let mut parts = chunk.split('.').peekable();
    let mut before = "";
    while let Some(part) = parts.next() {
        let starts = part.chars().next().is_some_and(char::is_alphanumeric);
        let ended = before.chars().next_back().is_some_and(char::is_alphanumeric);
        // A sentence that begins without a space after the last one is two words.
        let sentence = part.chars().next().is_some_and(char::is_uppercase);
        if starts && ended && !sentence && (before.chars().count() > 1 || parts.peek().is_some()) {
            return true;
        }
        before = part;
    }
    false
}

fn is_ellipsis(chunk: &str) -> bool {
    chunk.contains("..")
}

/// Letters with marks, and apostrophes and hyphens between them.
fn tokens(chunk: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = chunk.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, c) = chars.next()?;
            if is_part(c) {
                break at;
            }
        };
        let mut end = chunk.len();
        while let Some((at, c)) = chars.peek().copied() {
            let next = chunk.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            if is_part(c) || (is_joint(c) && next.is_some_and(is_part)) {
                chars.next();
            } else {
                end = at;
                break;
            }
        }
        Some(start..end)
    })
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Signs that stand on the letter before them, the soft hyphen, and the joiners of some scripts.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E34}'..='\u{E4E}')
}

pub(crate) fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '-' | '\u{2010}')
}

fn is_word(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    if word.len() > LONGEST * 4 || letters().nth(1).is_none() || letters().nth(LONGEST).is_some() {
        return false;
    }
    if word.chars().any(char::is_numeric) {
        return false;
    }
    let shouted = !letters().any(char::is_lowercase) && letters().any(char::is_uppercase);
    !shouted && !word.split(is_joint).any(is_mixed)
}

/// A capital after a small letter: WordPress, iPhone.
fn is_mixed(word: &str) -> bool {
    let mut small = false;
    for c in word.chars() {
        if small && c.is_uppercase() {
            return true;
        }
        small = small || c.is_lowercase();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        words(text).map(|word| text.get(word).unwrap()).collect()
    }

    #[test]
    fn words_are_what_a_dictionary_knows_about() {
        for (text, expected) in [
            ("Don't, she said: well-known!", &["Don't", "she", "said", "well-known"][..]),
            ("It’s ‘so’ --- and/or (this)…", &["It’s", "so", "and", "or", "this"]),
            ("NASA sent WordPress 3rd iPhones v2", &["sent"]),
            (
                "see www.exampl.org or a@bc.de or src/main.rs, /etc and #tagg",
                &["see", "or", "or", "and"],
            ),
            ("https://x.example/wrongg, file.txt and snake_case", &["and"]),
            ("e.g. one.Then two...three", &["one", "Then", "two", "three"]),
            ("naïve cafe\u{301} Übermaß", &["naïve", "cafe\u{301}", "Übermaß"]),
            ("a I x", &[]),
            ("@someone wrote", &["wrote"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read(&"a".repeat(2_000)), [""; 0]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]
        #[test]
        fn words_stand_in_order_and_on_whole_letters(text in "\\PC{0,80}") {
            let mut end = 0;
            for word in words(&text) {
                assert!(word.start >= end && word.start < word.end);
                assert!(text.get(word.clone()).is_some());
                end = word.end;
            }
        }
    }
}
