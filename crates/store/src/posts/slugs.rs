//! Posts by the last part of their address.

use afterword_model::{BlogId, PostId, PostStatus};

use crate::db::from_word;
use crate::{Db, Result};

/// A blog's posts and pages that have this slug, here or on the blog as last seen, with their standing
/// there.
pub fn with_slug(
    db: &Db<'_>,
    blog: BlogId,
    slug: &str,
) -> Result<Vec<(PostId, Option<PostStatus>)>> {
    let mut statement = db.0.prepare_cached(
        "SELECT DISTINCT post.id, post.remote_status FROM post JOIN snapshot ON snapshot.post = post.id
         WHERE post.blog = ?1 AND ?2 <> '' AND CASE snapshot.role
           WHEN 'base' THEN snapshot.wire_fields <> '' AND snapshot.wire_fields ->> '$.slug' = ?2
           WHEN 'local' THEN snapshot.fields ->> '$.slug' = ?2 END",
    )?;
    let rows = statement.query_and_then((blog.0, slug), |row| {
        let status: Option<String> = row.get(1)?;
        Ok((PostId(row.get(0)?), status.map(|word| from_word(&word)).transpose()?))
    })?;
    rows.collect()
}
