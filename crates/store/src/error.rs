//! What can go wrong with the file that holds the writer's words.

use std::path::PathBuf;

use thiserror::Error;

/// The result of a call to the store.
pub type Result<T> = std::result::Result<T, Error>;

/// A call to the store that did nothing: every write is all or nothing.
#[derive(Debug, Error)]
pub enum Error {
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The folder or the disk takes no writes.
    #[error("the folder can't be written to: {0}")]
    ReadOnly(String),
    /// The file is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A newer version of the app made the file.
    #[error("the file was made by a newer version (its schema is {found}, this one knows {known})")]
    Newer {
        /// The file's schema.
        found: u32,
        /// The newest we know.
        known: u32,
    },
    /// Another running copy of the app has the file open.
    #[error("another copy of Afterword has {} open", .0.display())]
    InUse(PathBuf),
    /// No row with that id.
    #[error("no such {0}")]
    Missing(&'static str),
    /// The stored text is newer than what the change was made from.
    #[error("the stored text is newer")]
    Stale,
    /// A file beside the database.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Anything else that SQLite says.
    #[error("SQLite: {0}")]
    Sql(rusqlite::Error),
    /// A JSON column does not hold what it should.
    #[error("a stored value can't be read: {0}")]
    Value(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => {
                Self::ReadOnly(error.to_string())
            }
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}
