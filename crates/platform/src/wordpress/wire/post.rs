//! A post or page in WordPress's JSON.

use afterword_model::{PostKind, PostStatus, RemoteId, Timestamp, WireFields};
use serde::Deserialize;
use serde_json::Value;

use super::{Text, maybe_gmt, some_id};
use crate::RemotePost;
use crate::wordpress::footnotes;
use crate::wordpress::text::plain;

#[derive(Debug, Deserialize)]
pub(in crate::wordpress) struct Post {
    pub id: u64,
    pub slug: String,
    status: String,
    title: Text,
    content: Option<Text>,
    excerpt: Option<Text>,
    link: String,
    #[serde(default, deserialize_with = "maybe_gmt")]
    date_gmt: Option<Timestamp>,
    #[serde(default, deserialize_with = "maybe_gmt")]
    modified_gmt: Option<Timestamp>,
    #[serde(default)]
    categories: Vec<u64>,
    #[serde(default)]
    tags: Vec<u64>,
    #[serde(default)]
    featured_media: u64,
    #[serde(default)]
    format: String,
    #[serde(default)]
    sticky: bool,
    #[serde(default)]
    comment_status: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    author: u64,
    /// An object, or an empty list.
    #[serde(default)]
    meta: Value,
}

impl Post {
    /// The fields to ask for when the post is to be edited. Pages leave out those they lack.
    pub const EDIT_FIELDS: &str = "id,slug,status,title.raw,content.raw,excerpt.raw,link,date_gmt,\
        modified_gmt,categories,tags,featured_media,format,sticky,comment_status,password,author,\
        meta.footnotes";

    /// The fields to ask for when it is only to be named.
    pub const NAME_FIELDS: &str = "id,slug,status,title.rendered,link,date_gmt,modified_gmt";

    /// The texts of its footnotes; `None` when this WordPress has no such thing.
    pub fn footnotes(&self) -> Option<&str> {
        self.meta.get("footnotes")?.as_str()
    }

    /// With the raw title and text; `None` when the answer lacks them.
    pub fn editable(self, kind: PostKind) -> Option<RemotePost> {
        let title = self.title.raw.clone()?;
        let content = self.content.as_ref()?.raw.clone()?;
        let content = footnotes::joined(content, self.footnotes().unwrap_or_default());
        Some(self.with(kind, title, content))
    }

    /// With the title as plain text and no content.
    pub fn named(self, kind: PostKind) -> RemotePost {
        let title = plain(self.title.rendered.as_deref().unwrap_or_default());
        self.with(kind, title, String::new())
    }

    fn with(self, kind: PostKind, title: String, content: String) -> RemotePost {
        let (date, modified) = times(self.date_gmt, self.modified_gmt);
        RemotePost {
            id: self.id.into(),
            kind,
            title,
            content,
            link: self.link,
            modified,
            fields: WireFields {
                slug: self.slug,
                status: post_status(&self.status),
                date,
                excerpt: self.excerpt.and_then(|excerpt| excerpt.raw).unwrap_or_default(),
                categories: ascending(self.categories),
                tags: ascending(self.tags),
                featured: some_id(self.featured_media),
                format: Some(self.format).filter(|f| f != "standard").unwrap_or_default(),
                sticky: self.sticky,
                comments_open: self.comment_status == "open",
                password: self.password,
                author: some_id(self.author),
            },
        }
    }
}

/// A post's id and what the blog says of its last change.
#[derive(Debug, Deserialize)]
pub(in crate::wordpress) struct Stamp {
    pub id: u64,
    #[serde(default, deserialize_with = "maybe_gmt")]
    date_gmt: Option<Timestamp>,
    #[serde(default, deserialize_with = "maybe_gmt")]
    modified_gmt: Option<Timestamp>,
}

impl Stamp {
    /// The same as the whole post says.
    pub fn modified(&self) -> Timestamp {
        times(self.date_gmt, self.modified_gmt).1
    }
}

/// Date and last change. Importers leave out one or both; then the other stands in, or the beginning of time.
fn times(date: Option<Timestamp>, modified: Option<Timestamp>) -> (Timestamp, Timestamp) {
    let either = date.or(modified).unwrap_or(Timestamp::UNIX_EPOCH);
    (either, modified.unwrap_or(either))
}

fn ascending(mut ids: Vec<u64>) -> Vec<RemoteId> {
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(RemoteId::from).collect()
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
pub(in crate::wordpress) fn post_status_word(status: PostStatus) -> &'static str {
    match status {
        PostStatus::Draft => "draft",
        PostStatus::Pending => "pending",
        PostStatus::Scheduled => "future",
        PostStatus::Published => "publish",
        PostStatus::Private => "private",
        PostStatus::Trash => "trash",
    }
}
