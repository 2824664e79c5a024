//! What to pull, what to push, and what a failure means.
//!
//! [`push::step`] takes one row of the outbox and sees it through; [`pull::run`] brings in what readers
//! wrote. Both are plain blocking calls for a worker thread; no transaction is open across the network.
//! When to call them, and what to say about it, is decided above.

mod fields;
pub mod merge;
pub mod pull;
pub mod push;
mod verdict;

use afterword_model::{Blog, OutboxId, Problem, Timestamp};
use afterword_platform::{Comments, Platform};
use afterword_store::Store;
use chrono::TimeDelta;
use thiserror::Error;

pub use fields::default_category;
pub use verdict::{Verdict, verdict};

/// One blog, its connection, and the clock.
pub struct Exchange<'a> {
    /// The writer's words.
    pub store: &'a Store,
    /// The connection.
    pub platform: &'a dyn Platform,
    /// The blog.
    pub blog: &'a Blog,
    /// The time.
    pub now: &'a (dyn Fn() -> Timestamp + Sync),
    /// How long to wait for what.
    pub pace: Pace,
    /// Hears when a row was taken, before it is sent.
    pub taken: &'a (dyn Fn() + Sync),
    /// Hears, again and again, how far an upload is.
    pub sending: &'a (dyn Fn(Sending) + Sync),
    /// Hears how far a long pull of posts is.
    pub pulling: &'a (dyn Fn(pull::Progress) + Sync),
    /// Says that the app is being closed: a pull then stops after the page it is at.
    pub is_stopping: &'a (dyn Fn() -> bool + Sync),
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// The row of the outbox.
    pub item: OutboxId,
    /// Bytes that have gone out.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// How long after a lost answer the blog may still be working on it. Only then does "not there"
    /// mean that it never arrived.
    pub settle: TimeDelta,
    /// Between two looks while it settles.
    pub look_again: TimeDelta,
    /// Waits before another look are shortened or stretched by this factor; chance, near 1, comes on top.
    pub jitter: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { settle: TimeDelta::seconds(20), look_again: TimeDelta::seconds(4), jitter: 1.0 }
    }
}

/// Why a push or a pull stopped.
#[derive(Debug, Error)]
pub enum Error {
    /// The blog, or the way to it. Nothing here was changed by it.
    #[error(transparent)]
    Blog(#[from] afterword_platform::Error),
    /// The writer's file.
    #[error(transparent)]
    Store(#[from] afterword_store::Error),
    /// The app is being closed; the next pull goes on from here.
    #[error("stopped")]
    Stopped,
    /// Something only the writer can settle.
    #[error("{:?}: {}", .0.kind, .0.detail)]
    Needs(Problem),
}

impl Exchange<'_> {
    fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// The blog's comments; a service without them never gets this far, and says so if it does.
    fn comments(&self) -> Result<&dyn Comments, afterword_platform::Error> {
        self.platform.comments().ok_or_else(|| afterword_platform::Error::Refused {
            code: "no_comments".into(),
            message: "This blog has no comments.".into(),
        })
    }
}
