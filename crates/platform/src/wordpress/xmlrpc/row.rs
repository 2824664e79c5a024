//! A post in XML-RPC's words, and how it becomes ours and ours becomes a change to it.

use std::collections::BTreeMap;

use afterword_model::{PostKind, PostStatus, RemoteId, Timestamp, WireFields};
use chrono::Utc;

use super::connection::odd;
use super::value::Value;
use crate::wordpress::wire::post_status_word;
use crate::{Error, PostPatch, RemotePost, Result};

/// A post, and the key in its excerpt, which is none of the writer's words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PostRow {
    pub post: RemotePost,
    pub key: Option<String>,
}

/// The fields to ask for.
pub(super) fn fields() -> Value {
    Value::texts(["post", "terms"])
}

/// A post as the writer may edit it. What is there but no post is not found.
pub(super) fn post(row: &Value) -> Result<PostRow> {
    let text = |name: &str| row.get(name).and_then(Value::as_text);
    let needed = |name: &'static str| text(name).map(str::to_owned).ok_or_else(|| odd(name));
    let id = row.get("post_id").and_then(Value::id).ok_or_else(|| odd("post_id"))?;
    if needed("post_type")? != "post" {
        return Err(Error::NotFound(format!("{id} is no post")));
    }
    let time = |name: &str| row.get(name).and_then(Value::time);
    let modified = time("post_modified_gmt").or_else(|| time("post_date_gmt"));
    let modified = modified.unwrap_or(Timestamp::UNIX_EPOCH);
    let date = time("post_date_gmt").unwrap_or(modified);
    let (slug, excerpt) = (needed("post_name")?, needed("post_excerpt")?);
    let key = is_key(&excerpt).then(|| excerpt.clone());
    let format = text("post_format").filter(|format| *format != "standard").unwrap_or_default();
    Ok(PostRow {
        post: RemotePost {
            kind: PostKind::Post,
            title: needed("post_title")?,
            content: needed("post_content")?,
            link: needed("link")?,
            modified,
            fields: WireFields {
                slug,
                status: status(&needed("post_status")?, date),
                date,
                excerpt: if key.is_some() { String::new() } else { excerpt },
                categories: terms(row, "category")?,
                tags: terms(row, "post_tag")?,
                featured: row
                    .get("post_thumbnail")
                    .and_then(|picture| picture.get("attachment_id"))
                    .and_then(Value::id),
                format: format.to_owned(),
                sticky: row.get("sticky").is_some_and(Value::is_true),
                comments_open: text("comment_status") == Some("open"),
                password: needed("post_password")?,
                author: row.get("post_author").and_then(Value::id),
            },
            id,
        },
        key,
    })
}

/// An id and the time of the last change, of a row that has little else.
pub(super) fn stamp(row: &Value) -> Result<(u64, RemoteId, Timestamp)> {
    let id = row.get("post_id").and_then(Value::id).ok_or_else(|| odd("post_id"))?;
    let modified = row.get("post_modified_gmt").and_then(Value::time);
    let number = id.as_str().parse().unwrap_or_default();
    Ok((number, id, modified.unwrap_or(Timestamp::UNIX_EPOCH)))
}

/// The changes that a patch asks for.
pub(super) fn changes(patch: &PostPatch) -> BTreeMap<String, Value> {
    let ids = |ids: &[RemoteId]| Value::texts(ids.iter().map(RemoteId::as_str));
    let mut terms = BTreeMap::new();
    terms.extend(patch.categories.as_deref().map(|all| ("category".to_owned(), ids(all))));
    terms.extend(patch.tags.as_deref().map(|all| ("post_tag".to_owned(), ids(all))));
    let mut changes = BTreeMap::new();
    let mut set = |name: &str, value: Option<Value>| {
        changes.extend(value.map(|value| (name.to_owned(), value)));
    };
    let text = |value: &Option<String>| value.as_deref().map(Value::text);
    set("post_title", text(&patch.title));
    set("post_content", text(&patch.content));
    set("post_status", patch.status.map(|status| Value::text(post_status_word(status))));
    set("post_name", text(&patch.slug));
    set("post_excerpt", text(&patch.excerpt));
    set("terms", (!terms.is_empty()).then_some(Value::Struct(terms)));
    let featured = patch.featured.as_ref();
    // Nothing takes the picture away.
    let picture = |id: &Option<RemoteId>| Value::text(id.as_ref().map_or("", RemoteId::as_str));
    set("post_thumbnail", featured.map(picture));
    let format = patch.format.as_deref();
    set("post_format", format.map(|f| Value::text(if f.is_empty() { "standard" } else { f })));
    set("sticky", patch.sticky.map(Value::Truth));
    let open = |open| Value::text(if open { "open" } else { "closed" });
    set("comment_status", patch.comments_open.map(open));
    set("post_password", text(&patch.password));
    set("post_author", patch.author.as_ref().map(|id| Value::text(id.as_str())));
    set("post_date_gmt", patch.date.map(Value::date));
    changes
}

/// As the outbox makes them.
pub(super) fn is_key(text: &str) -> bool {
    text.strip_prefix('q')
        .is_some_and(|rest| rest.len() == 16 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn terms(row: &Value, taxonomy: &str) -> Result<Vec<RemoteId>> {
    let all = row.get("terms").and_then(Value::list).ok_or_else(|| odd("terms"))?;
    let mut numbers: Vec<u64> = all
        .iter()
        .filter(|term| term.get("taxonomy").and_then(Value::as_text) == Some(taxonomy))
        .filter_map(|term| term.get("term_id")?.id()?.as_str().parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers.into_iter().map(RemoteId::from).collect())
}

/// XML-RPC calls a scheduled post a published one; only its date tells.
fn status(word: &str, date: Timestamp) -> PostStatus {
    match word {
        "publish" if date > Utc::now() => PostStatus::Scheduled,
        "publish" => PostStatus::Published,
        "future" => PostStatus::Scheduled,
        "pending" => PostStatus::Pending,
        "private" => PostStatus::Private,
        "trash" => PostStatus::Trash,
        // A plugin's own standing is not public as far as anyone knows.
        _ => PostStatus::Draft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_said() {
        assert!(changes(&PostPatch::default()).is_empty());
        let patch = PostPatch {
            featured: Some(None),
            tags: Some(Vec::new()),
            format: Some(String::new()),
            ..PostPatch::default()
        };
        let said = changes(&patch);
        assert_eq!(said.len(), 3);
        assert_eq!(said.get("post_thumbnail"), Some(&Value::text("")));
        assert_eq!(said.get("post_format"), Some(&Value::text("standard")));
        assert_eq!(
            said.get("terms"),
            Some(&Value::members([("post_tag", Value::List(Vec::new()))]))
        );
    }

    #[test]
    fn a_key_is_told_from_an_excerpt() {
        assert!(is_key("q0123456789abcdef"));
        for text in ["", "q", "q0123456789abcdeg", "q0123456789abcdef0", "x0123456789abcdef"] {
            assert!(!is_key(text), "{text}");
        }
    }
}
