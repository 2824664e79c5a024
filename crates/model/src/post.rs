//! A post's fields, where its versions are, and the words for that.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::OutboxState;

/// What a post has beside its body. Kept as JSON in the store: a field that is missing means its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct PostFields {
    /// The title, plain text.
    pub title: String,
}

/// A post's standing on the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostStatus {
    /// There, but not public.
    Draft,
    /// Waiting for an editor.
    Pending,
    /// Public at a later time.
    Scheduled,
    /// Public.
    Published,
    /// Public to few.
    Private,
    /// In the blog's trash.
    Trash,
}

/// How the local text stands to the last synced one; a view in the store computes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SyncState {
    /// Never sent.
    LocalOnly,
    /// Same text here as last sent.
    Synced,
    /// Changed here since.
    Edited,
    /// Changed on the blog since, and that version waits for the writer.
    Conflict,
}

/// Where the newest words of a post are, as the writer reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Whereabouts {
    /// On this computer only.
    LocalOnly,
    /// Waiting to send.
    Waiting,
    /// Sending.
    Sending,
    /// On the blog.
    OnBlog,
    /// Changed here.
    ChangedHere,
    /// Needs you.
    NeedsYou,
}

/// What to say about a post, from its text's standing and the outbox row that carries it, if any.
pub fn whereabouts(sync: SyncState, outbox: Option<OutboxState>) -> Whereabouts {
    match (outbox, sync) {
        (Some(OutboxState::Sending | OutboxState::Unsure), _) => Whereabouts::Sending,
        (Some(OutboxState::Queued), _) => Whereabouts::Waiting,
        (Some(OutboxState::Blocked | OutboxState::Failed), _) | (None, SyncState::Conflict) => {
            Whereabouts::NeedsYou
        }
        (None, SyncState::LocalOnly) => Whereabouts::LocalOnly,
        (None, SyncState::Synced) => Whereabouts::OnBlog,
        (None, SyncState::Edited) => Whereabouts::ChangedHere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outbox_speaks_before_the_text() {
        let table = [
            (SyncState::LocalOnly, None, Whereabouts::LocalOnly),
            (SyncState::LocalOnly, Some(OutboxState::Queued), Whereabouts::Waiting),
            (SyncState::Edited, Some(OutboxState::Sending), Whereabouts::Sending),
            (SyncState::Edited, Some(OutboxState::Unsure), Whereabouts::Sending),
            (SyncState::Synced, Some(OutboxState::Blocked), Whereabouts::NeedsYou),
            (SyncState::Synced, Some(OutboxState::Failed), Whereabouts::NeedsYou),
            (SyncState::Synced, None, Whereabouts::OnBlog),
            (SyncState::Edited, None, Whereabouts::ChangedHere),
            (SyncState::Conflict, None, Whereabouts::NeedsYou),
        ];
        for (sync, outbox, expected) in table {
            assert_eq!(whereabouts(sync, outbox), expected, "{sync:?} {outbox:?}");
        }
    }
}
