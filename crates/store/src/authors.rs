//! Whose names may stand under a blog's posts.

use afterword_model::{BlogId, RemoteId};

use crate::{Db, Result};

/// Somebody with a name on the blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The blog's id.
    pub id: RemoteId,
    /// The display name, plain text.
    pub name: String,
}

/// A blog's authors by name.
pub fn list(db: &Db<'_>, blog: BlogId) -> Result<Vec<Author>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id, name FROM author WHERE blog = ?1 ORDER BY name COLLATE NOCASE, remote_id",
    )?;
    let rows = statement
        .query_map([blog.0], |row| Ok(Author { id: RemoteId(row.get(0)?), name: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// These are all of them.
pub fn replace(db: &Db<'_>, blog: BlogId, authors: &[Author]) -> Result<()> {
    db.0.execute("DELETE FROM author WHERE blog = ?1", [blog.0])?;
    for author in authors {
        db.0.execute(
            "INSERT INTO author (blog, remote_id, name) VALUES (?1, ?2, ?3)
             ON CONFLICT (blog, remote_id) DO UPDATE SET name = excluded.name",
            (blog.0, author.id.as_str(), &author.name),
        )?;
    }
    Ok(())
}
