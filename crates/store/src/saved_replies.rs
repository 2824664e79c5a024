//! Texts kept for replies, in the writer's order: a blog's own and those for every blog.

use afterword_model::{BlogId, SavedReplyId};
use rusqlite::{OptionalExtension, Row};

use crate::{Db, Error, Result};

/// A text kept for replies. Placeholders stand in it as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReply {
    /// Its id.
    pub id: SavedReplyId,
    /// The blog it is for; `None`: every blog.
    pub blog: Option<BlogId>,
    /// What the writer calls it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// All of them, or those that are for this blog or every blog.
pub fn list(db: &Db<'_>, blog: Option<BlogId>) -> Result<Vec<SavedReply>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, blog, name, text FROM saved_reply
         WHERE ?1 IS NULL OR blog IS NULL OR blog = ?1 ORDER BY place, id",
    )?;
    let rows = statement.query_map([blog.map(|blog| blog.0)], saved)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One of them.
pub fn get(db: &Db<'_>, id: SavedReplyId) -> Result<SavedReply> {
    let mut statement =
        db.0.prepare_cached("SELECT id, blog, name, text FROM saved_reply WHERE id = ?1")?;
    statement.query_row([id.0], saved).optional()?.ok_or(Error::Missing("saved reply"))
}

/// Keeps a new one, at the end, or the new wording of one.
pub fn put(
    db: &Db<'_>,
    id: Option<SavedReplyId>,
    blog: Option<BlogId>,
    name: &str,
    text: &str,
) -> Result<SavedReplyId> {
    let blog = blog.map(|blog| blog.0);
    let Some(id) = id else {
        db.0.execute(
            "INSERT INTO saved_reply (blog, name, text, place)
             VALUES (?1, ?2, ?3, (SELECT coalesce(max(place), 0) + 1 FROM saved_reply))",
            (blog, name, text),
        )?;
        return Ok(SavedReplyId(db.0.last_insert_rowid()));
    };
    let changed = db.0.execute(
        "UPDATE saved_reply SET blog = ?2, name = ?3, text = ?4 WHERE id = ?1",
        (id.0, blog, name, text),
    )?;
    if changed == 0 { Err(Error::Missing("saved reply")) } else { Ok(id) }
}

/// Forgets one.
pub fn remove(db: &Db<'_>, id: SavedReplyId) -> Result<()> {
    db.0.execute("DELETE FROM saved_reply WHERE id = ?1", [id.0])?;
    Ok(())
}

fn saved(row: &Row<'_>) -> rusqlite::Result<SavedReply> {
    Ok(SavedReply {
        id: SavedReplyId(row.get(0)?),
        blog: row.get::<_, Option<i64>>(1)?.map(BlogId),
        name: row.get(2)?,
        text: row.get(3)?,
    })
}
