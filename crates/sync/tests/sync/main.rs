//! Pushing and pulling against a blog in memory, for the timing that no real server can be made to show:
//! answers lost on the way, work that lands late, and a clock that is set by hand.

// Clippy's leave for tests covers test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod blog;
mod edit_replies;
mod fields;
mod floods;
mod holding;
mod lost_posts;
mod lost_replies;
mod merging;
mod moderation;
mod moves;
mod posts;
mod pull_absences;
mod pull_posts;
mod pulling;
mod second_tries;
mod service;
mod shelf;
mod stale;
mod world;
