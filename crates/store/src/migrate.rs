//! Numbered migrations: each a file, all pending ones in one transaction with the number they reach.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::db::file_error;
use crate::{Error, Result, find, readers};

const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_first.sql"),
    include_str!("migrations/002_search.sql"),
    include_str!("migrations/003_publishing.sql"),
    include_str!("migrations/004_seen.sql"),
    include_str!("migrations/005_readers.sql"),
    include_str!("migrations/006_lists.sql"),
    include_str!("migrations/007_finding.sql"),
    include_str!("migrations/008_sources.sql"),
    include_str!("migrations/009_styles.sql"),
    include_str!("migrations/010_desk.sql"),
    include_str!("migrations/011_spelling.sql"),
];

/// After this one, code says what SQL can't: which comments are by the same reader.
const READERS: usize = 5;
/// After this one, which words and labels posts have.
const FINDING: usize = 7;

/// The newest schema this version knows.
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;

pub(crate) fn refuse_newer(connection: &Connection) -> Result<()> {
    let found = version(connection)?;
    if found > SCHEMA { Err(Error::Newer { found, known: SCHEMA }) } else { Ok(()) }
}

/// Runs what is pending. A file with words in it is copied aside first.
pub(crate) fn run(connection: &mut Connection, path: &Path) -> Result<()> {
    let found = version(connection)?;
    if found == SCHEMA {
        return Ok(());
    }
    if found > 0 {
        copy_aside(connection, path, found)?;
    }
    migrate(connection, SCHEMA)
}

fn migrate(connection: &mut Connection, to: u32) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again inside the transaction: another process may have been faster.
    let found = version(&transaction)?;
    for (before, sql) in MIGRATIONS.iter().enumerate().take(to as usize).skip(found as usize) {
        transaction.execute_batch(sql)?;
        if before + 1 == READERS {
            readers::introduce(&transaction)?;
        }
        if before + 1 == FINDING {
            find::introduce(&transaction)?;
        }
    }
    transaction.pragma_update(None, "user_version", to)?;
    transaction.commit()?;
    Ok(())
}

/// `VACUUM INTO` takes the write-ahead log along, which copying the file would not.
fn copy_aside(connection: &Connection, path: &Path, found: u32) -> Result<()> {
    let copy = path.with_extension(format!("before-schema-{}.sqlite", found + 1));
    if copy.exists() {
        std::fs::remove_file(&copy).map_err(|source| file_error(&copy, source))?;
    }
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    Ok(())
}

fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// The schema of a new store as SQL text, for docs/schema.sql.
///
/// # Errors
/// When a migration does not run, which a test would have said.
pub fn schema_text() -> Result<String> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, SCHEMA)?;
    let mut statement = connection.prepare(
        "SELECT sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
           AND name NOT GLOB '*_search_*' AND name NOT GLOB 'post_words_*'
         ORDER BY rowid",
    )?;
    let parts = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(parts.join(";\n\n") + ";\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_sqlite_is_past_the_wal_reset_bug() {
        assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    }

    #[test]
    fn docs_schema_is_the_schema() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema.sql");
        let text = format!(
            "-- The schema of afterword.sqlite, number {SCHEMA}. Written by `cargo xtask types`; a test compares it.\n\n{}",
            schema_text().unwrap()
        );
        if std::env::var_os("AFTERWORD_WRITE_TYPES").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap_or_default(),
            text,
            "run `cargo xtask types`"
        );
    }

    #[test]
    fn migrations_are_all_or_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 1).unwrap();
        // A table in the way of the second migration.
        connection.execute_batch("CREATE TABLE comment_search (x)").unwrap();
        assert!(migrate(&mut connection, SCHEMA).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        let post_search: u32 = connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'post_search'", [], |r| {
                r.get(0)
            })
            .unwrap();
        assert_eq!(post_search, 0, "half a migration stayed");
    }
}
