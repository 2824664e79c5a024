//! Templates: `{name}` is the reader's whole name, `{first}` the first word of it, `{post}` the post's title.

use super::words::words;

/// A text with the names in it. Where the reader has no name, what stood before it stays, without the space
/// that is left over.
pub fn fill(text: &str, reader: &str, post: &str) -> String {
    let reader = reader.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = reader.split(' ').next().unwrap_or_default();
    let names = [("{name}", reader.as_str()), ("{first}", first), ("{post}", post)];
    let mut out = String::with_capacity(text.len() + reader.len() + post.len());
    let mut rest = text;
    // In one pass: a reader may be called anything.
    while let Some((before, from)) = rest.find('{').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        match names.iter().find_map(|(sign, name)| Some((from.strip_prefix(sign)?, name))) {
            Some((after, name)) => {
                if name.is_empty() && out.ends_with(' ') {
                    out.pop();
                }
                out.push_str(name);
                rest = after;
            }
            None => {
                out.push('{');
                rest = from.strip_prefix('{').unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// The greeting, filled in, with a space behind it unless it has one.
pub fn opening(template: &str, reader: &str) -> String {
    let mut text = fill(template, reader, "");
    if !text.trim().is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    if text.trim().is_empty() { String::new() } else { text }
}

/// The sign-off, filled in, on a line of its own unless it says otherwise.
pub fn closing(template: &str, reader: &str) -> String {
    let text = fill(template, reader, "");
    match text.trim().is_empty() {
        true => String::new(),
        false if text.starts_with(char::is_whitespace) => text,
        false => format!("\n\n{text}"),
    }
}

/// Whether nothing is left of a text without this greeting, this sign-off, or both.
pub fn is_all(text: &str, greeting: &str, sign_off: &str, reader: &str) -> bool {
    let said = only_words(text);
    let first = reader.split_whitespace().next().unwrap_or_default();
    let filled = |template: &str| -> Vec<Vec<String>> {
        // However the writer addresses this reader.
        let named = [reader, first, ""].map(|name| only_words(&fill(template, name, "")));
        [Vec::new()].into_iter().chain(named).collect()
    };
    let (openings, closings) = (filled(greeting), filled(sign_off));
    !said.is_empty()
        && openings.iter().any(|opening| {
            said.strip_prefix(opening.as_slice())
                .is_some_and(|rest| closings.iter().any(|closing| rest == closing.as_slice()))
        })
}

fn only_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|(word, _)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_and_never_filled_again() {
        assert_eq!(fill("Hello {name}. ", "Dennis  Weber", ""), "Hello Dennis Weber. ");
        assert_eq!(fill("Hello {first}. {x}", "Dennis Weber", ""), "Hello Dennis. {x}");
        assert_eq!(
            fill("Hi {name} of {post}", "{first} {name}", "{name}"),
            "Hi {first} {name} of {name}"
        );
        assert_eq!(fill("Hello {name}, ", "", ""), "Hello, ");
    }

    #[test]
    fn an_opening_parts_itself_from_the_answer() {
        assert_eq!(opening("Hello {name}.", "Ann"), "Hello Ann. ");
        assert_eq!(opening("Hello {name},\n\n", "Ann"), "Hello Ann,\n\n");
        assert_eq!(closing("Hugs", "Ann"), "\n\nHugs");
        assert_eq!(closing(" Hugs", "Ann"), " Hugs");
        assert_eq!((opening("", "Ann"), closing("  ", "Ann")), (String::new(), String::new()));
    }

    #[test]
    fn only_manners_are_told_from_an_answer() {
        let is_all = |text: &str| is_all(text, "Hello {name}. ", "Hugs", "Dennis Weber");
        for text in [
            "Hello Dennis Weber.",
            "hello dennis!\n\nHUGS",
            "Hugs",
            "Hello Dennis, \n",
            "Hello. Hugs…",
        ] {
            assert!(is_all(text), "{text}");
        }
        for text in ["Hello Dennis. Yes. Hugs", "Yes", "", "Hello Ann. Hugs", "Hello Dennis ❤"] {
            assert!(!is_all(text), "{text}");
        }
    }
}
