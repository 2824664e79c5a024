//! How far each feed of a blog has been read.

use afterword_model::{BlogId, Timestamp};
use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::{from_json, millis, time, to_json};
use crate::{Db, Result};

/// A feed's own note and when everything was last compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<T> {
    /// The feed's own.
    pub value: T,
    /// When everything was last compared.
    pub swept_at: Option<Timestamp>,
}

/// The cursor of a feed, if it was ever read.
pub fn get<T: DeserializeOwned>(
    db: &Db<'_>,
    blog: BlogId,
    feed: &str,
) -> Result<Option<Cursor<T>>> {
    let found: Option<(String, Option<i64>)> =
        db.0.query_row(
            "SELECT value, swept_at FROM cursor WHERE blog = ?1 AND feed = ?2",
            (blog.0, feed),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    found
        .map(|(value, swept)| Ok(Cursor { value: from_json(&value)?, swept_at: swept.map(time) }))
        .transpose()
}

/// Moves the cursor.
pub fn set<T: Serialize>(db: &Db<'_>, blog: BlogId, feed: &str, cursor: &Cursor<T>) -> Result<()> {
    db.0.execute(
        "INSERT INTO cursor (blog, feed, value, swept_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (blog, feed) DO UPDATE SET value = excluded.value, swept_at = excluded.swept_at",
        (blog.0, feed, to_json(&cursor.value)?, cursor.swept_at.map(millis)),
    )?;
    Ok(())
}
