//! Comments in any standing, and what they belong to.
//!
//! WordPress has no change feed for comments. At first everything comes, newest first; then what has a higher id
//! than anything before, whatever its date. What was edited, re-moderated or deleted shows in a sweep over all
//! ids, once a day or when the blog's own totals no longer fit what is here. All of it goes on where it was
//! interrupted, a bounded number of pages a round, and no list of all ids is ever held. Nothing is believed
//! before `me` has proved that the login still holds.

mod first;
mod gone;
mod increment;
mod sweep;

pub(super) use gone::fetch_parents;

use afterword_model::{Blog, RemoteId, Timestamp};
use afterword_platform::{
    CommentPage, CommentQuery, Comments, Error as BlogError, RemoteComment, Standing,
};
use afterword_store::comments::{self, Incoming, Received};
use afterword_store::cursors::{self, Cursor};
use afterword_store::remote_posts::{self, RemoteTitle};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::Pulled;
use crate::{Error, Exchange};

pub(super) const FEED: &str = "comments";
/// Rows a page; the most that a service gives.
const PAGE: u32 = 100;
const SWEEP_EVERY: TimeDelta = TimeDelta::hours(24);
/// For accounts to whom the totals count what they may not see, changing all the time.
const SWEEP_UNSURE_EVERY: TimeDelta = TimeDelta::hours(1);

/// The lists that everything is in, in the order in which they are read.
const LISTS: [Listing; 3] = [Listing::Current, Listing::Spam, Listing::Trash];

/// A list that is read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Listing {
    Current,
    Spam,
    Trash,
}

impl Listing {
    fn there(self) -> Standing {
        match self {
            Self::Current => Standing::Current,
            Self::Spam => Standing::Spam,
            Self::Trash => Standing::Trash,
        }
    }

    fn here(self) -> comments::Standing {
        match self {
            Self::Current => comments::Standing::Current,
            Self::Spam => comments::Standing::Spam,
            Self::Trash => comments::Standing::Trash,
        }
    }
}

/// One number for each list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Each<T> {
    current: T,
    spam: T,
    trash: T,
}

impl<T: Copy> Each<T> {
    fn of(&self, list: Listing) -> T {
        match list {
            Listing::Current => self.current,
            Listing::Spam => self.spam,
            Listing::Trash => self.trash,
        }
    }

    fn set(&mut self, list: Listing, to: T) {
        match list {
            Listing::Current => self.current = to,
            Listing::Spam => self.spam = to,
            Listing::Trash => self.trash = to,
        }
    }
}

/// How far the comments have been read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Read {
    /// Everything was here once.
    whole: bool,
    /// Where the first pull is.
    first: Vec<first::Rest>,
    /// The highest id seen in each list.
    newest: Each<u64>,
    /// What the blog counts more than is here: items it hides from this account.
    hidden: Each<i64>,
    /// The same of the held ones among the current.
    hidden_held: i64,
    /// Where a sweep is.
    walk: Option<sweep::Walk>,
    /// When the last sweep ended, of whichever lists.
    walked_at: Option<Timestamp>,
}

pub(super) fn run(
    x: &Exchange<'_>,
    service: &dyn Comments,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    let cursor: Option<Cursor<Read>> = x.store.read(|db| cursors::get(db, x.blog.id, FEED))?;
    let mut swept_at = cursor.as_ref().and_then(|cursor| cursor.swept_at);
    let mut read = cursor.map(|cursor| cursor.value).unwrap_or_default();
    let now = x.now();
    if !read.whole {
        if !first::go_on(x, service, &mut read, pulled)? {
            pulled.unfinished = true;
            return Ok(());
        }
        // A first pull is a sweep: it saw everything, and there was nothing here to be missing.
        swept_at = Some(now);
        let more = difference(x, &totals(service)?)?;
        // Fewer there than here: some went in the meantime, which a sweep finds out.
        let most = |list| more.of(list).max(0);
        read.hidden = Each {
            current: most(Listing::Current),
            spam: most(Listing::Spam),
            trash: most(Listing::Trash),
        };
        read.hidden_held = increment::held_difference(x, service)?;
        return save(x, &read, swept_at);
    }
    let moved = increment::run(x, service, &mut read, pulled)?;
    save(x, &read, swept_at)?;
    if read.walk.is_none() {
        let stale = swept_at.is_none_or(|swept| now - swept >= SWEEP_EVERY);
        let sure = x.blog.capabilities.moderate_comments
            || read.walked_at.is_none_or(|walked| now - walked >= SWEEP_UNSURE_EVERY);
        if stale {
            read.walk = Some(sweep::Walk::over(x, &LISTS)?);
        } else if !moved.is_empty() && sure {
            read.walk = Some(sweep::Walk::over(x, &moved)?);
        }
    }
    if let Some(mut walk) = read.walk.take() {
        let ended = sweep::go_on(x, service, &mut read, &mut walk, pulled);
        if let Ok(true) = ended {
            // What went while the walk was past it is still here, and not hidden there.
            if !walk.has_moved() {
                read.hidden = difference(x, &totals(service)?)?;
            }
            read.walked_at = Some(now);
            swept_at = if walk.is_full() { Some(now) } else { swept_at };
        } else {
            read.walk = Some(walk);
        }
        save(x, &read, swept_at)?;
        ended?;
    }
    Ok(())
}

fn save(x: &Exchange<'_>, read: &Read, swept_at: Option<Timestamp>) -> Result<(), Error> {
    Ok(x.store.write(|db| cursors::set(db, x.blog.id, FEED, &Cursor { value: read, swept_at }))?)
}

/// How many the blog says are in each list. A list that this account may not see has none for it.
fn totals(service: &dyn Comments) -> Result<Each<u64>, Error> {
    let mut totals = Each { current: service.total(Standing::Current)?, ..Each::default() };
    for list in [Listing::Spam, Listing::Trash] {
        totals.set(list, total_seen(service, list)?);
    }
    Ok(totals)
}

fn total_seen(service: &dyn Comments, list: Listing) -> Result<u64, Error> {
    match service.total(list.there()) {
        Err(BlogError::Forbidden { .. }) => Ok(0),
        other => Ok(other?),
    }
}

/// What the blog counts more than is here.
fn difference(x: &Exchange<'_>, there: &Each<u64>) -> Result<Each<i64>, Error> {
    let here = here(x)?;
    let more = |list| there.of(list) as i64 - here.of(list) as i64;
    Ok(Each {
        current: more(Listing::Current),
        spam: more(Listing::Spam),
        trash: more(Listing::Trash),
    })
}

fn here(x: &Exchange<'_>) -> Result<Each<u64>, Error> {
    let (current, spam, trash) = x.store.read(|db| comments::standings(db, x.blog.id))?;
    Ok(Each { current, spam, trash })
}

/// A page of a list; `None`: this account may not see it. Everybody who may sign in may see the current one.
fn page(service: &dyn Comments, query: &CommentQuery) -> Result<Option<CommentPage>, BlogError> {
    match service.list(query) {
        Err(BlogError::Forbidden { .. }) if query.standing != Standing::Current => Ok(None),
        answer => answer.map(Some),
    }
}

/// By how many rows a list has become shorter since its last page: the rest of it has moved up by as many, and
/// some of it past the page that came now.
fn moved(total: u64, page: &CommentPage) -> u64 {
    total.saturating_sub(page.total)
}

/// Where to read on: after this page, or from where it would have begun.
fn next_offset(offset: u64, moved: u64) -> u64 {
    match moved {
        0 => offset + u64::from(PAGE),
        moved => offset.saturating_sub(moved),
    }
}

fn number(id: &RemoteId) -> u64 {
    id.as_str().parse().unwrap_or_default()
}

fn highest(page: &[RemoteComment]) -> u64 {
    page.iter().map(|comment| number(&comment.id)).max().unwrap_or_default()
}

/// One page, one transaction; with it, where it leaves the reading.
fn apply(
    x: &Exchange<'_>,
    page: &[RemoteComment],
    read: Option<&Read>,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    // Cleaning takes longer than storing, and the file is free meanwhile.
    let page: Vec<Incoming> = page.iter().map(|comment| incoming(x.blog, comment)).collect();
    let mut found = *pulled;
    x.store.write(|db| {
        for comment in &page {
            match comments::receive(db, x.blog.id, comment)? {
                Received::New if !comment.mine => found.new += 1,
                Received::Changed => found.changed += 1,
                Received::New | Received::Same | Received::LeftAlone => {}
            }
        }
        match read {
            Some(value) => cursors::set(db, x.blog.id, FEED, &Cursor { value, swept_at: None }),
            None => Ok(()),
        }
    })?;
    *pulled = found;
    Ok(())
}

/// A comment as the store takes it in.
pub(crate) fn incoming(blog: &Blog, comment: &RemoteComment) -> Incoming {
    Incoming {
        remote_id: comment.id.clone(),
        kind: comment.kind,
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
