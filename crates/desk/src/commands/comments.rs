//! Lists of comments, and a conversation open.

use afterword_model::{Comment, CommentId, CommentKind};
use afterword_store::comments::{self, Folder, Listed, Order, Query};

use super::thread;
use crate::Desk;
use crate::api::{
    CommentFolder, CommentOrder, CommentPage, CommentRow, Conversation, ForComment, ListComments,
};
use crate::error::Result;

const EXCERPT: usize = 160;
/// More rows than a window asks for at once.
const MOST: u32 = 2_000;

pub(crate) fn comment_list(desk: &Desk, ask: ListComments) -> Result<CommentPage> {
    let query = Query {
        folder: folder(ask.folder),
        search: &ask.search,
        order: order(ask.order),
        post: ask.post.as_ref(),
        reader: ask.reader,
        offset: ask.offset,
        limit: ask.limit.min(MOST),
    };
    let (rows, total) = desk.shared().store.read(|db| comments::list(db, ask.blog, &query))?;
    Ok(CommentPage { rows: rows.into_iter().map(row).collect(), total })
}

pub(crate) fn conversation_open(desk: &Desk, ask: ForComment) -> Result<Conversation> {
    let shared = desk.shared();
    Ok(shared.store.read(|db| thread::around(db, ask.comment, shared.now()))?)
}

fn folder(folder: CommentFolder) -> Folder {
    match folder {
        CommentFolder::Unanswered => Folder::Unanswered,
        CommentFolder::Held => Folder::Held,
        CommentFolder::All => Folder::All,
        CommentFolder::Mine => Folder::Mine,
        CommentFolder::Pingbacks => Folder::Pingbacks,
        CommentFolder::Spam => Folder::Spam,
        CommentFolder::Trash => Folder::Trash,
    }
}

pub(super) fn order(order: CommentOrder) -> Order {
    match order {
        CommentOrder::NewestFirst => Order::NewestFirst,
        CommentOrder::OldestFirst => Order::OldestFirst,
    }
}

pub(super) fn get(desk: &Desk, id: CommentId) -> Result<Comment> {
    Ok(desk.shared().store.read(|db| comments::get(db, id))?)
}

fn row(listed: Listed) -> CommentRow {
    CommentRow {
        id: listed.comment.id,
        excerpt: afterword_markup::excerpt(&listed.text, EXCERPT),
        author: listed.comment.author.name,
        post_title: listed.post_title,
        status: listed.comment.status,
        written_at: listed.comment.written_at,
        mine: listed.comment.mine,
        reader: listed.comment.reader,
        regular: listed.regular,
        pingback: listed.comment.kind == CommentKind::Pingback,
        waiting: listed.waiting,
        first: listed.first && !listed.comment.mine,
        has_draft: listed.has_draft,
    }
}
