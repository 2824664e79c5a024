//! A post that was changed here and on the blog: both versions, what they grew from, and the settlement.

use afterword_model::{PostFields, PostId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ChangedField;

/// A post's fields and text at one place.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Title and everything else beside the text.
    #[serde(serialize_with = "super::fields::whole")]
    pub fields: PostFields,
    /// The text.
    pub body: String,
}

/// The versions of a post that was changed in both places.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// What both grew from, when it is known.
    pub base: Option<Version>,
    /// What is here.
    pub mine: Version,
    /// What the blog has.
    pub theirs: Version,
    /// Both together; where they clash, what is here.
    pub merged: Version,
    /// When the blog says its version changed.
    pub changed_at: Timestamp,
    /// Places in the text that were changed differently, in order.
    pub clashes: Vec<Clash>,
    /// Fields that were changed differently.
    pub clashing_fields: Vec<ChangedField>,
    /// The local text's number; goes back in `SettleConflict`.
    #[ts(type = "number")]
    pub version: i64,
}

/// A place that was changed differently.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Clash {
    /// As it is here.
    pub mine: String,
    /// As it was.
    pub base: String,
    /// As the blog has it.
    pub theirs: String,
}

/// What the writer settled on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettleConflict {
    /// The post.
    pub post: PostId,
    /// Its fields.
    pub fields: PostFields,
    /// Its text.
    pub body: String,
    /// From `ConflictView`.
    #[ts(type = "number")]
    pub version: i64,
}
