//! What concerns the app as a whole.

use afterword_model::{Blog, BlogId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{KeychainState, SecretPlace};

/// No argument, no reply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(type = "null")]
pub struct Nothing;

/// What the window needs when it opens.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// The app's version.
    pub version: String,
    /// Connected blogs, in the order they were connected; the practice blog among them.
    pub blogs: Vec<Blog>,
    /// Blogs that are not connected any more, and of which something is still here.
    pub parted: Vec<Blog>,
    /// Where the password of each connected blog is; the practice blog needs none.
    pub passwords: Vec<BlogPassword>,
    /// The folder that holds the writer's words.
    pub data_folder: String,
    /// Where passwords can be kept on this computer, as far as is known: tried when a blog is looked for.
    pub keychain: KeychainState,
    /// What the window remembers: a JSON object that only the window reads.
    #[ts(type = "Record<string, unknown>")]
    pub remembered: serde_json::Value,
}

/// Where a blog's password is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogPassword {
    /// The blog.
    pub blog: BlogId,
    /// The place it was put; `null`: it is not there any more.
    pub kept: Option<SecretPlace>,
}

/// What the window wants remembered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Remember {
    /// A name of the window's choosing.
    pub name: String,
    /// Any JSON.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

/// An address to open in the system's browser.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenLink {
    /// The address; http, https or mailto.
    pub url: String,
}

/// What became of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedLink {
    /// The address, checked and normalised.
    pub url: String,
    /// False when the page itself has to open it (served window).
    pub opened: bool,
}

/// Something moved in the store or in the sending; views that show it read it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "what")]
pub enum Change {
    /// The list of blogs.
    Blogs,
    /// The question that was put to the writer on a blog's page.
    Approval,
    /// Posts of a blog.
    Posts {
        /// Which blog.
        blog: BlogId,
    },
    /// Comments of a blog.
    Comments {
        /// Which blog.
        blog: BlogId,
    },
    /// The outbox and the receipts.
    Outbox {
        /// Which blog.
        blog: BlogId,
    },
    /// Reach and progress of a blog.
    Status {
        /// Which blog.
        blog: BlogId,
    },
    /// How far a blog's getting ready for a trip is.
    Trip {
        /// Which blog.
        blog: BlogId,
    },
    /// A check brought readers' turns that the writer wants to be told of by the system.
    Arrived {
        /// Which blog.
        blog: BlogId,
        /// Whose is the newest: a stranger's word, to be shown as text.
        name: String,
        /// Its first words, plain text.
        excerpt: String,
        /// So many besides.
        more: u32,
    },
}
