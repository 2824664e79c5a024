//! Identifiers. Ours are row numbers in the local store; a [`RemoteId`] is the blog service's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "number")]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

id! {
    /// A connected blog.
    BlogId;
    /// A post in the local store, sent or not.
    PostId;
    /// A comment in the local store, a reader's or ours, sent or not.
    CommentId;
    /// A reader of a blog, by whatever names they wrote.
    ReaderId;
    /// A picture in the local store.
    MediaId;
    /// A category or tag in the local store.
    TermId;
    /// A text kept for replies.
    SavedReplyId;
    /// A text with a short name, for posts.
    SnippetId;
    /// A row of the outbox. Never used again, so it also names the row's receipt history.
    OutboxId;
    /// A receipt for something that was sent.
    ReceiptId;
}

/// An id given by the blog service, kept as the service writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct RemoteId(pub String);

impl RemoteId {
    /// The id as the service writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<u64> for RemoteId {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

impl std::fmt::Display for RemoteId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
