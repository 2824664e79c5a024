//! WordPress's own footnotes, read: their labels here, their definitions in Markdown, and the known text
//! with the words that were changed on the blog.

use super::canon::canon;
use super::convert::Reader;
use super::{dom, inlines};
use crate::footnotes::{self, Entry, OwnNotes};
use crate::markdown::{self, Emphases};
use crate::marks::marks;
use crate::publish::{Known, Style};
use crate::tree::{Block, BlockKind};

/// The footnotes of a post under the labels that are known for them, or numbers.
pub(super) fn own(wire: &str, known: Option<Known<'_>>) -> Option<OwnNotes> {
    let entries = footnotes::entries(wire)?;
    let known = known.and_then(OwnNotes::of).unwrap_or_default();
    let kept = |entry: &Entry| known.label(&entry.id).filter(|l| is_simple(l)).map(str::to_owned);
    let kept: Vec<Option<String>> = entries.iter().map(kept).collect();
    let mut labels: Vec<String> = Vec::with_capacity(kept.len());
    for (at, label) in kept.iter().enumerate() {
        let number = || {
            let free = |number: &String| {
                !labels.contains(number) && !kept.iter().flatten().any(|label| label == number)
            };
            (at + 1..).map(|number| number.to_string()).find(free).unwrap_or_default()
        };
        labels.push(label.clone().unwrap_or_else(number));
    }
    Some(OwnNotes::labelled(&labels, entries))
}

/// Whether a label means the same wherever it stands.
fn is_simple(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// The footnotes that a block shows, as Markdown.
pub(super) fn definitions(chunk: &str, reader: &mut Reader) -> Option<String> {
    let marks = marks(chunk);
    let block = marks.first().filter(|mark| footnotes::is_block(mark.name))?;
    let mut lines = Vec::new();
    for entry in footnotes::listed(block.attributes)? {
        let label = reader.own.as_ref()?.label(&entry.id)?.to_owned();
        let text = words(&entry, reader)?;
        lines.push(markdown::prefixed(&text, &format!("[^{label}]: "), "    "));
    }
    Some(lines.join("\n"))
}

fn words(entry: &Entry, reader: &mut Reader) -> Option<String> {
    let words = inlines::read(&dom::read(&entry.content)?, reader);
    let words = [Block { kind: BlockKind::Paragraph(words), span: 0..0 }];
    Some(markdown::write(&words, "", Emphases::Stars))
}

/// The known text and post with the new words of its footnotes, when the blog still has the same ones:
/// everything else in the text then stays as the writer wrote it.
pub(super) fn renewed(known: Known<'_>, wire: &str) -> Option<(String, String)> {
    let (old, new) = (footnotes::entries(known.wire)?, footnotes::entries(wire)?);
    let same = old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| a.id == b.id);
    OwnNotes::of(known).filter(|_| same && old != new)?;
    let mut reader = Reader::new(Style::Blocks, false, None);
    let mut changes = Vec::new();
    let notes = crate::parse(known.body).notes;
    for ((old, new), note) in old.iter().zip(&new).zip(notes) {
        let form = |entry: &Entry| canon(&entry.content, Style::Blocks);
        if form(old) == form(new) {
            continue;
        }
        let place = note.blocks.first()?.span.clone();
        let length = known.body.get(place.clone())?.trim_end().len();
        let text = markdown::prefixed(&words(new, &mut reader)?, "", "    ");
        changes.push((place.start..place.start + length, text));
    }
    changes.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut body = known.body.to_owned();
    for (place, text) in changes {
        body.replace_range(place, &text);
    }
    let block = marks(known.wire).into_iter().find(|mark| footnotes::is_block(mark.name))?;
    let mut there = known.wire.to_owned();
    there.replace_range(block.span, &footnotes::block(&new));
    Some((body, there))
}
