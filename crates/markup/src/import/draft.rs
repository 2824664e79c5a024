//! A text put together from what its chunks became, and checked as a whole: what stands side by side may
//! mean something else than each by itself.

use super::PublishedPicture;
use super::canon::{NOTES, canon, html_block};
use super::chunk;
use super::convert::Reader;
use super::notes;
use super::sources::Sources;
use crate::footnotes::OwnNotes;
use crate::publish::{Segment, Style, key, segments};

/// How often a text is put together anew because a chunk did not come out right.
const MAX_ROUNDS: usize = 4;

/// What a chunk became, from the best to the last resort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The Markdown it came from.
    Known(usize),
    Made,
    Sealed,
}

pub(super) struct Draft<'d> {
    chunks: &'d [&'d str],
    canons: &'d [Option<String>],
    sources: Option<&'d Sources<'d>>,
    kinds: Vec<Kind>,
    /// What was written for each chunk.
    texts: Vec<String>,
    noted: Vec<bool>,
    reader: Reader,
}

impl<'d> Draft<'d> {
    pub fn new(
        chunks: &'d [&'d str],
        canons: &'d [Option<String>],
        style: Style,
        sources: Option<&'d Sources<'d>>,
        with_notes: bool,
        own: Option<OwnNotes>,
    ) -> Self {
        let known = |at: usize| sources.and_then(|s| s.of_chunk.get(at).copied().flatten());
        let kinds = (0..chunks.len()).map(|at| known(at).map_or(Kind::Made, Kind::Known)).collect();
        let reader = Reader::new(style, with_notes, own);
        Self { chunks, canons, sources, kinds, texts: Vec::new(), noted: Vec::new(), reader }
    }

    pub fn pictures(&self) -> Vec<PublishedPicture> {
        self.reader.pictures.clone()
    }

    /// A text that is what the post is; `None` when this way leads nowhere.
    pub fn settle(&mut self) -> Option<String> {
        for _ in 0..MAX_ROUNDS {
            let body = self.write()?;
            let Some(bad) = self.first_bad(&body) else { return Some(body) };
            if self.is_about_notes(bad) || !(self.lower(bad) | self.lower_before(bad)) {
                break;
            }
        }
        if self.reader.with_notes || self.reader.style == Style::Classic {
            return None;
        }
        self.kinds.fill(Kind::Sealed);
        let body = self.write()?;
        self.first_bad(&body).is_none().then_some(body)
    }

    fn is_about_notes(&self, at: usize) -> bool {
        self.reader.with_notes && self.noted.get(at).copied().unwrap_or(false)
    }

    /// The next best for a chunk, if there is one.
    fn lower(&mut self, at: usize) -> bool {
        let Some(kind) = self.kinds.get_mut(at) else { return false };
        let next = match kind {
            Kind::Known(_) => Kind::Made,
            Kind::Made | Kind::Sealed => Kind::Sealed,
        };
        let lowered = next != *kind;
        *kind = next;
        lowered
    }

    fn lower_before(&mut self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.lower(before))
    }

    fn write(&mut self) -> Option<String> {
        self.texts.clear();
        self.noted.clear();
        for at in 0..self.chunks.len() {
            let text = self.text(at)?;
            self.texts.push(text);
        }
        Some(match self.sources {
            Some(sources) => self.joined_as_known(sources),
            None => self.texts.join("\n\n"),
        })
    }

    /// The text for one chunk; a chunk that can't be what it should is what it can.
    fn text(&mut self, at: usize) -> Option<String> {
        let html = *self.chunks.get(at)?;
        let mut noted = false;
        if let (Some(Kind::Known(segment)), Some(sources)) = (self.kinds.get(at), self.sources) {
            self.noted.push(false);
            chunk::note_pictures(html, &mut self.reader);
            return Some(sources.text(*segment).to_owned());
        }
        let mut made = None;
        if self.kinds.get(at) == Some(&Kind::Made) {
            let last = at + 1 == self.chunks.len();
            if last && self.reader.with_notes {
                made = if html_block(html).unwrap_or(html).starts_with(NOTES) {
                    chunk::notes(html, &mut self.reader)
                } else {
                    notes::definitions(html, &mut self.reader)
                };
                noted = made.is_some();
            }
            if made.is_none() {
                let before = self.texts.last().map_or("", String::as_str);
                let canonical = self.canons.get(at)?.as_ref();
                made = chunk::markdown(html, canonical, before, &mut self.reader);
                noted = self.reader.noted;
            }
        }
        self.noted.push(noted);
        if made.is_none() {
            if self.reader.style == Style::Classic {
                return None;
            }
            *self.kinds.get_mut(at)? = Kind::Sealed;
            made = chunk::sealed(html);
        }
        made
    }

    /// Neighbours that were neighbours stand as they stood; every definition is kept.
    fn joined_as_known(&self, sources: &Sources<'_>) -> String {
        let mut out = String::new();
        let mut kept = vec![false; sources.count()];
        let mut looked = 0;
        if !sources.head().trim().is_empty() {
            out.push_str(sources.head());
        }
        let known = |at: usize| match self.kinds.get(at) {
            Some(Kind::Known(segment)) if *segment < sources.count() => Some(*segment),
            _ => None,
        };
        for (at, text) in self.texts.iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            // Definitions that stood behind what is gone or changed.
            for earlier in looked..known(at).unwrap_or(looked) {
                let gap = sources.gap(earlier).trim();
                if let Some(slot) = kept.get_mut(earlier).filter(|kept| !**kept && !gap.is_empty())
                {
                    *slot = true;
                    out.push_str(&format!("\n\n{gap}"));
                }
            }
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
            }
            out.push_str(text);
            let Some(segment) = known(at) else { continue };
            looked = segment.max(looked);
            let gap = sources.gap(segment);
            let follows = known(at + 1) == Some(segment + 1)
                || (segment + 1 == sources.count()
                    && self.texts.iter().skip(at + 1).all(String::is_empty));
            if follows || !gap.trim().is_empty() {
                out.push_str(if follows { gap } else { gap.trim_end() });
                if let Some(slot) = kept.get_mut(segment) {
                    *slot = true;
                }
            }
        }
        for (segment, kept) in kept.into_iter().enumerate() {
            let gap = sources.gap(segment).trim();
            if !kept && !gap.is_empty() {
                out.push_str(&format!("\n\n{gap}"));
            }
        }
        if sources.body().ends_with('\n') && !out.ends_with('\n') {
            out.push('\n');
        }
        out
    }

    /// The first chunk that the text does not come out as.
    fn first_bad(&self, body: &str) -> Option<usize> {
        let lookup = |address: &str| self.reader.picture(address);
        let style = self.reader.style;
        let found = segments(body, style, self.reader.own.as_ref(), &lookup);
        let before = self.sources.map(|s| segments(s.body(), style, s.own.as_ref(), &lookup));
        let before = before.unwrap_or_default();
        let right = |at: usize, segment: &Segment| self.is_right(at, segment, body, &before);
        let bad = found.iter().enumerate().find(|(at, segment)| !right(*at, segment));
        match bad {
            Some((at, _)) => Some(at.min(self.chunks.len().saturating_sub(1))),
            None if found.len() < self.chunks.len() => Some(found.len()),
            None => None,
        }
    }

    fn is_right(&self, at: usize, segment: &Segment, body: &str, before: &[Segment]) -> bool {
        let written = segment.written.as_ref().ok();
        match self.kinds.get(at) {
            Some(Kind::Known(from)) => before.get(*from).is_some_and(|old| {
                let source = || self.sources.map_or("", |sources| sources.text(*from)).trim();
                written == old.written.as_ref().ok()
                    && (written.is_some()
                        || key(segment, body).is_err_and(|s| s.trim() == source()))
            }),
            Some(Kind::Made) => {
                let canonical = self.canons.get(at).and_then(Option::as_ref);
                canonical.is_some()
                    && written.and_then(|html| canon(html, self.reader.style)).as_ref() == canonical
            }
            Some(Kind::Sealed) => written == self.texts.get(at),
            None => false,
        }
    }
}
