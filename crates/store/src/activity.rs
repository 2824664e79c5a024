//! The activity log: what was sent, brought in, merged or held back, for the writer to read. It holds
//! titles and names, never a text, a password or an address with a secret in it.

use afterword_model::{BlogId, Timestamp};
use rusqlite::named_params;
use serde::{Deserialize, Serialize};

use crate::db::{from_word, millis, time, to_word};
use crate::{Db, Result};

/// Lines kept; older ones go.
pub const KEPT: u32 = 5_000;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// An outbox row arrived. Detail: its `OpKind`.
    Sent,
    /// An outbox row waits for the writer. Detail: the `ProblemKind`.
    NeedsWriter,
    /// The blog took something out of a text that it was sent. Subject: the post. Detail: what, with
    /// commas between.
    Removed,
    /// The blog's changes and the writer's were put together. Subject: the post.
    Merged,
    /// Posts were brought in. Detail: how many were new, changed and gone, with commas between.
    Pulled,
    /// A post is no longer on the blog; its words are kept here. Subject: the post. Detail: `trash` when
    /// it went to the trash here too, `kept` when it had words that were never sent.
    Gone,
    /// A post was in the trash here for its thirty days and was removed. Subject: the post.
    Purged,
    /// Far more was missing than a writer deletes; nothing was changed. Detail: how many of how many.
    MassDisappearance,
    /// A post was changed here and on the blog. Subject: the post.
    ChangedInBoth,
    /// The writer settled a conflict. Subject: the post.
    Settled,
    /// Something was put into the outbox. Detail: its `OpKind`.
    Queued,
    /// Something was taken back out of the outbox. Detail: its `OpKind`.
    TakenBack,
    /// A blog was connected. Subject: its title.
    Connected,
    /// A blog was disconnected. Subject: its title.
    Disconnected,
    /// The blog no longer takes the password.
    SignedOut,
    /// The blog could not be used. Detail: the `ProblemKind`.
    Unreachable,
    /// It answers again.
    Reachable,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id; later lines have larger ones.
    pub id: i64,
    /// The blog it is about.
    pub blog: Option<BlogId>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// Who or what it concerned.
    pub subject: String,
    /// See [`Kind`].
    pub detail: String,
}

/// Adds a line and lets the oldest go.
pub fn add(
    db: &Db<'_>,
    blog: Option<BlogId>,
    kind: Kind,
    subject: &str,
    detail: &str,
    now: Timestamp,
) -> Result<()> {
    db.0.execute(
        "INSERT INTO activity (blog, at, kind, subject, detail) VALUES (:blog, :at, :kind, :subject, :detail)",
        named_params! {
            ":blog": blog.map(|blog| blog.0), ":at": millis(now), ":kind": to_word(&kind)?,
            ":subject": subject, ":detail": detail,
        },
    )?;
    prune(db, KEPT)
}

/// The newest lines about a blog and about none, newest first; with `before`, those older than that line.
pub fn list(db: &Db<'_>, blog: BlogId, before: Option<i64>, limit: u32) -> Result<Vec<Entry>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, blog, at, kind, subject, detail FROM activity
         WHERE (blog = ?1 OR blog IS NULL) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3",
    )?;
    let rows = statement.query_and_then((blog.0, before, limit), |row| {
        Ok(Entry {
            id: row.get(0)?,
            blog: row.get::<_, Option<i64>>(1)?.map(BlogId),
            at: time(row.get(2)?),
            kind: from_word(&row.get::<_, String>(3)?)?,
            subject: row.get(4)?,
            detail: row.get(5)?,
        })
    })?;
    rows.collect()
}

/// Keeps this many of the newest lines. Ids are never used again, so they count.
pub fn prune(db: &Db<'_>, keep: u32) -> Result<()> {
    db.0.execute("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?1", [keep])?;
    Ok(())
}
