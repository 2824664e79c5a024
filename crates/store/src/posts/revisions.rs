//! Texts that were: kept whenever one takes another's place.

use afterword_model::{PostFields, PostId, Timestamp};
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};

use crate::db::{from_json, from_word, millis, time, to_json, to_word};
use crate::{Db, Error, Result};

/// Why a revision was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RevisionReason {
    /// The text was sent.
    Sent,
    /// Another window saved a newer text first; this one lost.
    Overtaken,
    /// The blog's version, replaced by the writer's at their word. Its body is HTML.
    Replaced,
    /// The local text before the blog's changes were merged into it.
    Merged,
    /// The local text, the same as on the blog, before the blog's newer one took its place.
    Pulled,
    /// A side of a conflict that the writer settled.
    Settled,
    /// The local text before the writer went back to an earlier one.
    Restored,
    /// Before tags or categories of many posts were changed at once.
    Labelled,
}

/// A text that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its id; later ones have larger ones.
    pub id: i64,
    /// Why it was kept.
    pub reason: RevisionReason,
    /// Title and so on.
    pub fields: PostFields,
    /// As its fields say; HTML for [`RevisionReason::Replaced`].
    pub body: String,
    /// Which save of the local text it was, if it was one.
    pub version: Option<i64>,
    /// When.
    pub saved_at: Timestamp,
}

const SELECT: &str = "SELECT id, reason, fields, body, version, saved_at FROM revision";

/// Keeps a text.
pub fn add_revision(
    db: &Db<'_>,
    id: PostId,
    reason: RevisionReason,
    fields: &PostFields,
    body: &str,
    version: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    db.0.execute(
        "INSERT INTO revision (post, reason, fields, body, version, saved_at)
         VALUES (:post, :reason, :fields, :body, :version, :now)",
        named_params! {
            ":post": id.0, ":reason": to_word(&reason)?, ":fields": to_json(fields)?, ":body": body,
            ":version": version.unwrap_or(0), ":now": millis(now),
        },
    )?;
    Ok(())
}

/// Keeps a text that lost against a newer stored one. A window that goes on typing on the same older
/// `version` keeps one such text, its newest.
pub fn keep_overtaken(
    db: &Db<'_>,
    id: PostId,
    fields: &PostFields,
    body: &str,
    version: i64,
    now: Timestamp,
) -> Result<()> {
    let reason = RevisionReason::Overtaken;
    // Below zero: what it grew from, not a save of its own.
    let grew_from = -version.abs();
    let changed = db.0.execute(
        "UPDATE revision SET fields = :fields, body = :body, saved_at = :now
         WHERE id = (SELECT max(id) FROM revision
                     WHERE post = :post AND reason = :reason AND version = :version AND version < 0)",
        named_params! {
            ":post": id.0, ":reason": to_word(&reason)?, ":fields": to_json(fields)?, ":body": body,
            ":version": grew_from, ":now": millis(now),
        },
    )?;
    if changed > 0 {
        return Ok(());
    }
    add_revision(db, id, reason, fields, body, Some(grew_from), now)
}

/// A post's kept texts, newest first.
pub fn revisions(db: &Db<'_>, id: PostId) -> Result<Vec<Revision>> {
    let sql = format!("{SELECT} WHERE post = ?1 ORDER BY id DESC");
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then([id.0], revision)?;
    rows.collect()
}

/// One of a post's kept texts.
///
/// # Errors
/// [`Error::Missing`] when the post has no such text.
pub fn kept_revision(db: &Db<'_>, post: PostId, id: i64) -> Result<Revision> {
    let sql = format!("{SELECT} WHERE post = ?1 AND id = ?2");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then((post.0, id), revision)?;
    rows.next().ok_or(Error::Missing("version"))?
}

/// The newest text that was put together with the blog's changes, as it was before, by its id.
pub fn last_merged(db: &Db<'_>, post: PostId) -> Result<Option<i64>> {
    let mut statement =
        db.0.prepare_cached("SELECT max(id) FROM revision WHERE post = ?1 AND reason = ?2")?;
    let merged = to_word(&RevisionReason::Merged)?;
    Ok(statement.query_row((post.0, merged), |row| row.get(0))?)
}

/// The local text as it was at this version, when something took its place: what a window that still
/// shows it was typing on.
pub fn revision_at(db: &Db<'_>, id: PostId, version: i64) -> Result<Option<Revision>> {
    let sql = format!(
        "{SELECT} WHERE post = ?1 AND version = ?2 AND version > 0 ORDER BY id DESC LIMIT 1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then((id.0, version), revision)?;
    rows.next().transpose()
}

fn revision(row: &Row<'_>) -> Result<Revision> {
    Ok(Revision {
        id: row.get(0)?,
        reason: from_word(&row.get::<_, String>(1)?)?,
        fields: from_json(&row.get::<_, String>(2)?)?,
        body: row.get(3)?,
        version: Some(row.get(4)?).filter(|version| *version > 0),
        saved_at: time(row.get(5)?),
    })
}
