//! What the writer said to readers, and how long those waited for it.

use afterword_model::{BlogId, ReaderId, RemoteId};
use chrono::TimeDelta;
use rusqlite::OptionalExtension;

use super::{Folder, count};
use crate::{Db, Result};

/// The waits that make a usual one are those of the last so many replies.
const WAITS: u32 = 200;

/// A reply of the writer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReply {
    /// Plain text.
    pub text: String,
    /// The name of who was answered.
    pub to: String,
}

/// The newest of the writer's replies to readers, newest first.
pub fn replies_of_mine(db: &Db<'_>, blog: BlogId, limit: u32) -> Result<Vec<OwnReply>> {
    let mut statement = db.0.prepare_cached(
        "SELECT c.text, asked.author_name
         FROM comment c INDEXED BY comment_mine JOIN comment asked ON asked.id = c.parent AND asked.mine = 0
         WHERE c.blog = ?1 AND c.mine = 1 AND c.standing = 'current' AND c.kind = 'comment'
         ORDER BY c.written_at DESC, c.id DESC LIMIT ?2",
    )?;
    let rows = statement
        .query_map((blog.0, limit), |row| Ok(OwnReply { text: row.get(0)?, to: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// By what it is seen that the writer's replies may be others than before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OwnMark {
    comments: u64,
    mine: u32,
    newest: Option<(i64, i64)>,
}

/// The mark of a blog's replies now: how many comments there are, how many by the writer, and the newest of
/// those. Other words in an old one do not move it.
pub fn mark_of_mine(db: &Db<'_>, blog: BlogId) -> Result<OwnMark> {
    let comments: i64 =
        db.0.prepare_cached("SELECT coalesce(sum(n), 0) FROM comment_tally WHERE blog = ?1")?
            .query_row([blog.0], |row| row.get(0))?;
    let mut newest = db.0.prepare_cached(
        "SELECT id, written_at FROM comment INDEXED BY comment_mine
         WHERE blog = ?1 AND mine = 1 AND standing = 'current' AND kind = 'comment'
         ORDER BY written_at DESC, id DESC LIMIT 1",
    )?;
    Ok(OwnMark {
        comments: comments.unsigned_abs(),
        mine: count(db, blog, Folder::Mine)?,
        newest: newest.query_row([blog.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?,
    })
}

/// The names of readers who take part in a post's conversation, each once for each reader who used it.
pub fn names_of_post(
    db: &Db<'_>,
    blog: BlogId,
    post: &RemoteId,
) -> Result<Vec<(String, Option<ReaderId>)>> {
    let mut statement = db.0.prepare_cached(
        "SELECT DISTINCT author_name, reader FROM comment INDEXED BY comment_by_post
         WHERE blog = ?1 AND post_remote_id = ?2 AND mine = 0 AND standing = 'current'",
    )?;
    let rows = statement.query_map((blog.0, post.as_str()), |row| {
        Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?.map(ReaderId)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How long readers usually waited for the newest replies: half of them no longer than this.
pub fn usual_wait(db: &Db<'_>, blog: BlogId) -> Result<Option<TimeDelta>> {
    let mut statement = db.0.prepare_cached(
        "SELECT max(c.written_at - asked.written_at, 0)
         FROM comment c INDEXED BY comment_mine JOIN comment asked ON asked.id = c.parent AND asked.mine = 0
         WHERE c.blog = ?1 AND c.mine = 1 AND c.standing = 'current' AND c.kind = 'comment'
         ORDER BY c.written_at DESC, c.id DESC LIMIT ?2",
    )?;
    let waits = statement.query_map((blog.0, WAITS), |row| row.get(0))?;
    Ok(median(waits.collect::<rusqlite::Result<_>>()?))
}

/// The wait in the middle, from milliseconds.
pub(crate) fn median(mut waits: Vec<i64>) -> Option<TimeDelta> {
    waits.sort_unstable();
    waits.get(waits.len() / 2).copied().map(TimeDelta::milliseconds)
}
