//! Texts that were: kept whenever one takes another's place, before a press, and by themselves while the
//! writer writes. Only the last ones grow fewer with time.

use afterword_model::{PostFields, PostId, Timestamp};
use chrono::TimeDelta;
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};

use super::Post;
use crate::db::{from_json, from_word, millis, time, to_json, to_word};
use crate::{Db, Error, Result};

/// A text that stood for so long is kept before it changes.
pub const PAUSE: TimeDelta = TimeDelta::minutes(5);
/// In unbroken writing a text is kept that often.
pub const EVERY: TimeDelta = TimeDelta::minutes(10);
/// For so long all of them stay; of each day before, the last one.
const ALL_WITHIN: TimeDelta = TimeDelta::days(1);
/// So many texts that were kept by themselves, and so many bytes of them, does a post have.
const MOST: usize = 200;
const MOST_BYTES: i64 = 24 << 20;

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
    /// As it was when the writer pressed Publish; once it has arrived, [`RevisionReason::Sent`] says so.
    Pressed,
    /// As it was left for a while, before the writer went on.
    Paused,
    /// In the middle of writing.
    Writing,
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

/// Keeps the text as it is before a save takes its place, when it was left for a while or when the last
/// kept one is from long ago. Whether it is time is told by what is stored.
pub(super) fn keep_by_itself(db: &Db<'_>, here: &Post, now: Timestamp) -> Result<()> {
    let paused = now - here.saved_at >= PAUSE;
    if !paused && now - last_kept(db, here.id)? < EVERY {
        return Ok(());
    }
    let reason = if paused { RevisionReason::Paused } else { RevisionReason::Writing };
    if keep_version(db, here, reason, here.saved_at)? {
        thin_out(db, here.id, now)?;
    }
    Ok(())
}

/// Keeps the text as it is, unless there is nothing in it or it is kept already. Whether it was.
pub fn keep_version(
    db: &Db<'_>,
    here: &Post,
    reason: RevisionReason,
    at: Timestamp,
) -> Result<bool> {
    let Post { fields, body, version, .. } = here;
    let is_empty = fields.title.trim().is_empty() && body.trim().is_empty();
    if is_empty || revision_at(db, here.id, *version)?.is_some() {
        return Ok(false);
    }
    add_revision(db, here.id, reason, fields, body, Some(*version), at)?;
    Ok(true)
}

/// The text that was kept at the press is the one that arrived: it is kept once.
pub fn arrived(db: &Db<'_>, id: PostId, fields: &PostFields, body: &str) -> Result<()> {
    db.0.execute(
        "DELETE FROM revision WHERE post = :post AND reason = :reason AND fields = :fields AND body = :body",
        named_params! {
            ":post": id.0, ":reason": to_word(&RevisionReason::Pressed)?, ":fields": to_json(fields)?,
            ":body": body,
        },
    )?;
    Ok(())
}

/// When a text of the post was kept last; without one, when the post began.
fn last_kept(db: &Db<'_>, id: PostId) -> Result<Timestamp> {
    let mut statement = db.0.prepare_cached(
        "SELECT coalesce((SELECT saved_at FROM revision WHERE post = ?1 ORDER BY id DESC LIMIT 1), created_at)
         FROM post WHERE id = ?1",
    )?;
    Ok(time(statement.query_row([id.0], |row| row.get(0))?))
}

/// Lets those go that were kept by themselves and are too many: of days gone by all but the last of each,
/// and the oldest.
fn thin_out(db: &Db<'_>, id: PostId, now: Timestamp) -> Result<()> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, saved_at, octet_length(body) FROM revision
         WHERE post = ?1 AND reason IN (?2, ?3) ORDER BY id DESC",
    )?;
    let reasons = (to_word(&RevisionReason::Paused)?, to_word(&RevisionReason::Writing)?);
    let rows: Vec<(i64, Timestamp, i64)> = statement
        .query_map((id.0, reasons.0, reasons.1), |row| {
            Ok((row.get(0)?, time(row.get(1)?), row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let (mut number, mut bytes, mut day) = (0, 0, None);
    for (row, at, size) in rows {
        let on = at.date_naive();
        let again = now - at > ALL_WITHIN && day == Some(on);
        day = Some(on);
        if !again && number < MOST && (number == 0 || bytes + size <= MOST_BYTES) {
            (number, bytes) = (number + 1, bytes + size);
        } else {
            db.0.execute("DELETE FROM revision WHERE id = ?1", [row])?;
        }
    }
    Ok(())
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
