//! The two full-text indexes, and how typed words become a query.

use afterword_model::{CommentId, PostId};

use crate::{Db, Result};

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

/// An accent that is a character of its own belongs to the word.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
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

pub(crate) fn index_comment(db: &Db<'_>, id: CommentId, author: &str, text: &str) -> Result<()> {
    forget_comment(db, id)?;
    db.0.execute(
        "INSERT INTO comment_search (rowid, author, text) VALUES (?1, ?2, ?3)",
        (id.0, author, text),
    )?;
    Ok(())
}

pub(crate) fn forget_comment(db: &Db<'_>, id: CommentId) -> Result<()> {
    db.0.execute("DELETE FROM comment_search WHERE rowid = ?1", [id.0])?;
    Ok(())
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
