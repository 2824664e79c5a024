//! Comments: readers' and the writer's own, from the blog and still in the outbox.
//!
//! One table in seven files: a comment by itself (here), how one comes in or goes (`receive`), the lists
//! (`list`) and searches of them (`found`), the writer's own (`own`), what a sweep asks (`sweep`), and since when a turn is answered
//! (`answered`).
//! Triggers keep the counts and say what the search has to read again.

mod answered;
mod found;
mod list;
mod own;
mod receive;
mod sweep;

use afterword_model::{
    Author, BlogId, Comment, CommentId, CommentStatus, ReaderId, RemoteId, Timestamp,
};
use rusqlite::{OptionalExtension, Row};

use crate::db::{from_word, millis, time, to_word};
use crate::{Db, Error, Result};

pub use list::{Folder, Listed, MOST_FOUND, Order, Query, count, list, of_post};
pub use own::{OwnMark, OwnReply, mark_of_mine, names_of_post, replies_of_mine, usual_wait};
pub use receive::{Incoming, Received, add_reply, adopt, receive, remove_reply, set_reply_text};
pub use sweep::{Standing, held, in_id_range, missing_parents, standings};

pub(crate) use answered::{climb_own, refresh};
pub(crate) use list::listed;
pub(crate) use own::median;

const COLUMNS: &str = "c.id, c.uuid, c.blog, c.remote_id, c.post_remote_id, c.parent, c.parent_remote_id,
    c.author_name, c.author_url, c.author_remote_id, c.mine, c.html, c.status, c.written_at, c.link, c.handled_at,
    c.kind, c.face, c.reader";
/// The first column after those.
const NEXT: usize = 19;

/// A comment.
pub fn get(db: &Db<'_>, id: CommentId) -> Result<Comment> {
    let sql = format!("SELECT {COLUMNS} FROM comment c WHERE c.id = ?1");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], comment)?;
    rows.next().ok_or(Error::Missing("comment"))?
}

/// The comment that the blog knows under this id.
pub fn by_remote(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<CommentId>> {
    let mut statement =
        db.0.prepare_cached("SELECT id FROM comment WHERE blog = ?1 AND remote_id = ?2")?;
    Ok(statement
        .query_row((blog.0, remote.as_str()), |row| row.get(0).map(CommentId))
        .optional()?)
}

/// How many comments answer this one.
pub fn answers(db: &Db<'_>, id: CommentId) -> Result<u32> {
    Ok(db
        .0
        .query_row("SELECT count(*) FROM comment WHERE parent = ?1", [id.0], |row| row.get(0))?)
}

/// Where it stands now.
pub fn set_status(db: &Db<'_>, id: CommentId, status: CommentStatus) -> Result<()> {
    db.0.prepare_cached("UPDATE comment SET status = ?2 WHERE id = ?1")?
        .execute((id.0, to_word(&status)?))?;
    let mut statement = db.0.prepare_cached("SELECT parent, reader FROM comment WHERE id = ?1")?;
    let found: Option<(Option<i64>, Option<i64>)> =
        statement.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((parent, reader)) = found else { return Ok(()) };
    if let Some(reader) = reader {
        crate::readers::seen(db, ReaderId(reader))?;
    }
    refresh(db, parent)
}

/// Needs no reply, or does after all.
pub fn set_handled(db: &Db<'_>, id: CommentId, at: Option<Timestamp>) -> Result<()> {
    db.0.prepare_cached("UPDATE comment SET handled_at = ?2 WHERE id = ?1")?
        .execute((id.0, at.map(millis)))?;
    Ok(())
}

fn comment(row: &Row<'_>) -> Result<Comment> {
    Ok(Comment {
        id: CommentId(row.get(0)?),
        uuid: row
            .get::<_, String>(1)?
            .parse()
            .map_err(|_| Error::Damaged("a comment's uuid".into()))?,
        blog: BlogId(row.get(2)?),
        remote_id: row.get::<_, Option<String>>(3)?.map(RemoteId),
        post: RemoteId(row.get(4)?),
        parent: row.get::<_, Option<i64>>(5)?.map(CommentId),
        parent_remote: row.get::<_, Option<String>>(6)?.map(RemoteId),
        author: Author {
            name: row.get(7)?,
            url: row.get(8)?,
            remote_id: row.get::<_, Option<String>>(9)?.map(RemoteId),
            face: row.get(17)?,
        },
        mine: row.get(10)?,
        html: row.get(11)?,
        status: from_word(&row.get::<_, String>(12)?)?,
        written_at: time(row.get(13)?),
        link: row.get(14)?,
        handled_at: row.get::<_, Option<i64>>(15)?.map(time),
        kind: from_word(&row.get::<_, String>(16)?)?,
        reader: row.get::<_, Option<i64>>(18)?.map(ReaderId),
    })
}
