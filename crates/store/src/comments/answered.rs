//! Since when a turn is answered: the date of the newest public or held turn of the writer's anywhere
//! below it. A turn right below counts as no older than what it answers, whatever the clocks say.
//!
//! A gain climbs until it meets somebody who is answered as late already. A loss is counted anew from the
//! children, upwards until nothing changes. Parents in a ring, which a broken blog could send, stand
//! below each other, so a ring is counted as one.

use std::collections::HashSet;

use rusqlite::OptionalExtension;

use crate::{Db, Result};

/// A turn of the writer's, of this date, stands right under `parent` now.
pub(crate) fn climb_own(db: &Db<'_>, parent: Option<i64>, written_at: i64) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    let mut statement = db.0.prepare_cached("SELECT written_at FROM comment WHERE id = ?1")?;
    let asked: Option<i64> = statement.query_row([parent], |row| row.get(0)).optional()?;
    climb(db, Some(parent), written_at.max(asked.unwrap_or(written_at)))
}

/// Something below `from` is answered as late as `at` now.
fn climb(db: &Db<'_>, from: Option<i64>, at: i64) -> Result<()> {
    let mut statement = db.0.prepare_cached(
        "UPDATE comment SET answered_at = ?2 WHERE id = ?1 AND (answered_at IS NULL OR answered_at < ?2)
         RETURNING parent",
    )?;
    let mut next = from;
    while let Some(id) = next {
        next = statement.query_row((id, at), |row| row.get(0)).optional()?.flatten();
    }
    Ok(())
}

/// Counts anew from this comment upwards, as something below it changed.
pub(crate) fn refresh(db: &Db<'_>, from: Option<i64>) -> Result<()> {
    let (chain, ring) = ancestors(db, from)?;
    let (line, ring) = chain.split_at_checked(ring).unwrap_or((&chain, &[]));
    for id in line {
        if !set(db, *id, of_children(db, *id)?)? {
            return Ok(());
        }
    }
    if let Some(first) = ring.first() {
        let at = of_ring(db, *first)?;
        for id in ring {
            set(db, *id, at)?;
        }
    }
    Ok(())
}

/// This comment and all that it stands under, and where in that list a ring begins.
fn ancestors(db: &Db<'_>, from: Option<i64>) -> Result<(Vec<i64>, usize)> {
    let mut statement = db.0.prepare_cached("SELECT parent FROM comment WHERE id = ?1")?;
    let mut chain = Vec::new();
    let mut met = HashSet::new();
    let mut next = from;
    while let Some(id) = next {
        if !met.insert(id) {
            let ring = chain.iter().position(|known| *known == id).unwrap_or(chain.len());
            return Ok((chain, ring));
        }
        chain.push(id);
        next = statement.query_row([id], |row| row.get(0)).optional()?.flatten();
    }
    let whole = chain.len();
    Ok((chain, whole))
}

fn of_children(db: &Db<'_>, id: i64) -> Result<Option<i64>> {
    let mut statement = db.0.prepare_cached(
        "SELECT max(child.answered_at),
           max(iif(child.mine AND child.standing = 'current', max(child.written_at, above.written_at), NULL))
         FROM comment child JOIN comment above ON above.id = child.parent WHERE child.parent = ?1",
    )?;
    let (below, right_below): (Option<i64>, Option<i64>) =
        statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(below.max(right_below))
}

/// Everything in a ring stands under everything that stands under any of it.
fn of_ring(db: &Db<'_>, id: i64) -> Result<Option<i64>> {
    let mut statement = db.0.prepare_cached(
        "WITH RECURSIVE below (id) AS (
           VALUES (?1) UNION SELECT comment.id FROM below JOIN comment ON comment.parent = below.id
         )
         SELECT max(max(own.written_at, above.written_at))
         FROM below JOIN comment own ON own.id = below.id JOIN comment above ON above.id = own.parent
         WHERE own.mine = 1 AND own.standing = 'current'",
    )?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

fn set(db: &Db<'_>, id: i64, at: Option<i64>) -> Result<bool> {
    let mut statement = db.0.prepare_cached(
        "UPDATE comment SET answered_at = ?2 WHERE id = ?1 AND answered_at IS NOT ?2",
    )?;
    Ok(statement.execute((id, at))? > 0)
}
