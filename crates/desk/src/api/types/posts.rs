//! Posts and pages: lists, one open, saving.

use afterword_model::{
    BlogId, PostFields, PostId, PostKind, PostStatus, TermId, Timestamp, Whereabouts,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OutboxItem;

/// Names a post.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForPost {
    /// Which.
    pub post: PostId,
}

/// A post to begin.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreatePost {
    /// The blog it is for.
    pub blog: BlogId,
    /// Post or page; left out: a post.
    #[ts(optional)]
    pub kind: Option<PostKind>,
}

/// A list of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostFolder {
    /// Posts that readers can't see: here only, drafts on the blog, submitted ones.
    Drafts,
    /// Posts that become public later.
    Scheduled,
    /// Posts that are public, or public to few.
    Published,
    /// Pages, wherever they stand.
    Pages,
    /// In the trash, here or on the blog.
    Trash,
}

/// The order of a list of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostOrder {
    /// The last changed at the top.
    Changed,
    /// The newest date on the blog at the top.
    Date,
    /// By title.
    Title,
}

/// How a post stands, as lists are narrowed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostStanding {
    /// On this computer only.
    OnlyHere,
    /// A draft on the blog.
    Draft,
    /// Waits for an editor.
    Pending,
    /// Private.
    Private,
    /// Changed here.
    Edited,
    /// In the outbox.
    Waiting,
    /// Changed in both, or stuck in the outbox.
    NeedsYou,
}

/// Which posts to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPosts {
    /// The blog.
    pub blog: BlogId,
    /// The folder.
    pub folder: PostFolder,
    /// Words that title or body contain, and filters such as `tag:travel`; empty for all.
    pub search: String,
    /// The order; left out: as the folder says.
    #[ts(optional)]
    pub order: Option<PostOrder>,
    /// The other way round; left out: no.
    #[ts(optional)]
    pub reversed: Option<bool>,
    /// Only what stands like this.
    #[ts(optional)]
    pub standing: Option<PostStanding>,
    /// Only posts of this category or one below it.
    #[ts(optional)]
    pub category: Option<TermId>,
    /// Leaves out so many rows at the top.
    pub offset: u32,
    /// At most so many rows.
    pub limit: u32,
}

/// A part of a list of posts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostPage {
    /// The rows.
    pub rows: Vec<PostRow>,
    /// How many the whole list has.
    pub total: u32,
}

/// A post in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Post or page.
    pub kind: PostKind,
    /// Its title; may be empty.
    pub title: String,
    /// First words of its text, plain.
    pub excerpt: String,
    /// Where its newest words are.
    pub whereabouts: Whereabouts,
    /// Its standing on the blog, as last seen.
    pub remote_status: Option<PostStatus>,
    /// Its date on the blog: when it became or becomes public.
    pub published_at: Option<Timestamp>,
    /// When it was last changed here.
    pub changed_at: Timestamp,
    /// In the trash: when it is removed from this computer for good, if it is.
    pub goes_at: Option<Timestamp>,
}

/// A post, open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostDocument {
    /// Its id.
    pub id: PostId,
    /// The blog it is for.
    pub blog: BlogId,
    /// Post or page.
    pub kind: PostKind,
    /// Title and everything else beside the text.
    #[serde(serialize_with = "super::fields::whole")]
    pub fields: PostFields,
    /// Its Markdown, or the blog's HTML where `fields.bodyKind` says so.
    pub body: String,
    /// The text's number, counted up by each save; goes back in `SavePost`.
    #[ts(type = "number")]
    pub version: i64,
    /// When it was last saved on this computer.
    pub saved_at: Timestamp,
    /// Where its newest words are.
    pub whereabouts: Whereabouts,
    /// The outbox row that carries it, if any.
    pub sending: Option<OutboxItem>,
    /// Its standing on the blog, as last seen; `null`: never reached it.
    pub remote_status: Option<PostStatus>,
    /// Its date on the blog: when it became or becomes public.
    pub published_at: Option<Timestamp>,
    /// Its address on the blog, once public.
    pub link: Option<String>,
    /// In the trash, here or on the blog.
    pub trashed: bool,
    /// In the trash: when it is removed from this computer for good, if it is.
    pub goes_at: Option<Timestamp>,
    /// Readers have it, or will by themselves: the button says Update.
    pub on_blog: bool,
    /// Somebody changed it on the blog and that version waits for the writer: offer the comparison.
    pub is_changed_there: bool,
    /// The blog's changes came into this text by themselves, and the writer has not said that they know:
    /// the revision that has the text as it was before.
    #[ts(type = "number | null")]
    pub merged_from: Option<i64>,
}

/// What is in the window now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavePost {
    /// The post.
    pub post: PostId,
    /// Title and everything else beside the text.
    pub fields: PostFields,
    /// The text.
    pub body: String,
    /// The version this text grew from. Where the stored one is newer, both are merged and come back in
    /// `SavedPost.merged`; when they can't be, the error `changedElsewhere` comes back, and this text is
    /// kept as a revision.
    #[ts(type = "number")]
    pub version: i64,
    /// The writer has seen that both changed the same place and keeps theirs: it takes the stored text's
    /// place, which is kept as a revision. Left out: no.
    #[serde(default)]
    #[ts(optional)]
    pub force: Option<bool>,
}

/// It is on disk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedPost {
    /// The text's new number.
    #[ts(type = "number")]
    pub version: i64,
    /// When.
    pub saved_at: Timestamp,
    /// Where its newest words are now.
    pub whereabouts: Whereabouts,
    /// What was saved, when it is not what was handed over: the stored text had become newer meanwhile.
    pub merged: Option<PostDocument>,
}
