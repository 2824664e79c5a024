//! A change to a post, in WordPress's JSON: what is not to change is not sent.

use std::borrow::Cow;

use afterword_model::{PostKind, PostStatus, RemoteId};
use serde::Serialize;

use super::{footnotes, wire};
use crate::{Error, PostPatch, Result};

/// What to change; what is `None` is not sent.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
#[serde(default)]
pub(super) struct Changes<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<u64>>,
    /// Zero takes the picture away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured_media: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sticky: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_gmt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
}

/// What WordPress keeps beside a post.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct Meta {
    /// The texts of its footnotes.
    pub footnotes: String,
}

impl<'a> Changes<'a> {
    /// The patch but for a move to the trash, for which WordPress has no standing to ask for. Of a page,
    /// only what pages have.
    pub fn of(patch: &'a PostPatch, kind: PostKind) -> Result<Self> {
        let common = Self {
            slug: patch.slug.as_deref(),
            title: patch.title.as_deref(),
            status: patch
                .status
                .filter(|status| *status != PostStatus::Trash)
                .map(wire::post_status_word),
            excerpt: patch.excerpt.as_deref(),
            featured_media: match &patch.featured {
                Some(Some(id)) => Some(number(id)?),
                Some(None) => Some(0),
                None => None,
            },
            comment_status: patch.comments_open.map(|open| if open { "open" } else { "closed" }),
            password: patch.password.as_deref(),
            author: patch.author.as_ref().map(number).transpose()?,
            date_gmt: patch.date.map(wire::date),
            ..Self::default()
        };
        let common = match &patch.content {
            Some(content) => common.with_content(content),
            None => common,
        };
        if kind == PostKind::Page {
            return Ok(common);
        }
        Ok(Self {
            categories: patch.categories.as_deref().map(numbers).transpose()?,
            tags: patch.tags.as_deref().map(numbers).transpose()?,
            format: patch.format.as_deref().map(|f| if f.is_empty() { "standard" } else { f }),
            sticky: patch.sticky,
            ..common
        })
    }

    /// With this text, its footnotes where WordPress keeps them.
    pub fn with_content(mut self, content: &'a str) -> Self {
        let (content, footnotes) = footnotes::parted(content);
        self.content = Some(content);
        self.meta = footnotes.map(|footnotes| Meta { footnotes });
        self
    }

    /// What has to go in a request of its own, before the rest: WordPress looks at what the post **has**
    /// when it refuses a sticky post a password, and a post with a password its place at the top.
    pub fn first(&self) -> Option<Self> {
        match (self.sticky, self.password) {
            (Some(false), Some(password)) if !password.is_empty() => {
                Some(Self { sticky: Some(false), ..Self::default() })
            }
            (Some(true), Some("")) => Some(Self { password: Some(""), ..Self::default() }),
            _ => None,
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn numbers(ids: &[RemoteId]) -> Result<Vec<u64>> {
    ids.iter().map(number).collect()
}

/// WordPress's ids are numbers; one that is not was never WordPress's.
pub(super) fn number(id: &RemoteId) -> Result<u64> {
    id.as_str().parse().map_err(|_| Error::Refused {
        code: "not_an_id".to_owned(),
        message: format!("{id} is no WordPress id"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(patch: &PostPatch, kind: PostKind) -> String {
        serde_json::to_string(&Changes::of(patch, kind).unwrap()).unwrap()
    }

    #[test]
    fn only_what_changes_is_sent() {
        assert!(Changes::of(&PostPatch::default(), PostKind::Post).unwrap().is_empty());
        let trash = PostPatch { status: Some(PostStatus::Trash), ..PostPatch::default() };
        assert!(Changes::of(&trash, PostKind::Post).unwrap().is_empty());
        let patch = PostPatch {
            featured: Some(None),
            format: Some(String::new()),
            tags: Some(vec![RemoteId::from(3)]),
            ..PostPatch::default()
        };
        let post = r#"{"tags":[3],"featured_media":0,"format":"standard"}"#;
        assert_eq!(json(&patch, PostKind::Post), post);
        assert_eq!(json(&patch, PostKind::Page), r#"{"featured_media":0}"#);
    }

    #[test]
    fn an_id_that_is_no_number_is_refused_here() {
        let patch =
            PostPatch { author: Some(RemoteId("7/../8".to_owned())), ..PostPatch::default() };
        assert!(matches!(Changes::of(&patch, PostKind::Post), Err(Error::Refused { .. })));
    }
}
