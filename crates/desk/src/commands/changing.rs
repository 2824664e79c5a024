//! Changing a reply that is on the blog: its text comes back as Markdown and goes out again by its id.

use afterword_model::{Comment, CommentId, CommentStatus, EditReply, Lane, Op, OutboxRow};
use afterword_store::{Db, Error as StoreError, comments, outbox};

use super::comments::get;
use super::connecting::needs_connection;
use super::replies::{moved, speaks, too_late};
use super::thread::as_shown;
use super::undo;
use crate::Desk;
use crate::api::{ChangeReply, ForComment, Queued, ReplySource};
use crate::error::Result;
use crate::words::failed;

pub(crate) fn reply_source(desk: &Desk, ask: ForComment) -> Result<ReplySource> {
    let reply = get(desk, ask.comment)?;
    may_be_changed(&reply)?;
    let waiting = desk.shared().store.read(|db| of_change(db, &reply))?;
    Ok(match waiting.as_ref().map(|row| &row.op) {
        Some(Op::EditReply(edit)) => {
            ReplySource { text: edit.text.clone(), before: edit.before.clone() }
        }
        _ => ReplySource {
            text: afterword_markup::comment_markdown(&reply.html),
            before: reply.html.clone(),
        },
    })
}

/// Queues the new text; here it shows at once. It never replaces what somebody wrote there meanwhile: the
/// blog's text is compared with `before` first.
pub(crate) fn reply_change(desk: &Desk, ask: ChangeReply) -> Result<Queued> {
    let shared = desk.shared();
    let reply = get(desk, ask.comment)?;
    may_be_changed(&reply)?;
    let text = shared.store.read(|db| speaks(desk, db, &ask.text, &reply))?;
    let text = text.map_err(|why| failed(why.message()))?;
    needs_connection(desk, reply.blog)?;
    let until = undo::until(shared)?;
    let item = shared.store.write(|db| {
        let reply = comments::get(db, ask.comment)?;
        let waiting = of_change(db, &reply)?;
        let (item, op) = match &waiting {
            Some(row) if !row.is_here_only() => return Ok(None),
            Some(row) => {
                let Op::EditReply(old) = &row.op else { return Ok(None) };
                (Some(row.id), EditReply { text: text.to_owned(), ..old.clone() })
            }
            None => {
                let (comment, before) = (reply.id, ask.before.clone());
                (None, EditReply { comment, text: text.to_owned(), before })
            }
        };
        show(db, reply.id, text)?;
        let op = Op::EditReply(op);
        match item {
            Some(item) => {
                outbox::set_op(db, item, &op)?;
                undo::again(db, item, until)?;
                Ok(Some(item))
            }
            None => {
                let lane = Lane::comment(reply.id);
                undo::add(db, reply.blog, &lane, &op, until, shared.now()).map(Some)
            }
        }
    })?;
    moved(desk, &reply);
    item.map(|item| Queued { item, until }).ok_or_else(too_late)
}

/// The reply stands here as it will on the blog.
pub(super) fn show(
    db: &Db<'_>,
    reply: CommentId,
    text: &str,
) -> std::result::Result<(), StoreError> {
    let (html, plain) = as_shown(text);
    comments::set_reply_text(db, reply, &html, &plain)
}

fn may_be_changed(reply: &Comment) -> Result<()> {
    if !reply.mine {
        return Err(failed("Only your own replies can be changed here."));
    }
    if reply.remote_id.is_none() {
        return Err(failed(
            "This reply is not on the blog yet. You can change it as long as it waits in the outbox.",
        ));
    }
    if !matches!(reply.status, CommentStatus::Approved | CommentStatus::Held) {
        return Err(failed("This reply is no longer on the blog, so it can't be changed there."));
    }
    Ok(())
}

/// The row that carries a change of this reply.
fn of_change(db: &Db<'_>, reply: &Comment) -> std::result::Result<Option<OutboxRow>, StoreError> {
    let rows = outbox::lane(db, reply.blog, &Lane::comment(reply.id))?;
    Ok(rows.into_iter().rev().find(|row| matches!(row.op, Op::EditReply(_))))
}
