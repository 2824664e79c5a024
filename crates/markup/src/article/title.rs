//! The title of a page and the name of its site, where they stand together in `<title>`: the page's own
//! heading tells where the one ends.

use crate::tokens::{RawText, Token, tokens};

/// A rest that is longer is no name of a site.
const LONGEST: usize = 60;

/// The heading and the rest of the title, when the heading stands at its beginning or end and what was found
/// so far is a part of that title; each in one line.
pub(super) fn parted(html: &str, found: &str) -> Option<(String, String)> {
    let (title, heading) = (words_in(html, "title")?, words_in(html, "h1")?);
    if !title.contains(found) {
        return None;
    }
    let rest = title.strip_prefix(&heading).or_else(|| title.strip_suffix(&heading))?;
    let is_sign = |c: char| c.is_whitespace() || "·|–—-:»«<>/•".contains(c);
    let site = rest.trim_matches(is_sign);
    // Without a sign between them, the heading is only a part of the title.
    let apart = rest.is_empty() || rest.starts_with(is_sign) || rest.ends_with(is_sign);
    let site = if site.len() > LONGEST { "" } else { site };
    (apart && !heading.is_empty()).then(|| (heading, site.to_owned()))
}

/// The words of the first element of this name.
fn words_in(html: &str, name: &str) -> Option<String> {
    let (mut words, mut open) = (None::<String>, false);
    for token in tokens(html, RawText::Kept) {
        match token {
            Token::Start(tag) if tag.name == name => {
                open = true;
                words.get_or_insert_default();
            }
            Token::End(ended) if open && ended == name => break,
            Token::Text(text) if open => words.get_or_insert_default().push_str(&text),
            _ => {}
        }
    }
    words.map(|words| super::name(&words))
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn the_heading_tells_the_title_from_the_site() {
        for (title, heading, expected) in [
            (
                "Link post: a light · The Blog",
                "Link post: <b>a light</b>",
                Some(("Link post: a light", "The Blog")),
            ),
            ("The Blog » A light", "A light", Some(("A light", "The Blog"))),
            ("A light", "A light", Some(("A light", ""))),
            ("A lighthouse", "A light", None),
            ("A light", "The Blog", None),
        ] {
            let html = format!("<title>{title}</title><h1>{heading}</h1>");
            let expected = expected.map(|(one, other)| (one.to_owned(), other.to_owned()));
            assert_eq!(parted(&html, ""), expected, "{title}");
        }
        assert_eq!(parted("<h1>x</h1>", ""), None);
        assert_eq!(parted("<title>x | y</title><h1>x</h1>", "said elsewhere"), None);
    }
}
