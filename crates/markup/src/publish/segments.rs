//! A text as its top-level blocks, each written by itself.

use std::ops::Range;

use super::Style;
use super::classic::Classic;
use crate::blocks::{Writer, folds};
use crate::footnotes::{self, Entry, OwnNotes};
use crate::pictures::{MissingPicture, Pictures};
use crate::tree::Block;

/// One top-level block, or several that the writer's HTML encloses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Where it stands in the text; the footnotes, together the last segment, stand nowhere.
    pub span: Range<usize>,
    /// What it is on the blog, or which picture it lacks.
    pub written: Result<String, MissingPicture>,
}

/// WordPress's own footnotes as a text says them; none when they can't be.
pub(crate) fn entries(body: &str, own: &OwnNotes, pictures: Pictures<'_>) -> Vec<Entry> {
    let document = crate::parse(body);
    match footnotes::suits(&document, body) {
        true => Writer::new(pictures).entries(own, &document.notes),
        false => Vec::new(),
    }
}

/// The segments of a text, in order. Footnotes are WordPress's own where `own` says how they are called
/// and the text allows it.
pub(crate) fn segments(
    body: &str,
    style: Style,
    own: Option<&OwnNotes>,
    pictures: Pictures<'_>,
) -> Vec<Segment> {
    let document = crate::parse(body);
    let own = own.filter(|_| style == Style::Blocks && footnotes::suits(&document, body));
    let ids = own.map(|own| document.notes.iter().map(|note| own.id(&note.label)).collect());
    let mut blocks = Writer::new(pictures).with_own_notes(ids.unwrap_or_default());
    let mut classic = Classic::new(pictures);
    let mut found = Vec::with_capacity(document.blocks.len() + 1);
    let mut add = |span: Range<usize>, out: String, missing: Option<MissingPicture>| {
        found.push(Segment { span, written: missing.map_or(Ok(out), Err) });
    };
    let folds: Vec<&[Block]> = match style {
        Style::Blocks => folds(&document.blocks).collect(),
        Style::Classic => document.blocks.chunks(1).collect(),
    };
    for fold in folds {
        let (Some(first), Some(last)) = (fold.first(), fold.last()) else { continue };
        let span = first.span.start..last.span.end;
        let source = body.get(span.clone()).unwrap_or_default();
        let mut out = String::with_capacity(source.len() * 2);
        let missing = match style {
            Style::Blocks => {
                match fold {
                    [block] => blocks.top_block(&mut out, block, source),
                    _ => blocks.fold(&mut out, fold),
                }
                blocks.take_missing()
            }
            Style::Classic => {
                classic.top_block(&mut out, first, source);
                classic.take_missing()
            }
        };
        add(span, out, missing);
    }
    if !document.notes.is_empty() {
        let mut out = String::new();
        let missing = match style {
            Style::Blocks => {
                match own {
                    Some(own) => {
                        out = footnotes::block(&blocks.entries(own, &document.notes));
                    }
                    None => blocks.notes(&mut out, &document.notes),
                }
                blocks.take_missing()
            }
            Style::Classic => {
                classic.notes(&mut out, &document.notes);
                classic.take_missing()
            }
        };
        add(body.len()..body.len(), out, missing);
    }
    found
}
