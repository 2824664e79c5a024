//! Comments in any standing, and what they belong to.
//!
//! WordPress has no change feed for comments. New ones come by date (with an overlap) and by id; what
//! was edited, re-moderated, back-dated or deleted shows in a sweep over everything, once a day or when
//! the blog's own totals no longer fit what is here. Nothing is believed before `me` has proved that the
//! login still holds, and an absence is believed only after the comment itself was asked for.

use std::collections::HashSet;

use afterword_model::{
    Blog, CommentKind, CommentStatus, Lane, Problem, ProblemKind, RemoteId, Timestamp,
};
use afterword_platform::{
    CommentQuery, Comments, Error as BlogError, RemoteComment, Standing, Totals,
};
use afterword_store::comments::{self, Incoming, Received};
use afterword_store::cursors::{self, Cursor};
use afterword_store::outbox;
use afterword_store::remote_posts::{self, RemoteTitle};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Pulled, accepted, too_many};
use crate::{Error, Exchange};

pub(super) const FEED: &str = "comments";
const PAGE: u32 = 100;
/// Dates are local on the blog's side and repeat an hour each autumn.
const OVERLAP: TimeDelta = TimeDelta::hours(2);
const SWEEP_EVERY: TimeDelta = TimeDelta::hours(24);
/// Vanished comments asked for in one sweep; the rest waits for the next.
const ASK: usize = 200;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// The newest date seen.
    newest: Option<Timestamp>,
    /// What the blog counts more than is here (current, spam, trash): items it hides from this account.
    hidden: (i64, i64, i64),
}

pub(super) fn run(
    x: &Exchange<'_>,
    service: &dyn Comments,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    let cursor: Option<Cursor<Seen>> = x.store.read(|db| cursors::get(db, x.blog.id, FEED))?;
    let mut progress = cursor.as_ref().map(|cursor| cursor.value).unwrap_or_default();
    let mut swept_at = cursor.and_then(|cursor| cursor.swept_at);
    let now = x.now();
    let stale = swept_at.is_none_or(|swept| now - swept >= SWEEP_EVERY);
    if !stale {
        increment(x, service, &mut progress, pulled)?;
    }
    if stale || hidden(x, &service.totals()?)? != progress.hidden {
        sweep(x, service, &mut progress, pulled)?;
        swept_at = Some(now);
        progress.hidden = hidden(x, &service.totals()?)?;
    }
    x.store.write(|db| cursors::set(db, x.blog.id, FEED, &Cursor { value: progress, swept_at }))?;
    Ok(())
}

/// What the blog counts more than is here.
fn hidden(x: &Exchange<'_>, totals: &Totals) -> Result<(i64, i64, i64), Error> {
    let (current, spam, trash) = x.store.read(|db| comments::standings(db, x.blog.id))?;
    let more = |there: u64, here: u64| there as i64 - here as i64;
    Ok((more(totals.current, current), more(totals.spam, spam), more(totals.trash, trash)))
}

/// New ones by date, and the newest ids: a comment may be inserted with an old date.
fn increment(
    x: &Exchange<'_>,
    service: &dyn Comments,
    progress: &mut Seen,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    let after = progress.newest.map(|newest| newest - OVERLAP);
    each_page(service, Standing::Current, after, |page| apply(x, page, progress, pulled))?;
    let newest = service.list(&CommentQuery {
        standing: Standing::Current,
        after: None,
        newest_first: true,
        page: 1,
        per_page: 20,
    })?;
    apply(x, &newest.comments, progress, pulled)
}

/// Everything, in every standing; then what should be there and was not seen.
fn sweep(
    x: &Exchange<'_>,
    service: &dyn Comments,
    progress: &mut Seen,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    let mut seen: HashSet<RemoteId> = HashSet::new();
    for standing in [Standing::Current, Standing::Spam, Standing::Trash] {
        let listed = each_page(service, standing, None, |page| {
            seen.extend(page.iter().map(|comment| comment.id.clone()));
            apply(x, page, progress, pulled)
        });
        match listed {
            // A role that may not list spam or trash can't miss anything there either: absences are
            // asked for one by one below.
            Err(Error::Blog(BlogError::Forbidden { .. })) if standing != Standing::Current => {}
            other => other?,
        }
    }
    missing(x, service, &seen, progress, pulled)
}

/// What should be there and was not listed: each is asked for by its id, which only says "not found" to
/// somebody who is signed in when it is so.
fn missing(
    x: &Exchange<'_>,
    service: &dyn Comments,
    seen: &HashSet<RemoteId>,
    progress: &mut Seen,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    let known = x.store.read(|db| comments::known(db, x.blog.id))?;
    let current = known.iter().filter(|(_, status)| is_current(*status)).count();
    let mut missing: Vec<_> = known.into_iter().filter(|(id, _)| !seen.contains(id)).collect();
    // More than can be asked for now: not always the same ones first.
    let turn = x.now().timestamp().unsigned_abs() as usize % missing.len().max(1);
    missing.rotate_left(turn);
    let mut gone = Vec::new();
    for (id, status) in missing.into_iter().take(ASK) {
        match service.get(&id) {
            Ok(comment) => apply(x, &[comment], progress, pulled)?,
            Err(BlogError::NotFound(_)) => gone.push((id, status)),
            // There, but not for this account to see.
            Err(BlogError::Forbidden { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let readers = gone.iter().filter(|(_, status)| is_current(*status)).count();
    if too_many(readers, current) && !x.store.write(|db| accepted(db, x.blog.id, FEED))? {
        let detail = format!("{readers} of {current}");
        return Err(Error::Needs(Problem { kind: ProblemKind::MassDisappearance, detail }));
    }
    x.store.write(|db| {
        for (id, _) in &gone {
            // One that something of the writer's waits for is left alone.
            if let Some(comment) = comments::by_remote(db, x.blog.id, id)?
                && !outbox::has_lane(db, x.blog.id, &Lane::comment(comment))?
            {
                comments::set_status(db, comment, CommentStatus::Deleted)?;
                pulled.gone += 1;
            }
        }
        Ok(())
    })?;
    Ok(())
}

fn is_current(status: CommentStatus) -> bool {
    matches!(status, CommentStatus::Approved | CommentStatus::Held)
}

fn each_page(
    service: &dyn Comments,
    standing: Standing,
    after: Option<Timestamp>,
    mut apply: impl FnMut(&[RemoteComment]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut page = 1;
    loop {
        let query = CommentQuery { standing, after, newest_first: false, page, per_page: PAGE };
        let answer = service.list(&query)?;
        apply(&answer.comments)?;
        if !answer.more || answer.comments.is_empty() {
            return Ok(());
        }
        page += 1;
    }
}

/// One page, one transaction.
fn apply(
    x: &Exchange<'_>,
    page: &[RemoteComment],
    progress: &mut Seen,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    x.store.write(|db| {
        for comment in page {
            let incoming = incoming(x.blog, comment);
            match comments::receive(db, x.blog.id, &incoming)? {
                Received::New if !incoming.mine => pulled.new += 1,
                Received::Changed => pulled.changed += 1,
                Received::New | Received::Same | Received::LeftAlone => {}
            }
            progress.newest = progress.newest.max(Some(comment.date));
        }
        Ok(())
    })?;
    Ok(())
}

/// A comment as the store takes it in.
pub(crate) fn incoming(blog: &Blog, comment: &RemoteComment) -> Incoming {
    Incoming {
        remote_id: comment.id.clone(),
        kind: CommentKind::Comment,
        post: comment.post.clone(),
        parent: comment.parent.clone(),
        mine: comment.author.remote_id.as_ref() == Some(&blog.me.remote_id),
        author: comment.author.clone(),
        text: afterword_markup::plain(&comment.html),
        html: comment.html.clone(),
        status: comment.status,
        written_at: comment.date,
        link: Some(comment.link.clone()),
    }
}

/// What the comments belong to, where it is not known yet.
pub(super) fn titles(x: &Exchange<'_>) -> Result<(), Error> {
    let unknown = x.store.read(|db| remote_posts::unknown(db, x.blog.id))?;
    for some in unknown.chunks(PAGE as usize) {
        let found = x.platform.posts().titles(some)?;
        x.store.write(|db| {
            for post in found {
                let title = RemoteTitle {
                    remote_id: post.id,
                    title: post.title,
                    link: post.link,
                    published_at: post.fields.date,
                };
                remote_posts::put(db, x.blog.id, &title)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
