//! Words as they are compared: without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Without case and accents.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a text, folded, each with where it ends in it. A sign that is neither a word nor
/// punctuation (a heart, say) is a word by itself: it was put there.
pub fn words(text: &str) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut from: Option<usize> = None;
    let mut push = |from: &mut Option<usize>, to: usize| {
        if let Some(word) = from.take().and_then(|from| text.get(from..to)) {
            found.push((fold(word), to));
        }
    };
    let mut signs: Vec<(String, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric()
            || (from.is_some() && is_combining_mark(c))
            || (from.is_some()
                && matches!(c, '\'' | '’' | '-')
                && follows_letter(text, at + c.len_utf8()));
        if inside {
            from.get_or_insert(at);
            continue;
        }
        push(&mut from, at);
        if is_sign(c) {
            signs.push((c.to_string(), at + c.len_utf8()));
        }
    }
    push(&mut from, text.len());
    found.extend(signs);
    found.sort_by_key(|(_, end)| *end);
    found
}

fn follows_letter(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

/// Neither space nor punctuation of any script that counts here.
fn is_sign(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_ascii()
        && !c.is_control()
        && !is_combining_mark(c)
        && !matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '¡' | '¿' | '«' | '»' | '·' | '\u{ad}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Vec<String> {
        words(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(only("Hello, RENÉ!  – “Hugs” …"), ["hello", "rene", "hugs"]);
        assert_eq!(only("Ren\u{65}\u{301}"), only("René"));
        assert_eq!(only("O’Hara and Anne-Marie"), ["o’hara", "and", "anne-marie"]);
    }

    #[test]
    fn a_heart_is_a_word() {
        assert_eq!(only("Hugs ❤\u{fe0f}"), ["hugs", "❤"]);
        assert_eq!(only(""), Vec::<String>::new());
    }

    #[test]
    fn words_know_where_they_end() {
        assert_eq!(words("Hé, du"), [("he".to_owned(), 3), ("du".to_owned(), 7)]);
    }
}
