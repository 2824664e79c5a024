//! A post's fields, where its versions are, and the words for that.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{OutboxState, RemoteId, TermId, Timestamp};

/// What a post has beside its body. Kept as JSON in the store: a field that is missing means its default,
/// and a default is left out, so that the same fields are always the same JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields = false)]
pub struct PostFields {
    /// The title, plain text.
    pub title: String,
    /// The last part of its address; empty: the blog makes it from the title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub slug: String,
    /// The summary in the writer's own words; empty: the blog cuts one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// Its categories, each once, ascending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<TermId>,
    /// Its tags by name, in the writer's order, each once however it is capitalised.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The picture that stands for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<Featured>,
    /// The blog's word for its kind (`aside`, `quote`, …); empty: standard.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Stays at the top of the blog.
    #[serde(skip_serializing_if = "is_false")]
    pub sticky: bool,
    /// Whether readers may comment; `None`: as the blog has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments_open: Option<bool>,
    /// Who may read it.
    #[serde(skip_serializing_if = "Visibility::is_public")]
    pub visibility: Visibility,
    /// Whose name stands under it, by the blog's id; `None`: the writer's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<RemoteId>,
    /// The date it is to carry; in the future: when it becomes public. `None`: the moment of publishing,
    /// or the one it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Timestamp>,
    /// How the body is written.
    #[serde(skip_serializing_if = "BodyKind::is_markdown")]
    pub body_kind: BodyKind,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl PostFields {
    /// Only a title.
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }
}

/// A post or a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostKind {
    /// A dated post.
    #[default]
    Post,
    /// A page, which has no categories, tags or format and is never sticky.
    Page,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BodyKind {
    /// Markdown, with sealed blocks where it can't say what the blog has.
    #[default]
    Markdown,
    /// The blog's own HTML, sent back as it is.
    Html,
}

impl BodyKind {
    /// Whether it is Markdown.
    pub fn is_markdown(&self) -> bool {
        *self == Self::Markdown
    }
}

/// Who may read a post once it is out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "to", content = "password")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Signed-in editors and its author.
    Private,
    /// Whoever has this password.
    Password(String),
}

impl Visibility {
    /// Whether everybody may read it.
    pub fn is_public(&self) -> bool {
        *self == Self::Public
    }
}

/// The picture that stands for a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "where", content = "id")]
pub enum Featured {
    /// A picture kept here, by its uuid; uploaded before the post goes out.
    Here(String),
    /// One that is on the blog already, by the blog's id.
    There(RemoteId),
}

/// What a press asks for. Only a press makes one; fields and dates never do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Intent {
    /// Keep it on the blog, unpublished.
    Draft,
    /// Submit it to an editor.
    Review,
    /// Make it public, or bring the public one up to date. With a date in the future it becomes
    /// scheduled, with [`Visibility::Private`] private.
    #[default]
    Public,
}

/// Moving a post on the blog without changing a word of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostMove {
    /// Take it off the blog; it stays there as a draft.
    Unpublish,
    /// Into the blog's trash.
    Trash,
    /// Out of the blog's trash, as a draft.
    Restore,
}

/// Everything beside title and text, as the blog holds it: what was last seen there is compared with this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireFields {
    /// The last part of its address.
    pub slug: String,
    /// Where it stands.
    pub status: PostStatus,
    /// Its date; of a draft that has none yet, the time of its last change.
    pub date: Timestamp,
    /// The summary, raw; empty when there is none.
    #[serde(default)]
    pub excerpt: String,
    /// Categories by the blog's ids, ascending.
    #[serde(default)]
    pub categories: Vec<RemoteId>,
    /// Tags by the blog's ids, ascending.
    #[serde(default)]
    pub tags: Vec<RemoteId>,
    /// The picture that stands for it.
    #[serde(default)]
    pub featured: Option<RemoteId>,
    /// Its kind; empty: standard.
    #[serde(default)]
    pub format: String,
    /// Stays at the top.
    #[serde(default)]
    pub sticky: bool,
    /// Readers may comment.
    #[serde(default)]
    pub comments_open: bool,
    /// Asked of readers; empty: none.
    #[serde(default)]
    pub password: String,
    /// Whose it is.
    #[serde(default)]
    pub author: Option<RemoteId>,
}

impl WireFields {
    /// The fields of a post that has nothing but these.
    pub fn new(slug: impl Into<String>, status: PostStatus, date: Timestamp) -> Self {
        Self {
            slug: slug.into(),
            status,
            date,
            excerpt: String::new(),
            categories: Vec::new(),
            tags: Vec::new(),
            featured: None,
            format: String::new(),
            sticky: false,
            comments_open: true,
            password: String::new(),
            author: None,
        }
    }
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
    /// Changed here and on the blog.
    ChangedInBoth,
    /// Needs you.
    NeedsYou,
}

/// What to say about a post, from its text's standing and the outbox row that carries it, if any.
pub fn whereabouts(sync: SyncState, outbox: Option<OutboxState>) -> Whereabouts {
    match (outbox, sync) {
        (Some(OutboxState::Sending | OutboxState::Unsure), _) => Whereabouts::Sending,
        (Some(OutboxState::Queued | OutboxState::OnHold), _) => Whereabouts::Waiting,
        (Some(OutboxState::Blocked | OutboxState::Failed), _) => Whereabouts::NeedsYou,
        (None, SyncState::Conflict) => Whereabouts::ChangedInBoth,
        (None, SyncState::LocalOnly) => Whereabouts::LocalOnly,
        (None, SyncState::Synced) => Whereabouts::OnBlog,
        (None, SyncState::Edited) => Whereabouts::ChangedHere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_an_older_version_keep_their_json() {
        let old = r#"{"title":"Slow mail"}"#;
        let fields: PostFields = serde_json::from_str(old).unwrap();
        assert_eq!(fields, PostFields::titled("Slow mail"));
        assert_eq!(serde_json::to_string(&fields).unwrap(), old, "its digest would change");
    }

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
            (SyncState::Conflict, None, Whereabouts::ChangedInBoth),
            (SyncState::Conflict, Some(OutboxState::Blocked), Whereabouts::NeedsYou),
        ];
        for (sync, outbox, expected) in table {
            assert_eq!(whereabouts(sync, outbox), expected, "{sync:?} {outbox:?}");
        }
    }
}
