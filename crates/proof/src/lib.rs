//! Spelling and grammar, offline.
//!
//! [`paragraphs`] finds the prose of a Markdown text, [`misspelt`] the words in it that a [`Speller`] does
//! not know, [`dictionaries`] what this computer has to spell by. Places go out in UTF-16 units, as the
//! window counts. Nothing in here knows posts, the store or the network.

mod dictionaries;
mod front_matter;
mod grammar;
mod guess;
mod linter;
mod places;
mod prose;
mod speller;
mod spelling;
mod words;

pub use dictionaries::{Dictionary, dictionaries, system_folders};
pub use grammar::{Checked, Finding, Grammar};
pub use guess::guess;
pub use linter::Variety;
pub use prose::{Paragraph, paragraphs};
pub use speller::{Error, Speller, plain};
pub use spelling::{Mistake, misspelt};
