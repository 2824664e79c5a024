//! Which comments came in since a moment: by the order in which they were kept, not by their dates.

use afterword_model::BlogId;

use crate::{Db, Result};

/// Readers' turns that came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrived {
    /// How many.
    pub count: u32,
    /// The name and the words, plain, of the one that was written last.
    pub newest: Option<(String, String)>,
}

/// Everything that comes in from now on is behind this mark.
pub fn mark(db: &Db<'_>) -> Result<i64> {
    let sql = "SELECT coalesce(max(id), 0) FROM comment";
    Ok(db.0.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Readers' public and held comments behind a mark; of regulars only, if so wanted.
pub fn since(db: &Db<'_>, blog: BlogId, mark: i64, whose: Whose) -> Result<Arrived> {
    let mut statement = db.0.prepare_cached(
        "SELECT c.author_name, c.text, count(*) OVER ()
         FROM comment c LEFT JOIN reader r ON r.id = c.reader
         WHERE c.id > ?2 AND c.blog = ?1 AND c.mine = 0 AND c.kind = 'comment'
           AND c.status IN ('approved', 'held') AND (?3 OR r.regular)
         ORDER BY c.written_at DESC, c.id DESC LIMIT 1",
    )?;
    let mut rows = statement.query((blog.0, mark, whose == Whose::Everybodys))?;
    Ok(match rows.next()? {
        Some(row) => Arrived { count: row.get(2)?, newest: Some((row.get(0)?, row.get(1)?)) },
        None => Arrived::default(),
    })
}

/// Whose comments are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Any reader's.
    Everybodys,
    /// Those of readers that the writer marked as regulars.
    Regulars,
}
