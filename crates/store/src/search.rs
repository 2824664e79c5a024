//! The full-text indexes, and how typed words become a query.

use afterword_model::{CommentId, PostId};

use rusqlite::OptionalExtension;
use uuid::Uuid;

use crate::find::fold::is_of_word;
use crate::{Db, Result};

/// What the words for places begin with: a character that nobody types.
const HERE: &str = "\u{e000}here";
/// What the words of titles begin with.
const TITLE: &str = "\u{e001}";
/// Milliseconds between two rows of the index of comments that follow each other.
const STEP: i64 = 10_000;

/// The words as an FTS5 query: each must occur, as typed or as the beginning of a word. `None` when
/// there is no word in it.
pub fn query(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|c: char| !(is_of_word(c)))
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

/// Writes a post's words into both indexes of posts.
pub(crate) fn index_post(db: &Db<'_>, id: PostId, title: &str, body: &str) -> Result<()> {
    forget_post(db, id)?;
    db.0.prepare_cached("INSERT INTO post_search (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute((id.0, title, body))?;
    db.0.prepare_cached(
        "INSERT INTO post_words (rowid, marked, title, body) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((id.0, in_title(title), title, body))?;
    Ok(())
}

pub(crate) fn forget_post(db: &Db<'_>, id: PostId) -> Result<()> {
    db.0.prepare_cached("DELETE FROM post_search WHERE rowid = ?1")?.execute([id.0])?;
    db.0.prepare_cached("DELETE FROM post_words WHERE rowid = ?1")?.execute([id.0])?;
    Ok(())
}

/// The words of a title with their mark.
fn in_title(title: &str) -> String {
    title
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
        .map(|word| format!("{TITLE}{word} "))
        .collect()
}

/// Typed words as queries of `post_words`: where they are at all, and where all of them are in the title.
/// `None` when there is no word in it.
pub(crate) fn of_posts(db: &Db<'_>, typed: &str) -> Result<Option<(String, String)>> {
    let Some(words) = query(typed) else { return Ok(None) };
    let mut probe =
        db.0.prepare_cached("SELECT rowid FROM post_words WHERE post_words MATCH ?1 LIMIT 0")?;
    let words = match probe.exists([&words]) {
        Ok(_) => Some(words),
        Err(_) => query(&typed.replace(|c: char| !c.is_ascii(), " ")),
    };
    Ok(words.map(|words| {
        let marked = words.split(' ').map(|word| word.replacen('"', &format!("\"{TITLE}"), 1));
        let marked = marked.collect::<Vec<_>>().join(" ");
        (words, marked)
    }))
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
    let base = key_at(written_at);
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
    let places = places.iter().map(|place| place_word(place));
    Ok(Some(places.chain([words]).collect::<Vec<_>>().join(" ")))
}

/// The word for a place in the index of comments.
pub(crate) fn place_word(place: &str) -> String {
    format!("\"{HERE}{place}\"")
}

/// Milliseconds as a row of the index of comments, before it was spread.
pub(crate) fn key_at(written_at: i64) -> i64 {
    (written_at / STEP).max(1)
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
