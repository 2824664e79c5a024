//! Where the writer was in a post, its goal, own posts to link to, and snippets.

use afterword_model::{BlogId, PostId, SnippetId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the writer was in a post. Offsets are UTF-16 and may lie past the end of the text.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostPlace {
    /// Where the selection began.
    pub anchor: u32,
    /// Where the cursor is.
    pub head: u32,
    /// What stood at the upper edge.
    pub top: u32,
    /// How many words it is meant to have.
    pub goal: Option<u32>,
}

/// Where the writer is now.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPostPlace {
    /// The post.
    pub post: PostId,
    /// Where the selection began.
    pub anchor: u32,
    /// Where the cursor is.
    pub head: u32,
    /// What stands at the upper edge.
    pub top: u32,
}

/// How long a post is meant to be.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPostGoal {
    /// The post.
    pub post: PostId,
    /// In words; `null`: no goal.
    pub goal: Option<u32>,
}

/// Own posts to look for by title.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindTitled {
    /// The blog.
    pub blog: BlogId,
    /// Words of the title or their beginnings; empty: the last changed posts.
    pub typed: String,
}

/// An own post or page that can be linked to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TitledPost {
    /// Its id.
    pub id: PostId,
    /// Its title.
    pub title: String,
    /// Its address, once readers find it there or will by themselves.
    pub link: Option<String>,
}

/// A text that the writer puts into posts by a short name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Snippet {
    /// Its id.
    pub id: SnippetId,
    /// What is typed for it.
    pub name: String,
    /// The text, with placeholders such as `$1`, `${2:name}` or `$DATE`.
    pub text: String,
}

/// A snippet to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PutSnippet {
    /// `null`: a new one.
    pub id: Option<SnippetId>,
    /// One word.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Names a snippet.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForSnippet {
    /// Which.
    pub id: SnippetId,
}
