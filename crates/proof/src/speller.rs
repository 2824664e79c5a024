//! A dictionary that was opened: whether it knows a word, and what else may have been meant.

use std::borrow::Cow;

use encoding_rs::Encoding;
use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::words::is_joint;

const SHIPPED_AFF: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/dictionary-en/index.aff"
));
const SHIPPED_DIC: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/dictionary-en/index.dic"
));

/// A dictionary can't be used.
#[derive(Debug, Error)]
pub enum Error {
    /// One of its files can't be read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Its files are in no known encoding.
    #[error("unknown encoding {0}")]
    Encoding(String),
    /// Its files don't say what dictionaries say.
    #[error("not a dictionary: {0}")]
    Malformed(String),
}

/// A dictionary, ready to be asked.
pub struct Speller(spellbook::Dictionary);

impl std::fmt::Debug for Speller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Speller")
    }
}

impl Speller {
    /// The English dictionary that is part of the program.
    ///
    /// # Errors
    /// When it is none, which a test would have said.
    pub fn shipped() -> Result<Self, Error> {
        Self::read(SHIPPED_AFF, SHIPPED_DIC)
    }

    /// A dictionary from the bytes of its two files; the first says in which encoding both are.
    ///
    /// # Errors
    /// When they are no dictionary.
    pub fn new(aff: &[u8], dic: &[u8]) -> Result<Self, Error> {
        let encoding = encoding_of(aff)?;
        Self::read(&encoding.decode(aff).0, &encoding.decode(dic).0)
    }

    fn read(aff: &str, dic: &str) -> Result<Self, Error> {
        let dictionary = spellbook::Dictionary::new(aff, dic);
        dictionary.map(Self).map_err(|error| Error::Malformed(error.to_string()))
    }

    /// Whether this word stands in the dictionary, as it is or as a form of one that does.
    pub fn knows(&self, word: &str) -> bool {
        let word = plain(word);
        if self.0.check(&word) {
            return true;
        }
        let mut parts = word.split('-').filter(|part| !part.is_empty()).peekable();
        word.contains('-') && parts.all(|part| part.chars().nth(1).is_none() || self.0.check(part))
    }

    /// What may have been meant, the likeliest first; at most so many.
    pub fn suggest(&self, word: &str, most: usize) -> Vec<String> {
        let mut found = Vec::new();
        self.0.suggest(&plain(word), &mut found);
        found.truncate(most);
        if word.contains('\u{2019}') {
            for each in &mut found {
                *each = each.replace('\'', "\u{2019}");
            }
        }
        found
    }
}

/// A word as dictionaries write it: composed, without soft hyphens, with plain apostrophes and hyphens.
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let composed =
        if is_nfc(word) { Cow::Borrowed(word) } else { Cow::Owned(word.nfc().collect::<String>()) };
    if !composed.contains(|c| c == '\u{AD}' || (is_joint(c) && !c.is_ascii())) {
        return composed;
    }
    let letters = composed.chars().filter(|c| *c != '\u{AD}').map(|c| match c {
        '\u{2019}' => '\'',
        '\u{2010}' => '-',
        c => c,
    });
    Cow::Owned(letters.collect())
}

/// What the line `SET` says; UTF-8 is the usual one.
fn encoding_of(aff: &[u8]) -> Result<&'static Encoding, Error> {
    if aff.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Ok(encoding_rs::UTF_8);
    }
    let said = aff.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"SET "));
    let Some(said) = said.map(|said| String::from_utf8_lossy(said).trim().to_owned()) else {
        return Ok(encoding_rs::UTF_8);
    };
    // Hunspell writes ISO8859-1 and microsoft-cp1251 where the web writes iso-8859-1 and windows-1251.
    let label = said.to_ascii_lowercase();
    let label = label.strip_prefix("iso8859-").map_or(label.clone(), |n| format!("iso-8859-{n}"));
    let label = label.replace("microsoft-cp", "windows-");
    Encoding::for_label(label.as_bytes()).ok_or(Error::Encoding(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_dictionary_knows_english() {
        let english = Speller::shipped().unwrap();
        for word in [
            "lighthouse",
            "Lighthouse",
            "don't",
            "don’t",
            "naive",
            "well-known",
            "light\u{AD}house",
        ] {
            assert!(english.knows(word), "{word}");
        }
        for word in ["lighthuose", "teh", "wel-known", "dont"] {
            assert!(!english.knows(word), "{word}");
        }
        assert_eq!(
            english.suggest("lighthuose", 5).first().map(String::as_str),
            Some("lighthouse")
        );
        assert!(english.suggest("does’nt", 5).contains(&"doesn’t".to_owned()));
    }

    #[test]
    fn a_dictionary_says_in_which_encoding_it_is() {
        let latin = Speller::new(b"SET ISO8859-1\n", b"1\nm\xFCde\n").unwrap();
        assert!(latin.knows("müde") && !latin.knows("mude"));
        let utf8 = Speller::new("SET UTF-8\n".as_bytes(), "1\nmüde\n".as_bytes()).unwrap();
        assert!(utf8.knows("mu\u{308}de"), "composed first");
        assert!(matches!(Speller::new(b"SET nonsense\n", b""), Err(Error::Encoding(_))));
        assert!(matches!(Speller::new(b"SFX \xFF odd\n", b"x"), Err(Error::Malformed(_))));
    }
}
