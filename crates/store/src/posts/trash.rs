//! The trash on this computer: posts wait in it for thirty days, then they are removed for good, from here
//! only. Nothing in here asks anything of a blog.

use afterword_model::{BlogId, PostId, PostStatus, Timestamp};
use chrono::TimeDelta;

use super::get;
use crate::db::{millis, time};
use crate::{Db, Error, Result, search};

/// How long a post stays in the trash.
pub const IN_TRASH: TimeDelta = TimeDelta::days(30);

/// A post that left the trash for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// Its id, which no other post ever gets.
    pub id: PostId,
    /// Its blog.
    pub blog: BlogId,
    /// Its title.
    pub title: String,
}

/// Puts a post into the trash here, or takes it out.
pub fn set_trashed(db: &Db<'_>, id: PostId, at: Option<Timestamp>) -> Result<()> {
    let changed =
        db.0.execute("UPDATE post SET trashed_at = ?2 WHERE id = ?1", (id.0, at.map(millis)))?;
    if changed == 0 { Err(Error::Missing("post")) } else { Ok(()) }
}

/// Removes the posts whose thirty days are over. One that the blog shows stays, since it would come back as
/// new with the next look at the blog; so does one that something waits for, in the outbox or of the
/// writer.
pub fn purge(db: &Db<'_>, now: Timestamp) -> Result<Vec<Purged>> {
    let mut statement = db.0.prepare_cached(
        "SELECT post.id FROM blog
         JOIN post INDEXED BY post_by_shelf ON post.blog = blog.id AND post.shelf = 'trash'
         WHERE post.trashed_at <= ?1 AND (post.remote_id IS NULL OR post.remote_status = 'trash')
           AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.blog = post.blog AND outbox.lane = 'post:' || post.id)
           AND NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.post = post.id AND snapshot.role = 'remote')",
    )?;
    let rows = statement.query_map([millis(now - IN_TRASH)], |row| row.get(0).map(PostId))?;
    let ids: Vec<PostId> = rows.collect::<rusqlite::Result<_>>()?;
    let mut purged = Vec::with_capacity(ids.len());
    for id in ids {
        let post = get(db, id)?;
        search::forget_post(db, id)?;
        db.0.execute("DELETE FROM recent WHERE kind = 'post' AND item = ?1", [id.0])?;
        db.0.execute("DELETE FROM post WHERE id = ?1", [id.0])?;
        purged.push(Purged { id, blog: post.blog, title: post.fields.title });
    }
    Ok(purged)
}

/// When a post that was trashed then leaves for good, as far as it stands.
pub(super) fn goes_at(
    trashed_at: Option<i64>,
    remote_status: Option<PostStatus>,
    is_there: bool,
) -> Option<Timestamp> {
    let may_go = !is_there || remote_status == Some(PostStatus::Trash);
    trashed_at.filter(|_| may_go).map(|at| time(at) + IN_TRASH)
}
