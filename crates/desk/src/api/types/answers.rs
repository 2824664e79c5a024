//! The answer sheet: all who wait, on one page.

use afterword_model::{BlogId, CommentId, CommentStatus, ReaderId, RemoteId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommentOrder;

/// Whose turns the sheet holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "of")]
pub enum AnswerScope {
    /// Everybody who waits.
    All,
    /// Who wrote today, by this computer's clock.
    Today,
    /// Who waits under one post.
    Post {
        /// By the blog's id.
        post: RemoteId,
    },
}

/// Opens the sheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenAnswers {
    /// The blog.
    pub blog: BlogId,
    /// Whose turns.
    pub scope: AnswerScope,
    /// The order.
    pub order: CommentOrder,
    /// At most so many rows.
    pub limit: u32,
}

/// Readers who wait, each with a box to answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerSheet {
    /// They.
    pub rows: Vec<AnswerRow>,
    /// How many wait in all.
    pub total: u32,
    /// How long readers usually wait for an answer, in minutes.
    pub usual_wait_minutes: Option<u32>,
}

/// A reader who waits.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRow {
    /// The comment.
    pub comment: CommentId,
    /// Who wrote it, across names.
    pub reader: Option<ReaderId>,
    /// The name given.
    pub author: String,
    /// The writer marked this reader as a regular.
    pub regular: bool,
    /// The post's title.
    pub post_title: String,
    /// The post, by the blog's id.
    pub post: RemoteId,
    /// Clean HTML, without pictures.
    pub html: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// First words of what it answers, with the name; `null` for a comment on the post itself.
    pub before: Option<AnswerBefore>,
    /// A half-written reply.
    pub draft: String,
    /// The greeting, filled in; an empty box opens with it.
    pub opening: String,
    /// The sign-off, filled in; an empty box closes with it.
    pub closing: String,
}

/// What a comment answers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerBefore {
    /// Who wrote that.
    pub author: String,
    /// The writer did.
    pub mine: bool,
    /// First words, plain text.
    pub excerpt: String,
}
