//! Posts and pages: everything once, newest first, a page at a time; from then on what changed.
//!
//! WordPress's times of change are hints: they compare local times, a back-dated post has an old one and a
//! scheduled post one in the future that its publication does not move. So increments overlap, posts whose
//! time has come are asked for by id, and a daily sweep over all ids finds the rest.

use afterword_markup::Imported;
use afterword_model::{PostKind, PostStatus, RemoteId, Timestamp};
use afterword_platform::{PostQuery, Posts, RemotePost};
use afterword_store::cursors::{self, Cursor};
use afterword_store::posts::{self, Base, IncomingPost, ReceivedPost};
use afterword_store::remote_posts::{self, RemoteTitle};
use afterword_store::{Db, Error as StoreError, activity, authors, outbox};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Feed, Progress, PulledPosts, absent};
use crate::push::place;
use crate::{Error, Exchange, fields};

/// Rows a page: whole posts, so that memory stays bounded and a stop comes soon.
const PAGE: u32 = 20;
const OVERLAP: TimeDelta = TimeDelta::hours(2);
const SWEEP_EVERY: TimeDelta = TimeDelta::hours(24);

/// How far a shelf has been read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Read {
    /// The page that a first pull is at; `None`: everything was here once.
    first: Option<u32>,
    /// The newest change seen.
    newest: Option<Timestamp>,
    /// The oldest change that was left alone because something of the writer's waits: it is read again.
    #[serde(skip)]
    held: Option<Timestamp>,
    /// The terms were fetched in this pull: what is still unknown is not for this account to see.
    #[serde(skip)]
    has_terms: bool,
}

/// The name of a shelf's cursor.
pub(super) fn feed(kind: PostKind) -> &'static str {
    match kind {
        PostKind::Post => "posts",
        PostKind::Page => "pages",
    }
}

pub(super) fn run(
    x: &Exchange<'_>,
    kind: PostKind,
    service: &dyn Posts,
    pulled: &mut PulledPosts,
) -> Result<(), Error> {
    let cursor: Option<Cursor<Read>> =
        x.store.read(|db| cursors::get(db, x.blog.id, feed(kind)))?;
    let swept_at = cursor.as_ref().and_then(|cursor| cursor.swept_at);
    let mut read = cursor.map_or(Read { first: Some(1), ..Read::default() }, |cursor| cursor.value);
    let now = x.now();
    let stale = swept_at.is_none_or(|swept| now - swept >= SWEEP_EVERY);
    if stale && kind == PostKind::Post {
        fields::fetch_terms(x)?;
        read.has_terms = true;
        fetch_authors(x, service)?;
    }
    if read.first.is_some() {
        first(x, kind, service, &mut read, pulled)?;
    } else {
        increment(x, kind, service, &mut read, swept_at, pulled)?;
        due(x, kind, service, &mut read, pulled)?;
    }
    if stale {
        absent::sweep(x, kind, service, pulled, |page, pulled| {
            apply(x, kind, page, &mut read, pulled, |_, _| Ok(()))
        })?;
        let done = Cursor { value: read, swept_at: Some(now) };
        x.store.write(|db| cursors::set(db, x.blog.id, feed(kind), &done))?;
    }
    Ok(())
}

/// Everything, newest first; goes on at the page where it was.
fn first(
    x: &Exchange<'_>,
    kind: PostKind,
    service: &dyn Posts,
    read: &mut Read,
    pulled: &mut PulledPosts,
) -> Result<(), Error> {
    while let Some(page) = read.first {
        stop_here(x)?;
        let query = PostQuery { modified_after: None, only: None, page, per_page: PAGE };
        let answer = service.list(&query)?;
        read.first = answer.more.then_some(page + 1);
        apply(x, kind, &answer.posts, read, pulled, |db, read| {
            let here = Cursor { value: read, swept_at: None };
            cursors::set(db, x.blog.id, feed(kind), &here)
        })?;
        let done = u64::from(page.saturating_sub(1) * PAGE) + answer.posts.len() as u64;
        (x.pulling)(Progress { feed: Feed::Posts, done, total: answer.total.max(done) });
    }
    Ok(())
}

/// What changed since, by id, so that what changed together falls between no two pages. Only the last page
/// moves the cursor.
fn increment(
    x: &Exchange<'_>,
    kind: PostKind,
    service: &dyn Posts,
    read: &mut Read,
    swept_at: Option<Timestamp>,
    pulled: &mut PulledPosts,
) -> Result<(), Error> {
    let after = read.newest.map(|newest| newest - OVERLAP);
    let mut page = 1;
    loop {
        stop_here(x)?;
        let query = PostQuery { modified_after: after, only: None, page, per_page: PAGE };
        let answer = service.list(&query)?;
        apply(x, kind, &answer.posts, read, pulled, |db, read| {
            if answer.more {
                return Ok(());
            }
            cursors::set(db, x.blog.id, feed(kind), &Cursor { value: read, swept_at })
        })?;
        if !answer.more {
            return Ok(());
        }
        page += 1;
    }
}

/// Scheduled posts whose time has come: the blog publishes them without noting a change.
fn due(
    x: &Exchange<'_>,
    kind: PostKind,
    service: &dyn Posts,
    read: &mut Read,
    pulled: &mut PulledPosts,
) -> Result<(), Error> {
    let due = x.store.read(|db| posts::due(db, x.blog.id, kind, x.now()))?;
    let mut left = due.as_slice();
    while !left.is_empty() {
        stop_here(x)?;
        let (some, rest) = left.split_at(left.len().min(PAGE as usize));
        left = rest;
        apply(x, kind, &only(service, some)?, read, pulled, |_, _| Ok(()))?;
    }
    Ok(())
}

/// These posts (at most a page of them).
pub(super) fn only(service: &dyn Posts, ids: &[RemoteId]) -> Result<Vec<RemotePost>, Error> {
    let only = Some(ids.to_vec());
    let query = PostQuery { modified_after: None, only, page: 1, per_page: PAGE };
    Ok(service.list(&query)?.posts)
}

/// How many ids one call of [`only`] takes.
pub(super) const fn batch() -> usize {
    PAGE as usize
}

pub(super) fn stop_here(x: &Exchange<'_>) -> Result<(), Error> {
    if (x.is_stopping)() { Err(Error::Stopped) } else { Ok(()) }
}

/// One page, one transaction, the cursor with it.
fn apply(
    x: &Exchange<'_>,
    kind: PostKind,
    page: &[RemotePost],
    read: &mut Read,
    pulled: &mut PulledPosts,
    cursor: impl FnOnce(&Db<'_>, &Read) -> Result<(), StoreError>,
) -> Result<(), Error> {
    if !read.has_terms {
        read.has_terms = fields::learn_terms(x, page)?;
    }
    let now = x.now();
    let mut found = *pulled;
    let bases = x.store.read(|db| page.iter().map(|post| base_of(db, x, post)).collect())?;
    let bases: Vec<Option<Base>> = bases;
    let texts: Vec<Imported> = page
        .iter()
        .zip(&bases)
        .map(|(post, base)| fields::read_body(post, base.as_ref()))
        .collect();
    x.store.write(|db| {
        for ((post, base), text) in page.iter().zip(&bases).zip(texts) {
            let left_alone = receive(db, x, kind, (post, base.as_ref(), text), &mut found)?;
            if left_alone {
                read.held = Some(read.held.map_or(post.modified, |held| held.min(post.modified)));
            }
            // A scheduled post's time of change is when it will be public.
            if post.fields.status != PostStatus::Scheduled && post.modified <= now {
                read.newest = read.newest.max(Some(post.modified));
            }
        }
        if let Some(held) = read.held {
            read.newest = read.newest.map(|newest| newest.min(held));
        }
        cursor(db, read)
    })?;
    *pulled = found;
    Ok(())
}

fn base_of(db: &Db<'_>, x: &Exchange<'_>, post: &RemotePost) -> Result<Option<Base>, StoreError> {
    match posts::by_remote(db, x.blog.id, &post.id)? {
        Some(here) => posts::base(db, here),
        None => Ok(None),
    }
}

/// True: it changed there, and was left alone for now.
fn receive(
    db: &Db<'_>,
    x: &Exchange<'_>,
    kind: PostKind,
    (post, base, text): (&RemotePost, Option<&Base>, Imported),
    pulled: &mut PulledPosts,
) -> Result<bool, StoreError> {
    // A draft that a row of ours has just made, before that row has heard of it.
    if fields::is_key(&post.fields.slug)
        && outbox::has_key(db, post.fields.slug.get(..17).unwrap_or_default())?
    {
        return Ok(false);
    }
    let version = fields::read(db, x.blog, post, base, text)?;
    let title = RemoteTitle {
        remote_id: post.id.clone(),
        title: version.fields.title.clone(),
        link: post.link.clone(),
        published_at: post.fields.date,
    };
    let digest = |version: &Base| {
        posts::wire_digest(&version.wire_title, &version.wire, version.wire_fields.as_ref())
    };
    let is_news = base.map(digest).transpose()? != Some(digest(&version)?);
    let new = IncomingPost { kind, place: place(post), version, changed_at: post.modified };
    let received = posts::receive(db, x.blog.id, &new, x.now())?;
    match received {
        ReceivedPost::New(_) => pulled.new += 1,
        ReceivedPost::Changed(_) => pulled.changed += 1,
        ReceivedPost::Same(_) | ReceivedPost::LeftAlone(_) => {}
        ReceivedPost::ChangedInBoth(_) => {
            pulled.conflicts += 1;
            let kind = activity::Kind::ChangedInBoth;
            activity::add(db, Some(x.blog.id), kind, &title.title, "", x.now())?;
        }
    }
    remote_posts::put(db, x.blog.id, &title)?;
    Ok(is_news && matches!(received, ReceivedPost::LeftAlone(_)))
}

/// Whose names may stand under posts; an account that may not ask has only its own.
fn fetch_authors(x: &Exchange<'_>, service: &dyn Posts) -> Result<(), Error> {
    let found = match service.authors() {
        Err(afterword_platform::Error::Forbidden { .. }) => return Ok(()),
        answer => answer?,
    };
    let all: Vec<authors::Author> = found
        .into_iter()
        .map(|author| authors::Author { id: author.id, name: author.name })
        .collect();
    x.store.write(|db| authors::replace(db, x.blog.id, &all))?;
    Ok(())
}
