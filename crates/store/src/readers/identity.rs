//! By what a reader is known again: their account on the blog, else the face their e-mail address gives
//! them, else their name with their site. Who gave neither is nobody in particular.

use afterword_model::{Author, BlogId, CommentId, ReaderId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use crate::db::millis;
use crate::{Db, Result};

/// Whose a comment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whose {
    /// The reader, after all merging.
    pub reader: Option<ReaderId>,
    /// The same before it.
    pub wrote_as: Option<ReaderId>,
    /// The writer said that this reader is them.
    pub mine: bool,
}

/// Finds or makes the reader of a comment that the writer did not write. `before` is who it was by until
/// now: a face seen for the first time belongs to whom the name already named.
pub(crate) fn whose(
    db: &Db<'_>,
    blog: BlogId,
    author: &Author,
    written_at: Timestamp,
    before: Option<ReaderId>,
) -> Result<Whose> {
    let Some(identity) = identity(author) else {
        return Ok(Whose { reader: None, wrote_as: None, mine: false });
    };
    let mut known = db
        .0
        .prepare_cached("SELECT reader FROM reader_identity WHERE blog = ?1 AND identity = ?2")?;
    let id = match known.query_row((blog.0, &identity), |row| row.get(0)).optional()? {
        Some(id) => id,
        None => {
            let id = match before {
                Some(before) if !is_certain(db, before)? => before.0,
                _ => create(db.0, blog)?,
            };
            db.0.prepare_cached("INSERT INTO reader_identity VALUES (?1, ?2, ?3)")?
                .execute((blog.0, &identity, id))?;
            id
        }
    };
    note_name(db.0, id, author, millis(written_at))?;
    let mut root = db.0.prepare_cached(
        "SELECT root.id, root.is_me FROM reader JOIN reader root ON root.id = reader.root WHERE reader.id = ?1",
    )?;
    let (reader, mine) = root.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Whose { reader: Some(ReaderId(reader)), wrote_as: Some(ReaderId(id)), mine })
}

/// Whether the writer said that whoever writes so is them.
pub fn is_me(db: &Db<'_>, blog: BlogId, author: &Author) -> Result<bool> {
    let Some(identity) = identity(author) else { return Ok(false) };
    let mut statement = db.0.prepare_cached(
        "SELECT root.is_me FROM reader_identity JOIN reader ON reader.id = reader_identity.reader
           JOIN reader root ON root.id = reader.root
         WHERE reader_identity.blog = ?1 AND reader_identity.identity = ?2",
    )?;
    let found = statement.query_row((blog.0, &identity), |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(false))
}

/// Who a comment was by before any merging.
pub(crate) fn wrote_as(db: &Db<'_>, comment: CommentId) -> Result<Option<ReaderId>> {
    let mut statement = db.0.prepare_cached("SELECT wrote_as FROM comment WHERE id = ?1")?;
    Ok(statement.query_row([comment.0], |row| row.get::<_, Option<i64>>(0))?.map(ReaderId))
}

/// Notes when a reader was last seen, as a comment of theirs came, went or moved.
pub(crate) fn seen(db: &Db<'_>, reader: ReaderId) -> Result<()> {
    db.0.prepare_cached(
        "UPDATE reader SET last_at = (SELECT max(written_at) FROM comment INDEXED BY comment_by_reader
                                      WHERE reader = ?1 AND standing = 'current')
         WHERE id = ?1",
    )?
    .execute([reader.0])?;
    Ok(())
}

/// Gives the comments of an older file their readers. Part of a migration: to be left as it is.
pub(crate) fn introduce(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE named (blog INTEGER, name TEXT, url TEXT, user TEXT, reader INTEGER);
         CREATE INDEX temp.named_by_name ON named (blog, name)",
    )?;
    name_all(connection)?;
    connection.execute_batch(
        "UPDATE comment SET reader = named.reader, wrote_as = named.reader FROM temp.named
           WHERE comment.mine = 0 AND named.blog = comment.blog AND named.name = comment.author_name
             AND named.url IS comment.author_url AND named.user IS comment.author_remote_id;
         UPDATE reader SET last_at = (SELECT max(written_at) FROM comment
           WHERE reader = reader.id AND standing = 'current');
         DROP TABLE temp.named",
    )?;
    Ok(())
}

fn name_all(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT blog, author_name, author_url, author_remote_id, max(written_at) FROM comment
         WHERE mine = 0 GROUP BY 1, 2, 3, 4 ORDER BY 1, 5",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let blog: i64 = row.get(0)?;
        let user: Option<String> = row.get(3)?;
        let author = Author {
            name: row.get(1)?,
            url: row.get(2)?,
            remote_id: user.clone().map(afterword_model::RemoteId),
            face: None,
        };
        let Some(identity) = identity(&author) else { continue };
        let known: Option<i64> = connection
            .prepare_cached("SELECT reader FROM reader_identity WHERE blog = ?1 AND identity = ?2")?
            .query_row((blog, &identity), |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                let id = create(connection, BlogId(blog))?;
                connection
                    .prepare_cached("INSERT INTO reader_identity VALUES (?1, ?2, ?3)")?
                    .execute((blog, &identity, id))?;
                id
            }
        };
        note_name(connection, id, &author, row.get(4)?)?;
        connection
            .prepare_cached("INSERT INTO temp.named VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![blog, author.name, author.url, user, id])?;
    }
    Ok(())
}

/// The name without its case and without needless spaces.
pub(crate) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn identity(author: &Author) -> Option<String> {
    if let Some(user) = &author.remote_id {
        return Some(format!("u:{user}"));
    }
    if let Some(face) = &author.face {
        return Some(format!("f:{face}"));
    }
    let name = folded(&author.name);
    let site = site(author.url.as_deref().unwrap_or_default());
    (!name.is_empty() || !site.is_empty()).then(|| format!("n:{name}|{site}"))
}

/// Host and path, so that a site is the same with and without `https`, `www.` and the last slash.
fn site(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// Known by an account or a face already.
fn is_certain(db: &Db<'_>, reader: ReaderId) -> Result<bool> {
    let mut statement = db.0.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM reader_identity WHERE reader = ?1 AND identity NOT GLOB 'n:*')",
    )?;
    Ok(statement.query_row([reader.0], |row| row.get(0))?)
}

fn create(connection: &Connection, blog: BlogId) -> Result<i64> {
    connection.prepare_cached("INSERT INTO reader (blog) VALUES (?1)")?.execute([blog.0])?;
    let id = connection.last_insert_rowid();
    connection.prepare_cached("UPDATE reader SET root = id WHERE id = ?1")?.execute([id])?;
    Ok(id)
}

fn note_name(connection: &Connection, id: i64, author: &Author, at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO reader_name (reader, name, folded, url, used_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (reader, name) DO UPDATE SET used_at = excluded.used_at, url = coalesce(excluded.url, url)
               WHERE excluded.used_at > used_at",
        )?
        .execute((id, &author.name, folded(&author.name), &author.url, at))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_the_same_however_it_is_written() {
        for url in [
            "https://www.Zoe.example/",
            "http://zoe.example",
            "zoe.example/?x=1",
            " https://zoe.example/#me ",
        ] {
            assert_eq!(site(url), "zoe.example", "{url}");
        }
        assert_ne!(site("https://blogs.example/zoe"), site("https://blogs.example/ada"));
    }

    #[test]
    fn an_account_tells_more_than_a_face_and_a_face_more_than_a_name() {
        let mut author = Author { name: " Zoë  B ".into(), ..Author::default() };
        assert_eq!(identity(&author).as_deref(), Some("n:zoë b|"));
        author.face = Some("ab".into());
        assert_eq!(identity(&author).as_deref(), Some("f:ab"));
        author.remote_id = Some(afterword_model::RemoteId("7".into()));
        assert_eq!(identity(&author).as_deref(), Some("u:7"));
        assert_eq!(identity(&Author::default()), None);
    }
}
