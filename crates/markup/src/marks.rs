//! WordPress's block comments, `<!-- wp:name {…} -->`, found by the rules of its own parser, in linear time.

use std::ops::Range;

/// One block comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark<'h> {
    pub span: Range<usize>,
    /// With its namespace, when it has one.
    pub name: &'h str,
    /// The JSON between name and end, or nothing.
    pub attributes: &'h str,
    pub kind: MarkKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkKind {
    Open,
    Close,
    /// A block without content, `<!-- wp:name /-->`.
    Void,
}

/// All block comments of a text, in order.
pub(crate) fn marks(html: &str) -> Vec<Mark<'_>> {
    let ends = attribute_ends(html);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = html.get(from..).and_then(|rest| rest.find("<!--")).map(|at| at + from) {
        match mark_at(html, at, &ends) {
            Some(mark) => {
                from = mark.span.end;
                found.push(mark);
            }
            None => from = at + 4,
        }
    }
    found
}

/// Where `}` stands that may end the attributes: only white space, `/` and `-->` follow it.
fn attribute_ends(html: &str) -> Vec<usize> {
    let ends = html.match_indices("-->").filter_map(|(at, _)| {
        let before = html.get(..at)?;
        let before = before.strip_suffix('/').unwrap_or(before);
        let brace = before.trim_end_matches(is_space);
        (brace.len() < before.len() && brace.ends_with('}')).then(|| brace.len().saturating_sub(1))
    });
    ends.collect()
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

fn mark_at<'h>(html: &'h str, at: usize, ends: &[usize]) -> Option<Mark<'h>> {
    let rest = spaces(html.get(at + 4..)?)?;
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let rest = rest.strip_prefix("wp:")?;
    let length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
    let (name, rest) = rest.split_at_checked(length)?;
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let mut rest = spaces(rest)?;
    let mut attributes = "";
    if rest.starts_with('{') {
        let start = html.len() - rest.len();
        let end = *ends.get(ends.partition_point(|end| *end < start))?;
        attributes = html.get(start..=end)?;
        rest = spaces(html.get(end + 1..)?)?;
    }
    let (void, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let rest = rest.strip_prefix("-->")?;
    let kind = match (closes, void) {
        (true, _) => MarkKind::Close,
        (false, true) => MarkKind::Void,
        (false, false) => MarkKind::Open,
    };
    Some(Mark { span: at..html.len() - rest.len(), name, attributes, kind })
}

/// What follows white space, of which there must be some.
fn spaces(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_space);
    (rest.len() < text.len()).then_some(rest)
}

fn is_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_comments_are_read_as_wordpress_reads_them() {
        use MarkKind::{Close, Open, Void};
        for (html, expected) in [
            ("<!-- wp:paragraph -->", Some(("paragraph", "", Open))),
            ("<!-- /wp:paragraph -->", Some(("paragraph", "", Close))),
            ("<!--\n wp:a/b-c {\"x\":\"}-->\"}\t/-->", Some(("a/b-c", "{\"x\":\"}-->\"}", Void))),
            ("<!-- wp:latest-posts /-->", Some(("latest-posts", "", Void))),
            ("<!-- wp:a {\"x\":{}} -->", Some(("a", "{\"x\":{}}", Open))),
            ("<!--wp:paragraph -->", None),
            ("<!-- wp:paragraph-->", None),
            ("<!-- wp:Big -->", None),
            ("<!-- wp:a {\"x\":1}-->", None),
            ("<!-- wp:a", None),
        ] {
            let found = marks(html);
            let found = found.first().map(|mark| (mark.name, mark.attributes, mark.kind));
            assert_eq!(found, expected, "{html}");
        }
    }
}
