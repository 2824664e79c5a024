//! What waits to be sent.

use afterword_model::{
    BlogId, CommentId, Moderation, OpKind, OutboxId, OutboxState, PostId, Problem, Timestamp,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a row of the outbox.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForItem {
    /// Which.
    pub item: OutboxId,
}

/// A new text for a queued reply.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EditReply {
    /// The row.
    pub item: OutboxId,
    /// The new text.
    pub text: String,
}

/// Something is in the outbox.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Queued {
    /// The row.
    pub item: OutboxId,
    /// Until when it can be taken back before anything is sent; `null`: it goes at once.
    pub until: Option<Timestamp>,
}

/// A row of the outbox, for the writer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxItem {
    /// Its id.
    pub id: OutboxId,
    /// The blog it goes to.
    pub blog: BlogId,
    /// What it is.
    pub kind: OpKind,
    /// What a moderation does.
    pub moderation: Option<Moderation>,
    /// Who or what it concerns: a post's title, a reader's name, a picture's file name.
    pub subject: String,
    /// Where: the post's title for a reply.
    pub about: String,
    /// First words of what will be sent.
    pub excerpt: String,
    /// Where it stands.
    pub state: OutboxState,
    /// What stands in the way, if anything.
    pub problem: Option<Problem>,
    /// Tries so far.
    pub attempts: u32,
    /// Not before this time.
    pub not_before: Option<Timestamp>,
    /// How far an upload is that goes out right now.
    pub progress: Option<UploadProgress>,
    /// When the button was pressed.
    pub created_at: Timestamp,
    /// The post, to open.
    pub post: Option<PostId>,
    /// The comment, to open.
    pub comment: Option<CommentId>,
    /// What the writer may do about it now.
    pub choices: Vec<Choice>,
    /// Its place in the order of going out, from 1; 0: not before the writer did something.
    pub place: u32,
    /// What has to happen first, in a sentence.
    pub waits_for: Option<String>,
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UploadProgress {
    /// Bytes that have gone out.
    #[ts(type = "number")]
    pub sent: u64,
    /// Bytes in all.
    #[ts(type = "number")]
    pub total: u64,
}

/// What a writer may do about a row of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// `reply_edit`: change the text.
    Edit,
    /// `outbox_take_back`: it is not sent; text becomes a draft again.
    TakeBack,
    /// `outbox_retry`: try now.
    Retry,
    /// `outbox_hold`: it waits until it is released.
    Hold,
    /// `outbox_release`: it goes when its turn comes.
    Release,
    /// `outbox_send_now`: without the time to undo it.
    SendNow,
    /// `outbox_send_mine`: replace the blog's changed version by this one, publish as new what is gone, or
    /// send a reply though the conversation went on.
    SendMine,
    /// `outbox_take_theirs`: the blog's version becomes the one here; this one is kept as a revision.
    TakeTheirs,
    /// The conflict view (`conflict_open`): compare, merge, settle.
    Settle,
    /// The connect sheet, for a new password.
    SignIn,
}
