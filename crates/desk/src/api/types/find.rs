//! Finding: everything at once by what was typed, and what can be done to many posts of a list.

use afterword_model::{
    BlogId, CommentId, CommentStatus, PostId, PostKind, PostStatus, TermId, Timestamp, Whereabouts,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ListPosts, PostFolder};

/// What to find.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Find {
    /// On this blog.
    pub blog: BlogId,
    /// Words, "phrases" and filters, as typed; empty: what was opened last.
    pub typed: String,
    /// At most so many posts and so many comments.
    pub limit: u32,
}

/// What was found, the best first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Posts and pages.
    pub posts: Vec<FoundPost>,
    /// How many there are, up to `most`.
    pub posts_total: u32,
    /// Comments and answers.
    pub comments: Vec<FoundComment>,
    /// How many there are, up to `most`.
    pub comments_total: u32,
    /// Nothing counts further than this.
    pub most: u32,
    /// Filters that could not be used as they were meant.
    pub odd: Vec<OddFilter>,
}

/// A filter that could not be used as it was meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "what", content = "text")]
pub enum OddFilter {
    /// There is none of this name; it was searched for as words.
    Name(String),
    /// There is no such place.
    Place(String),
    /// That is no date.
    Date(String),
}

/// A piece of text and what was found in it: pairs of places in UTF-16 units, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkedText {
    /// Plain text.
    pub text: String,
    /// From and to, each.
    pub marks: Vec<(u32, u32)>,
}

/// A post that was found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundPost {
    /// Its id.
    pub id: PostId,
    /// Post or page.
    pub kind: PostKind,
    /// The list it is in.
    pub folder: PostFolder,
    /// Its title; may be empty.
    pub title: MarkedText,
    /// Its text around the place.
    pub snippet: MarkedText,
    /// The place in its text, in UTF-16 units.
    pub place: Option<(u32, u32)>,
    /// Where its newest words are.
    pub whereabouts: Whereabouts,
    /// Its standing on the blog, as last seen.
    pub remote_status: Option<PostStatus>,
    /// Its date on the blog.
    pub published_at: Option<Timestamp>,
    /// When it was last changed here.
    pub changed_at: Timestamp,
}

/// A comment that was found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundComment {
    /// Its id.
    pub id: CommentId,
    /// Who wrote it.
    pub author: MarkedText,
    /// The writer did.
    pub mine: bool,
    /// What it is about.
    pub post_title: String,
    /// Its text around the place.
    pub snippet: MarkedText,
    /// Where it stands.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Something was opened; one of the two.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoteOpened {
    /// The blog.
    pub blog: BlogId,
    /// This post.
    #[ts(optional)]
    pub post: Option<PostId>,
    /// This comment.
    #[ts(optional)]
    pub comment: Option<CommentId>,
}

/// Names a folder of posts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForFolder {
    /// The blog.
    pub blog: BlogId,
    /// The folder.
    pub folder: PostFolder,
}

/// A month with posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostMonth {
    /// As filters take it: `2025-03`.
    pub month: String,
    /// How many posts it has.
    pub posts: u32,
}

/// A whole list, however long.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListedIds {
    /// Its posts, in its order.
    pub posts: Vec<PostId>,
    /// What was asked, for the window to compare.
    pub asked: ListPosts,
}

/// Names posts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForPosts {
    /// Which.
    pub posts: Vec<PostId>,
}

/// What was done to many posts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DoneToPosts {
    /// To these.
    pub posts: Vec<PostId>,
    /// Not to so many that are on the blog: they go there by themselves, one at a time.
    pub on_blog: u32,
    /// Not to so many that wait in the outbox.
    pub in_outbox: u32,
}

/// Tags and categories for many posts, here only.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelPosts {
    /// Which.
    pub posts: Vec<PostId>,
    /// Tags to add, by name.
    pub add_tags: Vec<String>,
    /// Tags to take away, by name.
    pub remove_tags: Vec<String>,
    /// Categories to add.
    pub add_categories: Vec<TermId>,
    /// Categories to take away.
    pub remove_categories: Vec<TermId>,
}

/// What the labels of posts were before: goes back in `UnlabelPosts`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelledPosts {
    /// Of the posts that were changed.
    pub before: Vec<PostLabels>,
    /// So many were left alone: pages, posts in the outbox, and such as it was so already.
    pub left_alone: u32,
}

/// A post's tags and categories.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostLabels {
    /// The post.
    pub post: PostId,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its categories.
    pub categories: Vec<TermId>,
}

/// Gives posts back the labels they had.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlabelPosts {
    /// From `LabelledPosts`.
    pub before: Vec<PostLabels>,
}
