//! Posts. A draft is made with its key as slug and as excerpt, and found again by a search for it: there
//! is no filter by slug, and drafts may share one. The first update that gives it a slug of its own takes
//! the key out of the excerpt.
//!
//! WordPress is told which version an update was made for and refuses it where the post is newer. Times
//! have whole seconds there, so that the look before the update is still needed.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use afterword_model::{PostStatus, RemoteId, Timestamp};

use super::connection::{Connection, odd};
use super::row::{PostRow, changes, fields, post, stamp};
use super::value::Value;
use crate::wordpress::connection::WHOLE_PAGE;
use crate::wordpress::text;
use crate::{
    Error, IdPage, NewPost, PostPage, PostPatch, PostQuery, Posts, RemoteAuthor, RemotePost, Result,
};

/// How a post without a slug is called in the trash. WordPress forgets to take it away again.
const NAMELESS: &str = "__trashed";

/// Of any other WordPress makes a standard post, without a word.
const FORMATS: [&str; 10] =
    ["", "aside", "audio", "chat", "gallery", "image", "link", "quote", "status", "video"];

/// The posts of one connection.
#[derive(Debug)]
pub(super) struct Shelf {
    connection: Arc<Connection>,
    /// What was last read of each post that was asked for by itself.
    seen: Mutex<HashMap<RemoteId, Seen>>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    modified: Timestamp,
    has_key: bool,
}

impl Shelf {
    pub fn new(connection: Arc<Connection>) -> Self {
        Self { connection, seen: Mutex::default() }
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<RemoteId, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn fetch(&self, id: &RemoteId) -> Result<PostRow> {
        let answer =
            self.connection.read("wp.getPost", vec![Value::text(id.as_str()), fields()])?;
        let row = post(&answer)?;
        let seen = Seen { modified: row.post.modified, has_key: row.key.is_some() };
        self.seen().insert(id.clone(), seen);
        Ok(row)
    }

    /// After a write. It was done: whatever goes wrong now, only the answer is missing.
    fn fetch_written(&self, id: &RemoteId) -> Result<RemotePost> {
        let row = self.fetch(id).map_err(|error| Error::Lost(error.to_string()))?;
        Ok(row.post)
    }

    fn edit(
        &self,
        id: &RemoteId,
        mut changes: BTreeMap<String, Value>,
        since: Option<Timestamp>,
    ) -> Result<RemotePost> {
        if let Some(since) = since {
            changes.insert("if_not_modified_since".to_owned(), Value::date(since));
        }
        let parameters = vec![Value::text(id.as_str()), Value::Struct(changes)];
        let done = self.connection.write("wp.editPost", parameters);
        // What was seen is seen no more.
        self.seen().remove(id);
        done?;
        self.fetch_written(id)
    }

    pub fn search(&self, filter: Vec<(&'static str, Value)>, fields: Value) -> Result<Vec<Value>> {
        let all = [("post_type", Value::text("post"))].into_iter().chain(filter);
        match self.connection.read("wp.getPosts", vec![Value::members(all), fields])? {
            Value::List(rows) => Ok(rows),
            _ => Err(odd("the list of posts")),
        }
    }

    fn under_key(&self, key: &str) -> Result<Vec<RemotePost>> {
        let filter = vec![
            ("post_status", Value::texts(["any", "trash"])),
            ("s", Value::text(key)),
            ("number", Value::Number(100)),
        ];
        let mut found = Vec::new();
        for row in self.search(filter, fields())? {
            let row = post(&row)?;
            if row.key.as_deref() == Some(key) {
                found.push(row.post);
            }
        }
        found.sort_by_key(|post| post.id.as_str().parse::<u64>().unwrap_or_default());
        Ok(found)
    }
}

impl Posts for Shelf {
    fn create_draft(&self, key: &str, post: &NewPost) -> Result<RemotePost> {
        let open = if self.connection.comments_are_open()? { "open" } else { "closed" };
        let new = Value::members([
            ("post_type", Value::text("post")),
            ("post_status", Value::text("draft")),
            ("post_title", Value::text(&post.title)),
            ("post_content", Value::text(&post.content)),
            ("post_name", Value::text(key)),
            ("post_excerpt", Value::text(key)),
            ("comment_status", Value::text(open)),
        ]);
        let made = self.connection.write("wp.newPost", vec![new])?;
        let lost = |error: Error| Error::Lost(error.to_string());
        let id = made.id().ok_or_else(|| Error::Lost("no id of the new post".to_owned()))?;
        let first = self.under_key(key).map_err(lost)?.into_iter().next();
        if first.is_none_or(|first| first.id == id) {
            return self.fetch_written(&id);
        }
        // The key was taken. WordPress lets drafts share a slug; the answer has to tell all the same.
        let second = BTreeMap::from([("post_name".to_owned(), Value::text(format!("{key}-2")))]);
        self.edit(&id, second, None).map_err(lost)
    }

    fn find_by_key(&self, key: &str) -> Result<Vec<RemotePost>> {
        self.under_key(key)
    }

    fn get(&self, id: &RemoteId) -> Result<RemotePost> {
        Ok(self.fetch(id)?.post)
    }

    /// Into the trash by a change of standing, which may be repeated: `wp.deletePost` deletes for good
    /// what is in the trash already.
    fn update(&self, id: &RemoteId, patch: &PostPatch) -> Result<RemotePost> {
        let known = self.seen().get(id).copied();
        let seen = match known {
            Some(seen) => seen,
            None => {
                let row = self.fetch(id)?;
                Seen { modified: row.post.modified, has_key: row.key.is_some() }
            }
        };
        if let Some(format) = patch.format.as_deref().filter(|format| !FORMATS.contains(format)) {
            return Err(Error::Refused {
                code: "no_such_format".to_owned(),
                message: format!("{format} is no kind of post"),
            });
        }
        let mut changes = changes(patch);
        if changes.is_empty() {
            return self.get(id);
        }
        if seen.has_key && patch.slug.is_some() {
            changes.entry("post_excerpt".to_owned()).or_insert_with(|| Value::text(""));
        }
        let saved = self.edit(id, changes, Some(seen.modified))?;
        let nameless = saved.fields.slug.starts_with(NAMELESS);
        if nameless && patch.slug.is_none() && saved.fields.status != PostStatus::Trash {
            let none = BTreeMap::from([("post_name".to_owned(), Value::text(""))]);
            return self.edit(id, none, Some(saved.modified));
        }
        Ok(saved)
    }

    fn list(&self, query: &PostQuery) -> Result<PostPage> {
        let (page, per_page) = (query.page.max(1), query.per_page.clamp(1, WHOLE_PAGE));
        let from = (page - 1).saturating_mul(per_page);
        let ids = match (&query.only, query.modified_after) {
            (Some(only), _) => Some(only.clone()),
            (None, Some(after)) => Some(self.changed(after)?),
            (None, None) => None,
        };
        if let Some(ids) = ids {
            let (from, amount) = (from as usize, per_page as usize);
            let here: Vec<RemoteId> = ids.iter().skip(from).take(amount).cloned().collect();
            let mut posts = self.these(&here)?;
            posts.retain(|post| query.modified_after.is_none_or(|after| post.modified > after));
            let more = ids.len() > from.saturating_add(amount);
            return Ok(PostPage { posts, more, total: ids.len() as u64 });
        }
        let rows = self.rows(("ID", "DESC"), from, per_page, fields())?;
        let posts: Vec<RemotePost> =
            rows.iter().map(|row| Ok(post(row)?.post)).collect::<Result<_>>()?;
        let next = from.saturating_add(per_page);
        let more = posts.len() >= per_page as usize || self.more(next)?;
        // How many there are in all is not told.
        let total = u64::from(from) + posts.len() as u64;
        Ok(PostPage { posts, more, total })
    }

    fn ids(&self, page: u32) -> Result<IdPage> {
        let from = (page.max(1) - 1).saturating_mul(WHOLE_PAGE);
        let fields = Value::texts(["post_modified_gmt"]);
        let rows = self.rows(("ID", "ASC"), from, WHOLE_PAGE, fields)?;
        let ids = rows
            .iter()
            .map(|row| stamp(row).map(|(_, id, modified)| (id, modified)))
            .collect::<Result<Vec<_>>>()?;
        let more =
            ids.len() >= WHOLE_PAGE as usize || self.more(from.saturating_add(WHOLE_PAGE))?;
        Ok(IdPage { ids, more })
    }

    fn authors(&self) -> Result<Vec<RemoteAuthor>> {
        self.connection.authors()
    }

    /// Only of what the account may edit.
    fn titles(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>> {
        let mut posts = self.these(ids)?;
        for post in &mut posts {
            post.title = text::plain(&post.title);
            post.content = String::new();
        }
        Ok(posts)
    }

    /// There is no filter by slug.
    fn with_slug(&self, _slug: &str) -> Result<Vec<RemotePost>> {
        Err(Error::Refused {
            code: "no_slug_filter".to_owned(),
            message: "XML-RPC can't be asked for the posts of one address".to_owned(),
        })
    }

    /// Once into the trash, and once out of it.
    fn discard_double(&self, id: &RemoteId) -> Result<()> {
        for _ in 0..2 {
            let post = match self.get(id) {
                Err(Error::NotFound(_)) => return Ok(()),
                answer => answer?,
            };
            let status = post.fields.status;
            if !matches!(status, PostStatus::Draft | PostStatus::Trash) {
                return Err(Error::Refused {
                    code: "not_a_draft".to_owned(),
                    message: format!("{id} is {status:?}; only an unpublished double is deleted"),
                });
            }
            match self.connection.write("wp.deletePost", vec![Value::text(id.as_str())]) {
                Ok(_) | Err(Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}
