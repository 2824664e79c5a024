//! Half-written replies, one per comment, kept through anything.

use std::collections::HashMap;

use afterword_model::{BlogId, CommentId, RemoteId, Timestamp};

use crate::db::millis;
use crate::{Db, Result};

/// Keeps the text; an empty one is forgotten.
pub fn set(db: &Db<'_>, comment: CommentId, text: &str, now: Timestamp) -> Result<()> {
    if text.trim().is_empty() {
        db.0.execute("DELETE FROM reply_draft WHERE comment = ?1", [comment.0])?;
    } else {
        db.0.execute(
            "INSERT INTO reply_draft (comment, text, saved_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (comment) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at",
            (comment.0, text, millis(now)),
        )?;
    }
    Ok(())
}

/// Puts a text that was taken back beside what is there.
pub fn give_back(db: &Db<'_>, comment: CommentId, text: &str, now: Timestamp) -> Result<()> {
    let kept = get(db, comment)?;
    let text = if kept.is_empty() { text.to_owned() } else { format!("{text}\n\n{kept}") };
    set(db, comment, &text, now)
}

/// The text kept for a comment; empty when there is none.
pub fn get(db: &Db<'_>, comment: CommentId) -> Result<String> {
    let mut statement = db.0.prepare_cached("SELECT text FROM reply_draft WHERE comment = ?1")?;
    let mut rows = statement.query_map([comment.0], |row| row.get(0))?;
    Ok(rows.next().transpose()?.unwrap_or_default())
}

/// The texts kept for a post's comments.
pub fn of_post(db: &Db<'_>, blog: BlogId, post: &RemoteId) -> Result<HashMap<CommentId, String>> {
    let mut statement = db.0.prepare_cached(
        "SELECT comment, reply_draft.text FROM reply_draft JOIN comment ON comment.id = reply_draft.comment
         WHERE comment.blog = ?1 AND comment.post_remote_id = ?2",
    )?;
    let rows = statement
        .query_map((blog.0, post.as_str()), |row| Ok((CommentId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
