//! The practice blog's SQLite file: all of its SQL, one file per table.

pub(crate) mod comments;
pub(crate) mod pictures;
pub(crate) mod posts;
pub(crate) mod select;
pub(crate) mod settings;

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::PracticeError;

const FORMAT: i64 = 1;

/// Opens the file, making it and its tables when they are not there.
pub(crate) fn open(file: &Path) -> Result<Connection, PracticeError> {
    make_private(file).map_err(|source| PracticeError::Folder { path: file.to_owned(), source })?;
    let mut conn = Connection::open(file)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    match tx.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))? {
        0 => {
            tx.execute_batch(include_str!("schema.sql"))?;
            tx.pragma_update(None, "user_version", FORMAT)?;
        }
        FORMAT => {}
        found => return Err(PracticeError::Newer { found }),
    }
    tx.commit()?;
    Ok(conn)
}

/// The file holds the password: on systems with such rights only the user may read it.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

/// A stored number of seconds as a time; the beginning of time when it is none.
fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}
