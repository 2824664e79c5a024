//! Where quotes come from: one row per page, by the address that texts have; and the lines under quotes that
//! still wait for what the page says about itself. Which posts use a source, their texts tell.

use afterword_model::{BlogId, PostId, Timestamp};
use rusqlite::{OptionalExtension, Row};

use crate::db::{millis, time};
use crate::{Db, Result};

/// A page that something was quoted from. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// As texts have it.
    pub address: String,
    /// As the writer asked for it.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What its site is called.
    pub site: String,
    /// The day it was published.
    pub published: String,
}

/// A line under a quote that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its row.
    pub id: i64,
    /// The post it was put into.
    pub post: PostId,
    /// As it was put there.
    pub line: String,
    /// When.
    pub put_at: Timestamp,
}

const FIELDS: &str = "address, page, title, author, site, published";

/// Keeps a page that was read. What is known already and not said this time stays.
pub fn put(db: &Db<'_>, source: &Source, now: Timestamp) -> Result<()> {
    db.0.execute(
        "INSERT INTO source (address, page, title, author, site, published, read_at, used_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
         ON CONFLICT (address) DO UPDATE SET
           page = excluded.page,
           title = iif(excluded.title = '', title, excluded.title),
           author = iif(excluded.author = '', author, excluded.author),
           site = iif(excluded.site = '', site, excluded.site),
           published = iif(excluded.published = '', published, excluded.published),
           read_at = excluded.read_at, used_at = excluded.used_at, tries = 0, next_at = NULL",
        (
            &source.address,
            &source.page,
            &source.title,
            &source.author,
            &source.site,
            &source.published,
            millis(now),
        ),
    )?;
    Ok(())
}

/// Keeps the address of a page that could not be read, and the line in a post that waits for it. `next`: when
/// it is tried again.
pub fn await_page(
    db: &Db<'_>,
    address: &str,
    post: PostId,
    line: &str,
    now: Timestamp,
    next: Timestamp,
) -> Result<()> {
    db.0.execute(
        "INSERT INTO source (address, page, next_at, used_at) VALUES (?1, ?1, ?2, ?3)
         ON CONFLICT (address) DO UPDATE SET next_at = excluded.next_at, used_at = excluded.used_at, tries = 0",
        (address, millis(next), millis(now)),
    )?;
    db.0.execute(
        "INSERT INTO source_line (address, post, line, put_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (address, post, line) DO UPDATE SET put_at = excluded.put_at",
        (address, post.0, line, millis(now)),
    )?;
    Ok(())
}

/// The page at this address, by the texts' or the writer's name for it; only if it was read once.
pub fn known(db: &Db<'_>, address: &str) -> Result<Option<Source>> {
    let mut statement = db.0.prepare_cached(&format!(
        "SELECT {FIELDS} FROM source WHERE (address = ?1 OR page = ?1) AND read_at IS NOT NULL
         ORDER BY address <> ?1 LIMIT 1"
    ))?;
    Ok(statement.query_row([address], source).optional()?)
}

/// The pages quoted last, newest first.
pub fn recent(db: &Db<'_>, most: u32) -> Result<Vec<Source>> {
    let mut statement = db.0.prepare_cached(&format!(
        "SELECT {FIELDS} FROM source WHERE read_at IS NOT NULL ORDER BY used_at DESC, address LIMIT ?1"
    ))?;
    let rows = statement.query_map([most], source)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The pages whose address stands in a post's text, whether they were read or not.
pub fn of_post(db: &Db<'_>, post: PostId) -> Result<Vec<Source>> {
    let mut statement = db.0.prepare_cached(&format!(
        "SELECT {FIELDS} FROM source JOIN snapshot ON snapshot.post = ?1 AND snapshot.role = 'local'
         WHERE instr(snapshot.body, source.address) > 0 ORDER BY instr(snapshot.body, source.address)"
    ))?;
    let rows = statement.query_map([post.0], source)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The next page to be read for a post of this blog, if one is due.
pub fn due(db: &Db<'_>, blog: BlogId, now: Timestamp) -> Result<Option<Source>> {
    let mut statement = db.0.prepare_cached(&format!(
        "SELECT {FIELDS} FROM source WHERE next_at <= ?2 AND EXISTS (
           SELECT 1 FROM source_line JOIN post ON post.id = source_line.post
           WHERE source_line.address = source.address AND post.blog = ?1)
         ORDER BY next_at LIMIT 1"
    ))?;
    Ok(statement.query_row((blog.0, millis(now)), source).optional()?)
}

/// When the next page for a post of this blog is to be read.
pub fn next_due(db: &Db<'_>, blog: BlogId) -> Result<Option<Timestamp>> {
    let mut statement = db.0.prepare_cached(
        "SELECT min(next_at) FROM source WHERE next_at IS NOT NULL AND EXISTS (
           SELECT 1 FROM source_line JOIN post ON post.id = source_line.post
           WHERE source_line.address = source.address AND post.blog = ?1)",
    )?;
    let next: Option<i64> = statement.query_row([blog.0], |row| row.get(0))?;
    Ok(next.map(time))
}

/// How often it was tried to no avail.
pub fn tries(db: &Db<'_>, address: &str) -> Result<u32> {
    let tries =
        db.0.query_row("SELECT tries FROM source WHERE address = ?1", [address], |row| row.get(0))
            .optional()?;
    Ok(tries.unwrap_or_default())
}

/// It could not be read: when it is tried again, or `None` for never.
pub fn put_off(db: &Db<'_>, address: &str, until: Option<Timestamp>) -> Result<()> {
    db.0.execute(
        "UPDATE source SET tries = tries + 1, next_at = ?2 WHERE address = ?1",
        (address, until.map(millis)),
    )?;
    if until.is_none() {
        db.0.execute("DELETE FROM source_line WHERE address = ?1", [address])?;
    }
    Ok(())
}

/// The lines that wait for this page.
pub fn lines(db: &Db<'_>, address: &str) -> Result<Vec<Line>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, post, line, put_at FROM source_line WHERE address = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([address], |row| {
        Ok(Line {
            id: row.get(0)?,
            post: PostId(row.get(1)?),
            line: row.get(2)?,
            put_at: time(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A line waits no more.
pub fn line_done(db: &Db<'_>, id: i64) -> Result<()> {
    db.0.execute("DELETE FROM source_line WHERE id = ?1", [id])?;
    Ok(())
}

fn source(row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source {
        address: row.get(0)?,
        page: row.get(1)?,
        title: row.get(2)?,
        author: row.get(3)?,
        site: row.get(4)?,
        published: row.get(5)?,
    })
}
