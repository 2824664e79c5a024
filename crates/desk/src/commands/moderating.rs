//! Moderating comments, one or five hundred, and taking that back.

use afterword_model::{
    BlogId, Comment, CommentId, CommentStatus, Lane, Moderate, Moderation, Op, Timestamp,
};
use afterword_store::{Db, Error as StoreError, comments, outbox};

use super::connecting::needs_connection;
use super::undo;
use crate::Desk;
use crate::api::{
    Change, HandleComments, ModerateComments, ModeratedMany, Nothing, Standing, UndoModeration,
};
use crate::error::Result;
use crate::words::failed;

/// More than a window selects at once.
const MOST: usize = 5_000;

/// Queues moderations. What was not sent yet and is asked back cancels out: nothing goes to the blog.
pub(crate) fn comments_moderate(desk: &Desk, ask: ModerateComments) -> Result<ModeratedMany> {
    let shared = desk.shared();
    may_be_so_many(ask.comments.len())?;
    connected(desk, ask.comments.iter().copied())?;
    let until = undo::until(shared)?;
    let (blogs, done) = shared.store.write(|db| {
        let mut done = ModeratedMany { before: Vec::new(), left_alone: 0 };
        let mut blogs = Vec::new();
        for id in ask.comments {
            let comment = comments::get(db, id)?;
            if !may_be_moderated(&comment) {
                done.left_alone += 1;
                continue;
            }
            if moderate(db, &comment, ask.to, until, shared.now())? {
                done.before.push(Standing { comment: id, status: comment.status });
                blogs.push(comment.blog);
            }
        }
        Ok((blogs, done))
    })?;
    if done.before.is_empty() && done.left_alone > 0 {
        return Err(failed(
            "This is not on the blog, so it can't be moderated there. A reply that waits can be taken back in the outbox.",
        ));
    }
    moved(desk, blogs);
    Ok(done)
}

/// Puts comments back to where they stood. What was not sent is simply not sent; what was is asked back.
pub(crate) fn comments_undo(desk: &Desk, ask: UndoModeration) -> Result<Nothing> {
    let shared = desk.shared();
    may_be_so_many(ask.before.len())?;
    connected(desk, ask.before.iter().map(|standing| standing.comment))?;
    let blogs = shared.store.write(|db| {
        let mut blogs = Vec::new();
        for Standing { comment, status } in ask.before {
            let comment = comments::get(db, comment)?;
            let Some(to) = towards(status).filter(|_| may_be_moderated(&comment)) else { continue };
            // An undo was thought about already: it does not wait to be undone in turn.
            if moderate(db, &comment, to, None, shared.now())? {
                blogs.push(comment.blog);
            }
        }
        Ok(blogs)
    })?;
    moved(desk, blogs);
    Ok(Nothing)
}

/// Whether comments need no reply, or do after all. Nothing of it leaves this computer.
pub(crate) fn comments_handle(desk: &Desk, ask: HandleComments) -> Result<Nothing> {
    let shared = desk.shared();
    may_be_so_many(ask.comments.len())?;
    let blogs = shared.store.write(|db| {
        let at = ask.handled.then(|| shared.now());
        let mut blogs = Vec::new();
        for id in ask.comments {
            comments::set_handled(db, id, at)?;
            blogs.push(comments::get(db, id)?.blog);
        }
        Ok(blogs)
    })?;
    for blog in each(blogs) {
        shared.changed(Change::Comments { blog });
    }
    Ok(Nothing)
}

/// One comment to where it shall stand. Returns whether anything moved.
pub(super) fn moderate(
    db: &Db<'_>,
    comment: &Comment,
    to: Moderation,
    until: Option<Timestamp>,
    now: Timestamp,
) -> std::result::Result<bool, StoreError> {
    if comment.status == to.status() {
        return Ok(false);
    }
    match outbox::of_moderation(db, comment.id)? {
        Some(row) if row.is_here_only() => {
            let Op::Moderate(old) = &row.op else { return Ok(false) };
            if old.from == to.status() {
                outbox::remove(db, row.id)?;
            } else {
                outbox::set_op(db, row.id, &Op::Moderate(Moderate { to, ..old.clone() }))?;
                undo::again(db, row.id, until)?;
            }
        }
        _ => {
            let op = Op::Moderate(Moderate { comment: comment.id, to, from: comment.status });
            undo::add(db, comment.blog, &Lane::comment(comment.id), &op, until, now)?;
        }
    }
    comments::set_status(db, comment.id, to.status())?;
    Ok(true)
}

/// Only what is on the blog.
pub(super) fn may_be_moderated(comment: &Comment) -> bool {
    comment.remote_id.is_some() && comment.status != CommentStatus::Deleted
}

fn towards(status: CommentStatus) -> Option<Moderation> {
    match status {
        CommentStatus::Approved => Some(Moderation::Approve),
        CommentStatus::Held => Some(Moderation::Unapprove),
        CommentStatus::Spam => Some(Moderation::Spam),
        CommentStatus::Trash => Some(Moderation::Trash),
        CommentStatus::Deleted => None,
    }
}

fn may_be_so_many(count: usize) -> Result<()> {
    if count > MOST {
        return Err(failed(format!(
            "Choose at most {MOST} comments at once. Nothing was changed."
        )));
    }
    Ok(())
}

/// Whether their blogs still are.
fn connected(desk: &Desk, all: impl Iterator<Item = CommentId>) -> Result<()> {
    let blogs = desk.shared().store.read(|db| {
        all.map(|id| Ok(comments::get(db, id)?.blog))
            .collect::<std::result::Result<Vec<_>, StoreError>>()
    })?;
    each(blogs).into_iter().try_for_each(|blog| needs_connection(desk, blog))
}

fn each(mut blogs: Vec<BlogId>) -> Vec<BlogId> {
    blogs.sort();
    blogs.dedup();
    blogs
}

fn moved(desk: &Desk, blogs: Vec<BlogId>) {
    let shared = desk.shared();
    for blog in each(blogs) {
        shared.changed(Change::Comments { blog });
        shared.changed(Change::Outbox { blog });
        desk.0.workers.send(blog);
    }
}
