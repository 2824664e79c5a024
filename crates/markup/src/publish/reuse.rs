//! Putting a post together from new blocks and the very bytes of old ones.

use std::ops::Range;

use super::segments::Segment;
use super::{Known, Style};
use crate::chunks::chunks;
use crate::footnotes::OwnNotes;
use crate::import::canon;
use crate::lcs;
use crate::pictures::{MissingPicture, Pictures};

/// What parts blocks that were not neighbours before.
const GAP: &str = "\n\n";

/// The blocks of a post as the blog has it, beside the text they stand for.
pub(super) struct Reuse<'k> {
    wire: &'k str,
    chunks: Vec<Range<usize>>,
    /// The place among the chunks of each segment of the new text that is unchanged.
    same: Vec<Option<usize>>,
    /// The same, and for changed segments the chunk they came in the place of.
    place: Vec<Option<usize>>,
}

impl<'k> Reuse<'k> {
    /// `None` when the blog's HTML can't be cut, or is of another style.
    pub fn of(
        known: Known<'k>,
        style: Style,
        segments: &[Segment],
        body: &str,
        own: Option<&OwnNotes>,
        pictures: Pictures<'_>,
    ) -> Option<Self> {
        if super::style_of(known.wire) != Some(style) {
            return None;
        }
        let chunks = chunks(known.wire, style)?;
        let before = super::segments::segments(known.body, style, own, pictures);
        let sources = align(&before, known, &chunks);
        let old: Vec<Key<'_>> = before.iter().map(|segment| key(segment, known.body)).collect();
        let new: Vec<Key<'_>> = segments.iter().map(|segment| key(segment, body)).collect();
        let mut same = vec![None; segments.len()];
        for (at, from) in lcs::common(&new, &old) {
            if let (Some(slot), Some(chunk)) = (same.get_mut(at), sources.get(from)) {
                *slot = *chunk;
            }
        }
        let place = places(&same, chunks.len());
        Some(Self { wire: known.wire, chunks, same, place })
    }

    /// The whole post.
    pub fn write(&self, segments: &[Segment]) -> Result<String, MissingPicture> {
        if segments.is_empty() {
            return Ok(String::new());
        }
        let mut out = self.wire.get(..self.start(0)).unwrap_or_default().to_owned();
        for (at, segment) in segments.iter().enumerate() {
            if at > 0 {
                out.push_str(self.between(at - 1, at));
            }
            match self.same.get(at).copied().flatten().and_then(|chunk| self.chunks.get(chunk)) {
                Some(span) => out.push_str(self.wire.get(span.clone()).unwrap_or_default()),
                None => out.push_str(segment.written.as_ref().map_err(Clone::clone)?),
            }
        }
        let end = self.chunks.last().map_or(self.wire.len(), |span| span.end);
        out.push_str(self.wire.get(end..).unwrap_or_default());
        Ok(out)
    }

    fn start(&self, chunk: usize) -> usize {
        self.chunks.get(chunk).map_or(0, |span| span.start)
    }

    /// What stands between two segments.
    fn between(&self, before: usize, after: usize) -> &'k str {
        let place = |at: usize| self.place.get(at).copied().flatten();
        match (place(before), place(after)) {
            (Some(one), Some(two)) if one + 1 == two => {
                let end = self.chunks.get(one).map_or(0, |span| span.end);
                self.wire.get(end..self.start(two)).unwrap_or(GAP)
            }
            _ => GAP,
        }
    }
}

/// Two segments with the same key are the same thing on the blog.
pub(crate) type Key<'s> = Result<&'s str, &'s str>;

pub(crate) fn key<'s>(segment: &'s Segment, body: &'s str) -> Key<'s> {
    match &segment.written {
        Ok(written) => Ok(written),
        // Its picture is not here any more, but what stands on the blog is still right.
        Err(_) => Err(body.get(segment.span.clone()).unwrap_or_default()),
    }
}

/// The chunk that each segment of the known text became.
pub(crate) fn align(
    before: &[Segment],
    known: Known<'_>,
    chunks: &[Range<usize>],
) -> Vec<Option<usize>> {
    if before.len() == chunks.len() {
        return (0..chunks.len()).map(Some).collect();
    }
    let style = super::style_of(known.wire).unwrap_or_default();
    let form = |html: &str| canon(html, style).unwrap_or_else(|| html.to_owned());
    let written = before.iter().map(|s| form(s.written.as_deref().unwrap_or_default()));
    let there = chunks.iter().map(|span| form(known.wire.get(span.clone()).unwrap_or_default()));
    let (written, there): (Vec<String>, Vec<String>) = (written.collect(), there.collect());
    let mut aligned = vec![None; before.len()];
    for (at, chunk) in lcs::common(&written, &there) {
        if let Some(slot) = aligned.get_mut(at) {
            *slot = Some(chunk);
        }
    }
    aligned
}

/// Between unchanged neighbours, as many changed ones as before stand in their places.
fn places(same: &[Option<usize>], chunks: usize) -> Vec<Option<usize>> {
    let mut place = same.to_vec();
    let (mut from, mut chunk_from) = (0, 0);
    let ends = same.iter().enumerate().filter_map(|(at, chunk)| Some((at, (*chunk)?)));
    for (at, chunk) in ends.chain([(same.len(), chunks)]) {
        if chunk.checked_sub(chunk_from) == Some(at - from) {
            for (slot, chunk) in place.iter_mut().take(at).skip(from).zip(chunk_from..chunk) {
                *slot = Some(chunk);
            }
        }
        (from, chunk_from) = (at + 1, chunk + 1);
    }
    place
}
