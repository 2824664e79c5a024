//! Reads greeting and sign-off off the writer's own replies: the commonest opening and closing, when at
//! least three replies and half of all agree.

use std::collections::HashMap;

use super::words::{fold, words};

/// One of the writer's replies.
#[derive(Debug, Clone)]
pub struct Said {
    /// Plain text, a line for each line.
    pub text: String,
    /// The name of the reader it answers.
    pub to: String,
}

/// What they show. Each carries the space that parts it from the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    pub greeting: Option<String>,
    pub sign_off: Option<String>,
}

const AT_LEAST: usize = 3;
/// A greeting has a few words, and so has a sign-off; what is longer is an answer.
const MOST_WORDS: usize = 5;

pub fn learn(replies: &[Said]) -> Learned {
    let openings = replies.iter().filter_map(opening);
    let closings = replies.iter().filter_map(closing);
    Learned {
        greeting: commonest(openings, replies.len()),
        sign_off: commonest(closings, replies.len()),
    }
}

/// The first phrase, with the name taken out of it, when something follows.
fn opening(said: &Said) -> Option<String> {
    let text = said.text.trim_start();
    let end = text
        .char_indices()
        .find(|(_, c)| matches!(c, '.' | ',' | '!' | ':' | ';' | '?' | '\n' | '–' | '—'))
        .map(|(at, c)| if c == '\n' { at } else { at + c.len_utf8() })?;
    let (phrase, rest) = text.split_at_checked(end)?;
    if rest.trim().is_empty() || phrase.ends_with('?') {
        return None;
    }
    let found = words(phrase);
    if found.is_empty() || found.len() > MOST_WORDS {
        return None;
    }
    let template = with_placeholder(phrase, &said.to);
    let space = if rest.trim_start_matches(' ').starts_with('\n') { "\n\n" } else { " " };
    Some(format!("{template}{space}"))
}

/// The last phrase, when something stands before it.
fn closing(said: &Said) -> Option<String> {
    let text = said.text.trim_end();
    let (mut start, mut lined) = (None, false);
    let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    for (at, c) in body.char_indices().rev() {
        if matches!(c, '.' | '!' | '?' | '\n' | '…' | ':') {
            start = Some(at + c.len_utf8());
            lined = c == '\n';
            break;
        }
    }
    let (before, phrase) = text.split_at_checked(start?)?;
    let phrase = phrase.trim();
    let found = words(phrase);
    if before.trim().is_empty() || found.is_empty() || found.len() > MOST_WORDS {
        return None;
    }
    let space = if lined || phrase_begins_line(before) { "\n\n" } else { " " };
    Some(format!("{space}{}", with_placeholder(phrase, &said.to)))
}

fn phrase_begins_line(before: &str) -> bool {
    before.trim_end_matches(' ').ends_with('\n')
}

/// The reader's name in a phrase becomes a placeholder.
fn with_placeholder(phrase: &str, name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = name.split(' ').next().unwrap_or_default();
    let placeholder = if first == name { "{name}" } else { "{first}" };
    for (said, placeholder) in [(name.as_str(), "{name}"), (first, placeholder)] {
        if let Some((from, to)) = find_words(phrase, said) {
            let before = phrase.get(..from).unwrap_or_default();
            let after = phrase.get(to..).unwrap_or_default();
            return format!("{before}{placeholder}{after}");
        }
    }
    phrase.to_owned()
}

/// Where these words stand in a phrase, however they are written.
fn find_words(phrase: &str, said: &str) -> Option<(usize, usize)> {
    let wanted: Vec<String> = words(said).into_iter().map(|(word, _)| word).collect();
    let found = words(phrase);
    if wanted.is_empty() {
        return None;
    }
    let at = found
        .windows(wanted.len())
        .position(|run| run.iter().zip(&wanted).all(|((word, _), wanted)| word == wanted))?;
    let from = match at.checked_sub(1).and_then(|before| found.get(before)) {
        Some((_, end)) => {
            let rest = phrase.get(*end..)?;
            end + rest.find(char::is_alphanumeric)?
        }
        None => phrase.find(char::is_alphanumeric)?,
    };
    let (_, to) = found.get(at + wanted.len() - 1)?;
    Some((from, *to))
}

/// The commonest, as it is written most often; however it is written it counts as the same.
fn commonest(all: impl Iterator<Item = String>, of: usize) -> Option<String> {
    let mut counts: HashMap<String, HashMap<String, usize>> = HashMap::new();
    for text in all {
        let same = words(&text).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ");
        let same = fold(&same);
        *counts.entry(same).or_default().entry(text).or_default() += 1;
    }
    let (count, spellings) = counts
        .into_values()
        .map(|spellings| (spellings.values().sum::<usize>(), spellings))
        .max_by_key(|(count, _)| *count)?;
    if count < AT_LEAST || count * 2 < of {
        return None;
    }
    let mut spellings: Vec<(String, usize)> = spellings.into_iter().collect();
    spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    spellings.into_iter().next().map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(replies: &[(&str, &str)]) -> Learned {
        let said = |(to, text): &(&str, &str)| Said { text: (*text).into(), to: (*to).into() };
        learn(&replies.iter().map(said).collect::<Vec<_>>())
    }

    #[test]
    fn what_most_replies_share_is_learned() {
        let learned = from(&[
            ("Dennis", "Hello Dennis. Thank you for this.\nHugs"),
            ("Ann", "Hello Ann. So do I, and more than once.\nHugs"),
            ("Zoë", "hello Zoe! Yes.\nhugs!"),
            ("Ray", "I don't think so"),
        ]);
        assert_eq!(learned.greeting.as_deref(), Some("Hello {name}. "));
        assert_eq!(learned.sign_off.as_deref(), Some("\n\nHugs"));
    }

    #[test]
    fn on_one_line_it_stays_on_one_line() {
        let learned = from(&[
            ("Dennis", "Hello Dennis. Thank you for this. Hugs"),
            ("Ann", "Hello Ann. So do I. Hugs"),
            ("Ray", "Hello Ray. Yes! Hugs"),
        ]);
        assert_eq!(learned.greeting.as_deref(), Some("Hello {name}. "));
        assert_eq!(learned.sign_off.as_deref(), Some(" Hugs"));
    }

    #[test]
    fn first_names_of_longer_names_are_seen() {
        let learned = from(&[
            ("Dennis Weber", "Hi Dennis,\nthank you so very much for this."),
            ("Ann Lee", "Hi Ann,\nI do not know that either."),
            ("Ray Charles Robinson", "Hi Ray,\nyes I would say so too."),
        ]);
        assert_eq!(learned.greeting.as_deref(), Some("Hi {first},\n\n"));
        assert_eq!(learned.sign_off, None);
    }

    #[test]
    fn two_are_no_habit_and_neither_is_a_third_of_them() {
        let two =
            [("A", "Hello A. Yes, that is so.\nHugs"), ("B", "Hello B. No, not at all.\nHugs")];
        assert_eq!(from(&two), Learned::default());
        let mut many: Vec<(&str, &str)> = vec![("C", "Hello C. Sure, why not.\nHugs")];
        many.extend(two);
        assert!(from(&many).greeting.is_some());
        let others = ["One thing is sure", "Another matter", "This is a third", "And this"];
        many.extend(others.map(|text| ("D", text)));
        assert_eq!(from(&many), Learned::default());
    }

    #[test]
    fn answers_are_not_taken_for_manners() {
        let same = "Why would anybody do such a thing to them? I really would not know. I hope that you are feeling a lot better now";
        assert_eq!(from(&[("A", same), ("B", same), ("C", same)]), Learned::default());
        assert_eq!(from(&[("A", "Yes"), ("B", "Yes"), ("C", "Yes")]), Learned::default());
        assert_eq!(from(&[]), Learned::default());
    }
}
