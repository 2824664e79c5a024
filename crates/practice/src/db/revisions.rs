//! Earlier versions of posts and pages: what each save left behind it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::posts::Post;
use super::time;

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Revision {
    pub(crate) id: i64,
    pub(crate) post: i64,
    pub(crate) author: i64,
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) excerpt: String,
    pub(crate) footnotes: String,
    pub(crate) saved: DateTime<Utc>,
}

const COLUMNS: &str = "id, post, author, title, content, excerpt, saved, footnotes";

fn read(row: &Row<'_>) -> Result<Revision> {
    Ok(Revision {
        id: row.get(0)?,
        post: row.get(1)?,
        author: row.get(2)?,
        title: row.get(3)?,
        content: row.get(4)?,
        excerpt: row.get(5)?,
        saved: time(row.get(6)?),
        footnotes: row.get(7)?,
    })
}

/// A post's revisions, newest first.
pub(crate) fn of_post(conn: &Connection, post: i64) -> Result<Vec<Revision>> {
    let sql = format!("SELECT {COLUMNS} FROM revision WHERE post = ?1 ORDER BY id DESC");
    conn.prepare(&sql)?.query_map([post], read)?.collect()
}

/// How many there are, and the newest one's id.
pub(crate) fn newest(conn: &Connection, post: i64) -> Result<(i64, Option<i64>)> {
    let sql = "SELECT count(*), max(id) FROM revision WHERE post = ?1";
    conn.query_row(sql, [post], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Keeps a saved post's words, unless the newest revision has them already. The first change of a post makes
/// a revision in any case, as in WordPress.
pub(crate) fn keep(conn: &Connection, post: &Post, author: i64) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM revision WHERE post = ?1 ORDER BY id DESC LIMIT 1");
    let newest = conn.query_row(&sql, [post.id], read).optional()?;
    let same = newest.is_some_and(|newest| {
        newest.title == post.title
            && newest.content == post.content
            && newest.excerpt == post.excerpt
            && newest.footnotes == post.footnotes
    });
    if same {
        return Ok(());
    }
    let sql = "INSERT INTO revision (post, author, title, content, excerpt, saved, footnotes)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let saved = post.modified.timestamp();
    let values =
        params![post.id, author, post.title, post.content, post.excerpt, saved, post.footnotes];
    conn.execute(sql, values).map(drop)
}
