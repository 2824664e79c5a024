//! The Markdown that chunks of a post came from, when they are as they were.

use std::ops::Range;

use super::canon::canon;
use crate::chunks::chunks;
use crate::footnotes::OwnNotes;
use crate::lcs;
use crate::publish::{Known, Style, align, segments, style_of};

/// The known text, cut as the known post is.
pub(super) struct Sources<'k> {
    body: &'k str,
    /// For each segment with a place in the text, where it stands, from the start of its line.
    spans: Vec<Range<usize>>,
    /// The segment that each chunk of the new post came from.
    pub of_chunk: Vec<Option<usize>>,
    /// How the known post's own footnotes are called.
    pub own: Option<OwnNotes>,
}

impl<'k> Sources<'k> {
    pub fn of(
        known: Known<'k>,
        style: Style,
        new: &[&str],
        canons: &[Option<String>],
    ) -> Option<Self> {
        if style_of(known.wire) != Some(style) {
            return None;
        }
        let old = chunks(known.wire, style)?;
        let own = OwnNotes::of(known);
        let before = segments(known.body, style, own.as_ref(), &|_| None);
        let mut segment_of = vec![None; old.len()];
        for (segment, chunk) in align(&before, known, &old).into_iter().enumerate() {
            if let Some(slot) = chunk.and_then(|chunk| segment_of.get_mut(chunk)) {
                *slot = Some(segment);
            }
        }
        let forms = old.iter().map(|span| {
            let html = known.wire.get(span.clone()).unwrap_or_default();
            canon(html, style).unwrap_or_else(|| html.to_owned())
        });
        let forms: Vec<String> = forms.collect();
        let new: Vec<String> = new
            .iter()
            .zip(canons)
            .map(|(html, canon)| canon.clone().unwrap_or_else(|| (*html).to_owned()))
            .collect();
        let mut of_chunk = vec![None; new.len()];
        for (at, from) in lcs::common(&new, &forms) {
            if let (Some(slot), Some(segment)) = (of_chunk.get_mut(at), segment_of.get(from)) {
                *slot = *segment;
            }
        }
        let placed = before.iter().filter(|segment| !segment.span.is_empty());
        let spans = placed.map(|segment| widened(known.body, &segment.span)).collect();
        Some(Self { body: known.body, spans, of_chunk, own })
    }

    pub fn body(&self) -> &'k str {
        self.body
    }

    /// The source of a segment; nothing for the footnotes, which stand between the others.
    pub fn text(&self, segment: usize) -> &'k str {
        self.spans.get(segment).and_then(|span| self.body.get(span.clone())).unwrap_or_default()
    }

    /// What stands between a segment and the next: white space, and definitions of links and footnotes.
    pub fn gap(&self, segment: usize) -> &'k str {
        let from = self.spans.get(segment).map_or(self.body.len(), |span| span.end);
        let to = self.spans.get(segment + 1).map_or(self.body.len(), |span| span.start);
        self.body.get(from..to).unwrap_or_default()
    }

    /// What stands before the first segment.
    pub fn head(&self) -> &'k str {
        let to = self.spans.first().map_or(self.body.len(), |span| span.start);
        self.body.get(..to).unwrap_or_default()
    }

    pub fn count(&self) -> usize {
        self.spans.len()
    }
}

/// From the start of the line, so that an indent that means something is kept, to the last word.
fn widened(body: &str, span: &Range<usize>) -> Range<usize> {
    let before = body.get(..span.start).unwrap_or_default();
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let words = before.get(..before.len() - indent).unwrap_or_default();
    let at_line = words.is_empty() || words.ends_with('\n');
    let start = if at_line { span.start - indent } else { span.start };
    let text = body.get(start..span.end).unwrap_or_default();
    start..start + text.trim_end_matches(['\n', '\r']).len()
}
