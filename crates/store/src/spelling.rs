//! What the writer said about spelling and grammar: words that are right, remarks that are ignored in a
//! post, and the language a post is in.

use std::collections::HashSet;

use afterword_model::PostId;
use rusqlite::OptionalExtension;

use crate::{Db, Result};

/// What a remark that is ignored is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// A word, wherever it stands in the post.
    Spelling,
    /// What was said about some words.
    Grammar,
}

impl Ignored {
    fn name(self) -> &'static str {
        match self {
            Self::Spelling => "spelling",
            Self::Grammar => "grammar",
        }
    }
}

/// The words the writer taught, in their order.
pub fn learned(db: &Db<'_>) -> Result<Vec<String>> {
    let mut statement = db.0.prepare_cached("SELECT word FROM learned_word ORDER BY word")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps a word as right.
pub fn learn(db: &Db<'_>, word: &str) -> Result<()> {
    db.0.execute("INSERT OR IGNORE INTO learned_word (word) VALUES (?1)", [word])?;
    Ok(())
}

/// Forgets that a word is right.
pub fn forget(db: &Db<'_>, word: &str) -> Result<()> {
    db.0.execute("DELETE FROM learned_word WHERE word = ?1", [word])?;
    Ok(())
}

/// What is ignored in this post.
pub fn ignored(db: &Db<'_>, post: PostId, kind: Ignored) -> Result<HashSet<String>> {
    let mut statement =
        db.0.prepare_cached("SELECT words FROM post_ignored WHERE post = ?1 AND kind = ?2")?;
    let rows = statement.query_map((post.0, kind.name()), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Ignores these words in this post, whatever is said about them.
pub fn ignore(db: &Db<'_>, post: PostId, kind: Ignored, words: &str) -> Result<()> {
    db.0.execute(
        "INSERT OR IGNORE INTO post_ignored (post, kind, words) VALUES (?1, ?2, ?3)",
        (post.0, kind.name(), words),
    )?;
    Ok(())
}

/// Says what there is to say about them again.
pub fn heed(db: &Db<'_>, post: PostId, kind: Ignored, words: &str) -> Result<()> {
    db.0.execute(
        "DELETE FROM post_ignored WHERE post = ?1 AND kind = ?2 AND words = ?3",
        (post.0, kind.name(), words),
    )?;
    Ok(())
}

/// The language the writer chose for a post: empty for none, `None` when it is to be guessed.
pub fn language(db: &Db<'_>, post: PostId) -> Result<Option<String>> {
    let mut statement =
        db.0.prepare_cached("SELECT language FROM post_language WHERE post = ?1")?;
    Ok(statement.query_row([post.0], |row| row.get(0)).optional()?)
}

/// Chooses it.
pub fn set_language(db: &Db<'_>, post: PostId, language: Option<&str>) -> Result<()> {
    match language {
        Some(language) => db.0.execute(
            "INSERT INTO post_language (post, language) VALUES (?1, ?2)
             ON CONFLICT (post) DO UPDATE SET language = excluded.language",
            (post.0, language),
        )?,
        None => db.0.execute("DELETE FROM post_language WHERE post = ?1", [post.0])?,
    };
    Ok(())
}
