//! Opening the file, and the one connection that everything goes through.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use afterword_model::Timestamp;
use chrono::DateTime;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result, migrate, search};

/// Prepared statements that are kept.
const STATEMENTS: usize = 200;
/// So much of the file is kept in memory at most, in kB.
const CACHE: i64 = 8_000;

/// The writer's words on disk.
pub struct Store {
    connection: Mutex<Connection>,
    folder: PathBuf,
    /// Held as long as the store lives: a second process must not send what this one is sending.
    _lock: File,
}

/// A view into the store during one read or one transaction.
pub struct Db<'a>(pub(crate) &'a Connection);

impl Store {
    /// Opens (or makes) the store in this folder and brings its schema up to date.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it; [`Error::Newer`] without touching the file;
    /// whatever the disk says.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|source| file_error(folder, source))?;
        let lock = lock(folder)?;
        let path = folder.join("afterword.sqlite");
        let mut connection = Connection::open(&path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        // A newer file is refused before anything, even its journal mode, is touched.
        migrate::refuse_newer(&connection)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "checkpoint_fullfsync", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate::run(&mut connection, &path)?;
        // What undoes half a statement is small, and costs a fifth of all writing when it lies in a file.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        // A search reads a few thousand pages; the default keeps five hundred of them.
        connection.pragma_update(None, "cache_size", -CACHE)?;
        // Taking in a comment alone takes more statements than are kept by default.
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Every list names its index; without this, other values would have statements prepared anew.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self { connection: Mutex::new(connection), folder: folder.to_owned(), _lock: lock })
    }

    /// Reads. What it sees is one moment of the store.
    pub fn read<T>(&self, read: impl FnOnce(&Db<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        read(&Db(&transaction))
    }

    /// Writes: all of it is on disk when this returns, or none of it.
    pub fn write<T>(&self, write: impl FnOnce(&Db<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = write(&Db(&transaction))?;
        search::settle(&Db(&transaction))?;
        transaction.commit()?;
        Ok(value)
    }

    /// The folder it lives in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic in a closure rolled its transaction back: the connection is still sound.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join("afterword.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| file_error(&path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(file_error(&path, source)),
    }
}

pub(crate) fn file_error(path: &Path, source: std::io::Error) -> Error {
    use std::io::ErrorKind as Kind;
    match source.kind() {
        Kind::StorageFull => Error::DiskFull,
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
            Error::ReadOnly(format!("{}: {source}", path.display()))
        }
        _ => Error::File { path: path.to_owned(), source },
    }
}

/// A time as the columns hold it.
pub(crate) fn millis(time: Timestamp) -> i64 {
    time.timestamp_millis()
}

/// A column as a time; out of range (no clock gives that) reads as 1970.
pub(crate) fn time(millis: i64) -> Timestamp {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// A value as a JSON column holds it.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// A JSON column's value.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    Ok(serde_json::from_str(text)?)
}

/// An enum without data as a text column holds it: its JSON name without the quotes.
pub(crate) fn to_word<T: Serialize>(value: &T) -> Result<String> {
    Ok(to_json(value)?.trim_matches('"').to_owned())
}

/// The enum that [`to_word`] wrote.
pub(crate) fn from_word<T: DeserializeOwned>(word: &str) -> Result<T> {
    Ok(serde_json::from_value(serde_json::Value::String(word.to_owned()))?)
}

#[cfg(test)]
mod tests {
    use std::io::{Error as IoError, ErrorKind};

    use super::*;

    #[test]
    fn a_commit_is_on_the_disk_before_it_returns() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let connection = store.lock();
        let pragma =
            |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!((pragma("synchronous"), pragma("fullfsync")), (2, 1));
        assert_eq!((pragma("checkpoint_fullfsync"), pragma("foreign_keys")), (1, 1));
        let mode: String =
            connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }

    #[test]
    fn a_full_disk_takes_nothing_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let set = |text: &str| {
            store.write(|db| {
                crate::settings::set(db, "a", &text.into())?;
                crate::settings::set(db, "b", &text.into())
            })
        };
        let get = |name| store.read(|db| crate::settings::get(db, name)).unwrap();
        set("small").unwrap();
        let pages: i64 =
            store.lock().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        store.lock().pragma_update(None, "max_page_count", pages).unwrap();
        let full = set(&"large ".repeat(20_000));
        assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
        assert_eq!((get("a"), get("b")), (Some("small".into()), Some("small".into())));

        store.lock().pragma_update(None, "max_page_count", pages + 1_000).unwrap();
        set(&"large ".repeat(20_000)).unwrap();
    }

    #[test]
    fn a_disk_that_takes_no_writes_is_told_from_a_full_one() {
        let of = |kind| file_error(Path::new("x"), IoError::from(kind));
        assert!(matches!(of(ErrorKind::StorageFull), Error::DiskFull));
        assert!(matches!(of(ErrorKind::PermissionDenied), Error::ReadOnly(_)));
        assert!(matches!(of(ErrorKind::ReadOnlyFilesystem), Error::ReadOnly(_)));
        assert!(matches!(of(ErrorKind::NotFound), Error::File { .. }));
    }
}
