//! Answering readers: one reply, or many from the answer sheet.

use afterword_model::{
    Author, Blog, Comment, CommentStatus, EditReply as EditOp, Lane, Moderation, Op, OutboxId,
    Reply, Timestamp,
};
use afterword_store::{Db, Error as StoreError, blogs, comments, drafts, outbox, receipts};
use afterword_sync::push;

use super::comments::get;
use super::connecting::needs_connection;
use super::manners::{self, name_of};
use super::moderating::moderate;
use super::thread::as_shown;
use super::{changing, undo};
use crate::Desk;
use crate::api::{
    Change, EditReply, Nothing, QueueReplies, QueueReply, Queued, QueuedMany, QueuedReply,
    SaveReplyDraft, Skipped, SkippedWhy,
};
use crate::error::{CommandError, ErrorCode, Result};
use crate::words::{coded, failed};

/// More than anybody answers at once.
const MOST: usize = 1_000;

/// A reply that is not queued, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    Empty,
    OnlyManners,
    CannotBeAnswered(&'static str),
}

pub(crate) fn reply_draft_save(desk: &Desk, ask: SaveReplyDraft) -> Result<Nothing> {
    let shared = desk.shared();
    shared.store.write(|db| drafts::set(db, ask.comment, &ask.text, shared.now()))?;
    Ok(Nothing)
}

/// Puts a reply into the outbox, under the comment it answers, and forgets its draft: one transaction. With
/// `approve`, the comment's approval goes before it, in the same transaction.
pub(crate) fn reply_queue(desk: &Desk, ask: QueueReply) -> Result<Queued> {
    let shared = desk.shared();
    let parent = get(desk, ask.comment)?;
    let own = shared.store.read(|db| manners::own(desk, db, parent.blog))?;
    let text = may_go(&ask, &parent, &own).map_err(|why| failed(why.message()))?;
    needs_connection(desk, parent.blog)?;
    let blog = shared.store.read(|db| blogs::get(db, parent.blog))?;
    let until = undo::until(shared)?;
    let item = shared.store.write(|db| queue(db, &blog, &ask, text, until, shared.now()))?;
    moved(desk, &parent);
    Ok(Queued { item, until })
}

/// Queues every reply that says something; the others stay where they are, with the reason.
pub(crate) fn replies_queue(desk: &Desk, ask: QueueReplies) -> Result<QueuedMany> {
    let shared = desk.shared();
    if ask.replies.len() > MOST {
        return Err(failed(format!("Send at most {MOST} replies at once. Nothing was sent.")));
    }
    let mut done =
        QueuedMany { queued: Vec::new(), until: undo::until(shared)?, skipped: Vec::new() };
    let mut ready = Vec::new();
    let mut known: Vec<(Blog, manners::Own)> = Vec::new();
    for reply in &ask.replies {
        let parent = get(desk, reply.comment)?;
        if !known.iter().any(|(blog, _)| blog.id == parent.blog) {
            needs_connection(desk, parent.blog)?;
            known.push(shared.store.read(|db| {
                Ok((blogs::get(db, parent.blog)?, manners::own(desk, db, parent.blog)?))
            })?);
        }
        let Some((blog, own)) = known.iter().find(|(blog, _)| blog.id == parent.blog) else {
            continue;
        };
        match may_go(reply, &parent, own) {
            Ok(text) => ready.push((blog.clone(), reply, text, parent)),
            Err(why) => {
                let (comment, message) = (reply.comment, why.message().to_owned());
                done.skipped.push(Skipped { comment, why: why.into(), message });
            }
        }
    }
    let until = done.until;
    done.queued = shared.store.write(|db| {
        ready
            .iter()
            .map(|(blog, reply, text, _)| {
                let item = queue(db, blog, reply, text, until, shared.now())?;
                Ok(QueuedReply { comment: reply.comment, item })
            })
            .collect()
    })?;
    for (blog, _) in &known {
        if let Some((.., parent)) = ready.iter().find(|(of, ..)| of.id == blog.id) {
            moved(desk, parent);
        }
    }
    Ok(done)
}

/// Another text for a reply, or for the change of one, that was not sent yet.
pub(crate) fn reply_edit(desk: &Desk, ask: EditReply) -> Result<Nothing> {
    let shared = desk.shared();
    let until = undo::until(shared)?;
    let edited = shared.store.write(|db| {
        let row = match outbox::get(db, ask.item) {
            Ok(row) if row.is_here_only() => row,
            Ok(_) => return Ok(Err(too_late())),
            Err(StoreError::Missing(_)) => return Ok(Err(no_longer_waits(db, ask.item)?)),
            Err(error) => return Err(error),
        };
        let (Op::Reply(Reply { comment, .. }) | Op::EditReply(EditOp { comment, .. })) = &row.op
        else {
            return Ok(Err(too_late()));
        };
        let reply = comments::get(db, *comment)?;
        let text = match speaks(desk, db, &ask.text, &reply)? {
            Ok(text) => text,
            Err(why) => return Ok(Err(failed(why.message()))),
        };
        let op = match &row.op {
            Op::Reply(old) => {
                Op::Reply(Reply { text: text.to_owned(), ..old.clone() }.all_the_same())
            }
            Op::EditReply(old) => Op::EditReply(EditOp { text: text.to_owned(), ..old.clone() }),
            _ => return Ok(Err(too_late())),
        };
        changing::show(db, reply.id, text)?;
        outbox::set_op(db, row.id, &op)?;
        undo::again(db, row.id, until)?;
        Ok(Ok(reply))
    })?;
    moved(desk, &edited?);
    Ok(Nothing)
}

/// The row is not there any more: it arrived, or the writer took it back.
fn no_longer_waits(db: &Db<'_>, item: OutboxId) -> std::result::Result<CommandError, StoreError> {
    let message = if receipts::of_item(db, item)?.is_some() {
        "This reply has reached the blog meanwhile. Edit it once more to change it there. Your new words are still in this window."
    } else {
        "This reply was taken back meanwhile, so it no longer waits in the outbox. Your new words are still in this window."
    };
    Ok(coded(ErrorCode::Gone, message))
}

/// It is on its way.
pub(super) fn too_late() -> CommandError {
    coded(
        ErrorCode::TooLate,
        "This is on its way and may be on the blog already. Afterword is making sure; you can change it afterwards.",
    )
}

/// The text of a reply that says something and may be sent.
fn may_go<'a>(
    ask: &'a QueueReply,
    parent: &Comment,
    own: &manners::Own,
) -> std::result::Result<&'a str, Refusal> {
    let text = says_more(&ask.text, name_of(parent), own)?;
    may_be_answered(parent, ask.approve)?;
    Ok(text)
}

/// Another text for this reply of the writer's, if it says something.
pub(super) fn speaks<'a>(
    desk: &Desk,
    db: &Db<'_>,
    text: &'a str,
    reply: &Comment,
) -> std::result::Result<std::result::Result<&'a str, Refusal>, StoreError> {
    let own = manners::own(desk, db, reply.blog)?;
    let parent = reply.parent.map(|parent| comments::get(db, parent)).transpose()?;
    Ok(says_more(text, parent.as_ref().map_or("", name_of), &own))
}

/// A text that has words beyond the writer's manners.
fn says_more<'a>(
    text: &'a str,
    reader: &str,
    own: &manners::Own,
) -> std::result::Result<&'a str, Refusal> {
    let text = said(text)?;
    if own.is_all(text, reader) { Err(Refusal::OnlyManners) } else { Ok(text) }
}

/// A text that has words when it is rendered.
pub(super) fn said(text: &str) -> std::result::Result<&str, Refusal> {
    let text = text.trim();
    let is_empty = text.is_empty() || afterword_markup::comment_html(text).trim().is_empty();
    if is_empty { Err(Refusal::Empty) } else { Ok(text) }
}

pub(super) fn may_be_answered(parent: &Comment, approve: bool) -> std::result::Result<(), Refusal> {
    match parent.status {
        CommentStatus::Approved => Ok(()),
        CommentStatus::Held if approve => Ok(()),
        CommentStatus::Held => Err(Refusal::CannotBeAnswered(
            "This comment is held for review. Approve it first; then your reply can go out. Your text is kept.",
        )),
        CommentStatus::Spam | CommentStatus::Trash => Err(Refusal::CannotBeAnswered(
            "This comment is in spam or in the trash. Bring it back first; then your reply can go out. Your text is kept.",
        )),
        CommentStatus::Deleted => Err(Refusal::CannotBeAnswered(
            "This comment is no longer on the blog, so it can't be answered there. Your text is kept.",
        )),
    }
}

fn queue(
    db: &Db<'_>,
    blog: &Blog,
    ask: &QueueReply,
    text: &str,
    until: Option<Timestamp>,
    now: Timestamp,
) -> std::result::Result<OutboxId, StoreError> {
    let parent = comments::get(db, ask.comment)?;
    let lane = Lane::comment(parent.id);
    // The same press twice.
    for row in outbox::lane(db, parent.blog, &lane)? {
        if matches!(&row.op, Op::Reply(reply) if reply.text == text) {
            return Ok(row.id);
        }
    }
    if ask.approve && parent.status == CommentStatus::Held {
        moderate(db, &parent, Moderation::Approve, until, now)?;
    }
    let me = &blog.me;
    let (name, remote_id) = (me.name.clone(), Some(me.remote_id.clone()));
    let author = Author { name, remote_id, ..Author::default() };
    let (html, plain) = as_shown(text);
    let seen = push::seen(db, &parent)?;
    let reply = comments::add_reply(db, &parent, &author, &html, &plain, now)?;
    drafts::set(db, parent.id, "", now)?;
    undo::add(db, parent.blog, &lane, &Op::Reply(Reply::new(reply, text, seen)), until, now)
}

impl Refusal {
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "There is nothing in this reply yet.",
            Self::OnlyManners => {
                "So far this reply has only your greeting and sign-off. Add a word of your own; then it can go. Your text is kept."
            }
            Self::CannotBeAnswered(message) => message,
        }
    }
}

impl From<Refusal> for SkippedWhy {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Empty => Self::Empty,
            Refusal::OnlyManners => Self::OnlyManners,
            Refusal::CannotBeAnswered(_) => Self::CannotBeAnswered,
        }
    }
}

pub(super) fn moved(desk: &Desk, comment: &Comment) {
    let shared = desk.shared();
    shared.changed(Change::Comments { blog: comment.blog });
    shared.changed(Change::Outbox { blog: comment.blog });
    desk.0.workers.send(comment.blog);
}
