//! Writing posts, and the one press that publishes.

use afterword_model::{
    Lane, Media, Op, OutboxId, OutboxState, PostFields, PostStatus, Publish, SyncState, Upload,
};
use afterword_store::outbox;
use afterword_store::posts::{self, Post, RevisionReason};
use afterword_store::{Db, Error as StoreError, blogs, media};

use super::outbox::item;
use crate::Desk;
use crate::api::{
    Change, ForBlog, ForPost, ListPosts, Nothing, PostDocument, PostFolder, PostRow, Queued,
    SavePost, SavedPost,
};
use crate::error::{ErrorCode, Result};
use crate::words::{coded, failed};

const EXCERPT: usize = 140;

pub(crate) fn post_list(desk: &Desk, ask: ListPosts) -> Result<Vec<PostRow>> {
    let folder = match ask.folder {
        PostFolder::Drafts => posts::Folder::Drafts,
        PostFolder::Published => posts::Folder::Published,
        PostFolder::Trash => posts::Folder::Trash,
    };
    let found = desk.shared().store.read(|db| posts::list(db, ask.blog, folder, &ask.search))?;
    Ok(found.into_iter().map(row).collect())
}

pub(crate) fn post_create(desk: &Desk, ask: ForBlog) -> Result<PostDocument> {
    let shared = desk.shared();
    let id = shared.store.write(|db| posts::create(db, ask.blog, shared.now()))?;
    shared.changed(Change::Posts { blog: ask.blog });
    post_open(desk, ForPost { post: id })
}

pub(crate) fn post_open(desk: &Desk, ask: ForPost) -> Result<PostDocument> {
    let document = desk.shared().store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let row = outbox::of_post(db, post.blog, post.id)?;
        let sending = row.map(|row| item(db, &row)).transpose()?;
        Ok(PostDocument {
            id: post.id,
            blog: post.blog,
            whereabouts: post.whereabouts,
            sending,
            link: post.link.clone().filter(|_| on_blog(&post)),
            on_blog: on_blog(&post),
            title: post.fields.title,
            body: post.body,
            version: post.version,
            saved_at: post.saved_at,
            trashed: post.trashed,
        })
    })?;
    Ok(document)
}

pub(crate) fn post_save(desk: &Desk, ask: SavePost) -> Result<SavedPost> {
    let shared = desk.shared();
    let fields = PostFields { title: ask.title };
    let saved = shared.store.write(|db| {
        posts::save(db, ask.post, &fields, &ask.body, ask.version, shared.now())?;
        posts::get(db, ask.post)
    });
    let post = match saved {
        Ok(post) => post,
        Err(StoreError::Stale) => {
            // The other text stays where it is; this one is kept beside it.
            shared.store.write(|db| {
                posts::add_revision(
                    db,
                    ask.post,
                    RevisionReason::Overtaken,
                    &fields,
                    &ask.body,
                    shared.now(),
                )
            })?;
            return Err(StoreError::Stale.into());
        }
        Err(error) => return Err(error.into()),
    };
    if post.version != ask.version {
        shared.changed(Change::Posts { blog: post.blog });
    }
    Ok(SavedPost { version: post.version, saved_at: post.saved_at, whereabouts: post.whereabouts })
}

pub(crate) fn post_trash(desk: &Desk, ask: ForPost) -> Result<Nothing> {
    let shared = desk.shared();
    let post = shared.store.read(|db| posts::get(db, ask.post))?;
    let waits = shared.store.read(|db| outbox::of_post(db, post.blog, post.id))?;
    if waits.is_some() {
        return Err(failed(
            "This post waits in the outbox. Take it back first; then it can go to the trash.",
        ));
    }
    shared.store.write(|db| posts::set_trashed(db, ask.post, Some(shared.now())))?;
    shared.changed(Change::Posts { blog: post.blog });
    Ok(Nothing)
}

pub(crate) fn post_restore(desk: &Desk, ask: ForPost) -> Result<Nothing> {
    let shared = desk.shared();
    let post = shared.store.write(|db| {
        posts::set_trashed(db, ask.post, None)?;
        posts::get(db, ask.post)
    })?;
    shared.changed(Change::Posts { blog: post.blog });
    Ok(Nothing)
}

/// Freezes the text as it is saved now and puts it into the outbox. Pressing again before it leaves
/// replaces it; a press while it is on its way waits behind it.
pub(crate) fn post_publish(desk: &Desk, ask: ForPost) -> Result<Queued> {
    let shared = desk.shared();
    let (post, blog) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        Ok((post, blog))
    })?;
    if post.trashed {
        return Err(failed("This post is in the trash. Restore it first."));
    }
    if post.fields.title.trim().is_empty() {
        return Err(coded(
            ErrorCode::TitleMissing,
            "This post has no title yet. Give it one, then publish. Nothing was sent.",
        ));
    }
    if post.body.trim().is_empty() {
        return Err(failed("There is nothing in this post yet. Nothing was sent."));
    }
    if !blog.capabilities.publish_posts {
        return Err(failed(format!(
            "Your role on {} may not publish posts. Ask for the role Author or Editor. Your text is safe here.",
            blog.title
        )));
    }
    let pictures = pictures_of(desk, &post)?;
    let queued = shared.store.write(|db| queue(db, &post, &pictures, shared.now()))?;
    let Some(row) = queued else {
        return Err(failed(format!("{} already has this text.", blog.title)));
    };
    shared.changed(Change::Outbox { blog: post.blog });
    shared.changed(Change::Posts { blog: post.blog });
    desk.0.workers.send(post.blog);
    Ok(Queued { item: row })
}

/// `None`: the blog has just this text, and nothing is on its way.
fn queue(
    db: &Db<'_>,
    post: &Post,
    pictures: &[Media],
    now: afterword_model::Timestamp,
) -> std::result::Result<Option<OutboxId>, StoreError> {
    let lane = Lane::post(post.id);
    let op = Op::Publish(Publish {
        post: post.id,
        title: post.fields.title.clone(),
        body: post.body.clone(),
        wire: None,
        over: None,
    });
    let rows = outbox::lane(db, post.blog, &lane)?;
    let carrier = rows.iter().rev().find(|row| matches!(row.op, Op::Publish(_)));
    // Read again: an earlier press may have arrived since the checks.
    let here = posts::get(db, post.id)?;
    match carrier {
        None if here.sync == SyncState::Synced && on_blog(&here) => return Ok(None),
        // The same press twice.
        Some(row) if same_text(&row.op, &op) && is_waiting(row.state) => return Ok(Some(row.id)),
        _ => {}
    }
    for row in &rows {
        let Op::Upload(upload) = &row.op else { continue };
        if pictures.iter().any(|picture| picture.id == upload.media) {
            // A picture that was refused gets another chance with the new press.
            outbox::retry(db, row.id)?;
        } else if row.is_here_only() {
            // The post no longer has it.
            outbox::remove(db, row.id)?;
        }
    }
    let replaced = carrier.filter(|row| {
        matches!(row.state, OutboxState::Queued | OutboxState::Blocked | OutboxState::Failed)
    });
    for picture in pictures {
        let known = rows
            .iter()
            .any(|row| matches!(&row.op, Op::Upload(upload) if upload.media == picture.id));
        if picture.remote_id.is_none() && !known {
            let upload = Op::Upload(Upload { media: picture.id, post: post.id });
            outbox::add(db, post.blog, &lane, &upload, now)?;
        }
    }
    match replaced {
        // Behind its pictures, under its old key: an earlier try may have made the draft.
        Some(row) => outbox::requeue(db, row, &op, now).map(Some),
        None => outbox::add(db, post.blog, &lane, &op, now).map(Some),
    }
}

fn same_text(a: &Op, b: &Op) -> bool {
    match (a, b) {
        (Op::Publish(a), Op::Publish(b)) => a.title == b.title && a.body == b.body,
        _ => false,
    }
}

fn is_waiting(state: OutboxState) -> bool {
    matches!(state, OutboxState::Queued | OutboxState::Sending | OutboxState::Unsure)
}

fn pictures_of(desk: &Desk, post: &Post) -> Result<Vec<Media>> {
    let names = afterword_markup::media_names(&post.body);
    let found = desk.shared().store.read(|db| {
        names
            .iter()
            .map(|name| Ok((name, media::by_uuid(db, name)?)))
            .collect::<std::result::Result<Vec<_>, StoreError>>()
    })?;
    found
        .into_iter()
        .map(|(name, picture)| {
            picture.filter(|picture| picture.blog == post.blog).ok_or_else(|| {
                failed("One picture of this post is no longer on this computer. Remove it or add it again. Nothing was sent.")
                    .with_detail(format!("media:{name}"))
            })
        })
        .collect()
}

fn on_blog(post: &Post) -> bool {
    post.remote_status
        .is_some_and(|status| !matches!(status, PostStatus::Draft | PostStatus::Pending))
}

fn row(post: Post) -> PostRow {
    let text = afterword_markup::plain_markdown(first_part(&post.body));
    PostRow {
        id: post.id,
        title: post.fields.title,
        excerpt: afterword_markup::excerpt(&text, EXCERPT),
        whereabouts: post.whereabouts,
        changed_at: post.saved_at,
    }
}

/// Enough of a text for an excerpt: a list must not parse whole books.
fn first_part(body: &str) -> &str {
    let end = body.char_indices().nth(EXCERPT * 4).map_or(body.len(), |(at, _)| at);
    body.get(..end).unwrap_or(body)
}
