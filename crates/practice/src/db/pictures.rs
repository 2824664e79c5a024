//! Uploaded pictures: a row in `post` for what they share with posts, one in `picture` for the file.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::select::{Page, Select};
use super::time;

/// A row of both tables.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// 0 until it is stored.
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) caption: String,
    pub(crate) description: String,
    pub(crate) date: DateTime<Utc>,
    pub(crate) modified: DateTime<Utc>,
    /// Below the uploads folder: `2026/11/name.jpg`.
    pub(crate) file: String,
    pub(crate) mime: String,
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// Bytes.
    pub(crate) size: i64,
    pub(crate) alt: String,
    /// The account's id.
    pub(crate) author: i64,
    /// The post it belongs to, which need not exist; 0: none.
    pub(crate) parent: i64,
}

const COLUMNS: &str = "id, slug, title, excerpt, content, coalesce(date, modified), modified,
                       file, mime, width, height, size, alt, author, parent";
const FROM: &str = "post JOIN picture ON picture.post = post.id";

fn read(row: &Row<'_>) -> Result<Picture> {
    Ok(Picture {
        id: row.get(0)?,
        slug: row.get(1)?,
        title: row.get(2)?,
        caption: row.get(3)?,
        description: row.get(4)?,
        date: time(row.get(5)?),
        modified: time(row.get(6)?),
        file: row.get(7)?,
        mime: row.get(8)?,
        width: row.get(9)?,
        height: row.get(10)?,
        size: row.get(11)?,
        alt: row.get(12)?,
        author: row.get(13)?,
        parent: row.get(14)?,
    })
}

pub(crate) fn get(conn: &Connection, id: i64) -> Result<Option<Picture>> {
    conn.query_row(&format!("SELECT {COLUMNS} FROM {FROM} WHERE id = ?1"), [id], read).optional()
}

/// The picture kept in this file, for serving it.
pub(crate) fn by_file(conn: &Connection, file: &str) -> Result<Option<Picture>> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE file = ?1");
    conn.query_row(&sql, [file], read).optional()
}

/// The pictures that meet the conditions, and how many there are in all.
pub(crate) fn list(
    conn: &Connection,
    select: &Select,
    order: &str,
    page: Page,
) -> Result<(Vec<Picture>, i64)> {
    let total = select.count(conn, FROM)?;
    Ok((select.rows(conn, (COLUMNS, FROM), order, page, read)?, total))
}

/// Stores a new picture and gives its id.
pub(crate) fn insert(conn: &Connection, picture: &Picture) -> Result<i64> {
    let sql = "INSERT INTO post
               (kind, status, slug, title, content, excerpt, date, modified, comment_status,
                author, parent)
               VALUES ('attachment', 'inherit', ?1, ?2, ?3, ?4, ?5, ?6, 'open', ?7, ?8)";
    conn.execute(
        sql,
        params![
            picture.slug,
            picture.title,
            picture.description,
            picture.caption,
            picture.date.timestamp(),
            picture.modified.timestamp(),
            picture.author,
            picture.parent,
        ],
    )?;
    let id = conn.last_insert_rowid();
    let sql = "INSERT INTO picture (post, file, mime, width, height, size, alt)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    conn.execute(
        sql,
        params![
            id,
            picture.file,
            picture.mime,
            picture.width,
            picture.height,
            picture.size,
            picture.alt
        ],
    )?;
    Ok(id)
}

/// Stores the words that go with a picture; the file stays.
pub(crate) fn update(conn: &Connection, picture: &Picture) -> Result<()> {
    conn.execute(
        "UPDATE post SET slug = ?2, title = ?3, content = ?4, excerpt = ?5, modified = ?6, date = ?7,
         author = ?8, parent = ?9 WHERE id = ?1",
        params![
            picture.id,
            picture.slug,
            picture.title,
            picture.description,
            picture.caption,
            picture.modified.timestamp(),
            picture.date.timestamp(),
            picture.author,
            picture.parent,
        ],
    )?;
    let sql = "UPDATE picture SET alt = ?2 WHERE post = ?1";
    conn.execute(sql, params![picture.id, picture.alt]).map(drop)
}

/// Whether a file of this name is kept already.
pub(crate) fn file_taken(conn: &Connection, file: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM picture WHERE file = ?1)";
    conn.query_row(sql, [file], |row| row.get(0))
}
