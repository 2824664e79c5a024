//! Lists of posts, and one open.

use afterword_model::{BodyKind, PostId, PostKind, PostStatus};
use afterword_store::outbox;
use afterword_store::posts::{self, Listed, Post};
use afterword_store::{Db, Error as StoreError};

use super::many_posts::query;
use super::outbox::item;
use super::revisions::unseen_merge;
use crate::Desk;
use crate::api::{
    Change, CreatePost, ForPost, ListPosts, Nothing, PostDocument, PostFolder, PostPage, PostRow,
};
use crate::error::Result;
use crate::words::failed;

const EXCERPT: usize = 140;
/// More rows than a window asks for at once.
const MOST: u32 = 500;

pub(crate) fn post_list(desk: &Desk, ask: ListPosts) -> Result<PostPage> {
    let query = query(&ask, ask.offset, ask.limit.min(MOST));
    let (found, total) = desk.shared().store.read(|db| posts::list(db, ask.blog, &query))?;
    Ok(PostPage { rows: found.into_iter().map(row).collect(), total })
}

pub(super) fn folder(folder: PostFolder) -> posts::Folder {
    match folder {
        PostFolder::Drafts => posts::Folder::Drafts,
        PostFolder::Scheduled => posts::Folder::Scheduled,
        PostFolder::Published => posts::Folder::Published,
        PostFolder::Pages => posts::Folder::Pages,
        PostFolder::Trash => posts::Folder::Trash,
    }
}

pub(crate) fn post_create(desk: &Desk, ask: CreatePost) -> Result<PostDocument> {
    let shared = desk.shared();
    let kind = ask.kind.unwrap_or(PostKind::Post);
    let id = shared.store.write(|db| posts::create(db, ask.blog, kind, shared.now()))?;
    shared.changed(Change::Posts { blog: ask.blog });
    post_open(desk, ForPost { post: id })
}

pub(crate) fn post_open(desk: &Desk, ask: ForPost) -> Result<PostDocument> {
    let shared = desk.shared();
    Ok(shared.store.read(|db| document(db, ask.post, shared.now()))?)
}

/// Puts a post that is only here into the trash here.
pub(crate) fn post_trash(desk: &Desk, ask: ForPost) -> Result<Nothing> {
    let shared = desk.shared();
    let post = shared.store.read(|db| posts::get(db, ask.post))?;
    if shared.store.read(|db| outbox::of_post(db, post.blog, post.id))?.is_some() {
        return Err(failed(
            "This post waits in the outbox. Take it back first; then it can go to the trash.",
        ));
    }
    if post.remote_id.is_some() {
        return Err(failed(
            "This post is on the blog too. Move it to the blog's trash instead; its words stay here.",
        ));
    }
    shared.store.write(|db| posts::set_trashed(db, ask.post, Some(shared.now())))?;
    shared.changed(Change::Posts { blog: post.blog });
    Ok(Nothing)
}

/// Takes it out of the trash here.
pub(crate) fn post_restore(desk: &Desk, ask: ForPost) -> Result<Nothing> {
    let shared = desk.shared();
    let post = shared.store.write(|db| {
        posts::set_trashed(db, ask.post, None)?;
        posts::get(db, ask.post)
    })?;
    shared.changed(Change::Posts { blog: post.blog });
    Ok(Nothing)
}

/// A post as the window opens it.
pub(super) fn document(
    db: &Db<'_>,
    id: PostId,
    now: afterword_model::Timestamp,
) -> std::result::Result<PostDocument, StoreError> {
    let post = posts::get(db, id)?;
    let row = outbox::of_post(db, post.blog, post.id)?;
    let sending = row.map(|row| item(db, &row, now)).transpose()?;
    let on_blog = on_blog(&post);
    Ok(PostDocument {
        id: post.id,
        blog: post.blog,
        kind: post.kind,
        whereabouts: post.whereabouts,
        sending,
        remote_status: post.remote_status,
        published_at: post.published_at,
        link: post.link.filter(|_| on_blog),
        on_blog,
        is_changed_there: posts::remote(db, id)?.is_some(),
        merged_from: unseen_merge(db, ForPost { post: id })?,
        fields: post.fields,
        body: post.body,
        version: post.version,
        saved_at: post.saved_at,
        trashed: post.trashed || post.remote_status == Some(PostStatus::Trash),
        goes_at: post.goes_at,
    })
}

/// Readers have it, or will by themselves.
pub(super) fn on_blog(post: &Post) -> bool {
    post.remote_status.is_some_and(|status| {
        matches!(status, PostStatus::Published | PostStatus::Private | PostStatus::Scheduled)
    })
}

fn row(listed: Listed) -> PostRow {
    let text = match listed.fields.body_kind {
        BodyKind::Markdown => afterword_markup::plain_markdown(&listed.beginning),
        BodyKind::Html => afterword_markup::plain(&listed.beginning),
    };
    PostRow {
        id: listed.id,
        kind: listed.kind,
        title: listed.fields.title,
        excerpt: afterword_markup::excerpt(&text, EXCERPT),
        whereabouts: listed.whereabouts,
        remote_status: listed.remote_status,
        published_at: listed.published_at,
        changed_at: listed.changed_at,
        goes_at: listed.goes_at,
    }
}
