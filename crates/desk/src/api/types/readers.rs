//! The people who comment.

use afterword_model::{BlogId, CommentId, ReaderId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a reader.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForReader {
    /// Which.
    pub reader: ReaderId,
}

/// All that is known here of a reader. Nothing of it leaves this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReaderCard {
    /// The reader.
    pub reader: ReaderId,
    /// The blog they comment on.
    pub blog: BlogId,
    /// Names they used, the latest first.
    pub names: Vec<String>,
    /// The site they gave last, unchecked.
    pub url: Option<String>,
    /// Their first comment.
    pub first_seen: Option<Timestamp>,
    /// Their latest.
    pub last_seen: Option<Timestamp>,
    /// How many comments of theirs are here.
    pub comments: u32,
    /// How many of those have an answer.
    pub answered: u32,
    /// How long an answer usually took, in minutes: the middle of all answered ones.
    pub usual_wait_minutes: Option<u32>,
    /// Their last comments with the answers, the newest first.
    pub exchanges: Vec<ReaderExchange>,
    /// The writer's private note.
    pub note: String,
    /// Marked as a regular.
    pub regular: bool,
    /// The writer under another name: such comments count as answers and need none.
    pub is_me: bool,
    /// Identities that were merged into this one.
    pub merged: Vec<MergedReader>,
}

/// A comment of a reader and what became of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReaderExchange {
    /// The comment, to open.
    pub comment: CommentId,
    /// The post's title.
    pub post_title: String,
    /// First words, plain text.
    pub excerpt: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// First words of the writer's answer.
    pub answer: Option<String>,
}

/// An identity that was merged into another.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergedReader {
    /// Goes back in `reader_unmerge`.
    pub reader: ReaderId,
    /// Its name.
    pub name: String,
}

/// Which readers to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListReaders {
    /// The blog.
    pub blog: BlogId,
    /// Words that the name contains; empty for all.
    pub search: String,
    /// Leaves out so many rows at the top.
    pub offset: u32,
    /// At most so many rows.
    pub limit: u32,
}

/// A part of the list of readers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReaderPage {
    /// The rows, who wrote last at the top.
    pub rows: Vec<ReaderRow>,
    /// How many the whole list has.
    pub total: u32,
}

/// A reader in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReaderRow {
    /// The reader.
    pub reader: ReaderId,
    /// The name used last.
    pub name: String,
    /// The site given last, unchecked.
    pub url: Option<String>,
    /// Marked as a regular.
    pub regular: bool,
    /// How many comments of theirs are here.
    pub comments: u32,
    /// Their latest.
    pub last_seen: Option<Timestamp>,
}

/// A private note about a reader.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetReaderNote {
    /// The reader.
    pub reader: ReaderId,
    /// The note; empty to forget it.
    pub note: String,
}

/// Marks a reader. What is left out stays.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkReader {
    /// The reader.
    pub reader: ReaderId,
    /// A regular.
    #[serde(default)]
    #[ts(optional)]
    pub regular: Option<bool>,
    /// The writer under another name.
    #[serde(default)]
    #[ts(optional)]
    pub is_me: Option<bool>,
}

/// Two identities are one reader.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeReaders {
    /// The one that stays.
    pub into: ReaderId,
    /// The one that becomes part of it.
    pub from: ReaderId,
}
