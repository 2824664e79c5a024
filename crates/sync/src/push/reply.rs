//! A reply: found again by the dates it was tried under, never by its text.
//!
//! WordPress has no key for comments and its duplicate check has holes, so each try is dated (whole
//! seconds, one date per reply of this account) and the date is stored before the call. Authors are
//! held to one comment in 15 seconds by the comments' dates, so a queue's replies are dated apart.

use afterword_model::{Comment, OpKind, Problem, ProblemKind, Reply, Timestamp, seconds};
use afterword_platform::{Comments, Error as BlogError, NewComment, RemoteComment};
use afterword_store::cursors::{self, Cursor};
use afterword_store::outbox::{self, Taken};
use afterword_store::{comments, drafts, remote_posts};
use chrono::TimeDelta;

use super::{About, Stop, context, finish, not_found_so_send, same_words, tried_before};
use crate::{Exchange, pull};

const DATES: &str = "reply-dates";

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &Reply) -> Result<OpKind, Stop> {
    let mut op = op.clone();
    let (own, parent) = x.store.read(|db| {
        let own = comments::get(db, op.comment)?;
        let parent = own.parent.map(|parent| comments::get(db, parent)).transpose()?;
        Ok((own, parent))
    })?;
    let new = NewComment {
        post: own.post.clone(),
        parent: parent.as_ref().and_then(|parent| parent.remote_id.clone()),
        author: x.blog.me.remote_id.clone(),
        content: afterword_markup::comment_html(&op.text),
    };
    let service = x.comments()?;
    if tried_before(taken)
        && !op.dates.is_empty()
        && let Some(earlier) = earlier(service, taken, &op, &new)?
    {
        return landed(x, taken, &own, parent.as_ref(), &op, &earlier);
    }
    not_found_so_send(x, taken)?;
    if let Some(parent) = &parent
        && let Some(earlier) = context::unchanged(x, service, taken.row.id, parent, &op, &new)?
    {
        return landed(x, taken, &own, Some(parent), &op, &earlier);
    }
    let date = date_for(x, taken, &mut op, parent.as_ref())?;
    match service.create(&taken.row.key, date, &new) {
        Ok(comment) => landed(x, taken, &own, parent.as_ref(), &op, &comment),
        // This try was refused because its like is there: an earlier try of ours, or the writer's own
        // hand in the browser, which Afterword did not send and must not claim.
        Err(BlogError::Duplicate(words)) => match earlier(service, taken, &op, &new)? {
            Some(earlier) => landed(x, taken, &own, parent.as_ref(), &op, &earlier),
            None => Err(Stop::Fail(Problem { kind: ProblemKind::Refused, detail: words })),
        },
        Err(error) => Err(error.into()),
    }
}

/// What arrived of the tries so far.
fn earlier(
    service: &dyn Comments,
    taken: &Taken,
    op: &Reply,
    new: &NewComment,
) -> Result<Option<RemoteComment>, Stop> {
    let found = service.find(&taken.row.key, &op.dates, new)?;
    Ok(found.into_iter().find(|found| is_ours(found, new)))
}

/// Whether a comment of this account under one of a reply's dates is that reply. Another computer of the
/// writer's may have used the same second: for other words, under another comment. Either alone is no sign,
/// since WordPress rewrites words and gives a deleted comment's answers to the one above.
pub(super) fn is_ours(found: &RemoteComment, new: &NewComment) -> bool {
    found.parent == new.parent || same_words(&found.html, &new.content)
}

/// The date of this try, stored before the call. The last one again, unless the flood limit refused it.
fn date_for(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &mut Reply,
    parent: Option<&Comment>,
) -> Result<Timestamp, Stop> {
    let flooded =
        taken.row.problem.as_ref().is_some_and(|problem| problem.kind == ProblemKind::Busy);
    if let Some(last) = op.dates.last()
        && !flooded
    {
        return Ok(*last);
    }
    let exempt = x.blog.capabilities.moderate_comments;
    let newest_there =
        if exempt { None } else { x.comments()?.newest_of_mine(&x.blog.me.remote_id)? };
    let (given, behind) = x.store.read(|db| {
        let given: Option<Cursor<Timestamp>> = cursors::get(db, x.blog.id, DATES)?;
        Ok((given.map(|cursor| cursor.value), outbox::replies_behind(db, x.blog.id, taken.row.id)?))
    })?;
    let gap = TimeDelta::seconds(if exempt { 1 } else { 16 });
    let now = seconds(x.now());
    let date = reply_date(
        now,
        gap,
        given.max(newest_there),
        behind,
        parent.map(|parent| parent.written_at),
    );
    if date > now {
        return Err(Stop::Until(date));
    }
    op.dates.push(date);
    x.store.write(|db| {
        outbox::set_op(db, taken.row.id, &afterword_model::Op::Reply(op.clone()))?;
        cursors::set(db, x.blog.id, DATES, &Cursor { value: date, swept_at: None })
    })?;
    Ok(date)
}

/// As far in the past as those behind need to find room before now, never before the comment that it
/// answers, always a gap after the last one.
fn reply_date(
    now: Timestamp,
    gap: TimeDelta,
    last: Option<Timestamp>,
    behind: u32,
    parent: Option<Timestamp>,
) -> Timestamp {
    let room = gap.checked_mul(i32::try_from(behind).unwrap_or(i32::MAX)).unwrap_or_default();
    let mut date = now - room;
    if let Some(parent) = parent {
        date = date.max(parent + TimeDelta::seconds(1)).min(now);
    }
    match last {
        Some(last) => date.max(last + gap),
        None => date,
    }
}

fn landed(
    x: &Exchange<'_>,
    taken: &Taken,
    own: &Comment,
    parent: Option<&Comment>,
    op: &Reply,
    comment: &RemoteComment,
) -> Result<OpKind, Stop> {
    let title = x.store.read(|db| remote_posts::get(db, x.blog.id, &own.post))?;
    let about = About {
        kind: OpKind::Reply,
        moderation: None,
        subject: parent.map(|parent| parent.author.name.clone()).unwrap_or_default(),
        about: title.map(|post| post.title).unwrap_or_default(),
        excerpt: afterword_markup::excerpt(&op.text, 160),
        link: Some(comment.link.clone()),
        removed: Vec::new(),
    };
    let incoming = pull::incoming(x.blog, comment);
    // What arrived may be an earlier wording; the newer one is not lost.
    let words = afterword_markup::comment_html(&op.text);
    let newer = !same_words(&comment.html, &words);
    finish(x, taken, about, |db| {
        comments::adopt(db, own.id, &incoming)?;
        if let Some(parent) = parent {
            outbox::has_turn(db, parent.id, &comment.id)?;
        }
        match parent {
            Some(parent) if newer => drafts::give_back(db, parent.id, &op.text, x.now()),
            _ => Ok(()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn forty_replies_of_an_author_find_room_before_now() {
        let gap = TimeDelta::seconds(16);
        let mut last = None;
        for n in 0..40_u32 {
            let date = reply_date(at(0), gap, last, 39 - n, Some(at(-100_000)));
            assert!(date <= at(0), "reply {n} would have to wait");
            if let Some(last) = last {
                assert!(date - last >= gap, "reply {n} floods");
            }
            last = Some(date);
        }
    }

    #[test]
    fn a_reply_is_never_older_than_what_it_answers() {
        assert_eq!(reply_date(at(0), TimeDelta::seconds(16), None, 10, Some(at(-20))), at(-19));
        // Unless the blog's clock runs ahead of ours: then now has to do.
        assert_eq!(reply_date(at(0), TimeDelta::seconds(1), None, 0, Some(at(500))), at(0));
    }

    #[test]
    fn a_reply_right_after_another_waits_its_turn() {
        assert_eq!(reply_date(at(0), TimeDelta::seconds(16), Some(at(-3)), 0, None), at(13));
    }
}
