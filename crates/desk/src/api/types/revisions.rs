//! Earlier versions of a post: the list, one beside the text of now, and going back to it.

use afterword_model::{PostId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChangedField, Version};

/// Names an earlier version.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForRevision {
    /// The post.
    pub post: PostId,
    /// From `RevisionRow`.
    #[ts(type = "number")]
    pub revision: i64,
}

/// Why a version was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KeptBecause {
    /// It was sent to the blog.
    Sent,
    /// What was typed here, when a newer text stood in its place.
    Overtaken,
    /// The blog's version that the writer's took the place of.
    Replaced,
    /// The text here before the blog's changes were put into it.
    Merged,
    /// The text here before the blog's newer one took its place.
    Pulled,
    /// A side of two versions that the writer settled.
    Settled,
    /// The text here before the writer went back to an earlier version.
    Restored,
    /// The post before tags or categories of many were changed at once.
    Labelled,
    /// The text at the press, until it is on the blog.
    Pressed,
    /// The text that stood for a while before the writer went on.
    Paused,
    /// The text in the middle of writing.
    Writing,
}

/// An earlier version in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Why it was kept.
    pub because: KeptBecause,
    /// When.
    pub kept_at: Timestamp,
    /// Its title; may be empty.
    pub title: String,
    /// How many words its text has.
    pub words: u32,
    /// Title, text and all else are as they are now.
    pub same_as_now: bool,
}

/// An earlier version beside the post as it is now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionView {
    /// As it was; what going back to it would give.
    pub then: Version,
    /// As it is here now.
    pub now: Version,
    /// What differs between the two.
    pub changed: Vec<ChangedField>,
    /// Why it can't take the text's place right now, for the writer.
    pub blocked: Option<String>,
}
