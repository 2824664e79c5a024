//! Texts that the writer puts into posts by a short name.

use afterword_model::SnippetId;
use rusqlite::{OptionalExtension, Row};

use crate::{Db, Error, Result};

/// A text with a short name. Placeholders stand in it as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Its id.
    pub id: SnippetId,
    /// What is typed for it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// All of them, by name.
pub fn list(db: &Db<'_>) -> Result<Vec<Snippet>> {
    let mut statement = db.0.prepare_cached("SELECT id, name, text FROM snippet ORDER BY name")?;
    let rows = statement.query_map([], snippet)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The one of this name.
pub fn named(db: &Db<'_>, name: &str) -> Result<Option<Snippet>> {
    let mut statement =
        db.0.prepare_cached("SELECT id, name, text FROM snippet WHERE name = ?1")?;
    Ok(statement.query_row([name], snippet).optional()?)
}

/// Keeps a new one, or the new wording of one. The name must be free.
pub fn put(db: &Db<'_>, id: Option<SnippetId>, name: &str, text: &str) -> Result<SnippetId> {
    let Some(id) = id else {
        db.0.execute("INSERT INTO snippet (name, text) VALUES (?1, ?2)", (name, text))?;
        return Ok(SnippetId(db.0.last_insert_rowid()));
    };
    let changed =
        db.0.execute("UPDATE snippet SET name = ?2, text = ?3 WHERE id = ?1", (id.0, name, text))?;
    if changed == 0 { Err(Error::Missing("snippet")) } else { Ok(id) }
}

/// Forgets one.
pub fn remove(db: &Db<'_>, id: SnippetId) -> Result<()> {
    db.0.execute("DELETE FROM snippet WHERE id = ?1", [id.0])?;
    Ok(())
}

fn snippet(row: &Row<'_>) -> rusqlite::Result<Snippet> {
    Ok(Snippet { id: SnippetId(row.get(0)?), name: row.get(1)?, text: row.get(2)? })
}
