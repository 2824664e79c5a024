//! Answering readers.

use afterword_model::{Author, Comment, CommentStatus, Lane, Op, Reply};
use afterword_store::{blogs, comments, drafts, outbox};

use super::comments::get;
use super::connecting::needs_connection;
use crate::Desk;
use crate::api::{Change, EditReply, Nothing, QueueReply, Queued, SaveReplyDraft};
use crate::error::{CommandError, ErrorCode, Result};
use crate::words::{coded, failed};

pub(crate) fn reply_draft_save(desk: &Desk, ask: SaveReplyDraft) -> Result<Nothing> {
    let shared = desk.shared();
    shared.store.write(|db| drafts::set(db, ask.comment, &ask.text, shared.now()))?;
    Ok(Nothing)
}

/// Puts a reply into the outbox, under the comment it answers, and forgets its draft: one transaction.
pub(crate) fn reply_queue(desk: &Desk, ask: QueueReply) -> Result<Queued> {
    let shared = desk.shared();
    let parent = get(desk, ask.comment)?;
    let text = checked(&ask.text)?;
    may_be_answered(&parent)?;
    needs_connection(desk, parent.blog)?;
    let blog = shared.store.read(|db| blogs::get(db, parent.blog))?;
    let author =
        Author { name: blog.me.name, url: None, remote_id: Some(blog.me.remote_id), face: None };
    let html = afterword_markup::comment_html(text);
    let item = shared.store.write(|db| {
        let lane = Lane::comment(parent.id);
        // The same press twice.
        for row in outbox::lane(db, parent.blog, &lane)? {
            if matches!(&row.op, Op::Reply(reply) if reply.text == text) {
                return Ok(row.id);
            }
        }
        let plain = afterword_markup::plain(&html);
        let reply = comments::add_reply(db, &parent, &author, &html, &plain, shared.now())?;
        let op = Op::Reply(Reply::new(reply, text, None));
        drafts::set(db, parent.id, "", shared.now())?;
        outbox::add(db, parent.blog, &lane, &op, shared.now())
    })?;
    moved(desk, &parent);
    Ok(Queued { item })
}

pub(crate) fn reply_edit(desk: &Desk, ask: EditReply) -> Result<Nothing> {
    let shared = desk.shared();
    let text = checked(&ask.text)?;
    let edited = shared.store.write(|db| {
        let row = outbox::get(db, ask.item)?;
        let Op::Reply(old) = &row.op else { return Ok(None) };
        if !row.is_here_only() {
            return Ok(None);
        }
        let reply = Reply { text: text.to_owned(), ..old.clone() };
        let html = afterword_markup::comment_html(text);
        comments::set_reply_text(db, old.comment, &html, &afterword_markup::plain(&html))?;
        outbox::set_op(db, row.id, &Op::Reply(reply))?;
        outbox::retry(db, row.id)?;
        comments::get(db, old.comment).map(Some)
    })?;
    match edited {
        Some(reply) => {
            moved(desk, &reply);
            Ok(Nothing)
        }
        None => Err(too_late()),
    }
}

/// It is on its way.
pub(super) fn too_late() -> CommandError {
    coded(
        ErrorCode::TooLate,
        "This is on its way and may be on the blog already. Afterword is making sure; you can change it afterwards.",
    )
}

fn checked(text: &str) -> Result<&str> {
    let text = text.trim();
    if text.is_empty() { Err(failed("There is nothing in this reply yet.")) } else { Ok(text) }
}

fn may_be_answered(parent: &Comment) -> Result<()> {
    match parent.status {
        CommentStatus::Approved => Ok(()),
        CommentStatus::Held => Err(failed(
            "This comment is held for review. Approve it first; then your reply can go out. Your text is kept.",
        )),
        CommentStatus::Spam | CommentStatus::Trash => Err(failed(
            "This comment is in spam or in the trash. Bring it back first; then your reply can go out. Your text is kept.",
        )),
        CommentStatus::Deleted => Err(failed(
            "This comment is no longer on the blog, so it can't be answered there. Your text is kept.",
        )),
    }
}

fn moved(desk: &Desk, comment: &Comment) {
    let shared = desk.shared();
    shared.changed(Change::Comments { blog: comment.blog });
    shared.changed(Change::Outbox { blog: comment.blog });
    desk.0.workers.send(comment.blog);
}
