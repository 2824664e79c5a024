//! The two full-text indexes, and how typed words become a query.

use afterword_model::{CommentId, PostId};

use rusqlite::OptionalExtension;
use uuid::Uuid;

use crate::{Db, Result};

/// What the words for places begin with: a character that nobody types.
const HERE: &str = "\u{e000}here";
/// Milliseconds between two rows of the index of comments that follow each other.
const STEP: i64 = 10_000;

/// The words as an FTS5 query: each must occur, as typed or as the beginning of a word. `None` when
/// there is no word in it.
pub fn query(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|c: char| !(c.is_alphanumeric() || is_accent(c)))
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

/// An accent or a vowel sign that is a character of its own belongs to the word.
fn is_accent(c: char) -> bool {
    match c {
        '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{e3f}' | '\u{e4f}' => false,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{dff}'
        | '\u{e31}'..='\u{ebd}' => true,
        _ => false,
    }
}

pub(crate) fn index_post(db: &Db<'_>, id: PostId, title: &str, body: &str) -> Result<()> {
    forget_post(db, id)?;
    db.0.execute(
        "INSERT INTO post_search (rowid, title, body) VALUES (?1, ?2, ?3)",
        (id.0, title, body),
    )?;
    Ok(())
}

pub(crate) fn forget_post(db: &Db<'_>, id: PostId) -> Result<()> {
    db.0.execute("DELETE FROM post_search WHERE rowid = ?1", [id.0])?;
    Ok(())
}

/// A comment's row in the index of comments, if it has one.
pub(crate) fn key_of(db: &Db<'_>, id: CommentId) -> Result<Option<i64>> {
    let mut statement = db.0.prepare_cached("SELECT search_key FROM comment WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0))?)
}

/// A free row in the index of comments, close to its time: the index is read newest or oldest first. When
/// many comments have one date, `chance` spreads them over a wider and wider neighbourhood.
pub(crate) fn new_key(db: &Db<'_>, written_at: i64, chance: Uuid) -> Result<i64> {
    let mut taken = db.0.prepare_cached("SELECT 1 FROM comment WHERE search_key = ?1")?;
    let base = (written_at / STEP).max(1);
    let chance = i64::try_from(chance.as_u128() & u128::from(u32::MAX)).unwrap_or_default();
    let mut width = 1;
    loop {
        let key = base + chance % width;
        if !taken.exists([key])? {
            return Ok(key);
        }
        width *= 2;
    }
}

/// Brings the index of comments up to date with what this transaction changed, in the order of its rows:
/// any other order would make it write every row by itself.
pub(crate) fn settle(db: &Db<'_>) -> Result<()> {
    let keys: Vec<i64> =
        db.0.prepare_cached("SELECT search_key FROM comment_unindexed ORDER BY search_key")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    if keys.is_empty() {
        return Ok(());
    }
    let mut forget = db.0.prepare_cached("DELETE FROM comment_search WHERE rowid = ?1")?;
    let mut read =
        db.0.prepare_cached("SELECT place, author_name, text FROM comment WHERE search_key = ?1")?;
    // Not from a SELECT: a statement that could be undone by itself makes the index write out all it has.
    let mut index = db.0.prepare_cached(
        "INSERT INTO comment_search (rowid, place, author, text) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for key in keys {
        forget.execute([key])?;
        let words = read.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        if let Some((place, author, text)) = words.optional()? {
            let (place, author, text): (String, String, String) = (place, author, text);
            index.execute((key, place, author, text))?;
        }
    }
    db.0.execute("DELETE FROM comment_unindexed", [])?;
    Ok(())
}

/// Typed words as a query of the index of comments, among those that are in all of these places. The
/// index knows no neighbourhoods of words. So what it takes for several words (it knows fewer letters
/// than Rust does) is taken apart into its plain letters.
pub(crate) fn among(db: &Db<'_>, places: &[String], typed: &str) -> Result<Option<String>> {
    let Some(words) = query(typed) else { return Ok(None) };
    let mut probe = db
        .0
        .prepare_cached("SELECT rowid FROM comment_search WHERE comment_search MATCH ?1 LIMIT 0")?;
    let words = match probe.exists([&words]) {
        Ok(_) => words,
        Err(_) => query(&typed.replace(|c: char| !c.is_ascii(), " ")).unwrap_or_default(),
    };
    let places = places.iter().map(|place| format!("\"{HERE}{place}\""));
    Ok(Some(places.chain([words]).collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn typed_words_are_never_query_language() {
        assert_eq!(query("  "), None);
        assert_eq!(query("\"*()"), None);
        assert_eq!(query("night tra"), Some("\"night\"* \"tra\"*".into()));
        assert_eq!(query("a OR b-c"), Some("\"a\"* \"OR\"* \"b\"* \"c\"*".into()));
    }
}
