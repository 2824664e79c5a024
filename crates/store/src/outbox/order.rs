//! Whose turn it is: one row of a lane after the other, lanes beside each other.
//!
//! In a comment's lane an approval goes first, wherever it stands: a reply can only wait for it. And what
//! waits for the writer there never keeps the comment itself from being moderated.

use afterword_model::{BlogId, OutboxRow, OutboxState, Timestamp};
use rusqlite::OptionalExtension;

use super::{SELECT, Taken, row};
use crate::db::{millis, time, to_word};
use crate::{Db, Error, Result};

/// Rows whose turn has come or will come by itself: those that no other of their lane goes before, a reply
/// only when the comment it answers is on the blog.
///
/// `talk` is a reply or the change of one. It is `stuck` when something at or before it in its lane waits for
/// the writer, or when an approval goes before it.
const HAS_ITS_TURN: &str = "blog = ?1 AND state IN ('queued', 'unsure')
    AND NOT EXISTS (SELECT 1 FROM outbox other
        WHERE other.blog = outbox.blog AND other.lane = outbox.lane AND other.id <> outbox.id
          AND CASE
            WHEN outbox.op ->> '$.kind' IN ('reply', 'editReply') AND other.op ->> '$.kind' = 'moderate'
                 AND other.op ->> '$.to' = 'approve' THEN 1
            WHEN other.id > outbox.id THEN 0
            WHEN outbox.op ->> '$.kind' = 'moderate' AND other.op ->> '$.kind' IN ('reply', 'editReply')
              THEN NOT EXISTS (SELECT 1 FROM outbox stuck
                WHERE stuck.blog = outbox.blog AND stuck.lane = outbox.lane
                  AND (stuck.id <= other.id AND stuck.state IN ('onHold', 'blocked', 'failed')
                    OR stuck.op ->> '$.kind' = 'moderate' AND stuck.op ->> '$.to' = 'approve'))
            ELSE 1 END)
    AND NOT EXISTS (SELECT 1 FROM comment reply JOIN comment parent ON parent.id = reply.parent
                    WHERE outbox.op ->> '$.kind' = 'reply' AND reply.id = outbox.op ->> '$.comment'
                      AND parent.remote_id IS NULL)";

/// The next row whose turn it is, marked as being sent and its attempt counted; an unsure row comes
/// back unmarked, to be looked up.
pub fn take(db: &Db<'_>, blog: BlogId, now: Timestamp) -> Result<Option<Taken>> {
    let sql = format!(
        "{SELECT} WHERE {HAS_ITS_TURN} AND coalesce(not_before, 0) <= ?2 ORDER BY id LIMIT 1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then((blog.0, millis(now)), |r| {
        Ok::<_, Error>(Taken { row: row(r)?, taken_at: now })
    })?;
    let Some(mut taken) = rows.next().transpose()? else { return Ok(None) };
    if taken.row.state == OutboxState::Queued {
        mark_sending(db, &mut taken.row)?;
    }
    Ok(Some(taken))
}

/// Marks a looked-up row as being sent again, its attempt counted.
pub fn mark_sending(db: &Db<'_>, row: &mut OutboxRow) -> Result<()> {
    row.state = OutboxState::Sending;
    row.attempts += 1;
    db.0.execute(
        "UPDATE outbox SET state = ?2, attempts = ?3 WHERE id = ?1",
        (row.id.0, to_word(&row.state)?, row.attempts),
    )?;
    Ok(())
}

/// When the next row of a blog may be tried, if one waits for a time.
pub fn next_due(db: &Db<'_>, blog: BlogId) -> Result<Option<Timestamp>> {
    let sql = format!("SELECT min(coalesce(not_before, 0)) FROM outbox WHERE {HAS_ITS_TURN}");
    Ok(db
        .0
        .query_row(&sql, [blog.0], |row| row.get::<_, Option<i64>>(0))
        .optional()?
        .flatten()
        .map(time))
}
