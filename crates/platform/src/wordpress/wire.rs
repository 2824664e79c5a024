//! WordPress's JSON, as far as we read it, and how it becomes our words. Numbers that are not what they
//! should be, and dates that can't be read, make the whole answer unreadable rather than half right.

use std::collections::BTreeMap;

use afterword_model::{Author, CommentStatus, PostStatus, RemoteId, Timestamp};
use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer};

use super::text::{decoded, plain};
use crate::{RemoteComment, RemoteMedia, RemotePost};

/// `date_gmt` and its like: UTC without saying so.
const DATE: &str = "%Y-%m-%dT%H:%M:%S";

/// A time as WordPress writes and reads it.
pub(super) fn date(time: Timestamp) -> String {
    time.format(DATE).to_string()
}

/// Marks a parameter as UTC; a naive one is read as the blog's local time.
pub(super) fn date_with_zone(time: Timestamp) -> String {
    format!("{}Z", date(time))
}

#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub id: u64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub roles: Vec<String>,
    /// In edit context only; an answer without it is not a signed-in one.
    pub capabilities: BTreeMap<String, bool>,
}

/// An answer of which only the beginning matters.
#[derive(Debug, Deserialize)]
pub(super) struct Id {
    #[serde(rename = "id")]
    _id: u64,
}

/// Text that comes raw, rendered, or both.
#[derive(Debug, Deserialize)]
pub(super) struct Text {
    pub raw: Option<String>,
    pub rendered: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Post {
    pub id: u64,
    pub slug: String,
    pub status: String,
    pub title: Text,
    pub content: Option<Text>,
    pub link: String,
    #[serde(deserialize_with = "gmt")]
    pub date_gmt: Timestamp,
    #[serde(deserialize_with = "gmt")]
    pub modified_gmt: Timestamp,
}

impl Post {
    /// The fields to ask for when the post is to be edited.
    pub const EDIT_FIELDS: &str = "id,slug,status,title.raw,content.raw,link,date_gmt,modified_gmt";

    /// The fields to ask for when it is only to be named.
    pub const NAME_FIELDS: &str = "id,slug,status,title.rendered,link,date_gmt,modified_gmt";

    /// With the raw title and text; `None` when the answer lacks them.
    pub fn editable(self) -> Option<RemotePost> {
        let title = self.title.raw.clone()?;
        let content = self.content.as_ref()?.raw.clone()?;
        Some(self.with(title, content))
    }

    /// With the title as plain text and no content.
    pub fn named(self) -> RemotePost {
        let title = plain(self.title.rendered.as_deref().unwrap_or_default());
        self.with(title, String::new())
    }

    fn with(self, title: String, content: String) -> RemotePost {
        RemotePost {
            id: self.id.into(),
            status: post_status(&self.status),
            slug: self.slug,
            title,
            content,
            link: self.link,
            date: self.date_gmt,
            modified: self.modified_gmt,
        }
    }
}

fn post_status(word: &str) -> PostStatus {
    match word {
        "publish" => PostStatus::Published,
        "future" => PostStatus::Scheduled,
        "pending" => PostStatus::Pending,
        "private" => PostStatus::Private,
        "trash" => PostStatus::Trash,
        // A plugin's own standing is not public as far as anyone knows.
        _ => PostStatus::Draft,
    }
}

/// WordPress's word for a post's standing.
pub(super) fn post_status_word(status: PostStatus) -> &'static str {
    match status {
        PostStatus::Draft => "draft",
        PostStatus::Pending => "pending",
        PostStatus::Scheduled => "future",
        PostStatus::Published => "publish",
        PostStatus::Private => "private",
        PostStatus::Trash => "trash",
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Media {
    pub id: u64,
    pub slug: String,
    pub source_url: String,
}

impl From<Media> for RemoteMedia {
    fn from(media: Media) -> Self {
        Self { id: media.id.into(), url: media.source_url }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    pub id: u64,
    pub post: u64,
    pub parent: u64,
    pub author: u64,
    #[serde(default)]
    pub author_name: String,
    #[serde(default)]
    pub author_url: String,
    pub content: Text,
    pub status: String,
    #[serde(deserialize_with = "gmt")]
    pub date_gmt: Timestamp,
    #[serde(default)]
    pub link: String,
}

impl Comment {
    /// The fields to ask for. `content` as a whole: the comments of WordPress 6.1 know no parts of fields.
    pub const FIELDS: &str =
        "id,post,parent,author,author_name,author_url,content,status,date_gmt,link";
}

impl From<Comment> for RemoteComment {
    fn from(comment: Comment) -> Self {
        let some = |id: u64| (id != 0).then(|| RemoteId::from(id));
        Self {
            id: comment.id.into(),
            post: comment.post.into(),
            parent: some(comment.parent),
            author: Author {
                name: decoded(&comment.author_name).into_owned(),
                url: Some(comment.author_url).filter(|url| !url.is_empty()),
                remote_id: some(comment.author),
            },
            html: comment.content.rendered.or(comment.content.raw).unwrap_or_default(),
            status: comment_status(&comment.status),
            date: comment.date_gmt,
            link: comment.link,
        }
    }
}

fn comment_status(word: &str) -> CommentStatus {
    match word {
        "approved" | "approve" => CommentStatus::Approved,
        "spam" => CommentStatus::Spam,
        // Comments of a trashed post go to the trash with it.
        "trash" | "post-trashed" => CommentStatus::Trash,
        // `hold`, and whatever a plugin adds: not public as far as anyone knows.
        _ => CommentStatus::Held,
    }
}

fn gmt<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(from)?;
    NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), DATE)
        .map(|time| time.and_utc())
        .map_err(serde::de::Error::custom)
}
