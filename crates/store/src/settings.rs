//! What the app and its window remember.

use rusqlite::OptionalExtension;
use serde_json::{Map, Value};

use crate::db::{from_json, to_json};
use crate::{Db, Result};

/// A setting, if it was ever set.
pub fn get(db: &Db<'_>, name: &str) -> Result<Option<Value>> {
    let text: Option<String> =
        db.0.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
    text.map(|text| from_json(&text)).transpose()
}

/// Sets it.
pub fn set(db: &Db<'_>, name: &str, value: &Value) -> Result<()> {
    db.0.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, to_json(value)?),
    )?;
    Ok(())
}

/// Forgets a setting, if it was ever set.
pub fn remove(db: &Db<'_>, name: &str) -> Result<()> {
    db.0.execute("DELETE FROM setting WHERE name = ?1", [name])?;
    Ok(())
}

/// All of them whose names begin so, with that beginning cut off.
pub fn all(db: &Db<'_>, prefix: &str) -> Result<Map<String, Value>> {
    let mut statement = db.0.prepare_cached("SELECT name, value FROM setting ORDER BY name")?;
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut found = Map::new();
    for row in rows {
        let (name, value) = row?;
        if let Some(name) = name.strip_prefix(prefix) {
            found.insert(name.to_owned(), from_json(&value)?);
        }
    }
    Ok(found)
}
