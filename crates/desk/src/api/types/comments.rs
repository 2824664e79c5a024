//! Comments and conversations. What is written to readers is in `replies` and `answers`.

use afterword_model::{
    Author, BlogId, CommentId, CommentStatus, Moderation, PostId, ReaderId, RemoteId, Timestamp,
};
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
    /// Approved and held, readers' and the writer's.
    All,
    /// The writer's own.
    Mine,
    /// Other sites' links to the blog's posts.
    Pingbacks,
    /// Spam.
    Spam,
    /// The blog's trash.
    Trash,
}

/// The order of a list of comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CommentOrder {
    /// The newest at the top.
    #[default]
    NewestFirst,
    /// Whoever has waited longest at the top.
    OldestFirst,
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
    /// The order; left out: the newest first.
    #[serde(default)]
    #[ts(as = "Option<CommentOrder>", optional)]
    pub order: CommentOrder,
    /// Only those of one post.
    #[serde(default)]
    #[ts(optional)]
    pub post: Option<RemoteId>,
    /// Only those of one reader.
    #[serde(default)]
    #[ts(optional)]
    pub reader: Option<ReaderId>,
    /// Leaves out so many rows at the top.
    #[serde(default)]
    #[ts(as = "Option<u32>", optional)]
    pub offset: u32,
    /// At most so many rows.
    pub limit: u32,
}

/// A part of a list of comments.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentPage {
    /// The rows.
    pub rows: Vec<CommentRow>,
    /// How many the whole list has.
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
    /// Who it is by, across names; `null` for the writer's own.
    pub reader: Option<ReaderId>,
    /// The writer marked this reader as a regular.
    pub regular: bool,
    /// Another site's link to the post, not a reader's words.
    pub pingback: bool,
    /// A reply of the writer's to it waits in the outbox.
    pub waiting: bool,
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
    /// The blog's id for it: `ListComments.post`.
    pub remote: RemoteId,
    /// Whether it takes comments, as last seen; `null`: not known.
    pub comments_open: Option<bool>,
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
    /// Who that is across names: `reader_open`; `null` for the writer's own.
    pub reader: Option<ReaderId>,
    /// The writer marked this reader as a regular.
    pub regular: bool,
    /// Another site's link to the post, not a reader's words.
    pub pingback: bool,
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
    /// An answer to it is nested deeper than a theme usually shows: it will stand beside it.
    pub too_deep: bool,
}

/// Moderates comments, one or five hundred.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModerateComments {
    /// Which.
    pub comments: Vec<CommentId>,
    /// What to do with each.
    pub to: Moderation,
}

/// Where a comment stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Which.
    pub comment: CommentId,
    /// Where.
    pub status: CommentStatus,
}

/// What was moderated.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModeratedMany {
    /// Where those stood that moved; goes back in `UndoModeration`.
    pub before: Vec<Standing>,
    /// So many could not be moderated: they are not on the blog (any more).
    pub left_alone: u32,
}

/// Puts comments back to where they stood.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoModeration {
    /// From `ModeratedMany`.
    pub before: Vec<Standing>,
}

/// Says whether comments need a reply.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandleComments {
    /// Which.
    pub comments: Vec<CommentId>,
    /// True: they need none.
    pub handled: bool,
}
