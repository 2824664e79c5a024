//! Plain text out of the scraps of HTML that WordPress puts into titles, names and error messages.
//! Not a sanitiser: the result is text and is to be shown as text.

use std::borrow::Cow;

/// Tags removed, entities decoded, runs of white space made one space.
pub(super) fn plain(html: &str) -> String {
    let text = decoded(&without_tags(html)).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Entities decoded, nothing else.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    html_escape::decode_html_entities(text)
}

/// The first so many characters, for log lines that quote a stranger's page.
pub(super) fn start(text: &str, characters: usize) -> String {
    let mut cut: String = text.chars().take(characters).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        // `a < b` is no tag; a tag begins with a letter, `/` or `!`.
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match tag.split_once('>') {
            Some((_, after)) if is_tag => rest = after,
            _ => {
                text.push('<');
                rest = tag;
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_the_text_a_reader_sees() {
        let table = [
            ("Fish &amp; Chips", "Fish & Chips"),
            ("It&#8217;s <em>here</em>", "It’s here"),
            ("<strong>Error:</strong> too\n many", "Error: too many"),
            ("1 < 2 > 0", "1 < 2 > 0"),
            ("&lt;script&gt;", "<script>"),
            ("an open <a href=", "an open <a href="),
            ("", ""),
        ];
        for (html, text) in table {
            assert_eq!(plain(html), text, "{html}");
        }
    }

    #[test]
    fn a_long_page_is_quoted_by_its_start() {
        assert_eq!(start("öäü", 2), "öä…");
        assert_eq!(start("öä", 2), "öä");
    }
}
