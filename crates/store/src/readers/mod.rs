//! The people who comment: names, notes and marks that stay here, and who is the same as whom.
//!
//! A reader that was merged into another one keeps all it had, so that it can be taken apart again. Its
//! comments then belong to the other one, the root, by which readers are named outside this module.

mod card;
mod identity;

use afterword_model::{BlogId, ReaderId, Timestamp};
use rusqlite::OptionalExtension;

use crate::comments::{climb_own, refresh};
use crate::db::time;
use crate::{Db, Error, Result};

pub use card::{Card, Exchange, card};
pub use identity::is_me;
pub(crate) use identity::{Whose, folded, introduce, seen, whose, wrote_as};

/// A reader in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The reader.
    pub reader: ReaderId,
    /// The name used last.
    pub name: String,
    /// The site given last, unchecked.
    pub url: Option<String>,
    /// Marked as a regular.
    pub regular: bool,
    /// The writer under another name.
    pub is_me: bool,
    /// How many public or held comments of theirs are here.
    pub comments: u32,
    /// Their latest.
    pub last_seen: Option<Timestamp>,
}

/// The readers with public or held comments whose names contain this, who wrote last at the top, and how
/// many there are.
pub fn list(
    db: &Db<'_>,
    blog: BlogId,
    search: &str,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Row>, u32)> {
    let words = folded(search);
    let matching = "FROM reader r WHERE r.blog = ?1 AND r.same_as IS NULL AND r.last_at IS NOT NULL
        AND (?2 = '' OR r.id IN (SELECT part.root FROM reader_name n JOIN reader part ON part.id = n.reader
                                 WHERE instr(n.folded, ?2) > 0))";
    let total =
        db.0.prepare_cached(&format!("SELECT count(*) {matching}"))?
            .query_row((blog.0, &words), |row| row.get(0))?;
    let sql = format!(
        "SELECT r.id, r.regular, r.is_me, r.last_at,
           (SELECT count(*) FROM comment INDEXED BY comment_by_reader WHERE reader = r.id AND standing = 'current')
         {matching} ORDER BY r.last_at DESC, r.id DESC LIMIT ?3 OFFSET ?4"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query((blog.0, &words, limit, offset))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let reader = ReaderId(row.get(0)?);
        let (names, url) = names(db, reader)?;
        found.push(Row {
            reader,
            name: names.into_iter().next().unwrap_or_default(),
            url,
            regular: row.get(1)?,
            is_me: row.get(2)?,
            last_seen: row.get::<_, Option<i64>>(3)?.map(time),
            comments: row.get(4)?,
        });
    }
    Ok((found, total))
}

/// Who this reader is after all merging.
fn root(db: &Db<'_>, reader: ReaderId) -> Result<ReaderId> {
    let mut statement = db.0.prepare_cached("SELECT root FROM reader WHERE id = ?1")?;
    let root = statement.query_row([reader.0], |row| row.get(0).map(ReaderId)).optional()?;
    root.ok_or(Error::Missing("reader"))
}

/// The blog that a reader comments on.
pub fn blog(db: &Db<'_>, reader: ReaderId) -> Result<BlogId> {
    let mut statement = db.0.prepare_cached("SELECT blog FROM reader WHERE id = ?1")?;
    let blog = statement.query_row([reader.0], |row| row.get(0).map(BlogId)).optional()?;
    blog.ok_or(Error::Missing("reader"))
}

/// Whether the writer marked a reader as a regular.
pub fn is_regular(db: &Db<'_>, reader: ReaderId) -> Result<bool> {
    let mut statement = db.0.prepare_cached("SELECT regular FROM reader WHERE id = ?1")?;
    Ok(statement.query_row([reader.0], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Keeps the writer's note; empty takes it away.
pub fn set_note(db: &Db<'_>, reader: ReaderId, note: &str) -> Result<()> {
    let root = root(db, reader)?;
    db.0.execute("UPDATE reader SET note = ?2 WHERE id = ?1", (root.0, note))?;
    Ok(())
}

/// Marks a reader as a regular, or no longer.
pub fn set_regular(db: &Db<'_>, reader: ReaderId, regular: bool) -> Result<()> {
    let root = root(db, reader)?;
    db.0.execute("UPDATE reader SET regular = ?2 WHERE id = ?1", (root.0, regular))?;
    Ok(())
}

/// The writer is this reader, under another name: their comments answer others and wait for nothing. Or
/// is not after all.
pub fn set_me(db: &Db<'_>, reader: ReaderId, is_me: bool) -> Result<()> {
    let root = root(db, reader)?;
    db.0.execute("UPDATE reader SET is_me = ?2 WHERE id = ?1", (root.0, is_me))?;
    settle_turns(db, root)
}

/// Two readers are one person: what `from` wrote is `into`'s now. Notes and marks add up.
pub fn merge(db: &Db<'_>, into: ReaderId, from: ReaderId) -> Result<()> {
    let (into, from) = (root(db, into)?, root(db, from)?);
    if into == from {
        return Ok(());
    }
    let same_blog: bool = db.0.query_row(
        "SELECT count(DISTINCT blog) = 1 FROM reader WHERE id IN (?1, ?2)",
        (into.0, from.0),
        |row| row.get(0),
    )?;
    if !same_blog {
        return Err(Error::Missing("reader"));
    }
    let mark = |id: ReaderId| -> Result<(String, bool, bool)> {
        Ok(db.0.query_row(
            "SELECT note, regular, is_me FROM reader WHERE id = ?1",
            [id.0],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?)
    };
    let (theirs, others) = (mark(into)?, mark(from)?);
    let note = match (theirs.0.as_str(), others.0.as_str()) {
        (note, other) if other.is_empty() || note.contains(other) => note.to_owned(),
        ("", other) => other.to_owned(),
        (note, other) => format!("{note}\n\n{other}"),
    };
    db.0.execute(
        "UPDATE reader SET note = ?2, regular = ?3, is_me = ?4 WHERE id = ?1",
        (into.0, note, theirs.1 || others.1, theirs.2 || others.2),
    )?;
    db.0.execute("UPDATE reader SET same_as = ?2 WHERE id = ?1", (from.0, into.0))?;
    db.0.execute("UPDATE reader SET root = ?2 WHERE root = ?1", (from.0, into.0))?;
    db.0.execute("UPDATE comment SET reader = ?2 WHERE reader = ?1", (from.0, into.0))?;
    seen(db, into)?;
    settle_turns(db, into)
}

/// They are two people after all. `from` is the one that was merged into another; it goes with all that
/// had been merged into it before, and has the note and the marks that it had.
pub fn unmerge(db: &Db<'_>, from: ReaderId) -> Result<()> {
    let into = root(db, from)?;
    if into == from {
        return Ok(());
    }
    db.0.execute("UPDATE reader SET same_as = NULL WHERE id = ?1", [from.0])?;
    db.0.execute(
        "WITH RECURSIVE part (id) AS (
           VALUES (?1) UNION SELECT reader.id FROM part JOIN reader ON reader.same_as = part.id
         )
         UPDATE reader SET root = ?1 WHERE id IN (SELECT id FROM part)",
        [from.0],
    )?;
    db.0.execute(
        "UPDATE comment SET reader = ?1 WHERE reader = ?2 AND wrote_as IN (SELECT id FROM reader WHERE root = ?1)",
        (from.0, into.0),
    )?;
    for reader in [from, into] {
        seen(db, reader)?;
        settle_turns(db, reader)?;
    }
    Ok(())
}

/// The names of a reader, the latest first, and the site given last.
fn names(db: &Db<'_>, root: ReaderId) -> Result<(Vec<String>, Option<String>)> {
    let mut statement = db.0.prepare_cached(
        "SELECT n.name, n.url FROM reader part JOIN reader_name n ON n.reader = part.id
         WHERE part.root = ?1 ORDER BY n.used_at DESC, n.name",
    )?;
    let rows = statement.query_map([root.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found: Vec<(String, Option<String>)> = rows.collect::<rusqlite::Result<_>>()?;
    let url = found.iter().find_map(|(_, url)| url.clone());
    let mut names: Vec<String> = Vec::new();
    for (name, _) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok((names, url))
}

/// Makes a reader's comments turns of the writer's, or a reader's again, and what they answer answered or
/// not.
fn settle_turns(db: &Db<'_>, reader: ReaderId) -> Result<()> {
    let is_me: bool =
        db.0.query_row("SELECT is_me FROM reader WHERE id = ?1", [reader.0], |row| row.get(0))?;
    let mut statement = db.0.prepare_cached(
        "SELECT id, parent, written_at, standing = 'current' FROM comment WHERE reader = ?1 AND mine <> ?2",
    )?;
    let rows = statement.query_map((reader.0, is_me), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let turns: Vec<(i64, Option<i64>, i64, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut own = db.0.prepare_cached("UPDATE comment SET mine = ?2 WHERE id = ?1")?;
    for (id, parent, written_at, current) in turns {
        own.execute((id, is_me))?;
        match current {
            true if is_me => climb_own(db, parent, written_at)?,
            true => refresh(db, parent)?,
            false => {}
        }
    }
    Ok(())
}
