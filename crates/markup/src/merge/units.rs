//! A text as the things that a writer changes, moves and deletes: its blocks, and its definitions of links
//! and footnotes.

use std::ops::Range;

use crate::tree::BlockKind;

pub(super) struct Units<'t> {
    text: &'t str,
    units: Vec<Unit>,
}

struct Unit {
    span: Range<usize>,
    /// Whether parts of it mean something by themselves. HTML would be torn apart.
    open: bool,
}

/// What counts when texts are compared.
pub(super) fn words(text: &str) -> &str {
    text.trim_end()
}

impl<'t> Units<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut units = Self { text, units: Vec::new() };
        let mut done = 0;
        for block in crate::parse(text).blocks {
            let line = text
                .get(..block.span.start)
                .map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
            units.definitions(done..line.max(done));
            let open = !matches!(block.kind, BlockKind::Html(_) | BlockKind::Sealed { .. });
            units.push(line.max(done)..block.span.end.max(done), open);
            done = block.span.end.max(done);
        }
        units.definitions(done..text.len());
        units
    }

    /// What stands between blocks, cut where a definition begins.
    fn definitions(&mut self, span: Range<usize>) {
        let mut from = span.start;
        let mut at = span.start;
        for line in self.text.get(span.clone()).unwrap_or_default().split_inclusive('\n') {
            if line.starts_with('[') {
                self.push(from..at, true);
                from = at;
            }
            at += line.len();
        }
        self.push(from..at, true);
    }

    /// Adds what stands there without empty lines around it.
    fn push(&mut self, span: Range<usize>, open: bool) {
        let text = self.text.get(span.clone()).unwrap_or_default();
        let empty = text.split_inclusive('\n').take_while(|line| line.trim().is_empty());
        let start = span.start + empty.map(str::len).sum::<usize>();
        let words = words(self.text.get(start..span.end).unwrap_or_default());
        if !words.is_empty() {
            self.units.push(Unit { span: start..start + words.len(), open });
        }
    }

    pub fn texts(&self) -> Vec<&'t str> {
        let texts =
            self.units.iter().map(|unit| self.text.get(unit.span.clone()).unwrap_or_default());
        texts.collect()
    }

    /// The text of units in a row.
    pub fn join(&self, range: &Range<usize>) -> &'t str {
        let first = self.units.get(range.start).filter(|_| !range.is_empty());
        let last = range.end.checked_sub(1).and_then(|last| self.units.get(last));
        match (first, last) {
            (Some(first), Some(last)) => {
                self.text.get(first.span.start..last.span.end).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// Whether these can be looked into.
    pub fn is_open(&self, range: &Range<usize>) -> bool {
        self.units.get(range.clone()).is_some_and(|units| units.iter().all(|unit| unit.open))
    }

    /// What stands between two ranges that are neighbours here.
    pub fn gap(&self, before: &Range<usize>, after: &Range<usize>) -> Option<&'t str> {
        if before.is_empty() || after.is_empty() || before.end != after.start {
            return None;
        }
        let end = self.units.get(before.end.checked_sub(1)?)?.span.end;
        self.text.get(end..self.units.get(after.start)?.span.start)
    }

    /// What stands before the first unit.
    pub fn head(&self) -> &'t str {
        let end = self.units.first().map_or(0, |unit| unit.span.start);
        self.text.get(..end).unwrap_or_default()
    }

    /// What stands after the last unit.
    pub fn tail(&self) -> &'t str {
        let start = self.units.last().map_or(self.text.len(), |unit| unit.span.end);
        self.text.get(start..).unwrap_or_default()
    }
}
