//! Comments.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::select::{Page, Select};
use super::time;

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Approved,
    Hold,
    Spam,
    Trash,
    /// Its post is in the trash.
    PostTrashed,
}

impl Status {
    const ALL: [Self; 5] = [Self::Approved, Self::Hold, Self::Spam, Self::Trash, Self::PostTrashed];

    /// As it is stored and as answers say it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Hold => "hold",
            Self::Spam => "spam",
            Self::Trash => "trash",
            Self::PostTrashed => "post-trashed",
        }
    }

    fn stored(text: &str) -> Self {
        Self::ALL.into_iter().find(|status| status.as_str() == text).unwrap_or(Self::Hold)
    }
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Comment {
    /// 0 until it is stored.
    pub(crate) id: i64,
    pub(crate) post: i64,
    /// 0: none.
    pub(crate) parent: i64,
    /// 0: a reader.
    pub(crate) user: i64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) url: String,
    pub(crate) agent: String,
    pub(crate) content: String,
    pub(crate) status: Status,
    pub(crate) date: DateTime<Utc>,
    /// Lets its author see it while it is held; empty for the writer's own.
    pub(crate) token: String,
    pub(crate) kind: Kind,
}

/// What a comment is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Somebody's words.
    #[default]
    Comment,
    /// Another site's notice that it links here.
    Pingback,
    /// The same, by the older protocol.
    Trackback,
}

impl Kind {
    /// As it is stored and as answers say it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Pingback => "pingback",
            Self::Trackback => "trackback",
        }
    }

    fn stored(text: &str) -> Self {
        let kinds = [Self::Pingback, Self::Trackback];
        kinds.into_iter().find(|kind| kind.as_str() == text).unwrap_or_default()
    }
}

const COLUMNS: &str = "comment.id, comment.post, comment.parent, comment.user, comment.name,
                       comment.email, comment.url, comment.agent, comment.content,
                       comment.status, comment.date, comment.token, comment.kind";
const FROM: &str = "comment JOIN post ON post.id = comment.post";

fn read(row: &Row<'_>) -> Result<Comment> {
    let (status, kind): (String, String) = (row.get(9)?, row.get(12)?);
    Ok(Comment {
        id: row.get(0)?,
        post: row.get(1)?,
        parent: row.get(2)?,
        user: row.get(3)?,
        name: row.get(4)?,
        email: row.get(5)?,
        url: row.get(6)?,
        agent: row.get(7)?,
        content: row.get(8)?,
        status: Status::stored(&status),
        date: time(row.get(10)?),
        token: row.get(11)?,
        kind: Kind::stored(&kind),
    })
}

pub(crate) fn get(conn: &Connection, id: i64) -> Result<Option<Comment>> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE comment.id = ?1");
    conn.query_row(&sql, [id], read).optional()
}

/// The comments that meet the conditions, and how many there are in all.
pub(crate) fn list(
    conn: &Connection,
    select: &Select,
    order: &str,
    page: Page,
) -> Result<(Vec<Comment>, i64)> {
    let total = select.count(conn, FROM)?;
    Ok((select.rows(conn, (COLUMNS, FROM), order, page, read)?, total))
}

/// A post's public comments, and the held one that this token belongs to, oldest first.
pub(crate) fn on_page(conn: &Connection, post: i64, token: &str) -> Result<Vec<Comment>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE comment.post = ?1 AND (comment.status = 'approved'
         OR (comment.status = 'hold' AND comment.token <> '' AND comment.token = ?2))
         ORDER BY comment.date, comment.id"
    );
    conn.prepare(&sql)?.query_map(params![post, token], read)?.collect()
}

/// How many public comments a post has.
pub(crate) fn count_public(conn: &Connection, post: i64) -> Result<i64> {
    let sql = "SELECT count(*) FROM comment WHERE post = ?1 AND status = 'approved'";
    conn.query_row(sql, [post], |row| row.get(0))
}

/// Stores a new comment and gives its id.
pub(crate) fn insert(conn: &Connection, comment: &Comment) -> Result<i64> {
    let sql = "INSERT INTO comment
               (post, parent, user, name, email, url, agent, content, status, date, token, kind)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    conn.execute(
        sql,
        params![
            comment.post,
            comment.parent,
            comment.user,
            comment.name,
            comment.email,
            comment.url,
            comment.agent,
            comment.content,
            comment.status.as_str(),
            comment.date.timestamp(),
            comment.token,
            comment.kind.as_str(),
        ],
    )?;
    Ok(conn.last_insert_rowid())
}

pub(crate) fn update(conn: &Connection, comment: &Comment) -> Result<()> {
    let sql = "UPDATE comment SET post = ?2, parent = ?3, name = ?4, email = ?5, url = ?6,
               agent = ?7, content = ?8, status = ?9, date = ?10, user = ?11 WHERE id = ?1";
    conn.execute(
        sql,
        params![
            comment.id,
            comment.post,
            comment.parent,
            comment.name,
            comment.email,
            comment.url,
            comment.agent,
            comment.content,
            comment.status.as_str(),
            comment.date.timestamp(),
            comment.user,
        ],
    )
    .map(drop)
}

/// Deletes a comment for good; the answers to it move up to what it answered.
pub(crate) fn delete(conn: &Connection, comment: &Comment) -> Result<()> {
    let sql = "UPDATE comment SET parent = ?2 WHERE parent = ?1";
    conn.execute(sql, [comment.id, comment.parent])?;
    conn.execute("DELETE FROM comment WHERE id = ?1", [comment.id]).map(drop)
}

/// Hides the comments of a post that goes to the trash.
pub(crate) fn trash_with_post(conn: &Connection, post: i64) -> Result<()> {
    conn.execute("UPDATE comment SET status = 'post-trashed' WHERE post = ?1", [post]).map(drop)
}

/// Whether the same words by the same person under the same parent are here, outside the trash.
pub(crate) fn has_duplicate(conn: &Connection, comment: &Comment) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM comment WHERE post = ?1 AND parent = ?2
               AND status <> 'trash' AND (name = ?3 OR (?4 <> '' AND email = ?4)) AND content = ?5)";
    conn.query_row(
        sql,
        params![comment.post, comment.parent, comment.name, comment.email, comment.content],
        |row| row.get(0),
    )
}

/// Whether this comment's author wrote another one so many seconds before it, or after it. Only the last hour
/// is looked at, and the dates decide, not the arrival.
pub(crate) fn is_flood(
    conn: &Connection,
    comment: &Comment,
    now: DateTime<Utc>,
    seconds: i64,
) -> Result<bool> {
    let sql = "SELECT max(date) FROM comment WHERE date >= ?1 AND (user = ?2 OR email = ?3)";
    let hour_ago = now.timestamp() - 3600;
    let last: Option<i64> =
        conn.query_row(sql, params![hour_ago, comment.user, comment.email], |row| row.get(0))?;
    Ok(last.is_some_and(|last| comment.date.timestamp() - last < seconds))
}

/// Whether this address has told already that it links to this post.
pub(crate) fn has_notice(conn: &Connection, post: i64, url: &str) -> Result<bool> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM comment WHERE post = ?1 AND url = ?2 AND kind <> 'comment')";
    conn.query_row(sql, params![post, url], |row| row.get(0))
}

/// Whether a comment under this name and e-mail address was approved before.
pub(crate) fn known_reader(conn: &Connection, name: &str, email: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM comment WHERE name = ?1 AND email = ?2
               AND email <> '' AND status = 'approved')";
    conn.query_row(sql, [name, email], |row| row.get(0))
}
