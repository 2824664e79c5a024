//! Getting ready to go offline: everything that a pull would bring in sooner or later, now, and what is missing
//! for reading it: the comments that were answered and never came themselves.
//!
//! Pictures that are only on the blog are not fetched: the preview shows none of them.

use afterword_model::PostKind;
use afterword_store::comments::{self, Folder};
use afterword_store::{media, posts};

use super::{Progress, Pulled, comments as readers, run};
use crate::{Error, Exchange};

/// What is here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TripReady {
    /// Approved and held comments.
    pub comments: u64,
    /// Posts and pages that are on the blog.
    pub posts: u64,
    /// Pictures and other files.
    pub pictures: u64,
}

/// Fetches what is missing and says what is here then.
///
/// # Errors
/// The blog's or the file's, or [`Error::Stopped`]; what came until then stays, and asking again goes on there.
pub fn trip(x: &Exchange<'_>, progress: &(dyn Fn(Progress) + Sync)) -> Result<TripReady, Error> {
    let x = &Exchange { pulling: progress, ..*x };
    while run(x)?.unfinished {}
    if let Some(service) = x.platform.comments() {
        readers::fetch_parents(x, service, &mut Pulled::default())?;
        readers::titles(x)?;
    }
    Ok(x.store.read(|db| {
        let blog = x.blog.id;
        let on_blog = |kind| Ok::<_, afterword_store::Error>(posts::known(db, blog, kind)?.len());
        Ok(TripReady {
            comments: comments::count(db, blog, Folder::All)?.into(),
            posts: (on_blog(PostKind::Post)? + on_blog(PostKind::Page)?) as u64,
            pictures: media::count(db, blog)?.into(),
        })
    })?)
}
