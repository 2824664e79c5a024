//! HTML cut into tags, comments and text, with their places; strict, so that what it can't be sure of is
//! left alone by those who ask.
//!
//! Unlike [`crate::tokens`] it mends nothing: an unended tag or comment gives no answer at all.

use std::ops::Range;

use crate::tokens::{self, RawText, Tag, Token};

/// One piece and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub kind: PieceKind,
    pub span: Range<usize>,
}

/// What a piece is; names are in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Text,
    /// What stands in a script, style and the like.
    Raw,
    Start(String),
    End(String),
    Comment,
}

/// The pieces of a text, which together are the whole text; `None` when a tag or comment does not end.
pub(crate) fn pieces(html: &str) -> Option<Vec<Piece>> {
    let mut found: Vec<Piece> = Vec::new();
    let mut at = 0;
    let mut text_from = 0;
    while let Some(open) = html.get(at..)?.find('<').map(|open| open + at) {
        let Some((kind, end)) = markup_at(html, open)? else {
            at = open + 1;
            continue;
        };
        push_text(&mut found, text_from..open);
        let raw = match &kind {
            PieceKind::Start(name) if tokens::swallows(name) => Some(raw_end(html, end, name)?),
            _ => None,
        };
        found.push(Piece { kind, span: open..end });
        if let Some(close) = raw.filter(|close| *close > end) {
            found.push(Piece { kind: PieceKind::Raw, span: end..close });
        }
        at = raw.unwrap_or(end);
        text_from = at;
    }
    push_text(&mut found, text_from..html.len());
    Some(found)
}

fn push_text(found: &mut Vec<Piece>, span: Range<usize>) {
    if !span.is_empty() {
        found.push(Piece { kind: PieceKind::Text, span });
    }
}

/// The tag or comment that begins here and its end; `Some(None)` when `<` is a character like any other.
fn markup_at(html: &str, open: usize) -> Option<Option<(PieceKind, usize)>> {
    let rest = html.get(open + 1..)?;
    if let Some(comment) = rest.strip_prefix("!--") {
        // `<!-->` and `<!--->` are whole comments for a browser.
        if comment.starts_with('>') || comment.starts_with("->") {
            return None;
        }
        return Some(Some((PieceKind::Comment, open + 4 + comment.find("-->")? + 3)));
    }
    let (end_tag, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    match rest.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => {}
        Some('!' | '?') => return None,
        _ if end_tag => return None,
        _ => return Some(None),
    }
    let length = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
    let name = rest.get(..length)?.to_ascii_lowercase();
    let start = html.len() - rest.len() + length;
    let end = tag_end(html, start)?;
    Some(Some((if end_tag { PieceKind::End(name) } else { PieceKind::Start(name) }, end)))
}

/// Behind the `>` that ends a tag; one between quotes does not.
fn tag_end(html: &str, from: usize) -> Option<usize> {
    let mut quote: Option<u8> = None;
    let mut value_next = false;
    for (at, byte) in html.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'=') => value_next = true,
            (None, b'"' | b'\'') if value_next => {
                quote = Some(byte);
                value_next = false;
            }
            (None, b'"' | b'\'') => return None,
            (None, byte) if byte.is_ascii_whitespace() => {}
            (None, _) => value_next = false,
        }
    }
    None
}

/// Where the end tag of an element stands whose text is not HTML.
fn raw_end(html: &str, from: usize, name: &str) -> Option<usize> {
    let rest = html.get(from..)?;
    rest.match_indices("</").map(|(at, _)| from + at).find(|at| {
        html.get(at + 2..at + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name))
    })
}

/// The start tag in a piece, with its attributes decoded.
pub(crate) fn tag(raw: &str) -> Option<Tag> {
    match tokens::tokens(raw, RawText::Tags).into_iter().next() {
        Some(Token::Start(tag)) => Some(tag),
        _ => None,
    }
}

/// Text between tags with its entities decoded.
pub(crate) fn decoded(text: &str) -> String {
    if !text.contains(['&', '\0', '\r']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for token in tokens::tokens(&text.replace('<', "&lt;"), RawText::Tags) {
        if let Token::Text(words) = token {
            out.push_str(&words);
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_up_the_whole_text() {
        for (html, expected) in [
            ("a < b <b title='>'>c</b>", vec!["a < b ", "<b title='>'>", "c", "</b>"]),
            ("<script>a</b></script>x", vec!["<script>", "a</b>", "</script>", "x"]),
            ("<!-- <b> -->", vec!["<!-- <b> -->"]),
            ("<BR/>", vec!["<BR/>"]),
            ("", vec![]),
        ] {
            let found: Vec<&str> =
                pieces(html).unwrap().into_iter().map(|p| &html[p.span]).collect();
            assert_eq!(found, expected, "{html}");
        }
        for html in
            ["<b", "<!-- x", "<!doctype html>", "<b title=\">", "</ b>", "<script>x", "<a \"x\">"]
        {
            assert_eq!(pieces(html), None, "{html}");
        }
    }

    #[test]
    fn entities_are_decoded() {
        for (text, expected) in
            [("a &amp; b &#091;c&nbsp;", "a & b [c\u{a0}"), ("a < b & c", "a < b & c")]
        {
            assert_eq!(decoded(text), expected);
        }
        let tag = tag("<a href='x?a=1&amp;b=2' title=\"&quot;\" />").unwrap();
        assert_eq!(tag.get("href"), Some("x?a=1&b=2"));
        assert_eq!(tag.get("title"), Some("\""));
    }
}
