//! The writing desk in the real window, on the practice blog: one file for each thing a writer does there.

mod editing;
mod finding;
mod modes;
mod preview;
mod proofing;
mod quoting;
mod safe;
mod style;
