//! Texts kept for replies to any blog's readers, in the writer's order.

use afterword_model::SavedReplyId;
use rusqlite::{OptionalExtension, Row};

use crate::{Db, Error, Result};

/// A text kept for replies. Placeholders stand in it as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReply {
    /// Its id.
    pub id: SavedReplyId,
    /// What the writer calls it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// All of them.
pub fn list(db: &Db<'_>) -> Result<Vec<SavedReply>> {
    let mut statement =
        db.0.prepare_cached("SELECT id, name, text FROM saved_reply ORDER BY place, id")?;
    let rows = statement.query_map([], saved)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One of them.
pub fn get(db: &Db<'_>, id: SavedReplyId) -> Result<SavedReply> {
    let mut statement =
        db.0.prepare_cached("SELECT id, name, text FROM saved_reply WHERE id = ?1")?;
    statement.query_row([id.0], saved).optional()?.ok_or(Error::Missing("saved reply"))
}

/// Keeps a new one, at the end, or the new wording of one.
pub fn put(db: &Db<'_>, id: Option<SavedReplyId>, name: &str, text: &str) -> Result<SavedReplyId> {
    let Some(id) = id else {
        db.0.execute(
            "INSERT INTO saved_reply (name, text, place)
             VALUES (?1, ?2, (SELECT coalesce(max(place), 0) + 1 FROM saved_reply))",
            (name, text),
        )?;
        return Ok(SavedReplyId(db.0.last_insert_rowid()));
    };
    let changed = db
        .0
        .execute("UPDATE saved_reply SET name = ?2, text = ?3 WHERE id = ?1", (id.0, name, text))?;
    if changed == 0 { Err(Error::Missing("saved reply")) } else { Ok(id) }
}

/// Forgets one.
pub fn remove(db: &Db<'_>, id: SavedReplyId) -> Result<()> {
    db.0.execute("DELETE FROM saved_reply WHERE id = ?1", [id.0])?;
    Ok(())
}

fn saved(row: &Row<'_>) -> rusqlite::Result<SavedReply> {
    Ok(SavedReply { id: SavedReplyId(row.get(0)?), name: row.get(1)?, text: row.get(2)? })
}
