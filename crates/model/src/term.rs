//! Categories and tags.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{BlogId, RemoteId, TermId};

/// The two kinds of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Taxonomy {
    /// A tree; a post has at least one on the blog.
    Category,
    /// Flat, made by name.
    Tag,
}

/// A category or tag, known from the blog or made here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// Our id.
    pub id: TermId,
    /// The blog.
    pub blog: BlogId,
    /// Category or tag.
    pub taxonomy: Taxonomy,
    /// The blog's id; `None`: made here, and made there when the first post that uses it goes out.
    pub remote_id: Option<RemoteId>,
    /// Its name, plain text.
    pub name: String,
    /// The category above it.
    pub parent: Option<TermId>,
}
