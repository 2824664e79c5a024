//! Searches of the lists: the words that say in which list a comment lies are in the index beside its own.

use afterword_model::BlogId;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::list::{Folder, GONE_WITH_WORDS, MOST_FOUND, Query};
use crate::{Db, Result, search};

impl Query<'_> {
    /// The words for this list in the index of comments.
    pub(super) fn places(&self, blog: BlogId) -> Vec<String> {
        let letter = match self.folder {
            Folder::Unanswered => 'u',
            Folder::Held => 'h',
            Folder::All => 'a',
            Folder::Mine => 'm',
            Folder::Spam => 's',
            Folder::Trash => 't',
            Folder::Pingbacks => 'p',
        };
        [format!("{letter}{blog}")].into_iter().chain(self.places_anywhere(blog)).collect()
    }

    /// The same in whatever folder.
    fn places_anywhere(&self, blog: BlogId) -> Vec<String> {
        let mut places = Vec::new();
        places.extend(self.reader.map(|reader| format!("r{reader}")));
        places.extend(self.post.map(|post| {
            let hex: String = post.0.bytes().map(|byte| format!("{byte:02X}")).collect();
            format!("o{blog}x{hex}")
        }));
        places
    }
}

/// What has these words, in the order of time.
pub(super) fn found(
    db: &Db<'_>,
    blog: BlogId,
    words: &str,
    query: &Query<'_>,
) -> Result<(Vec<i64>, u32)> {
    let mut source = "FROM comment_search WHERE comment_search MATCH ?1".to_owned();
    let mut values = vec![Value::from(words.to_owned())];
    if query.folder == Folder::Trash
        && let Some(anywhere) = search::among(db, &query.places_anywhere(blog), query.search)?
    {
        values.extend([Value::from(anywhere), Value::from(blog.0)]);
        source = format!(
            "FROM (SELECT rowid {source} UNION ALL SELECT rowid FROM comment_search
               WHERE comment_search MATCH ?2
                 AND rowid IN (SELECT c.search_key {GONE_WITH_WORDS} AND c.blog = ?3))"
        );
    }
    let next = values.len() + 1;
    let sql = format!("SELECT count(*) FROM (SELECT 1 {source} LIMIT ?{next})");
    values.push(Value::from(MOST_FOUND));
    let total =
        db.0.prepare_cached(&sql)?.query_row(params_from_iter(&values), |row| row.get(0))?;
    values.pop();
    values.push(Value::from(query.limit.min(MOST_FOUND.saturating_sub(query.offset))));
    values.push(Value::from(query.offset));
    let sql = format!(
        "SELECT rowid {source} ORDER BY rowid {} LIMIT ?{next} OFFSET ?{}",
        query.order.sql(false),
        next + 1
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let keys = statement.query_map(params_from_iter(&values), |row| row.get(0))?;
    let mut of_key = db.0.prepare_cached("SELECT id FROM comment WHERE search_key = ?1")?;
    let mut ids = Vec::new();
    for key in keys {
        let key: i64 = key?;
        ids.extend(of_key.query_row([key], |row| row.get::<_, i64>(0)).optional()?);
    }
    Ok((ids, total))
}
