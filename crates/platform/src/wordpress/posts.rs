//! Posts and pages: the same operations on two routes. A post is made under a slug that is its key, and
//! found again by that slug; the first update by id gives it its real one. WordPress makes a taken slug
//! unique by a number (`KEY-2`), and renames it in the trash (`KEY__trashed`).
//!
//! Everything is asked in edit context: without a login that is an error, not a shorter list.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use afterword_model::{PostKind, PostStatus, RemoteId};
use chrono::TimeDelta;

use super::changes::Changes;
use super::connection::{Connection, WHOLE_PAGE};
use super::{listed, wire};
use crate::{
    Error, IdPage, NewPost, PostPage, PostPatch, PostQuery, Posts, RemoteAuthor, RemotePost, Result,
};

/// Doubles looked for beside the key itself. More than two need a broken lookup every time.
const DOUBLES: [&str; 4] = ["", "-2", "-3", "-4"];

/// How a post without a slug is called in the trash. WordPress forgets to take it away again.
const NAMELESS: &str = "__trashed";

/// `modified_after` compares local times, which repeat an hour when summer time ends.
const OVERLAP: TimeDelta = TimeDelta::minutes(65);

/// Posts, or pages, of one connection.
#[derive(Debug)]
pub(super) struct Shelf {
    connection: Arc<Connection>,
    kind: PostKind,
    /// What the last post said.
    keeps_footnotes: Mutex<Option<bool>>,
}

impl Shelf {
    pub fn new(connection: Arc<Connection>, kind: PostKind) -> Self {
        Self { connection, kind, keeps_footnotes: Mutex::new(None) }
    }

    fn shelf_route(&self) -> &'static str {
        shelf_route(self.kind)
    }

    fn route(&self, id: &RemoteId) -> String {
        format!("{}/{}", self.shelf_route(), super::segment(id))
    }

    fn save(&self, route: &str, changes: &Changes<'_>) -> Result<RemotePost> {
        let fields = [("_fields", wire::Post::EDIT_FIELDS)];
        let post: wire::Post = self.connection.send(route, &fields, changes)?;
        // The write was answered with the post's id, so it was done; the text is what is missing.
        let id = post.id;
        self.whole(post).ok_or_else(|| Error::Lost(format!("post {id} came back without its text")))
    }

    /// Into the trash, from where it can come back. Asking twice is fine.
    fn trash(&self, id: &RemoteId) -> Result<RemotePost> {
        let fields = [("_fields", "id")];
        match self.connection.delete::<wire::Id>(&self.route(id), &fields) {
            Ok(_) | Err(Error::NotFound(_)) => self.get(id),
            Err(other) => Err(other),
        }
    }

    fn editable(&self, posts: Vec<wire::Post>) -> Result<Vec<RemotePost>> {
        posts.into_iter().map(|post| self.whole(post).ok_or_else(anonymous)).collect()
    }

    fn whole(&self, post: wire::Post) -> Option<RemotePost> {
        *self.footnotes_seen() = Some(post.footnotes().is_some());
        post.editable(self.kind)
    }

    fn footnotes_seen(&self) -> MutexGuard<'_, Option<bool>> {
        self.keeps_footnotes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Posts for Shelf {
    fn create_draft(&self, key: &str, post: &NewPost) -> Result<RemotePost> {
        self.save(
            self.shelf_route(),
            &Changes {
                slug: Some(key),
                title: Some(&post.title),
                status: Some("draft"),
                ..Changes::default()
            }
            .with_content(&post.content),
        )
    }

    /// Includes numbered doubles: whatever is in the answer, the first is the one to keep.
    fn find_by_key(&self, key: &str) -> Result<Vec<RemotePost>> {
        let slugs: Vec<String> = DOUBLES
            .iter()
            .flat_map(|double| [format!("{key}{double}"), format!("{key}{double}__trashed")])
            .collect();
        let mut posts: Vec<wire::Post> = self.connection.fetch(
            self.shelf_route(),
            &[
                ("slug", &slugs.join(",")),
                ("status", "any,trash"),
                ("context", "edit"),
                ("orderby", "id"),
                ("order", "asc"),
                ("per_page", "100"),
                ("_fields", wire::Post::EDIT_FIELDS),
            ],
        )?;
        posts.retain(|post| slugs.contains(&post.slug));
        self.editable(posts)
    }

    fn get(&self, id: &RemoteId) -> Result<RemotePost> {
        let fields = [("context", "edit"), ("_fields", wire::Post::EDIT_FIELDS)];
        let post: wire::Post = self.connection.fetch(&self.route(id), &fields)?;
        self.whole(post).ok_or_else(anonymous)
    }

    fn update(&self, id: &RemoteId, patch: &PostPatch) -> Result<RemotePost> {
        let changes = Changes::of(patch, self.kind)?;
        let to_trash = patch.status == Some(PostStatus::Trash);
        if to_trash && changes.is_empty() {
            return self.trash(id);
        }
        let route = self.route(id);
        if let Some(first) = changes.first() {
            self.save(&route, &first)?;
        }
        let saved = self.save(&route, &changes)?;
        if to_trash {
            return self.trash(id);
        }
        if saved.fields.slug.starts_with(NAMELESS) && changes.slug.is_none() {
            return self.save(&route, &Changes { slug: Some(""), ..Changes::default() });
        }
        Ok(saved)
    }

    /// By id: dates and times of change are shared by posts that came together, and pages in their order
    /// repeat some of these and leave out others.
    fn list(&self, query: &PostQuery) -> Result<PostPage> {
        if query.only.as_ref().is_some_and(Vec::is_empty) {
            return Ok(PostPage { posts: Vec::new(), more: false, total: 0 });
        }
        let after = query.modified_after.map(|time| wire::date_with_zone(time - OVERLAP));
        let only = query.only.as_deref().map(listed);
        let mut parameters = vec![
            ("context", "edit"),
            ("status", "any"),
            ("orderby", "id"),
            ("_fields", wire::Post::EDIT_FIELDS),
        ];
        match &after {
            Some(after) => {
                parameters.extend([("modified_after", after.as_str()), ("order", "asc")])
            }
            None => parameters.push(("order", "desc")),
        }
        if let Some(only) = &only {
            parameters.push(("include", only));
        }
        let page = self.connection.page::<wire::Post>(
            self.shelf_route(),
            &parameters,
            query.page,
            query.per_page,
        )?;
        let mut posts = self.editable(page.rows)?;
        // Also for a WordPress before 5.7, which does not know the parameter.
        posts.retain(|post| query.modified_after.is_none_or(|after| post.modified > after));
        Ok(PostPage { posts, more: page.more, total: page.total })
    }

    fn ids(&self, page: u32) -> Result<IdPage> {
        let parameters = [
            ("context", "edit"),
            ("status", "any"),
            ("orderby", "id"),
            ("order", "asc"),
            ("_fields", "id,date_gmt,modified_gmt"),
        ];
        let page = self.connection.page::<wire::Stamp>(
            self.shelf_route(),
            &parameters,
            page,
            WHOLE_PAGE,
        )?;
        let mut stamps = page.rows;
        stamps.dedup_by_key(|stamp| stamp.id);
        let ids = stamps.into_iter().map(|stamp| (stamp.id.into(), stamp.modified())).collect();
        Ok(IdPage { ids, more: page.more })
    }

    fn authors(&self) -> Result<Vec<RemoteAuthor>> {
        self.connection.authors()
    }

    fn titles(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>> {
        self.connection.titles(ids)
    }

    /// In view context: an author's edit context leaves out what others have published. Who may not list
    /// drafts of this kind sees what is public.
    fn with_slug(&self, slug: &str) -> Result<Vec<RemotePost>> {
        let ask = |status| {
            let posts: Vec<wire::Post> = self.connection.fetch(
                self.shelf_route(),
                &[
                    ("slug", slug),
                    ("status", status),
                    ("per_page", "20"),
                    ("_fields", wire::Post::NAME_FIELDS),
                ],
            )?;
            Ok(posts.into_iter().map(|post| post.named(self.kind)).collect())
        };
        match ask("any") {
            Err(Error::Refused { .. } | Error::Forbidden { .. }) => ask("publish"),
            answer => answer,
        }
    }

    /// Every post tells. Before the first one the block is asked for, which came with the place for the texts.
    fn keeps_footnotes(&self) -> Result<bool> {
        let seen = *self.footnotes_seen();
        if let Some(keeps) = seen {
            return Ok(keeps);
        }
        let name = [("_fields", "name")];
        match self.connection.fetch::<serde_json::Value>("wp/v2/block-types/core/footnotes", &name)
        {
            Ok(_) => Ok(true),
            Err(Error::NotFound(_) | Error::Forbidden { .. } | Error::Refused { .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    fn discard_double(&self, id: &RemoteId) -> Result<()> {
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
        let force = [("force", "true")];
        match self.connection.delete::<serde_json::Value>(&self.route(id), &force) {
            Ok(_) | Err(Error::NotFound(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }
}

impl Connection {
    /// Posts and pages alike: readers comment on both.
    fn titles(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.named(PostKind::Post, ids, "publish")?;
        // Private posts and pages have comments too. Who may not see them is told so; that is no failure.
        let others =
            [(PostKind::Post, "any"), (PostKind::Page, "any"), (PostKind::Page, "publish")];
        for (kind, status) in others {
            let missing: Vec<RemoteId> = ids
                .iter()
                .filter(|id| !found.iter().any(|post| post.id == **id))
                .cloned()
                .collect();
            if missing.is_empty() {
                break;
            }
            match self.named(kind, &missing, status) {
                Ok(more) => found.extend(more),
                Err(Error::Refused { .. } | Error::Forbidden { .. } | Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(found)
    }

    fn named(&self, kind: PostKind, ids: &[RemoteId], status: &str) -> Result<Vec<RemotePost>> {
        let posts: Vec<wire::Post> = self.fetch(
            shelf_route(kind),
            &[
                ("include", &listed(ids)),
                ("status", status),
                ("per_page", "100"),
                ("_fields", wire::Post::NAME_FIELDS),
            ],
        )?;
        Ok(posts.into_iter().map(|post| post.named(kind)).collect())
    }
}

fn shelf_route(kind: PostKind) -> &'static str {
    match kind {
        PostKind::Post => "wp/v2/posts",
        PostKind::Page => "wp/v2/pages",
    }
}

fn anonymous() -> Error {
    Error::SignIn("the post came without its raw text".to_owned())
}
