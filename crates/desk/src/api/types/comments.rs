//! Comments, conversations and replies.

use afterword_model::{Author, BlogId, CommentId, CommentStatus, Moderation, PostId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OutboxItem;

/// Names a comment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForComment {
    /// Which.
    pub comment: CommentId,
}

/// A list of comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CommentFolder {
    /// Readers' turns without an answer.
    Unanswered,
    /// Held for review.
    Held,
    /// Approved and held.
    All,
    /// Spam.
    Spam,
    /// The blog's trash.
    Trash,
}

/// Which comments to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListComments {
    /// The blog.
    pub blog: BlogId,
    /// The folder.
    pub folder: CommentFolder,
    /// Words that text or author contain; empty for all.
    pub search: String,
    /// At most so many rows, newest first.
    pub limit: u32,
}

/// Comments of a folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentList {
    /// The rows, newest first.
    pub rows: Vec<CommentRow>,
    /// How many there are in all.
    pub total: u32,
}

/// A comment in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentRow {
    /// Its id.
    pub id: CommentId,
    /// Who wrote it.
    pub author: String,
    /// First words, plain text.
    pub excerpt: String,
    /// The post's title.
    pub post_title: String,
    /// Where it stands; a queued moderation counts already.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// Written by the writer.
    pub mine: bool,
    /// The reader's first comment on this blog, as far as is known here.
    pub first: bool,
    /// A half-written reply is kept for it.
    pub has_draft: bool,
}

/// All of a post's conversation around a comment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// The blog.
    pub blog: BlogId,
    /// The post.
    pub post: ConversationPost,
    /// Its comments, each followed by the answers to it; oldest first among siblings.
    pub turns: Vec<Turn>,
    /// Comments of that post in spam or trash that are not shown.
    pub hidden: u32,
}

/// The post that a conversation belongs to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPost {
    /// Its title; empty until it is known.
    pub title: String,
    /// Its address.
    pub link: Option<String>,
    /// Its date.
    pub published_at: Option<Timestamp>,
    /// The post here, when it was written here.
    pub local: Option<PostId>,
}

/// One turn of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    /// The comment.
    pub id: CommentId,
    /// 0 for a comment on the post itself.
    pub depth: u32,
    /// Who wrote it. Strangers' words: text, never HTML.
    pub author: Author,
    /// Written by the writer.
    pub mine: bool,
    /// Clean HTML, without pictures.
    pub html: String,
    /// Where it stands; a queued moderation counts already.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// Its address on the blog.
    pub link: Option<String>,
    /// No later turn of the writer's under it.
    pub unanswered: bool,
    /// The writer said that it needs no reply.
    pub handled: bool,
    /// A reply of ours that is still in the outbox.
    pub sending: Option<OutboxItem>,
    /// A moderation of it that is still in the outbox.
    pub moderating: Option<OutboxItem>,
    /// The text of our reply as typed, while it can still be edited.
    pub text: Option<String>,
    /// A half-written reply to it, kept through anything.
    pub draft: String,
}

/// A half-written reply.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveReplyDraft {
    /// The comment it answers.
    pub comment: CommentId,
    /// The text; empty to forget it.
    pub text: String,
}

/// A reply to send.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueueReply {
    /// The comment it answers.
    pub comment: CommentId,
    /// The text: Markdown of which inline marks and paragraphs survive.
    pub text: String,
}

/// Moderates a comment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModerateComment {
    /// Which.
    pub comment: CommentId,
    /// What to do.
    pub to: Moderation,
}

/// Says whether a comment needs a reply.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandleComment {
    /// Which.
    pub comment: CommentId,
    /// True: it needs none.
    pub handled: bool,
}
