//! Footnotes while the text is read: numbered by their first reference, wherever they are defined.

use std::collections::BTreeMap;

use crate::tree::{Block, Note};

#[derive(Default)]
pub(super) struct Notes {
    /// By label in lower case.
    found: BTreeMap<String, Found>,
    /// How many have a number.
    numbers: usize,
}

/// A footnote that was referred to, defined, or both.
#[derive(Default)]
struct Found {
    label: String,
    /// Its number, once it was referred to.
    number: Option<usize>,
    references: usize,
    blocks: Vec<Block>,
    /// Where it is in the order of definitions.
    defined: usize,
}

impl Notes {
    /// Two definitions of one label are put together, so that no words are lost.
    pub(super) fn define(&mut self, label: String, blocks: Vec<Block>) {
        let defined = self.found.len();
        let note = self.found.entry(label.to_lowercase()).or_default();
        if note.label.is_empty() {
            note.label = label;
            note.defined = defined;
        }
        note.blocks.extend(blocks);
    }

    /// The footnote's number, and which reference to it this is.
    pub(super) fn refer(&mut self, label: &str) -> (usize, usize) {
        let note = self.found.entry(label.to_lowercase()).or_default();
        if note.label.is_empty() {
            note.label = label.to_owned();
        }
        let number = *note.number.get_or_insert(self.numbers + 1);
        note.references += 1;
        self.numbers = self.numbers.max(number);
        (number, note.references)
    }

    pub(super) fn finish(self) -> Vec<Note> {
        let mut notes: Vec<Found> = self.found.into_values().collect();
        notes.sort_by_key(|note| (note.number.unwrap_or(usize::MAX), note.defined));
        let to_note = |found: Found| Note {
            label: found.label,
            references: found.references,
            blocks: found.blocks,
        };
        notes.into_iter().map(to_note).collect()
    }
}
