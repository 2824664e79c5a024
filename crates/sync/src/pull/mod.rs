//! Bringing in what is on the blog: what readers wrote, then posts and pages.
//!
//! Nothing is believed before `me` has proved that the login still holds: to a stranger a blog shows less
//! and says no word about it.

mod absent;
mod comments;
mod posts;
mod trip;

use afterword_model::{BlogId, PostKind, Problem, ProblemKind};
use afterword_platform::Error as BlogError;
use afterword_store::cursors::{self, Cursor};
use afterword_store::{Db, Error as StoreError, activity, blogs};

pub(crate) use comments::incoming;
pub use trip::{TripReady, trip};

use crate::{Error, Exchange};

const ACCEPTED: &str = "missing-accepted";
/// More vanished things than this, and than one in five, are not believed.
const FEW: usize = 10;

/// What a pull found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulled {
    /// Comments by others that were not here before.
    pub new: u32,
    /// Comments that changed.
    pub changed: u32,
    /// Comments that are no longer on the blog.
    pub gone: u32,
    /// What became of posts and pages.
    pub posts: PulledPosts,
    /// The first pull of the comments has more to read: the next round should come at once.
    pub unfinished: bool,
}

/// See [`Pulled::posts`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PulledPosts {
    /// Were not here before.
    pub new: u32,
    /// Are now as the blog has them.
    pub changed: u32,
    /// Are no longer on the blog, or in its trash.
    pub gone: u32,
    /// Changed here and on the blog.
    pub conflicts: u32,
}

impl PulledPosts {
    fn any(self) -> bool {
        self.new + self.changed + self.gone > 0
    }
}

/// What comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    /// Comments.
    Comments,
    /// Posts or pages.
    Posts,
}

/// How far a first pull is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Of what.
    pub feed: Feed,
    /// So many are here.
    pub done: u64,
    /// As many as there are, as far as the blog tells.
    pub total: u64,
}

/// Brings in what is new. Each page is applied by itself: a pull that is stopped goes on from there.
///
/// # Errors
/// The blog's or the file's; whatever was applied before stays.
pub fn run(x: &Exchange<'_>) -> Result<Pulled, Error> {
    let me = x.platform.me()?;
    if me.identity.remote_id != x.blog.me.remote_id {
        let detail = format!("{} instead of {}", me.identity.name, x.blog.me.name);
        return Err(Error::Needs(Problem { kind: ProblemKind::SignIn, detail }));
    }
    if me.identity != x.blog.me || me.capabilities != x.blog.capabilities {
        x.store.write(|db| blogs::set_me(db, x.blog.id, &me.identity, &me.capabilities))?;
    }
    let mut pulled = Pulled::default();
    let mut readers = Ok(());
    if let Some(service) = x.platform.comments() {
        readers = comments::run(x, service, &mut pulled);
        match readers {
            // Comments that wait for the writer's word don't keep posts from coming.
            Ok(()) | Err(Error::Needs(_)) => {}
            Err(error) => return Err(error),
        }
        comments::titles(x)?;
    }
    let posts = posts::run(x, PostKind::Post, x.platform.posts(), &mut pulled.posts);
    let pages = match (&posts, x.platform.pages()) {
        (Ok(()) | Err(Error::Needs(_)), Some(service)) => {
            match posts::run(x, PostKind::Page, service, &mut pulled.posts) {
                // An author has nothing to do with pages, and may not even list them.
                Err(Error::Blog(BlogError::Forbidden { .. })) => Ok(()),
                other => other,
            }
        }
        _ => Ok(()),
    };
    if pulled.posts.any() {
        let found = pulled.posts;
        let detail = format!("{},{},{}", found.new, found.changed, found.gone);
        let kind = activity::Kind::Pulled;
        x.store.write(|db| activity::add(db, Some(x.blog.id), kind, "", &detail, x.now()))?;
    }
    posts.and(pages).and(readers)?;
    Ok(pulled)
}

fn too_many(gone: usize, known: usize) -> bool {
    gone > FEW && gone * 5 > known
}

/// The writer says that what is missing was deleted on purpose: the next sweep believes it, once.
///
/// # Errors
/// The file's.
pub fn accept_missing(db: &Db<'_>, blog: BlogId) -> Result<(), StoreError> {
    for feed in [comments::FEED, posts::feed(PostKind::Post), posts::feed(PostKind::Page)] {
        cursors::set(db, blog, &flag(feed), &Cursor { value: true, swept_at: None })?;
    }
    Ok(())
}

/// Whether every comment of the blog has been here once, so that what comes now is news.
///
/// # Errors
/// The file's.
pub fn knows_comments(db: &Db<'_>, blog: BlogId) -> Result<bool, StoreError> {
    let found: Option<Cursor<serde_json::Value>> = cursors::get(db, blog, comments::FEED)?;
    Ok(found.is_some_and(|cursor| cursor.swept_at.is_some()))
}

fn accepted(db: &Db<'_>, blog: BlogId, feed: &str) -> Result<bool, StoreError> {
    let found: Option<Cursor<bool>> = cursors::get(db, blog, &flag(feed))?;
    cursors::set(db, blog, &flag(feed), &Cursor { value: false, swept_at: None })?;
    Ok(found.is_some_and(|cursor| cursor.value))
}

fn flag(feed: &str) -> String {
    match feed {
        comments::FEED => ACCEPTED.to_owned(),
        feed => format!("{ACCEPTED}.{feed}"),
    }
}
