//! What a blog offers to choose from, and the writer's settings for it.

use afterword_model::{BlogId, RemoteId, Term, TermId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A blog's categories and tags, those made here among them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TermLists {
    /// By name; the tree is in their parents.
    pub categories: Vec<Term>,
    /// By name.
    pub tags: Vec<Term>,
}

/// Makes a category here; the blog gets it with the first post that uses it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddCategory {
    /// The blog.
    pub blog: BlogId,
    /// Its name.
    pub name: String,
    /// The category above it.
    pub parent: Option<TermId>,
}

/// Somebody whose name may stand under a post.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuthorChoice {
    /// The blog's id.
    pub id: RemoteId,
    /// The name.
    pub name: String,
}

/// How posts and pictures of a blog are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct BlogSettings {
    /// Posts go out as plain HTML instead of blocks.
    pub classic_html: bool,
    /// Pictures are made no larger than this on their long side, in pixels; 0: never made smaller.
    pub picture_limit: u32,
    /// What the camera wrote into pictures (place, time, model) stays in them.
    pub keep_camera_data: bool,
}

impl Default for BlogSettings {
    fn default() -> Self {
        Self { classic_html: false, picture_limit: 2560, keep_camera_data: false }
    }
}

/// New settings for a blog.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetBlogSettings {
    /// The blog.
    pub blog: BlogId,
    /// All of them.
    pub settings: BlogSettings,
}
