//! A post's conversation as it is read: each comment followed by the answers to it.

use std::collections::{HashMap, HashSet};

use afterword_model::{
    Comment, CommentId, CommentKind, CommentStatus, EditReply, Op, OutboxRow, ReaderId, RemoteId,
    Reply, Timestamp,
};
use afterword_store::{
    Db, Error as StoreError, comments, drafts, outbox, posts, readers, remote_posts,
};

use super::outbox::item;
use super::reply_check::{comments_open, is_too_deep};
use crate::api::{Conversation, ConversationPost, Turn};

type Result<T> = std::result::Result<T, StoreError>;

/// The conversation of the post that this comment belongs to. Spam, trash and what is gone from the
/// blog are left out, except the comment that was asked for, and what is gone with a reply begun under it.
pub(super) fn around(db: &Db<'_>, asked: CommentId, now: Timestamp) -> Result<Conversation> {
    let comment = comments::get(db, asked)?;
    let all = comments::of_post(db, comment.blog, &comment.post)?;
    let draft_of = drafts::of_post(db, comment.blog, &comment.post)?;
    let shown = |c: &Comment| match c.status {
        CommentStatus::Approved | CommentStatus::Held => true,
        CommentStatus::Deleted => c.id == asked || draft_of.contains_key(&c.id),
        CommentStatus::Spam | CommentStatus::Trash => c.id == asked,
    };
    let hidden = all.iter().filter(|(c, _)| !shown(c)).count();
    let rows = outbox::list(db, comment.blog)?;
    let waiting = Waiting::among(&rows);
    let places: Vec<(CommentId, Option<CommentId>)> =
        all.iter().map(|(c, _)| (c.id, c.parent)).collect();
    let mut by_id: HashMap<CommentId, (Comment, bool)> =
        all.into_iter().map(|(comment, unanswered)| (comment.id, (comment, unanswered))).collect();
    let regulars = regulars(db, by_id.values().filter_map(|(comment, _)| comment.reader))?;
    let mut turns = Vec::new();
    for (id, depth) in in_order(&places) {
        let Some((comment, unanswered)) = by_id.remove(&id).filter(|(c, _)| shown(c)) else {
            continue;
        };
        let draft = draft_of.get(&id).cloned().unwrap_or_default();
        let regular = comment.reader.is_some_and(|reader| regulars.contains(&reader));
        let turn = turn(db, comment, depth, (&waiting, now))?;
        turns.push(Turn { unanswered, draft, regular, ..turn });
    }
    Ok(Conversation {
        blog: comment.blog,
        post: post(db, &comment)?,
        turns,
        hidden: u32::try_from(hidden).unwrap_or(u32::MAX),
    })
}

/// What of the outbox is for which comment.
struct Waiting<'a> {
    /// The writer's replies and changes of them, the first of each.
    words: HashMap<CommentId, &'a OutboxRow>,
    /// The last of each.
    moderations: HashMap<CommentId, &'a OutboxRow>,
}

impl<'a> Waiting<'a> {
    fn among(rows: &'a [OutboxRow]) -> Self {
        let (mut words, mut moderations) = (HashMap::new(), HashMap::new());
        for row in rows {
            match &row.op {
                Op::Reply(Reply { comment, .. }) | Op::EditReply(EditReply { comment, .. }) => {
                    words.entry(*comment).or_insert(row);
                }
                Op::Moderate(op) => {
                    moderations.insert(op.comment, row);
                }
                Op::Upload(_) | Op::Publish(_) | Op::Move(_) => {}
            }
        }
        Self { words, moderations }
    }
}

fn turn(
    db: &Db<'_>,
    comment: Comment,
    depth: u32,
    (waiting, now): (&Waiting<'_>, Timestamp),
) -> Result<Turn> {
    let reply = waiting.words.get(&comment.id).copied();
    let moderation = waiting.moderations.get(&comment.id).copied();
    let text = reply.and_then(|row| match &row.op {
        Op::Reply(op) => Some(op.text.clone()),
        Op::EditReply(op) => Some(op.text.clone()),
        _ => None,
    });
    Ok(Turn {
        id: comment.id,
        depth,
        mine: comment.mine,
        reader: comment.reader.filter(|_| !comment.mine),
        regular: false,
        pingback: comment.kind == CommentKind::Pingback,
        too_deep: is_too_deep(depth),
        html: afterword_markup::clean_comment(&comment.html),
        status: comment.status,
        written_at: comment.written_at,
        link: comment.link,
        unanswered: false,
        handled: comment.handled_at.is_some(),
        sending: reply.map(|row| item(db, row, now)).transpose()?,
        moderating: moderation.map(|row| item(db, row, now)).transpose()?,
        text,
        draft: String::new(),
        author: comment.author,
    })
}

/// Which of these readers the writer marked as regulars.
fn regulars(db: &Db<'_>, all: impl Iterator<Item = ReaderId>) -> Result<HashSet<ReaderId>> {
    let all: HashSet<ReaderId> = all.collect();
    let mut found = HashSet::new();
    for reader in all {
        if readers::is_regular(db, reader)? {
            found.insert(reader);
        }
    }
    Ok(found)
}

/// A reply as the blog will show it, and its words alone.
pub(super) fn as_shown(text: &str) -> (String, String) {
    let html = paragraphs(&afterword_markup::comment_html(text));
    let plain = afterword_markup::plain(&html);
    (html, plain)
}

/// The blog keeps blank lines, and makes the paragraphs itself.
fn paragraphs(kept: &str) -> String {
    let parts = kept.split("\n\n").filter(|part| !part.trim().is_empty());
    parts.map(|part| format!("<p>{}</p>", part.trim().replace('\n', "<br>"))).collect()
}

fn post(db: &Db<'_>, comment: &Comment) -> Result<ConversationPost> {
    let known = remote_posts::get(db, comment.blog, &comment.post)?;
    let local = posts::by_remote(db, comment.blog, &comment.post)?;
    let comments_open = comments_open(db, comment)?;
    let (title, link, published_at) = match known {
        Some(post) => (post.title, Some(post.link), Some(post.published_at)),
        None => (String::new(), None, None),
    };
    let remote = comment.post.clone();
    Ok(ConversationPost { title, link, published_at, remote, comments_open, local })
}

/// Depth first, in the order given among siblings. A comment whose parent is not there stands at the
/// top; so does one in a ring of parents, which a broken blog could send.
fn in_order(places: &[(CommentId, Option<CommentId>)]) -> Vec<(CommentId, u32)> {
    let known: HashSet<CommentId> = places.iter().map(|(id, _)| *id).collect();
    let mut children: HashMap<Option<CommentId>, Vec<CommentId>> = HashMap::new();
    for (id, parent) in places {
        children
            .entry(parent.filter(|parent| known.contains(parent) && parent != id))
            .or_default()
            .push(*id);
    }
    let mut ordered = Vec::with_capacity(places.len());
    let mut seen = HashSet::new();
    let mut walk = |from: Vec<CommentId>, ordered: &mut Vec<(CommentId, u32)>| {
        let mut stack: Vec<(CommentId, u32)> = from.into_iter().rev().map(|id| (id, 0)).collect();
        while let Some((id, depth)) = stack.pop() {
            if !seen.insert(id) {
                continue;
            }
            ordered.push((id, depth));
            if let Some(below) = children.get(&Some(id)) {
                stack.extend(below.iter().rev().map(|child| (*child, depth + 1)));
            }
        }
    };
    walk(children.get(&None).cloned().unwrap_or_default(), &mut ordered);
    for (id, _) in places {
        walk(vec![*id], &mut ordered);
    }
    ordered
}

/// For outbox items: what a comment belongs to.
pub(super) fn title_of(
    db: &Db<'_>,
    blog: afterword_model::BlogId,
    post: &RemoteId,
) -> Result<String> {
    Ok(remote_posts::get(db, blog, post)?.map(|post| post.title).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(places: &[(i64, Option<i64>)]) -> Vec<(i64, u32)> {
        let places: Vec<_> =
            places.iter().map(|(id, parent)| (CommentId(*id), parent.map(CommentId))).collect();
        in_order(&places).into_iter().map(|(id, depth)| (id.0, depth)).collect()
    }

    #[test]
    fn answers_follow_what_they_answer() {
        let places = [(1, None), (2, None), (3, Some(1)), (4, Some(3)), (5, Some(1)), (6, Some(2))];
        assert_eq!(order(&places), [(1, 0), (3, 1), (4, 2), (5, 1), (2, 0), (6, 1)]);
    }

    #[test]
    fn nothing_is_lost_to_a_missing_parent_or_a_ring() {
        assert_eq!(order(&[(1, Some(99)), (2, Some(1))]), [(1, 0), (2, 1)]);
        assert_eq!(order(&[(1, Some(2)), (2, Some(1)), (3, None)]), [(3, 0), (1, 0), (2, 1)]);
        assert_eq!(order(&[(1, Some(1))]), [(1, 0)]);
    }

    #[test]
    fn a_thread_of_a_hundred_thousand_levels_is_walked() {
        let places: Vec<(i64, Option<i64>)> =
            (1..=100_000).map(|n| (n, (n > 1).then(|| n - 1))).collect();
        assert_eq!(order(&places).last(), Some(&(100_000, 99_999)));
    }
}
