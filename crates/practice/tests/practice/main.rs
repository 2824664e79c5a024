//! The practice blog over real HTTP: what WordPress does for the client, the pages, and its life as a program.

// Clippy's leave for tests covers test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod blog;
mod comments;
mod dates;
mod fields;
mod form;
mod life;
mod media;
mod migration;
mod pages;
mod posts;
mod revisions;
mod roles;
mod signing_in;
mod site;
mod standing_pages;
mod terms;
