//! Blogs: finding, connecting, watching.

use afterword_model::{AbilityState, Blog, BlogId, PlatformKind, Problem, Reach, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PasswordComes;

/// Names a blog.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForBlog {
    /// Which.
    pub blog: BlogId,
}

/// Whether the system's keychain takes a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KeychainState {
    /// It does, or nothing speaks against it yet.
    Ready,
    /// There is none, or it is locked.
    Missing,
}

/// An address as the writer typed it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindBlog {
    /// As typed: no scheme, a path, wp-admin, all fine.
    pub address: String,
}

/// What was found there. Nothing was written to the blog.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundBlog {
    /// The blog's title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The root of its interface; goes back in `ConnectBlog`.
    pub endpoint: String,
    /// How it is reached.
    pub platform: PlatformKind,
    /// Programs may sign in with an application password.
    pub application_passwords: bool,
    /// The blog has a page where the writer can approve Afterword; and how its password gets here.
    pub approval: Option<PasswordComes>,
    /// The password would cross a network unencrypted.
    pub unencrypted: bool,
    /// Already connected, as this blog.
    pub connected: Option<BlogId>,
    /// Whether the system's keychain takes the password: tried with a write.
    pub keychain: KeychainState,
}

/// Where a password is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretPlace {
    /// The system's keychain.
    Keychain,
    /// In memory, until the app ends.
    Session,
    /// A file that only this user may read. Never chosen by the app.
    File,
}

/// Signs in to a blog that was found.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectBlog {
    /// From `FoundBlog`.
    pub endpoint: String,
    /// The user name (or e-mail) on the blog.
    pub username: String,
    /// The application password, with or without its spaces.
    pub password: String,
    /// Where to keep it.
    pub keep: SecretPlace,
    /// The writer accepts that the password crosses the network unencrypted.
    pub allow_unencrypted: bool,
}

/// Signs in again to a blog that is connected.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInAgain {
    /// Which.
    pub blog: BlogId,
    /// The new application password.
    pub password: String,
    /// Where to keep it.
    pub keep: SecretPlace,
}

/// A blog that was just connected.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectedBlog {
    /// It.
    pub blog: Blog,
    /// What the account may do there, line by line.
    pub abilities: Vec<AbilityState>,
    /// Where the password is.
    pub kept: SecretPlace,
}

/// One blog's sending and checking, right now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogStatus {
    /// Which blog.
    pub blog: BlogId,
    /// Whether it can be reached.
    pub reach: Reach,
    /// What is wrong, when something is.
    pub problem: Option<Problem>,
    /// A check is running.
    pub checking: bool,
    /// When the last check came through.
    pub checked_at: Option<Timestamp>,
    /// What the last check found and sent since.
    pub last: CheckSummary,
    /// Rows of the outbox that wait for their turn or are on their way.
    pub waiting: u32,
    /// Rows of the outbox that wait for the writer.
    pub needs_you: u32,
    /// How far the blog's posts have been read, while they are.
    pub pulling: Option<PullProgress>,
}

/// How far a long read has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PullProgress {
    /// Posts and pages read.
    pub done: u32,
    /// Of so many, as far as the blog tells.
    pub total: u32,
}

/// One check in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckSummary {
    /// Comments by others that were not here before.
    pub new_comments: u32,
    /// Posts and pages that were not here before, or changed on the blog.
    pub new_posts: u32,
    /// Replies that went out.
    pub sent_replies: u32,
    /// Posts that went out.
    pub sent_posts: u32,
    /// Moderations that went out.
    pub sent_moderations: u32,
}

/// How many of each, for the rail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Posts that readers can't see.
    pub drafts: u32,
    /// Posts that become public later.
    pub scheduled: u32,
    /// Posts on the blog.
    pub published: u32,
    /// Pages.
    pub pages: u32,
    /// Posts in the trash.
    pub trash: u32,
    /// Readers' turns without an answer.
    pub unanswered: u32,
    /// Comments held for review.
    pub held: u32,
    /// All that are approved or held.
    pub all: u32,
    /// Spam.
    pub spam: u32,
    /// Comments in the blog's trash.
    pub comment_trash: u32,
    /// Rows of the outbox.
    pub outbox: u32,
    /// Of those, the ones that wait for the writer.
    pub needs_you: u32,
}
