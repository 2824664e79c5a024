//! What happened, in words, without secrets.

use afterword_model::{BlogId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which part of the log.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListActivity {
    /// The blog.
    pub blog: BlogId,
    /// Only what is older than this row.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// At most so many rows, newest first.
    pub limit: u32,
}

/// One line of the log.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What, in a sentence.
    pub sentence: String,
    /// What sort of thing.
    pub kind: ActivityKind,
}

/// What sort of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ActivityKind {
    /// The blog was connected, or signed in to again.
    Connected,
    /// Something came from the blog.
    Received,
    /// The writer pressed a button, or took that back.
    Queued,
    /// Something went to the blog.
    Sent,
    /// Two versions became one.
    Merged,
    /// Something stood in the way.
    Problem,
    /// It no longer does.
    Solved,
    /// Something is no longer on the blog.
    Gone,
}

/// The log as a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedLog {
    /// The file that was written; `null` when the page itself has to save it (served window).
    pub path: Option<String>,
    /// A name for the file.
    pub name: String,
    /// Plain text.
    pub text: String,
}

/// A text to keep somewhere.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedText {
    /// Plain text.
    pub text: String,
}
