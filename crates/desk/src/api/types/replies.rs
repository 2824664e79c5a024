//! Answering readers: drafts, replies that go out, changing one that is out, manners and saved replies.

use afterword_model::{BlogId, CommentId, OutboxId, SavedReplyId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// Approves a held comment first: both go out in this order, or neither. Left out: no.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub approve: bool,
}

/// Replies to send, from the answer sheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueueReplies {
    /// They.
    pub replies: Vec<QueueReply>,
}

/// One of several replies is in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueuedReply {
    /// The comment it answers.
    pub comment: CommentId,
    /// Its row.
    pub item: OutboxId,
}

/// Why a reply of several was not queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SkippedWhy {
    /// There is nothing in it.
    Empty,
    /// Only a greeting, a sign-off, or both.
    OnlyManners,
    /// The comment stands where it can't be answered.
    CannotBeAnswered,
}

/// A reply that was not queued. Its text is where it was.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// The comment it was to answer.
    pub comment: CommentId,
    /// Why.
    pub why: SkippedWhy,
    /// The same for the writer.
    pub message: String,
}

/// What became of several replies.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueuedMany {
    /// Those in the outbox.
    pub queued: Vec<QueuedReply>,
    /// Until when they can be taken back before anything is sent; `null`: they go at once.
    pub until: Option<Timestamp>,
    /// The others.
    pub skipped: Vec<Skipped>,
}

/// A reply to look at before it goes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckReply {
    /// The comment it answers.
    pub comment: CommentId,
    /// The text.
    pub text: String,
}

/// What a reply will be.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplyCheck {
    /// Clean HTML, as the blog will show it.
    pub html: String,
    /// What deserves a look.
    pub remarks: Vec<ReplyRemark>,
}

/// Something about a reply that deserves a look before it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplyRemark {
    /// What kind.
    pub kind: ReplyRemarkKind,
    /// For the writer.
    pub message: String,
}

/// Kinds of remarks. The first two are refusals: such a reply is not queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReplyRemarkKind {
    /// There is nothing in it.
    Empty,
    /// Only a greeting, a sign-off, or both.
    OnlyManners,
    /// It greets somebody else.
    WrongName,
    /// The post takes no more comments.
    CommentsClosed,
    /// Nested deeper than a theme usually shows.
    TooDeep,
    /// The blog keeps no such marks in replies; they become plain text.
    MarksDropped,
}

/// A reply of the writer's that is on the blog, as a text to edit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplySource {
    /// Markdown.
    pub text: String,
    /// The HTML it was made from; goes back in `ChangeReply`.
    pub before: String,
}

/// Another text for a reply that is on the blog.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeReply {
    /// The reply.
    pub comment: CommentId,
    /// The new text.
    pub text: String,
    /// From `ReplySource`: what the writer saw when they began.
    pub before: String,
}

/// How the writer opens and closes replies on a blog. `{name}` stands for the reader's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Manners {
    /// What an answer opens with (`Hello {name}.`); may be empty.
    pub greeting: String,
    /// What it closes with; may be empty.
    pub sign_off: String,
    /// Where the two come from.
    pub from: MannersFrom,
    /// What the writer's own replies have shown; `null`: they don't agree, or are too few.
    pub learned_greeting: Option<String>,
    /// The same for the closing.
    pub learned_sign_off: Option<String>,
    /// Boxes of the answer sheet open with them.
    pub on: bool,
}

/// Where greeting and sign-off come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MannersFrom {
    /// The writer's own template.
    Written,
    /// Read off the writer's own replies, on this computer.
    Learned,
    /// There are none.
    None,
}

/// The writer's template for a blog.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetManners {
    /// The blog.
    pub blog: BlogId,
    /// The greeting; `null` for both: what was learned counts again.
    pub greeting: Option<String>,
    /// The sign-off.
    pub sign_off: Option<String>,
    /// Boxes of the answer sheet open with them.
    pub on: bool,
}

/// A text kept for replies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedReply {
    /// Its id.
    pub id: SavedReplyId,
    /// What the writer calls it.
    pub name: String,
    /// Markdown; `{name}` and `{post}` are filled in.
    pub text: String,
}

/// Names a saved reply.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForSavedReply {
    /// Which.
    pub id: SavedReplyId,
}

/// A saved reply, new or changed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PutSavedReply {
    /// Which to change; `null`: a new one.
    pub id: Option<SavedReplyId>,
    /// What the writer calls it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Fills a saved reply in for a comment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FillSavedReply {
    /// Which.
    pub id: SavedReplyId,
    /// The comment it is to answer.
    pub comment: CommentId,
}

/// A saved reply, filled in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilledReply {
    /// The text.
    pub text: String,
}

/// Makes a draft post of a comment, and of what the writer began to answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostFromComment {
    /// The comment to quote.
    pub comment: CommentId,
    /// The answer so far, Markdown.
    pub answer: Option<String>,
}
