//! What the writer said to readers, and how long those waited for it.

use afterword_model::BlogId;
use chrono::TimeDelta;

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
