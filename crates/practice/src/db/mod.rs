//! The practice blog's SQLite file: all of its SQL, one file per table.

pub(crate) mod accounts;
pub(crate) mod comments;
pub(crate) mod pictures;
pub(crate) mod posts;
pub(crate) mod revisions;
pub(crate) mod select;
pub(crate) mod settings;
pub(crate) mod slugs;
pub(crate) mod terms;

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::PracticeError;

/// Every step from an empty file to today's format; the format is their number.
const MIGRATIONS: [&str; 4] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
];

/// Opens the file, making it and its tables when they are not there. A file of an older format is copied
/// aside, then brought up to date in one transaction.
pub(crate) fn open(file: &Path) -> Result<Connection, PracticeError> {
    make_private(file).map_err(|source| PracticeError::Folder { path: file.to_owned(), source })?;
    let mut conn = Connection::open(file)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    let found = format(&conn)?;
    let done = usize::try_from(found).ok().and_then(|done| MIGRATIONS.get(done..));
    let steps = done.ok_or(PracticeError::Newer { found })?;
    if found > 0 && !steps.is_empty() {
        keep_copy(&conn, file, found)?;
    }
    // Steps that make a table anew must not take along what refers to it.
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if format(&tx)? == found {
        for step in steps {
            tx.execute_batch(step)?;
        }
        tx.pragma_update(None, "user_version", found + i64::try_from(steps.len()).unwrap_or(0))?;
    }
    tx.commit()?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(conn)
}

fn format(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// A copy of the file as it is, beside it: `practice-1.sqlite`. One that is there already stays.
fn keep_copy(conn: &Connection, file: &Path, format: i64) -> Result<(), PracticeError> {
    let copy = file.with_file_name(format!("practice-{format}.sqlite"));
    if copy.exists() {
        return Ok(());
    }
    make_private(&copy).map_err(|source| PracticeError::Folder { path: copy.clone(), source })?;
    conn.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    Ok(())
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
