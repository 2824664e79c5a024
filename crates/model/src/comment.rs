//! A comment, a reader's or the writer's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{BlogId, CommentId, ReaderId, RemoteId, Timestamp};

/// Where a comment stands on the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CommentStatus {
    /// Public.
    Approved,
    /// Held for review.
    Held,
    /// Marked as spam.
    Spam,
    /// In the blog's trash.
    Trash,
    /// No longer on the blog. The words stay here.
    Deleted,
}

/// What a comment is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CommentKind {
    /// Somebody's words.
    #[default]
    Comment,
    /// Another site's notice that it links to the post, by whatever protocol. Nobody waits for an answer.
    Pingback,
}

/// What a writer can do to a comment's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Moderation {
    /// Make it public.
    Approve,
    /// Hold it for review again.
    Unapprove,
    /// Mark it as spam.
    Spam,
    /// Move it to the blog's trash.
    Trash,
}

impl Moderation {
    /// The standing it leads to.
    pub fn status(self) -> CommentStatus {
        match self {
            Self::Approve => CommentStatus::Approved,
            Self::Unapprove => CommentStatus::Held,
            Self::Spam => CommentStatus::Spam,
            Self::Trash => CommentStatus::Trash,
        }
    }
}

/// Who wrote a comment. All text is a stranger's: show it as text, never as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Author {
    /// The name given.
    pub name: String,
    /// The web address given, unchecked.
    pub url: Option<String>,
    /// The user's id on the blog, when it was written while signed in.
    pub remote_id: Option<RemoteId>,
    /// The hash by which the service's avatar address names the e-mail address; `None` when there is none.
    /// It tells readers apart and stays here: no window gets it.
    #[serde(skip)]
    pub face: Option<String>,
}

/// A comment as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Our id.
    pub id: CommentId,
    /// Ours for ever, made with the row.
    pub uuid: Uuid,
    /// The blog.
    pub blog: BlogId,
    /// The blog's id; `None` for a reply that is still in the outbox.
    pub remote_id: Option<RemoteId>,
    /// What it is.
    pub kind: CommentKind,
    /// The post it belongs to, by the blog's id.
    pub post: RemoteId,
    /// The comment it answers, when that one is here.
    pub parent: Option<CommentId>,
    /// The comment it answers, by the blog's id.
    pub parent_remote: Option<RemoteId>,
    /// Who wrote it.
    pub author: Author,
    /// The reader that this is.
    pub reader: Option<ReaderId>,
    /// True when the writer wrote it.
    pub mine: bool,
    /// HTML as the blog gave it, not cleaned. A queued reply has its own text here, rendered.
    pub html: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// When it was written, by the blog's clock.
    pub written_at: Timestamp,
    /// Its address on the blog.
    pub link: Option<String>,
    /// When the writer said that it needs no reply.
    pub handled_at: Option<Timestamp>,
}
