//! Which of the writer's tags among words can stand as tags: those that begin and end within the same run
//! of words. The others are words, or a browser would close them where nobody meant it.

use std::ops::Range;

use crate::pieces::{PieceKind, pieces};
use crate::tokens::{is_block, is_void};
use crate::tree::Inline;

/// Tags within each other.
const MAX_DEPTH: usize = 100;

/// A part of one inline's HTML, and whether it can stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub span: Range<usize>,
    pub stands: bool,
}

/// The parts of every raw inline in a run, by its place in the run; empty for all other inlines.
pub(crate) fn parts(run: &[Inline], in_link: bool) -> Vec<Vec<Part>> {
    let mut parts: Vec<Vec<Part>> = vec![Vec::new(); run.len()];
    if !run.iter().any(|inline| matches!(inline, Inline::Html(_))) {
        return parts;
    }
    let mut open: Vec<(String, (usize, usize))> = Vec::new();
    let mut stands: Vec<(usize, usize)> = Vec::new();
    for (at, inline) in run.iter().enumerate() {
        let html = match inline {
            Inline::Html(html) => html,
            Inline::Link(_) => {
                // A link within a link ends it.
                open.retain(|(name, _)| name != "a");
                continue;
            }
            _ => continue,
        };
        let Some(slot) = parts.get_mut(at) else { continue };
        let Some(found) = pieces(html) else {
            slot.push(Part { span: 0..html.len(), stands: false });
            continue;
        };
        for piece in found {
            let place = (at, slot.len());
            let tag_span = piece.span.clone();
            slot.push(Part { span: piece.span, stands: false });
            match piece.kind {
                PieceKind::Text | PieceKind::Comment => stands.push(place),
                PieceKind::Raw => {}
                // In a drawing any element may end itself.
                PieceKind::Start(_) if ends_itself(html, &tag_span) && in_drawing(&open) => {
                    stands.push(place);
                }
                PieceKind::Start(name) if is_block(&name) || is_table_part(&name) => {}
                PieceKind::Start(name) if is_void(&name) => stands.push(place),
                PieceKind::Start(name) => {
                    let nested = name == "a" && (in_link || open.iter().any(|(n, _)| n == "a"));
                    if !nested && open.len() < MAX_DEPTH {
                        open.push((name, place));
                    }
                }
                PieceKind::End(name) => {
                    if let Some(start) = open.iter().rposition(|(open, _)| *open == name) {
                        stands.extend([place]);
                        stands.extend(open.drain(start..).next().map(|(_, start)| start));
                    }
                }
            }
        }
    }
    for (at, nth) in stands {
        if let Some(part) = parts.get_mut(at).and_then(|slot| slot.get_mut(nth)) {
            part.stands = true;
        }
    }
    parts
}

fn ends_itself(html: &str, span: &Range<usize>) -> bool {
    html.get(span.clone()).is_some_and(|tag| tag.ends_with("/>"))
}

fn in_drawing(open: &[(String, (usize, usize))]) -> bool {
    open.iter().any(|(name, _)| name == "svg" || name == "math")
}

/// Outside a table a browser passes over these.
fn is_table_part(name: &str) -> bool {
    matches!(name, "td" | "th" | "col" | "colgroup" | "frame" | "head" | "frameset")
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    fn standing(run: &[&str]) -> Vec<String> {
        let run: Vec<Inline> = run.iter().map(|html| Inline::Html((*html).to_owned())).collect();
        let mut found = Vec::new();
        for (inline, parts) in run.iter().zip(parts(&run, false)) {
            let Inline::Html(html) = inline else { continue };
            let kept = parts.into_iter().filter(|part| part.stands);
            found.extend(kept.map(|part| html[part.span].to_owned()));
        }
        found
    }

    #[test]
    fn only_what_begins_and_ends_here_stands() {
        for (run, expected) in [
            (vec!["<b>", "</b>"], vec!["<b>", "</b>"]),
            (vec!["<b>"], vec![]),
            (vec!["</b>"], vec![]),
            (vec!["<b>", "<i>", "</b>", "</i>"], vec!["<b>", "</b>"]),
            (vec!["<br>", "<br/>", "<img src=x>"], vec!["<br>", "<br/>", "<img src=x>"]),
            (vec!["<p>", "</p>", "<td>", "</td>"], vec![]),
            (vec!["<a href=x>", "<a>", "</a>"], vec!["<a href=x>", "</a>"]),
            (vec!["<!-- a remark -->", "<!-->", "<?php ?>"], vec!["<!-- a remark -->"]),
            (vec!["<a/>", "<x-y>", "</x-y>"], vec!["<x-y>", "</x-y>"]),
        ] {
            assert_eq!(standing(&run), expected, "{run:?}");
        }
    }
}
