//! Posts, the preview and pictures.

use afterword_model::{BlogId, PostId, Timestamp, Whereabouts};
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

/// A list of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostFolder {
    /// Not on the blog.
    Drafts,
    /// On the blog.
    Published,
    /// Trashed here.
    Trash,
}

/// Which posts to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPosts {
    /// The blog.
    pub blog: BlogId,
    /// The folder.
    pub folder: PostFolder,
    /// Words that title or body contain; empty for all.
    pub search: String,
}

/// A post in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its title; may be empty.
    pub title: String,
    /// First words of its text, plain.
    pub excerpt: String,
    /// Where its newest words are.
    pub whereabouts: Whereabouts,
    /// When it was last changed here.
    pub changed_at: Timestamp,
}

/// A post, open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostDocument {
    /// Its id.
    pub id: PostId,
    /// The blog it is for.
    pub blog: BlogId,
    /// Its title.
    pub title: String,
    /// Its Markdown.
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
    /// Its address on the blog, once public.
    pub link: Option<String>,
    /// In the trash here.
    pub trashed: bool,
    /// Has been sent to the blog: the button says Update.
    pub on_blog: bool,
}

/// The text as it is in the window now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavePost {
    /// The post.
    pub post: PostId,
    /// The title.
    pub title: String,
    /// The Markdown.
    pub body: String,
    /// The version this text grew from. If the stored one is newer, the error `changedElsewhere` comes
    /// back, and this text is kept as a revision.
    #[ts(type = "number")]
    pub version: i64,
}

/// The row is on disk.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedPost {
    /// The text's new number.
    #[ts(type = "number")]
    pub version: i64,
    /// When.
    pub saved_at: Timestamp,
    /// Where its newest words are now.
    pub whereabouts: Whereabouts,
}

/// Text to preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenderPreview {
    /// The Markdown.
    pub body: String,
}

/// A preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Clean HTML. Pictures from the store carry `data-media="<uuid>"` and no `src`.
    pub html: String,
    /// Words in the text.
    pub words: u32,
    /// Minutes to read, at least 1.
    pub minutes: u32,
}

/// A picture to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPicture {
    /// The post it is for.
    pub post: PostId,
    /// The file's name.
    pub file_name: String,
    /// The bytes, base64 (standard alphabet).
    pub base64: String,
}

/// A picture that is kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddedPicture {
    /// Its name in bodies.
    pub uuid: String,
    /// What to put into the body.
    pub markdown: String,
}
