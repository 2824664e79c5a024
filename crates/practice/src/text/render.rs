//! From what is stored to what is shown, as WordPress does it: block comments fall away, texts without
//! blocks get paragraphs. Nothing is cleaned here.

use super::footnotes;

/// A post's content as it is shown, with the texts of its footnotes.
pub(crate) fn post(raw: &str, footnotes: &str) -> String {
    content(&footnotes::shown(raw, footnotes))
}

/// A content as it is shown.
pub(crate) fn content(raw: &str) -> String {
    let html = if raw.contains("<!-- wp:") { without_block_comments(raw) } else { paragraphs(raw) };
    with_entities(&html)
}

/// A comment's content as it is shown.
pub(crate) fn comment(raw: &str) -> String {
    with_entities(&paragraphs(raw))
}

/// A title with WordPress's typography, as far as it matters for reading one back.
pub(crate) fn title(raw: &str) -> String {
    with_entities(&raw.replace('\'', "&#8217;"))
}

/// Ampersands in words as entities; those in elements, as in addresses, stay.
fn with_entities(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut in_element = false;
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let (_, after) = rest.split_at(c.len_utf8());
        match c {
            '<' => {
                in_element =
                    after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c))
            }
            '>' => in_element = false,
            _ => {}
        }
        if c == '&' && !in_element && !starts_with_entity(after) {
            out.push_str("&#038;");
        } else {
            out.push(c);
        }
        rest = after;
    }
    out
}

fn starts_with_entity(text: &str) -> bool {
    let text = text.strip_prefix('#').unwrap_or(text);
    let name = text.bytes().take(10).take_while(u8::is_ascii_alphanumeric).count();
    name > 0 && text.as_bytes().get(name) == Some(&b';')
}

fn without_block_comments(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        let Some((inside, behind)) = after.split_once("-->") else {
            out.push_str("<!--");
            out.push_str(after);
            return out;
        };
        let name = inside.trim_start();
        if !(name.starts_with("wp:") || name.starts_with("/wp:")) {
            out.push_str("<!--");
            out.push_str(inside);
            out.push_str("-->");
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Blank lines become paragraphs and single ones line breaks (WordPress's `wpautop`, its main rules).
fn paragraphs(raw: &str) -> String {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len() + 32);
    for chunk in chunks(&text) {
        if starts_with_block(&chunk) {
            out.push_str(&chunk);
        } else {
            out.push_str("<p>");
            out.push_str(&chunk.replace('\n', "<br />\n"));
            out.push_str("</p>");
        }
        out.push('\n');
    }
    out
}

/// The text between blank lines; a `pre` with blank lines inside stays in one piece.
fn chunks(text: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut in_pre = false;
    for line in text.lines() {
        if line.trim().is_empty() && !in_pre {
            if !current.trim().is_empty() {
                chunks.push(current.trim().to_owned());
            }
            current.clear();
            continue;
        }
        current.push_str(line);
        current.push('\n');
        in_pre = (in_pre || line.contains("<pre")) && !line.contains("</pre>");
    }
    if !current.trim().is_empty() {
        chunks.push(current.trim().to_owned());
    }
    chunks
}

fn starts_with_block(chunk: &str) -> bool {
    let Some(tag) = chunk.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    BLOCKS.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_comments_fall_away_and_others_stay() {
        let raw = "<!-- wp:quote {\"a\":1} -->\n<p>x</p>\n<!-- /wp:quote --><!-- op:1 -->";
        assert_eq!(content(raw), "\n<p>x</p>\n<!-- op:1 -->");
        assert_eq!(content("<!-- wp:paragraph --> a <!-- open"), " a <!-- open");
    }

    #[test]
    fn texts_without_blocks_get_paragraphs() {
        assert_eq!(content("one\ntwo\r\n\r\nthree"), "<p>one<br />\ntwo</p>\n<p>three</p>\n");
        assert_eq!(content("<ul><li>a</li></ul>\n \nb"), "<ul><li>a</li></ul>\n<p>b</p>\n");
        assert_eq!(content("<pre>a\n\nb</pre>"), "<pre>a\n\nb</pre>\n");
        assert_eq!(comment("a <em>b</em>"), "<p>a <em>b</em></p>\n");
        assert_eq!(comment("  \n"), "");
        let link = "<p>a & b <a href=\"c?d&e\">&amp; &lt;</a> 1 < 2 & 3</p>\n";
        let shown = "<p>a &#038; b <a href=\"c?d&e\">&amp; &lt;</a> 1 < 2 &#038; 3</p>\n";
        assert_eq!(content(link), shown);
    }

    #[test]
    fn titles_get_entities_once() {
        assert_eq!(title("Tom & Jerry's"), "Tom &#038; Jerry&#8217;s");
        assert_eq!(title("a &amp; b &#8217; c &; d"), "a &amp; b &#8217; c &#038;; d");
    }
}
