//! All that is known here of one reader.

use afterword_model::{BlogId, CommentId, ReaderId, Timestamp};
use chrono::TimeDelta;

use super::{names, root};
use crate::comments::median;
use crate::db::time;
use crate::{Db, Result};

/// So many of the last exchanges are shown.
const EXCHANGES: u32 = 5;
/// The waits that make a usual one are those of the last so many answered comments.
const WAITS: u32 = 200;

/// A reader's card. Comments are counted that are public or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The reader, after all merging.
    pub reader: ReaderId,
    /// The blog.
    pub blog: BlogId,
    /// Names they used, the latest first.
    pub names: Vec<String>,
    /// The site given last, unchecked.
    pub url: Option<String>,
    /// Their first comment.
    pub first_seen: Option<Timestamp>,
    /// Their latest.
    pub last_seen: Option<Timestamp>,
    /// How many comments of theirs are here.
    pub comments: u32,
    /// How many of those have an answer below them.
    pub answered: u32,
    /// The wait of the middle one of those answered last, until the first answer right below.
    pub usual_wait: Option<TimeDelta>,
    /// Their last comments, the newest first.
    pub exchanges: Vec<Exchange>,
    /// The writer's own note.
    pub note: String,
    /// Marked as a regular.
    pub regular: bool,
    /// The writer under another name.
    pub is_me: bool,
    /// Those that were merged into this one, each with the name it used last.
    pub merged: Vec<(ReaderId, String)>,
}

/// A comment of a reader and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The comment.
    pub comment: CommentId,
    /// The post's title, empty until known.
    pub post_title: String,
    /// Plain text.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// The writer's first answer right below it, plain.
    pub answer: Option<String>,
}

/// A reader's card; of a merged one, that of whom it is now.
pub fn card(db: &Db<'_>, reader: ReaderId) -> Result<Card> {
    let reader = root(db, reader)?;
    let (names, url) = names(db, reader)?;
    let (blog, note, regular, is_me) = db.0.query_row(
        "SELECT blog, note, regular, is_me FROM reader WHERE id = ?1",
        [reader.0],
        |row| Ok((BlogId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let mut counts = db.0.prepare_cached(
        "SELECT count(*), count(*) FILTER (WHERE answered_at >= written_at), min(written_at), max(written_at)
         FROM comment INDEXED BY comment_by_reader WHERE reader = ?1 AND standing = 'current'",
    )?;
    let (comments, answered, first, last): (u32, u32, Option<i64>, Option<i64>) = counts
        .query_row([reader.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(Card {
        reader,
        blog,
        names,
        url,
        first_seen: first.map(time),
        last_seen: last.map(time),
        comments,
        answered,
        usual_wait: usual_wait(db, reader)?,
        exchanges: exchanges(db, reader)?,
        note,
        regular,
        is_me,
        merged: merged(db, reader)?,
    })
}

fn usual_wait(db: &Db<'_>, reader: ReaderId) -> Result<Option<TimeDelta>> {
    let mut statement = db.0.prepare_cached(
        "SELECT (SELECT min(own.written_at) FROM comment own
                 WHERE own.parent = c.id AND own.mine = 1 AND own.standing = 'current') - c.written_at
         FROM comment c INDEXED BY comment_by_reader
         WHERE c.reader = ?1 AND c.standing = 'current' AND c.answered_at >= c.written_at
         ORDER BY c.written_at DESC LIMIT ?2",
    )?;
    let waits = statement.query_map((reader.0, WAITS), |row| row.get::<_, Option<i64>>(0))?;
    let waits: Vec<Option<i64>> = waits.collect::<rusqlite::Result<_>>()?;
    Ok(median(waits.into_iter().flatten().map(|wait| wait.max(0)).collect()))
}

fn exchanges(db: &Db<'_>, reader: ReaderId) -> Result<Vec<Exchange>> {
    let mut statement = db.0.prepare_cached(
        "SELECT c.id, c.text, c.written_at,
           coalesce((SELECT title FROM remote_post p WHERE p.blog = c.blog AND p.remote_id = c.post_remote_id), ''),
           (SELECT own.text FROM comment own WHERE own.parent = c.id AND own.mine = 1 AND own.standing = 'current'
            ORDER BY own.written_at, own.id LIMIT 1)
         FROM comment c INDEXED BY comment_by_reader WHERE c.reader = ?1 AND c.standing = 'current'
         ORDER BY c.written_at DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((reader.0, EXCHANGES), |row| {
        Ok(Exchange {
            comment: CommentId(row.get(0)?),
            text: row.get(1)?,
            written_at: time(row.get(2)?),
            post_title: row.get(3)?,
            answer: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn merged(db: &Db<'_>, reader: ReaderId) -> Result<Vec<(ReaderId, String)>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, coalesce((SELECT name FROM reader_name n WHERE n.reader = reader.id
                              ORDER BY used_at DESC LIMIT 1), '')
         FROM reader WHERE root = ?1 AND id <> ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([reader.0], |row| Ok((ReaderId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
