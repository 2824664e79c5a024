//! The press: freezes what is saved now and puts it into the outbox. Nothing else publishes.

use afterword_model::{
    Blog, Featured, Intent, Lane, Media, Move, Op, OutboxId, OutboxRow, OutboxState, PostKind,
    PostMove, PostStatus, ProblemKind, Publish, SyncState, Timestamp, Upload, Visibility,
};
use afterword_store::activity::{self, Kind};
use afterword_store::posts::{self, Post, RevisionReason};
use afterword_store::{Db, Error as StoreError, blogs, media, outbox};

use super::connecting::needs_connection;
use super::posts::on_blog;
use crate::Desk;
use crate::api::{Change, MovePost, PublishPost, Queued};
use crate::error::{CommandError, ErrorCode, Result};
use crate::words::{coded, failed, word};

/// Pressing again before it leaves replaces it; a press while it is on its way waits behind it.
pub(crate) fn post_publish(desk: &Desk, ask: PublishPost) -> Result<Queued> {
    let shared = desk.shared();
    let (post, blog, pictures) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        let pictures = pictures_of(db, &post)?;
        Ok((post, blog, pictures))
    })?;
    if let Some(refused) = refusal(desk, &post, &blog, ask.intent)? {
        return Err(refused);
    }
    if let Some(gone) = pictures.iter().find_map(|picture| picture.as_ref().err()) {
        return Err(failed("One picture of this post is no longer on this computer. Remove it or add it again. Nothing was sent.")
            .with_detail(format!("media:{gone}")));
    }
    let pictures: Vec<Media> = pictures.into_iter().flatten().collect();
    let queued = shared.store.write(|db| queue(db, &post, ask.intent, &pictures, shared.now()))?;
    let Some(row) = queued else { return Err(already_there(&blog)) };
    moved(desk, &post);
    Ok(Queued { item: row, until: None })
}

/// Moves it on the blog as it is. What waits in its lane has to be taken back first.
pub(crate) fn post_move(desk: &Desk, ask: MovePost) -> Result<Queued> {
    let shared = desk.shared();
    let (post, blog) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        Ok((post, blog))
    })?;
    needs_connection(desk, blog.id)?;
    let now = shared.now();
    let queued = shared.store.write(|db| {
        let lane = Lane::post(post.id);
        let op = Op::Move(Move { post: post.id, to: ask.to });
        let rows = outbox::lane(db, post.blog, &lane)?;
        if let Some(same) = rows.iter().find(|row| row.op == op) {
            outbox::retry(db, same.id)?;
            return Ok(Ok(same.id));
        }
        if !rows.is_empty() {
            return Ok(Err(failed(
                "This post waits in the outbox. Take that back first, or wait until it is on the blog.",
            )));
        }
        let here = posts::get(db, post.id)?;
        if let Some(refused) = may_move(&here, &blog, ask.to) {
            return Ok(Err(refused));
        }
        let row = outbox::add(db, post.blog, &lane, &op, now)?;
        note(db, &here, &op, now)?;
        Ok(Ok(row))
    })?;
    let item = queued?;
    moved(desk, &post);
    Ok(Queued { item, until: None })
}

/// Why the press would be refused, from what is known here; checked again when it is pressed.
pub(super) fn refusal(
    desk: &Desk,
    post: &Post,
    blog: &Blog,
    intent: Intent,
) -> Result<Option<CommandError>> {
    if post.remote_status == Some(PostStatus::Trash) || post.trashed {
        return Ok(Some(failed("This post is in the trash. Restore it first.")));
    }
    if let Err(refused) = needs_connection(desk, blog.id) {
        return Ok(Some(refused));
    }
    let no_title = post.fields.title.trim().is_empty();
    let no_text = post.body.trim().is_empty();
    if no_title && intent == Intent::Public {
        return Ok(Some(coded(
            ErrorCode::TitleMissing,
            "This post has no title yet. Give it one, then publish. Nothing was sent.",
        )));
    }
    if no_text && (no_title || intent == Intent::Public) {
        return Ok(Some(failed("There is nothing in this post yet. Nothing was sent.")));
    }
    if matches!(&post.fields.visibility, Visibility::Password(word) if word.is_empty()) {
        return Ok(Some(failed(
            "You chose a password for this post, but there is none yet. Type one, or let everybody read it. Nothing was sent.",
        )));
    }
    if intent != Intent::Public && on_blog(post) {
        return Ok(Some(failed(
            "Readers have this post already. Update it, or take it off the blog first. Nothing was sent.",
        )));
    }
    if let Some(refused) = role(post, blog, intent) {
        return Ok(Some(refused));
    }
    foreign(desk, post, blog)
}

fn role(post: &Post, blog: &Blog, intent: Intent) -> Option<CommandError> {
    let can = &blog.capabilities;
    if post.kind == PostKind::Page && !can.publish_pages {
        return Some(failed(format!(
            "Your role on {} may not change pages. Your text is safe here.",
            blog.title
        )));
    }
    if intent == Intent::Public && !can.publish_posts {
        return Some(failed(format!(
            "Your role on {} may not publish posts. Submit it for review instead; an editor can publish it. Your text is safe here.",
            blog.title
        )));
    }
    if on_blog(post) && !can.edit_published_posts {
        return Some(failed(format!(
            "Your role on {} may not change posts that readers have already. Your text is safe here.",
            blog.title
        )));
    }
    None
}

/// Somebody else's post, for a role that may only change its own.
fn foreign(desk: &Desk, post: &Post, blog: &Blog) -> Result<Option<CommandError>> {
    if blog.capabilities.edit_others_posts {
        return Ok(None);
    }
    let base = desk.shared().store.read(|db| posts::base(db, post.id))?;
    let author = base.and_then(|base| base.wire_fields).and_then(|fields| fields.author);
    let theirs = author.is_some_and(|author| author != blog.me.remote_id);
    Ok(theirs.then(|| {
        failed(format!(
            "Somebody else wrote this post, and your role on {} may only change your own. Your text is safe here.",
            blog.title
        ))
    }))
}

/// The blog has just this.
pub(super) fn already_there(blog: &Blog) -> CommandError {
    failed(format!("{} already has this text.", blog.title))
}

/// Whether the blog has just this, as far as is known here, in the standing that is asked for.
pub(super) fn is_there(post: &Post, intent: Intent) -> bool {
    let stands = match intent {
        Intent::Public => on_blog(post),
        Intent::Review => post.remote_status == Some(PostStatus::Pending),
        Intent::Draft => {
            matches!(post.remote_status, Some(PostStatus::Draft | PostStatus::Pending))
        }
    };
    stands && post.sync == SyncState::Synced
}

fn may_move(post: &Post, blog: &Blog, to: PostMove) -> Option<CommandError> {
    let stands = post.remote_status;
    let fits = match to {
        PostMove::Unpublish => on_blog(post) || stands == Some(PostStatus::Pending),
        PostMove::Trash => stands.is_some_and(|stands| stands != PostStatus::Trash),
        PostMove::Restore => stands == Some(PostStatus::Trash),
    };
    if fits {
        return None;
    }
    Some(failed(match to {
        PostMove::Unpublish => format!("Readers of {} don't have this post.", blog.title),
        PostMove::Trash => format!("This post is not on {}.", blog.title),
        PostMove::Restore => format!("This post is not in the trash of {}.", blog.title),
    }))
}

/// `None`: the blog has just this, and nothing is on its way.
fn queue(
    db: &Db<'_>,
    post: &Post,
    intent: Intent,
    pictures: &[Media],
    now: Timestamp,
) -> std::result::Result<Option<OutboxId>, StoreError> {
    let lane = Lane::post(post.id);
    let op = Op::Publish(Publish {
        post: post.id,
        fields: post.fields.clone(),
        body: post.body.clone(),
        intent,
        wire: None,
        over: None,
    });
    let rows = outbox::lane(db, post.blog, &lane)?;
    let carrier = rows.iter().rev().find(|row| matches!(row.op, Op::Publish(_)));
    let gone = carrier.filter(|row| is_gone(row));
    if let Some(row) = gone {
        // As new: the blog has it no longer, so it gets another key and another address.
        posts::forget_remote(db, post.id)?;
        outbox::remove(db, row.id)?;
    }
    let carrier = carrier.filter(|_| gone.is_none());
    // Read again: an earlier press may have arrived since the checks.
    let here = posts::get(db, post.id)?;
    match carrier {
        None if rows.is_empty() && is_there(&here, intent) => return Ok(None),
        // The same press twice.
        Some(row) if same(&row.op, &op) && is_waiting(row.state) => return Ok(Some(row.id)),
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
    let replaced =
        carrier.filter(|row| !matches!(row.state, OutboxState::Sending | OutboxState::Unsure));
    // What the text says of a picture goes to the blog with it, unless the writer said it elsewhere.
    for (name, alt) in afterword_markup::media_alts(&post.body) {
        let own = |picture: &&Media| picture.uuid.to_string() == name && picture.alt.is_empty();
        if let Some(picture) = pictures.iter().find(own) {
            media::describe(db, picture.id, &alt)?;
        }
    }
    for picture in pictures {
        let known = rows
            .iter()
            .any(|row| matches!(&row.op, Op::Upload(upload) if upload.media == picture.id));
        if picture.remote_id.is_none() && !known {
            let upload = Op::Upload(Upload { media: picture.id, post: post.id });
            outbox::add(db, post.blog, &lane, &upload, now)?;
        }
    }
    if here.version == post.version {
        posts::keep_version(db, &here, RevisionReason::Pressed, now)?;
    }
    note(db, &here, &op, now)?;
    match replaced {
        // Behind its pictures, under its old key: an earlier try may have made the draft.
        Some(row) => outbox::requeue(db, row, &op, now).map(Some),
        None => outbox::add(db, post.blog, &lane, &op, now).map(Some),
    }
}

fn same(a: &Op, b: &Op) -> bool {
    match (a, b) {
        (Op::Publish(a), Op::Publish(b)) => {
            (&a.fields, &a.body, a.intent) == (&b.fields, &b.body, b.intent)
        }
        _ => false,
    }
}

/// The press found that the post is no longer on the blog, and nothing of it can be there: another one
/// makes a new post.
pub(super) fn is_gone(row: &OutboxRow) -> bool {
    let gone = row.problem.as_ref().is_some_and(|problem| problem.kind == ProblemKind::Gone);
    gone && row.is_here_only()
}

fn is_waiting(state: OutboxState) -> bool {
    matches!(state, OutboxState::Queued | OutboxState::Sending | OutboxState::Unsure)
}

/// Whether everybody who would read the post after a press can read it already: only then is the press
/// an update. A move that waits before it counts as done.
pub(super) fn is_out(db: &Db<'_>, post: &Post) -> std::result::Result<bool, StoreError> {
    let rows = outbox::lane(db, post.blog, &Lane::post(post.id))?;
    let moved = rows.iter().any(|row| matches!(row.op, Op::Move(_)));
    Ok(!moved
        && match post.remote_status {
            Some(PostStatus::Published) => true,
            Some(PostStatus::Private) => post.fields.visibility == Visibility::Private,
            _ => false,
        })
}

/// A line in the log.
fn note(db: &Db<'_>, post: &Post, op: &Op, now: Timestamp) -> std::result::Result<(), StoreError> {
    let kind = op.kind(is_out(db, post)?, now);
    activity::add(db, Some(post.blog), Kind::Queued, &post.fields.title, &word(&kind), now)
}

/// The pictures that go with a post, the one that stands for it among them; `Err`: the name of one that
/// is no longer here.
pub(super) fn pictures_of(
    db: &Db<'_>,
    post: &Post,
) -> std::result::Result<Vec<std::result::Result<Media, String>>, StoreError> {
    let mut names = if post.fields.body_kind.is_markdown() {
        afterword_markup::media_names(&post.body)
    } else {
        Vec::new()
    };
    if let Some(Featured::Here(uuid)) = &post.fields.featured
        && !names.contains(uuid)
    {
        names.push(uuid.clone());
    }
    names
        .into_iter()
        .map(|name| {
            let picture = media::by_uuid(db, &name)?;
            Ok(picture.filter(|picture| picture.blog == post.blog).ok_or(name))
        })
        .collect()
}

fn moved(desk: &Desk, post: &Post) {
    let shared = desk.shared();
    shared.changed(Change::Outbox { blog: post.blog });
    shared.changed(Change::Posts { blog: post.blog });
    desk.0.workers.send(post.blog);
}
