//! Bare web addresses become links, as on GitHub; http and https only.
//!
//! Text inside code and links is not looked at. Where an address ends follows the GFM rules:
//! trailing punctuation and an unbalanced bracket stay outside. `https\://…`, escaped, is words.

use url::Url;

use crate::parse::push_inline;
use crate::tree::{Inline, Link};

/// Stands where an address was escaped, until the links are found.
pub(crate) const BARRIER: Inline = Inline::Html(String::new());

/// Links the bare addresses in a run of inlines, also inside emphasis.
pub(crate) fn link(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) => link_text(text, &mut out),
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(link(inner))),
            Inline::Strong(inner) => out.push(Inline::Strong(link(inner))),
            Inline::Strike(inner) => out.push(Inline::Strike(link(inner))),
            Inline::Html(html) if html.is_empty() => {}
            other => out.push(other),
        }
    }
    out
}

fn link_text(text: String, out: &mut Vec<Inline>) {
    let mut done = 0;
    let mut from = 0;
    while let Some(start) = find_scheme(&text, from) {
        let rest = text.get(start..).unwrap_or_default();
        let address = extent(rest);
        let end = start + address.len();
        let free = !text.get(..start).unwrap_or_default().ends_with(char::is_alphanumeric);
        if free && has_host(address) {
            push_text(out, text.get(done..start));
            let words = vec![Inline::Text(address.to_owned())];
            let href = address.to_owned();
            out.push(Inline::Link(Link { href, title: String::new(), text: words }));
            done = end;
        }
        from = end.max(start + 1);
    }
    if done == 0 {
        push_inline(out, Inline::Text(text));
    } else {
        push_text(out, text.get(done..));
    }
}

fn push_text(out: &mut Vec<Inline>, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        push_inline(out, Inline::Text(text.to_owned()));
    }
}

/// The next `http://` or `https://` at or after `from`, in any case.
fn find_scheme(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let colon = from + text.get(from..)?.find("://")?;
        for length in [5, 4] {
            let start = colon.checked_sub(length);
            let scheme = start.and_then(|start| text.get(start..colon));
            if scheme
                .is_some_and(|s| s.eq_ignore_ascii_case("https") || s.eq_ignore_ascii_case("http"))
            {
                return start;
            }
        }
        from = colon + 3;
    }
}

/// How far an address that begins here reaches.
fn extent(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c == '<' || c.is_control());
    let mut address = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let opened = address.matches('(').count();
    let mut closed = address.matches(')').count();
    loop {
        let Some(last) = address.chars().next_back() else { return address };
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '”' | '’' | '»' | '…' => {
                last.len_utf8()
            }
            ')' if closed > opened => {
                closed -= 1;
                1
            }
            ';' => entity_tail(address).unwrap_or(1),
            _ => return address,
        };
        address = address.get(..address.len() - cut).unwrap_or_default();
    }
}

/// The length of a trailing `&name;`.
fn entity_tail(address: &str) -> Option<usize> {
    let name = address.strip_suffix(';')?;
    let letters = name.bytes().rev().take(MAX_ENTITY).take_while(u8::is_ascii_alphanumeric).count();
    let begins =
        name.len().checked_sub(letters + 1).and_then(|at| name.get(at..))?.starts_with('&');
    (letters > 0 && begins).then_some(letters + 2)
}

/// Longer than the longest name of a character.
const MAX_ENTITY: usize = 32;

fn has_host(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_a_reader_thinks_it_does() {
        for (text, expected) in [
            ("https://x.example", Some("https://x.example")),
            ("see https://x.example.", Some("https://x.example")),
            ("(https://x.example/a_(b))", Some("https://x.example/a_(b)")),
            ("HTTPS://X.example/?a=1&b=2!", Some("HTTPS://X.example/?a=1&b=2")),
            ("https://x.example/a&amp;", Some("https://x.example/a")),
            ("https://x.example/a;", Some("https://x.example/a")),
            ("“https://x.example/é”", Some("https://x.example/é")),
            ("https://x.example<b", Some("https://x.example")),
            ("http://localhost:8080/x", Some("http://localhost:8080/x")),
            ("xhttp://x.example", None),
            ("https://", None),
            ("ftp://x.example", None),
            ("www.x.example", None),
        ] {
            let found =
                link(vec![Inline::Text(text.to_owned())]).into_iter().find_map(
                    |piece| match piece {
                        Inline::Link(link) => Some(link.href),
                        _ => None,
                    },
                );
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
