//! Posts found by their titles, to link to them.

use afterword_model::{BlogId, PostId, PostStatus};

use crate::db::from_word;
use crate::{Db, Result, search};

/// A post with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Its id.
    pub id: PostId,
    /// Its title as it is here.
    pub title: String,
    /// Its address on the blog, if it ever had one.
    pub link: Option<String>,
    /// Its standing on the blog, as last seen.
    pub remote_status: Option<PostStatus>,
}

/// Posts and pages whose titles have all these words or beginnings of words, public ones first; without a
/// word, the last changed ones. None of the trash, none without a title.
pub fn titled(db: &Db<'_>, blog: BlogId, typed: &str, limit: u32) -> Result<Vec<Titled>> {
    const PUBLIC: &str = "coalesce(post.remote_status, '') IN ('published', 'private') DESC";
    let found = search::of_posts(db, typed)?.map(|(_, in_title)| in_title);
    let (narrowed, order) = match found {
        Some(_) => (
            "post.id IN (SELECT rowid FROM post_words WHERE post_words MATCH ?2)",
            format!("{PUBLIC}, post.dated_at DESC"),
        ),
        None => ("?2 IS NULL", "post.changed_at DESC".into()),
    };
    let sql = format!(
        "SELECT post.id, local.fields ->> '$.title' AS title, post.link, post.remote_status
         FROM post JOIN snapshot local ON local.post = post.id AND local.role = 'local'
         WHERE post.blog = ?1 AND {narrowed} AND post.shelf <> 'trash' AND trim(title) <> ''
         ORDER BY {order}, post.id DESC LIMIT ?3"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, found, limit), |row| {
        let status: Option<String> = row.get(3)?;
        Ok(Titled {
            id: PostId(row.get(0)?),
            title: row.get(1)?,
            link: row.get(2)?,
            remote_status: status.map(|word| from_word(&word)).transpose()?,
        })
    })?;
    rows.collect()
}
