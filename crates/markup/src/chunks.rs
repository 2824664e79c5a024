//! The parts that the HTML of a post consists of: top-level blocks, or the paragraphs and block elements of
//! a post without block comments. Between them stands nothing but white space.

use std::ops::Range;

use crate::marks::{MarkKind, marks};
use crate::pieces::{PieceKind, pieces};
use crate::publish::Style;
use crate::tokens::is_void;

/// Where the chunks stand, in order; `None` when blocks or elements do not end where they should.
pub(crate) fn chunks(wire: &str, style: Style) -> Option<Vec<Range<usize>>> {
    match style {
        Style::Blocks => blocks(wire),
        Style::Classic => classic(wire),
    }
}

fn blocks(wire: &str) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut done = 0;
    for mark in marks(wire) {
        match mark.kind {
            MarkKind::Open => open.push((mark.name, mark.span.start)),
            MarkKind::Void if open.is_empty() => {
                push(wire, done..mark.span.start, &mut found);
                done = mark.span.end;
                found.push(mark.span);
            }
            MarkKind::Void => {}
            MarkKind::Close => {
                let (name, start) = open.pop()?;
                if name != mark.name {
                    return None;
                }
                if open.is_empty() {
                    push(wire, done..start, &mut found);
                    done = mark.span.end;
                    found.push(start..mark.span.end);
                }
            }
        }
    }
    push(wire, done..wire.len(), &mut found);
    open.is_empty().then_some(found)
}

/// Adds what stands there, without the white space around it.
fn push(wire: &str, span: Range<usize>, found: &mut Vec<Range<usize>>) {
    let text = wire.get(span.clone()).unwrap_or_default();
    let words = text.trim_start_matches(is_space);
    let start = span.end - words.len();
    let words = words.trim_end_matches(is_space);
    if !words.is_empty() {
        found.push(start..start + words.len());
    }
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// Cut as WordPress's paragraph maker cuts: at blank lines between words, and around block elements.
fn classic(wire: &str) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    // Where the present run of words and inline elements, or the present block element, began.
    let mut from = 0;
    for piece in pieces(wire)? {
        let outside = open.is_empty();
        match piece.kind {
            PieceKind::Text if outside => {
                let text = wire.get(piece.span.clone())?;
                for cut in blank_lines(text) {
                    push(wire, from..piece.span.start + cut, &mut found);
                    from = piece.span.start + cut;
                }
            }
            PieceKind::Comment if outside => {
                push(wire, from..piece.span.start, &mut found);
                from = piece.span.end;
                found.push(piece.span);
            }
            PieceKind::Start(name) => {
                if outside && is_paragraphless(&name) {
                    push(wire, from..piece.span.start, &mut found);
                    from = piece.span.start;
                }
                if !is_void(&name) {
                    open.push(name);
                } else if outside && is_paragraphless(&name) {
                    push(wire, from..piece.span.end, &mut found);
                    from = piece.span.end;
                }
            }
            PieceKind::End(name) => {
                if open.pop()? != name {
                    return None;
                }
                if open.is_empty() && is_paragraphless(&name) {
                    push(wire, from..piece.span.end, &mut found);
                    from = piece.span.end;
                }
            }
            PieceKind::Text | PieceKind::Raw | PieceKind::Comment => {}
        }
    }
    push(wire, from..wire.len(), &mut found);
    open.is_empty().then_some(found)
}

/// Where lines without words begin, that part paragraphs.
fn blank_lines(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut at = 0;
    let mut first = true;
    for line in text.split_inclusive('\n') {
        // The first line goes on from what stands before; the last may go on after.
        if !first && line.ends_with('\n') && line.trim().is_empty() {
            cuts.push(at);
        }
        at += line.len();
        first = false;
    }
    cuts
}

/// Elements that WordPress's paragraph maker takes for blocks.
pub(crate) fn is_paragraphless(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "area"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "col"
            | "colgroup"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "map"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "style"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether a chunk of a post without block comments gets a paragraph around it.
pub(crate) fn is_run_of_words(chunk: &str) -> bool {
    let Some(rest) = chunk.strip_prefix('<') else { return true };
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let name = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
    !(rest.starts_with("!--") || is_paragraphless(&name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice)]
mod tests {
    use super::*;

    fn cut(wire: &str, style: Style) -> Option<Vec<&str>> {
        Some(chunks(wire, style)?.into_iter().map(|span| &wire[span]).collect())
    }

    #[test]
    fn a_block_post_is_cut_at_its_outer_blocks() {
        let inner = "<!-- wp:columns -->\n<div><!-- wp:x /--></div>\n<!-- /wp:columns -->";
        let wire = format!("\n{inner}\n\nwords <b>\n<!-- wp:y /-->{inner}\r\n");
        assert_eq!(
            cut(&wire, Style::Blocks),
            Some(vec![inner, "words <b>", "<!-- wp:y /-->", inner])
        );
        for wire in ["<!-- wp:x -->", "<!-- /wp:x -->", "<!-- wp:x --><!-- /wp:y -->"] {
            assert_eq!(cut(wire, Style::Blocks), None, "{wire}");
        }
    }

    #[test]
    fn a_classic_post_is_cut_at_blank_lines_and_block_elements() {
        let wire = "one\nline\n \nsecond <em>two</em>\n<ul>\n\n<li>a</li>\n</ul>after<hr />x<!--more-->y\r\n\r\nz";
        assert_eq!(
            cut(wire, Style::Classic),
            Some(vec![
                "one\nline",
                "second <em>two</em>",
                "<ul>\n\n<li>a</li>\n</ul>",
                "after",
                "<hr />",
                "x",
                "<!--more-->",
                "y",
                "z",
            ])
        );
        for wire in ["<b>a", "a</b>", "<ul><li>a</ul>", "<b"] {
            assert_eq!(cut(wire, Style::Classic), None, "{wire}");
        }
    }
}
