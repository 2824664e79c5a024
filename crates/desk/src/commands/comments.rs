//! Reading comments and moderating them.

use afterword_model::{Comment, CommentId, Lane, Moderate, Op};
use afterword_store::comments::{self, Listed};
use afterword_store::outbox;

use super::connecting::needs_connection;
use super::thread;
use crate::Desk;
use crate::api::{
    Change, CommentFolder, CommentList, CommentRow, Conversation, ForComment, HandleComment,
    ListComments, ModerateComment, Nothing,
};
use crate::error::Result;
use crate::words::failed;

const EXCERPT: usize = 160;
/// More rows than a window asks for at once.
const MOST: u32 = 2_000;

pub(crate) fn comment_list(desk: &Desk, ask: ListComments) -> Result<CommentList> {
    let folder = match ask.folder {
        CommentFolder::Unanswered => comments::Folder::Unanswered,
        CommentFolder::Held => comments::Folder::Held,
        CommentFolder::All => comments::Folder::All,
        CommentFolder::Spam => comments::Folder::Spam,
        CommentFolder::Trash => comments::Folder::Trash,
    };
    let (rows, total) = desk
        .shared()
        .store
        .read(|db| comments::list(db, ask.blog, folder, &ask.search, ask.limit.min(MOST)))?;
    Ok(CommentList { rows: rows.into_iter().map(row).collect(), total })
}

pub(crate) fn conversation_open(desk: &Desk, ask: ForComment) -> Result<Conversation> {
    let shared = desk.shared();
    Ok(shared.store.read(|db| thread::around(db, ask.comment, shared.now()))?)
}

/// Queues a moderation. Taking back what was not sent yet cancels out: nothing goes to the blog.
pub(crate) fn comment_moderate(desk: &Desk, ask: ModerateComment) -> Result<Nothing> {
    let shared = desk.shared();
    needs_connection(desk, get(desk, ask.comment)?.blog)?;
    let wanted = ask.to.status();
    let moved = shared.store.write(|db| {
        let comment = comments::get(db, ask.comment)?;
        if comment.remote_id.is_none() {
            return Ok(None);
        }
        match outbox::of_moderation(db, comment.id)? {
            Some(row) if row.is_here_only() => {
                let Op::Moderate(old) = &row.op else { return Ok(Some(comment)) };
                if old.from == wanted {
                    outbox::remove(db, row.id)?;
                } else {
                    let newer = Op::Moderate(Moderate { to: ask.to, ..old.clone() });
                    outbox::set_op(db, row.id, &newer)?;
                    outbox::retry(db, row.id)?;
                }
            }
            _ if comment.status == wanted => return Ok(Some(comment)),
            _ => {
                let op = Moderate { comment: comment.id, to: ask.to, from: comment.status };
                let lane = Lane::comment(comment.id);
                outbox::add(db, comment.blog, &lane, &Op::Moderate(op), shared.now())?;
            }
        }
        comments::set_status(db, comment.id, wanted)?;
        Ok(Some(comment))
    })?;
    let Some(comment) = moved else {
        return Err(failed(
            "This reply is not on the blog yet. You can take it back in the outbox.",
        ));
    };
    shared.changed(Change::Comments { blog: comment.blog });
    shared.changed(Change::Outbox { blog: comment.blog });
    desk.0.workers.send(comment.blog);
    Ok(Nothing)
}

pub(crate) fn comment_handle(desk: &Desk, ask: HandleComment) -> Result<Nothing> {
    let shared = desk.shared();
    let comment = get(desk, ask.comment)?;
    shared
        .store
        .write(|db| comments::set_handled(db, comment.id, ask.handled.then(|| shared.now())))?;
    shared.changed(Change::Comments { blog: comment.blog });
    Ok(Nothing)
}

pub(super) fn get(desk: &Desk, id: CommentId) -> Result<Comment> {
    Ok(desk.shared().store.read(|db| comments::get(db, id))?)
}

fn row(listed: Listed) -> CommentRow {
    CommentRow {
        id: listed.comment.id,
        author: listed.comment.author.name,
        excerpt: afterword_markup::excerpt(&listed.text, EXCERPT),
        post_title: listed.post_title,
        status: listed.comment.status,
        written_at: listed.comment.written_at,
        mine: listed.comment.mine,
        first: listed.first && !listed.comment.mine,
        has_draft: listed.has_draft,
    }
}
