//! From the HTML of a blog post to Markdown, honestly: a chunk becomes Markdown only if that Markdown,
//! written again, says the same; else it is sealed, or the whole post stays HTML.
//!
//! HTML → [`dom`] → tree ([`convert`]) → Markdown → HTML → compared ([`canon`]).

mod canon;
mod chunk;
mod convert;
mod dom;
mod draft;
mod inlines;
mod notes;
mod sources;

pub(crate) use canon::canon;

use crate::chunks::chunks;
use crate::publish::{Known, style_of};
use draft::Draft;
use sources::Sources;

/// A blog post as a text to edit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Markdown, or the HTML itself.
    pub body: String,
    /// Whether the post can't be Markdown: `body` is then the HTML as it is.
    pub is_html: bool,
    /// The pictures in it that the blog has a number or a size for.
    pub pictures: Vec<PublishedPicture>,
}

/// A picture as a post on the blog shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPicture {
    /// Its address in the post.
    pub url: String,
    /// The blog's number for it.
    pub id: Option<u64>,
    /// The name of its size; empty when the post says none.
    pub size: Option<String>,
}

/// The text of a blog post. With `known`, what is unchanged gets back the very Markdown it came from.
///
/// Unless `is_html`, [`crate::publish()`] makes exactly `wire` of the text, given the two as `known`.
pub fn import(wire: &str, known: Option<Known<'_>>) -> Imported {
    if let Some(known) = known.filter(|known| known.wire == wire) {
        return Imported { body: known.body.to_owned(), ..Imported::default() };
    }
    let Some(style) = style_of(wire) else { return Imported::default() };
    let Some(spans) = chunks(wire, style) else { return html(wire) };
    let chunks: Vec<&str> =
        spans.into_iter().map(|span| wire.get(span).unwrap_or_default()).collect();
    let canons: Vec<Option<String>> = chunks.iter().map(|chunk| canon(chunk, style)).collect();
    let renewed = known.and_then(|known| notes::renewed(known, wire));
    let known = renewed.as_ref().map(|(body, wire)| Known { body, wire }).or(known);
    let own = notes::own(wire, known);
    let sources = known.and_then(|known| Sources::of(known, style, &chunks, &canons));
    for (sources, with_notes) in [(sources.as_ref(), true), (None, true), (None, false)] {
        let mut draft = Draft::new(&chunks, &canons, style, sources, with_notes, own.clone());
        if let Some(body) = draft.settle() {
            return Imported { body, is_html: false, pictures: draft.pictures() };
        }
    }
    html(wire)
}

fn html(wire: &str) -> Imported {
    Imported { body: wire.to_owned(), is_html: true, pictures: Vec::new() }
}
