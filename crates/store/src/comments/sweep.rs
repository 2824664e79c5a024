//! What a sweep over the blog's comments asks: how many are where, and which ones are here in a range of
//! the blog's ids. No answer grows with the blog.

use afterword_model::{BlogId, CommentStatus, RemoteId};

use crate::db::{from_word, to_word};
use crate::{Db, Error, Result};

/// The lists in which a service gives its comments out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Approved and held.
    Current,
    /// Spam.
    Spam,
    /// The blog's trash.
    Trash,
}

/// The blog's comments here whose ids, as numbers, are above `after` and at most `to`, lowest first, and
/// at most `limit` of them.
pub fn in_id_range(
    db: &Db<'_>,
    blog: BlogId,
    standing: Standing,
    after: u64,
    to: u64,
    limit: u32,
) -> Result<Vec<(RemoteId, CommentStatus)>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id, status FROM comment INDEXED BY comment_by_number
         WHERE blog = ?1 AND standing = ?2 AND number > ?3 AND number <= ?4 AND remote_id IS NOT NULL
         ORDER BY number LIMIT ?5",
    )?;
    let bound = |id| i64::try_from(id).unwrap_or(i64::MAX);
    let word = match standing {
        Standing::Current => "current",
        Standing::Spam => "spam",
        Standing::Trash => "trash",
    };
    let rows = statement.query_and_then((blog.0, word, bound(after), bound(to), limit), |row| {
        Ok::<_, Error>((RemoteId(row.get(0)?), from_word(&row.get::<_, String>(1)?)?))
    })?;
    rows.collect()
}

/// How many of the blog's comments are here: current (approved and held), spam, trash. One whose moderation
/// still waits counts where it stands on the blog.
pub fn standings(db: &Db<'_>, blog: BlogId) -> Result<(u64, u64, u64)> {
    let waiting = moderations(db, blog)?;
    let count = |status| standing_there(db, blog, status, &waiting);
    Ok((
        count(CommentStatus::Approved)? + count(CommentStatus::Held)?,
        count(CommentStatus::Spam)?,
        count(CommentStatus::Trash)?,
    ))
}

fn standing_there(
    db: &Db<'_>,
    blog: BlogId,
    status: CommentStatus,
    waiting: &[(CommentStatus, CommentStatus)],
) -> Result<u64> {
    let mut statement = db.0.prepare_cached(
        "SELECT coalesce(sum(n), 0) FROM comment_tally WHERE blog = ?1 AND status = ?2 AND unsent = 0",
    )?;
    let here: i64 = statement.query_row((blog.0, to_word(&status)?), |row| row.get(0))?;
    let come = waiting.iter().filter(|(here, _)| *here == status).count();
    let gone = waiting.iter().filter(|(_, there)| *there == status).count();
    Ok((here.unsigned_abs() + gone as u64).saturating_sub(come as u64))
}

/// Where comments whose moderation waits stand here, and where on the blog.
fn moderations(db: &Db<'_>, blog: BlogId) -> Result<Vec<(CommentStatus, CommentStatus)>> {
    let mut statement = db.0.prepare_cached(
        "SELECT comment.status, row.op ->> '$.from'
         FROM outbox row JOIN comment ON comment.id = row.op ->> '$.comment'
         WHERE row.blog = ?1 AND row.op ->> '$.kind' = 'moderate' AND comment.remote_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM outbox first
                           WHERE first.blog = row.blog AND first.lane = row.lane AND first.id < row.id
                             AND first.op ->> '$.kind' = 'moderate')",
    )?;
    let rows = statement.query_and_then([blog.0], |row| {
        let (here, there): (String, String) = (row.get(0)?, row.get(1)?);
        Ok::<_, Error>((from_word(&here)?, from_word(&there)?))
    })?;
    rows.collect()
}

/// Comments that are answered by comments here and are not here themselves: at most `limit` of them, lowest
/// ids first, above `after`.
pub fn missing_parents(db: &Db<'_>, blog: BlogId, after: u64, limit: u32) -> Result<Vec<RemoteId>> {
    let mut statement = db.0.prepare_cached(
        "SELECT DISTINCT parent_remote_id FROM comment
         WHERE blog = ?1 AND parent IS NULL AND parent_remote_id IS NOT NULL
           AND CAST(parent_remote_id AS INTEGER) > ?2 AND status IN ('approved', 'held')
         ORDER BY CAST(parent_remote_id AS INTEGER) LIMIT ?3",
    )?;
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let rows = statement.query_map((blog.0, after, limit), |row| row.get(0).map(RemoteId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many of the blog's comments are held, as far as is known here; see [`standings`].
pub fn held(db: &Db<'_>, blog: BlogId) -> Result<u64> {
    standing_there(db, blog, CommentStatus::Held, &moderations(db, blog)?)
}
