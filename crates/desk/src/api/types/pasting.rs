//! Rich text that comes into a post.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// HTML from the clipboard or a drag.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PastedHtml {
    /// As it came, from anywhere.
    pub html: String,
}

/// A text to put into a post.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PastedMarkdown {
    /// Without scripts, styles and pictures that only count readers.
    pub markdown: String,
}
