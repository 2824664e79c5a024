//! How a command fails: a code where the window acts on it, a sentence for the writer always.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// The result of a command.
pub type Result<T> = std::result::Result<T, CommandError>;

/// A failed command. The message says what failed, what is safe and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct CommandError {
    /// What the window may act on.
    pub code: ErrorCode,
    /// For the writer.
    pub message: String,
    /// Technical words, behind a "Details" fold.
    pub detail: Option<String>,
}

/// Codes exist only where the window acts on them; all else is `Failed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// Show the message.
    Failed,
    /// The text could not be written to disk: the bar that stays, with "Copy text".
    NotSaved,
    /// The stored text is newer than the window's; the window's was kept as a revision.
    ChangedElsewhere,
    /// The post needs a title first: focus it.
    TitleMissing,
    /// The thing is gone: close the view.
    Gone,
    /// The item is on its way and can no longer be changed.
    TooLate,
    /// No keychain: offer the session or a file.
    NoKeychain,
    /// The password would travel unencrypted: ask.
    Unencrypted,
}
