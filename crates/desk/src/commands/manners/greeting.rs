//! Whom a reply greets, and whether that is the reader it answers.

use super::words::{fold, words};

/// Whom a reply greets, when it greets somebody by a name that is not the reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeted {
    /// As it was typed.
    pub name: String,
    /// The other participant of the conversation who is called so.
    pub whose: Option<String>,
}

/// Words that open a greeting, folded. One of them, or two like "good morning", then a name.
const HELLOS: [&str; 41] = [
    "hello",
    "hi",
    "hey",
    "heya",
    "hiya",
    "dear",
    "dearest",
    "greetings",
    "welcome",
    "morning",
    "evening",
    "afternoon",
    "hallo",
    "hei",
    "hej",
    "hoi",
    "liebe",
    "lieber",
    "liebes",
    "moin",
    "servus",
    "gruezi",
    "guten",
    "tag",
    "morgen",
    "abend",
    "bonjour",
    "bonsoir",
    "salut",
    "cher",
    "chere",
    "hola",
    "querido",
    "querida",
    "ola",
    "caro",
    "cara",
    "ciao",
    "beste",
    "kjaere",
    "good",
];

/// Not names, though they stand where names stand.
const EVERYBODY: [&str; 36] = [
    "there",
    "all",
    "everyone",
    "everybody",
    "again",
    "you",
    "folks",
    "friend",
    "friends",
    "dear",
    "both",
    "guys",
    "sir",
    "madam",
    "and",
    "to",
    "from",
    "back",
    "my",
    "the",
    "world",
    "thanks",
    "thank",
    "alle",
    "zusammen",
    "ihr",
    "euch",
    "freunde",
    "leute",
    "tous",
    "toutes",
    "todos",
    "todas",
    "tutti",
    "allemaal",
    "together",
];

const TITLES: [&str; 12] =
    ["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mister", "madame", "monsieur", "mx"];

/// A name in the greeting that is not one of the reader's. `others`: who else takes part.
///
/// A name is what follows the greeting up to a sign (`Hello Dennis.`); without one only the name of another
/// participant counts, so that `Hi Thank you` is no name.
pub fn greeted(text: &str, readers: &[&str], others: &[&str]) -> Option<Greeted> {
    let text = text.trim_start();
    let found = words(text);
    let hellos =
        found.iter().take(2).take_while(|(word, _)| HELLOS.contains(&word.as_str())).count();
    let (_, from) = found.get(hellos.checked_sub(1)?)?;
    let rest = text.get(*from..)?.trim_start_matches([' ', '\t']);
    let end = rest.find(['.', ',', '!', ':', ';', '?', '\n', '–', '—', '…', '(']);
    let phrase = rest.get(..end.unwrap_or(rest.len()))?.trim();
    let called: Vec<String> = words(phrase)
        .into_iter()
        .map(|(word, _)| word)
        .skip_while(|word| TITLES.contains(&word.as_str()))
        .collect();
    let first = called.first()?;
    if is_called(&called, readers) || EVERYBODY.contains(&first.as_str()) {
        return None;
    }
    let ends_there = (end.is_some() || phrase.len() == rest.trim_end().len()) && called.len() <= 3;
    let is_name = phrase.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    if ends_there && (is_name || whose(&called, others).is_some()) {
        return Some(Greeted { name: phrase.to_owned(), whose: whose(&called, others) });
    }
    // No sign behind it: the first word only, if it names somebody here and not the reader.
    let alone = vec![first.clone()];
    if is_called(&alone, readers) {
        return None;
    }
    let whose = whose(&alone, others)?;
    let name = phrase.split_whitespace().next()?.to_owned();
    Some(Greeted { name, whose: Some(whose) })
}

/// Whether all these words are of one of the names.
fn is_called(called: &[String], names: &[&str]) -> bool {
    names.iter().any(|name| {
        let whole: Vec<String> = words(name).into_iter().map(|(word, _)| word).collect();
        called.iter().all(|word| whole.contains(word)) || fold(name) == called.join(" ")
    })
}

fn whose(called: &[String], others: &[&str]) -> Option<String> {
    others.iter().find(|other| is_called(called, &[other])).map(|other| (*other).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Option<(String, Option<String>)> {
        greeted(text, &["Renée Weber"], &["Dennis O’Hara", "ann"])
            .map(|found| (found.name, found.whose))
    }

    #[test]
    fn the_readers_own_name_is_right_however_it_is_written() {
        for text in [
            "Hello Renée. Yes.",
            "hello renee, yes",
            "Hi RENÉE WEBER!",
            "Dear Ms Weber,\nyes",
            "Hi Renée thank you for this",
            "Good morning Renee!",
            "Liebe Renée, ja",
        ] {
            assert_eq!(wrong(text), None, "{text}");
        }
    }

    #[test]
    fn another_name_is_seen_and_whose_it_is() {
        let dennis = Some("Dennis O’Hara".to_owned());
        assert_eq!(wrong("Hello Dennis. Yes."), Some(("Dennis".into(), dennis.clone())));
        assert_eq!(wrong("Hi dennis thank you"), Some(("dennis".into(), dennis)));
        assert_eq!(wrong("Hey Ann!"), Some(("Ann".into(), Some("ann".into()))));
        assert_eq!(wrong("Hello Rene Wever,\nyes"), Some(("Rene Wever".into(), None)));
        assert_eq!(wrong("Hello Klaus"), Some(("Klaus".into(), None)));
    }

    #[test]
    fn what_is_no_name_is_left_alone() {
        for text in [
            "Hi there, yes.",
            "Hello everyone! Yes.",
            "Hello. Yes.",
            "Hello!",
            "Hi, Dennis said the same.",
            "Yes, Dennis.",
            "Hi Thank you for all of this.",
            "Hey that is nice.",
            "Dear all,",
            "Good question.",
            "Good point!",
            "",
            "Hello again, my friend.",
        ] {
            assert_eq!(wrong(text), None, "{text}");
        }
    }
}
