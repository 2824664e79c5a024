//! Watching blogs: checks, standings and numbers. Nothing is written to a blog by any of this.

use afterword_store::{blogs, comments, outbox, posts};
use afterword_sync::pull;

use crate::Desk;
use crate::api::{BlogStatus, Counts, ForBlog, Nothing};
use crate::error::Result;

pub(crate) fn blog_check(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    desk.0.workers.check(ask.blog);
    Ok(Nothing)
}

/// The writer says that what is missing was deleted on purpose: the next check believes it.
pub(crate) fn blog_accept_missing(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    desk.shared().store.write(|db| pull::accept_missing(db, ask.blog))?;
    desk.0.workers.check(ask.blog);
    Ok(Nothing)
}

pub(crate) fn blog_status(desk: &Desk, _: Nothing) -> Result<Vec<BlogStatus>> {
    let shared = desk.shared();
    let counted = shared.store.read(|db| {
        blogs::list(db)?
            .into_iter()
            .map(|blog| Ok((blog.id, outbox::counts(db, blog.id)?)))
            .collect::<std::result::Result<Vec<_>, afterword_store::Error>>()
    })?;
    let status = |(blog, (waiting, needs_you))| {
        let live = shared.live(blog);
        BlogStatus {
            blog,
            reach: live.reach,
            problem: live.problem,
            checking: live.checking,
            checked_at: live.checked_at,
            last: live.last,
            waiting,
            needs_you,
            pulling: live.pulling,
        }
    };
    Ok(counted.into_iter().map(status).collect())
}

pub(crate) fn blog_counts(desk: &Desk, ask: ForBlog) -> Result<Counts> {
    let blog = ask.blog;
    let counts = desk.shared().store.read(|db| {
        let (waiting, needs_you) = outbox::counts(db, blog)?;
        Ok(Counts {
            drafts: posts::count(db, blog, posts::Folder::Drafts)?,
            scheduled: posts::count(db, blog, posts::Folder::Scheduled)?,
            pages: posts::count(db, blog, posts::Folder::Pages)?,
            published: posts::count(db, blog, posts::Folder::Published)?,
            trash: posts::count(db, blog, posts::Folder::Trash)?,
            unanswered: comments::count(db, blog, comments::Folder::Unanswered)?,
            held: comments::count(db, blog, comments::Folder::Held)?,
            all: comments::count(db, blog, comments::Folder::All)?,
            spam: comments::count(db, blog, comments::Folder::Spam)?,
            comment_trash: comments::count(db, blog, comments::Folder::Trash)?,
            outbox: waiting + needs_you,
            needs_you,
        })
    })?;
    Ok(counts)
}
