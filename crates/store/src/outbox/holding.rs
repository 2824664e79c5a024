//! What the writer holds back, and the moment in which a press can be undone.

use afterword_model::{OutboxId, Timestamp};

use super::retry;
use crate::db::millis;
use crate::{Db, Result};

/// A post's own text and the pictures that stand before it in its lane, which go and stay with it.
const WITH_ITS_PICTURES: &str = "(id = ?1 OR op ->> '$.kind' = 'upload' AND id < ?1
      AND (blog, lane) = (SELECT blog, lane FROM outbox WHERE id = ?1 AND op ->> '$.kind' = 'publish'))";

/// The row waits until then, so that it can still be undone; that is no try.
pub fn delay(db: &Db<'_>, id: OutboxId, until: Timestamp) -> Result<()> {
    db.0.execute(
        "UPDATE outbox SET not_before = ?2 WHERE id = ?1 AND state = 'queued'",
        (id.0, millis(until)),
    )?;
    Ok(())
}

/// The writer holds a row back that nothing of is on the blog; with a post, its pictures that still wait.
/// False: it can't be held, or no longer.
pub fn hold(db: &Db<'_>, id: OutboxId) -> Result<bool> {
    let may_be_held: bool = db.0.query_row(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE id = ?1 AND state = 'queued' AND unsure_since IS NULL)",
        [id.0],
        |row| row.get(0),
    )?;
    if may_be_held {
        let sql = format!(
            "UPDATE outbox SET state = 'onHold', not_before = NULL, problem = NULL
             WHERE state = 'queued' AND unsure_since IS NULL AND {WITH_ITS_PICTURES}"
        );
        db.0.execute(&sql, [id.0])?;
    }
    Ok(may_be_held)
}

/// The writer no longer holds it back.
pub fn release(db: &Db<'_>, id: OutboxId) -> Result<()> {
    let sql = format!(
        "UPDATE outbox SET state = 'queued', not_before = NULL
         WHERE state = 'onHold' AND {WITH_ITS_PICTURES}"
    );
    db.0.execute(&sql, [id.0])?;
    Ok(())
}

/// Now, without the time to undo it, and what it waits for in its lane for the same reason.
pub fn send_now(db: &Db<'_>, id: OutboxId) -> Result<()> {
    release(db, id)?;
    db.0.execute(
        "UPDATE outbox SET not_before = NULL
         WHERE state = 'queued' AND attempts = 0
           AND (id < ?1 OR op ->> '$.kind' = 'moderate' AND op ->> '$.to' = 'approve')
           AND (blog, lane) = (SELECT blog, lane FROM outbox WHERE id = ?1)",
        [id.0],
    )?;
    retry(db, id)
}
