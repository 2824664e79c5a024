//! From Markdown to what goes on the blog, keeping every byte there that the writer did not touch.
//!
//! Each top-level block is written by itself. Where it comes out as a block of the known text did, the
//! bytes that the blog has for that one are sent back, whatever the blog made of them meanwhile.

mod classic;
mod reuse;
mod segments;

use crate::footnotes::{self, NoteForm, OwnNotes};
use crate::pictures::{MissingPicture, Pictures};
pub(crate) use classic::Classic;
use reuse::Reuse;
pub(crate) use reuse::{align, key};
use segments::entries;
pub(crate) use segments::{Segment, segments};

/// The kind of HTML a blog gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// WordPress blocks.
    #[default]
    Blocks,
    /// HTML without block comments, which WordPress's own paragraph maker leaves as it is.
    Classic,
}

/// What was last seen on the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The Markdown.
    pub body: &'a str,
    /// The raw HTML that the blog has for it.
    pub wire: &'a str,
}

/// The style that a post on the blog is written in; `None` when it is empty.
pub fn style_of(wire: &str) -> Option<Style> {
    if wire.trim().is_empty() {
        return None;
    }
    let blocks = wire.match_indices("<!--").any(|(at, mark)| {
        let rest = wire.get(at + mark.len()..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_whitespace()) && rest.trim_start().starts_with("wp:")
    });
    Some(if blocks { Style::Blocks } else { Style::Classic })
}

/// The HTML to send for a text. An unchanged text gives exactly `known.wire`.
///
/// # Errors
/// [`MissingPicture`], as for [`crate::blocks()`].
pub fn publish(
    body: &str,
    style: Style,
    known: Option<Known<'_>>,
    pictures: Pictures<'_>,
) -> Result<String, MissingPicture> {
    publish_with(body, style, NoteForm::Html, known, pictures)
}

/// As [`publish`]; footnotes that the known post does not have yet go out in this form.
///
/// # Errors
/// As for [`publish`].
pub fn publish_with(
    body: &str,
    style: Style,
    notes: NoteForm<'_>,
    known: Option<Known<'_>>,
    pictures: Pictures<'_>,
) -> Result<String, MissingPicture> {
    let known = known.filter(|known| !footnotes::is_torn(*known));
    if let Some(known) = known.filter(|known| known.body == body) {
        return Ok(known.wire.to_owned());
    }
    let before = known.and_then(|known| {
        let own = OwnNotes::of(known)?;
        let written = entries(known.body, &own, pictures);
        Some(own.keeping(written))
    });
    let own = before.clone().or_else(|| match notes {
        // What has gone out as plain HTML stays so: nobody asked for another form.
        NoteForm::Own(seed) if !known.is_some_and(has_notes) => Some(OwnNotes::new(seed)),
        NoteForm::Own(_) | NoteForm::Html => None,
    });
    let segments = segments(body, style, own.as_ref(), pictures);
    let reuse = known.and_then(|k| Reuse::of(k, style, &segments, body, before.as_ref(), pictures));
    if let Some(reuse) = reuse {
        return reuse.write(&segments);
    }
    let written: Result<Vec<String>, _> = segments.into_iter().map(|s| s.written).collect();
    Ok(written?.join("\n\n"))
}

fn has_notes(known: Known<'_>) -> bool {
    known.body.contains("[^") && !crate::parse(known.body).notes.is_empty()
}
