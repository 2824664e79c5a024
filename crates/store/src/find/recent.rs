//! What the writer opened last: where a search begins that has nothing typed yet.

use afterword_model::{BlogId, CommentId, PostId, Timestamp};

use crate::db::millis;
use crate::{Db, Result};

/// So many of each kind are kept.
const KEPT: u32 = 50;

/// Something that was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recent {
    /// A post or page.
    Post(PostId),
    /// A comment, in its conversation.
    Comment(CommentId),
}

/// Notes that this was opened.
pub fn note_opened(db: &Db<'_>, blog: BlogId, what: Recent, now: Timestamp) -> Result<()> {
    let (kind, item) = match what {
        Recent::Post(PostId(id)) => ("post", id),
        Recent::Comment(CommentId(id)) => ("comment", id),
    };
    db.0.prepare_cached(
        "INSERT INTO recent (blog, kind, item, opened_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET opened_at = excluded.opened_at",
    )?
    .execute((blog.0, kind, item, millis(now)))?;
    db.0.prepare_cached(
        "DELETE FROM recent WHERE blog = ?1 AND kind = ?2 AND item NOT IN (
           SELECT item FROM recent WHERE blog = ?1 AND kind = ?2 ORDER BY opened_at DESC, item DESC LIMIT ?3)",
    )?
    .execute((blog.0, kind, KEPT))?;
    Ok(())
}

/// What was opened last and is still here, and after it the posts that changed last.
pub fn recent(db: &Db<'_>, blog: BlogId, limit: u32) -> Result<Vec<Recent>> {
    let mut statement = db.0.prepare_cached(
        "SELECT kind, item FROM recent
         WHERE blog = ?1 AND (
           kind = 'post' AND EXISTS (SELECT 1 FROM post WHERE post.id = item AND post.blog = ?1 AND post.shelf <> 'trash')
           OR kind = 'comment' AND EXISTS (SELECT 1 FROM comment c WHERE c.id = item AND c.blog = ?1 AND c.standing = 'current'))
         ORDER BY opened_at DESC, item DESC LIMIT ?2",
    )?;
    let mut found: Vec<Recent> = statement
        .query_map((blog.0, limit), |row| {
            let (kind, item): (String, i64) = (row.get(0)?, row.get(1)?);
            Ok(if kind == "post" {
                Recent::Post(PostId(item))
            } else {
                Recent::Comment(CommentId(item))
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut changed = db.0.prepare_cached(
        "SELECT id FROM post WHERE blog = ?1 AND shelf IN ('drafts', 'scheduled', 'published', 'pages')
         ORDER BY changed_at DESC, id DESC LIMIT ?2",
    )?;
    let changed = changed
        .query_map((blog.0, limit), |row| row.get(0).map(|id| Recent::Post(PostId(id))))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for post in changed {
        if !found.contains(&post) {
            found.push(post);
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}
