//! The practice blog over real HTTP: what WordPress does for the client, the pages, and its life as a program.

// Clippy's leave for tests covers test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod blog;
mod comments;
mod form;
mod life;
mod media;
mod pages;
mod posts;
mod signing_in;
