//! What a reply answers, as the writer saw it, against what is on the blog when the reply goes out. A comment
//! that was edited, answered or gone on with meanwhile is the writer's to look at again.
//!
//! Compared is what a reader would see: a plugin's wrapping around the same words is no edit.

use std::fmt::Write as _;

use afterword_model::{
    Author, Comment, CommentStatus, Op, OutboxId, Problem, ProblemKind, RemoteId, Reply, Seen,
};
use afterword_platform::{
    CommentQuery, Comments, Error as BlogError, NewComment, RemoteComment, Standing,
};
use afterword_store::{Db, Error as StoreError, authors, comments, outbox, readers};
use sha2::{Digest, Sha256};

use super::Stop;
use super::reply::is_ours;
use crate::{Exchange, pull};

const EXCERPT: usize = 160;

/// What a writer who presses the button now has seen of the conversation they answer. `None` under a reply of
/// theirs that is not on the blog yet: nobody can have said anything to it.
///
/// # Errors
/// When the store can't be read.
pub fn seen(db: &Db<'_>, parent: &Comment) -> Result<Option<Seen>, StoreError> {
    if parent.remote_id.is_none() {
        return Ok(None);
    }
    // The writer's own words change only by their own hand.
    let digest = if parent.mine { String::new() } else { digest(&parent.html) };
    Ok(Some(Seen { digest, turns: outbox::turns_under(db, parent.id)? }))
}

/// Looks at the comment and the answers to it. An answer that turns out to be an earlier try of this very
/// reply comes back.
pub(super) fn unchanged(
    x: &Exchange<'_>,
    service: &dyn Comments,
    row: OutboxId,
    parent: &Comment,
    op: &Reply,
    reply: &NewComment,
) -> Result<Option<RemoteComment>, Stop> {
    let Some(id) = &parent.remote_id else { return Ok(None) };
    let there = match service.get(id) {
        Ok(there) if there.status == CommentStatus::Approved => there,
        Ok(there) => return Err(moved(x, parent, there.status)?),
        // It was for this account to read when the writer answered it: it is not public any more.
        Err(BlogError::Forbidden { code, .. }) if code.starts_with("rest_cannot_read") => {
            let (kind, detail) = (ProblemKind::Overtaken, String::new());
            return Err(Stop::Block(Problem { kind, detail }));
        }
        Err(error) => return Err(error.into()),
    };
    let Some(seen) = &op.seen else { return Ok(None) };
    let all = CommentQuery::new(Standing::Current);
    let under = CommentQuery { parent: Some(id.clone()), newest_first: true, ..all };
    let answers = match service.list(&under) {
        Ok(page) => page.comments,
        Err(BlogError::Forbidden { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let new: Vec<RemoteComment> =
        answers.into_iter().filter(|answer| !seen.turns.contains(&answer.id)).collect();
    let me = Some(&x.blog.me.remote_id);
    if let Some(ours) = new
        .iter()
        .filter(|answer| answer.author.remote_id.as_ref() == me)
        .find(|answer| op.dates.contains(&answer.date) && is_ours(answer, reply))
    {
        return Ok(Some(ours.clone()));
    }
    let other_names = by_other_names(x, &new)?;
    let mine = |answer: &RemoteComment| {
        answer.author.remote_id.as_ref() == me || other_names.contains(&answer.id)
    };
    let now = if seen.digest.is_empty() { String::new() } else { digest(&there.html) };
    let edited = now != seen.digest;
    let problem = if edited {
        Some((ProblemKind::ParentEdited, excerpt(&there)))
    } else if new.iter().any(mine) {
        Some((ProblemKind::AnsweredElsewhere, String::new()))
    } else {
        let writers = x.store.read(|db| authors::list(db, x.blog.id))?;
        let is_writer = |author: &Author| {
            author.remote_id.as_ref().is_some_and(|id| writers.iter().any(|one| one.id == *id))
        };
        let by_writer = new
            .iter()
            .find(|answer| is_writer(&answer.author) && !is_same(&answer.author, &there.author));
        let again = new.iter().find(|answer| is_same(&answer.author, &there.author));
        by_writer
            .map(|answer| (ProblemKind::AnsweredElsewhere, answer.author.name.clone()))
            .or_else(|| again.map(|answer| (ProblemKind::NewTurn, excerpt(answer))))
    };
    let Some((kind, detail)) = problem else { return Ok(None) };
    let turns = seen.turns.iter().chain(new.iter().map(|answer| &answer.id)).cloned().collect();
    let asked = Reply { asked: Some(Seen { digest: now, turns }), ..op.clone() };
    // The window shows what the writer is asked about, and their answer is about that.
    x.store.write(|db| {
        outbox::set_op(db, row, &Op::Reply(asked))?;
        if edited {
            let text = afterword_markup::plain(&there.html);
            comments::set_reply_text(db, parent.id, &there.html, &text)?;
        }
        for answer in new.iter().rev() {
            comments::receive(db, x.blog.id, &pull::incoming(x.blog, answer))?;
        }
        Ok(())
    })?;
    Err(Stop::Block(Problem { kind, detail }))
}

/// Those by whom the writer said that it is them.
fn by_other_names(x: &Exchange<'_>, new: &[RemoteComment]) -> Result<Vec<RemoteId>, StoreError> {
    x.store.read(|db| {
        let mut mine = Vec::new();
        for answer in new {
            if readers::is_me(db, x.blog.id, &answer.author)? {
                mine.push(answer.id.clone());
            }
        }
        Ok(mine)
    })
}

/// WordPress takes an answer to a comment in spam, in the trash or held for review all the same: nobody would
/// see it under the comment, and the writer would not want that.
fn moved(x: &Exchange<'_>, parent: &Comment, status: CommentStatus) -> Result<Stop, StoreError> {
    x.store.write(|db| match outbox::of_moderation(db, parent.id)? {
        Some(_) => Ok(()),
        None => comments::set_status(db, parent.id, status),
    })?;
    let held = status == CommentStatus::Held;
    let kind = if held { ProblemKind::Overtaken } else { ProblemKind::Gone };
    let detail = format!("{status:?}").to_lowercase();
    Ok(Stop::Block(Problem { kind, detail }))
}

/// Whether two comments are by one reader, as far as the blog tells.
fn is_same(a: &Author, b: &Author) -> bool {
    match (&a.remote_id, &b.remote_id) {
        (Some(a), Some(b)) => a == b,
        (None, None) if a.face.is_some() && b.face.is_some() => a.face == b.face,
        (None, None) => a.name.to_lowercase() == b.name.to_lowercase(),
        _ => false,
    }
}

fn excerpt(comment: &RemoteComment) -> String {
    afterword_markup::excerpt(&afterword_markup::plain(&comment.html), EXCERPT)
}

fn digest(html: &str) -> String {
    let shown = afterword_markup::clean_comment(html);
    let mut hex = String::new();
    for byte in Sha256::digest(shown.trim().as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
