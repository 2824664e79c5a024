//! The posts that comments belong to, as the blog names them.

use afterword_model::{BlogId, RemoteId, Timestamp};
use rusqlite::OptionalExtension;

use crate::db::{millis, time};
use crate::{Db, Result};

/// A post on the blog: enough to say what a comment is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteTitle {
    /// The blog's id.
    pub remote_id: RemoteId,
    /// Plain text.
    pub title: String,
    /// Its address.
    pub link: String,
    /// Its date.
    pub published_at: Timestamp,
}

/// Notes a title, or its new wording.
pub fn put(db: &Db<'_>, blog: BlogId, post: &RemoteTitle) -> Result<()> {
    db.0.execute(
        "INSERT INTO remote_post (blog, remote_id, title, link, published_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (blog, remote_id) DO UPDATE SET title = excluded.title, link = excluded.link,
           published_at = excluded.published_at",
        (blog.0, post.remote_id.as_str(), &post.title, &post.link, millis(post.published_at)),
    )?;
    Ok(())
}

/// What is known of a post.
pub fn get(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<RemoteTitle>> {
    Ok(db
        .0
        .query_row(
            "SELECT title, link, published_at FROM remote_post WHERE blog = ?1 AND remote_id = ?2",
            (blog.0, remote.as_str()),
            |row| {
                Ok(RemoteTitle {
                    remote_id: remote.clone(),
                    title: row.get(0)?,
                    link: row.get(1)?,
                    published_at: time(row.get(2)?),
                })
            },
        )
        .optional()?)
}

/// Posts that have comments here but no title yet.
pub fn unknown(db: &Db<'_>, blog: BlogId) -> Result<Vec<RemoteId>> {
    let mut statement = db.0.prepare_cached(
        // From one post to the next in the index, instead of through all comments.
        "WITH RECURSIVE post (id) AS (
           SELECT min(post_remote_id) FROM comment WHERE blog = ?1
           UNION ALL
           SELECT (SELECT min(c.post_remote_id) FROM comment c WHERE c.blog = ?1 AND c.post_remote_id > post.id)
           FROM post WHERE post.id IS NOT NULL
         )
         SELECT id FROM post WHERE id IS NOT NULL
           AND id NOT IN (SELECT remote_id FROM remote_post WHERE blog = ?1)",
    )?;
    let rows = statement.query_map([blog.0], |row| row.get(0).map(RemoteId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
