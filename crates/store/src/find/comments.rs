//! Finding comments, the newest first: their index is in the order of time and knows no neighbourhoods of
//! words, so that phrases are looked for in what has all their words.

use afterword_model::{BlogId, CommentId, ReaderId};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::fold::{Sought, key};
use super::{Asked, MOST, Place, around};
use crate::comments::{Listed, listed};
use crate::db::millis;
use crate::{Db, Result, readers, search};

/// So many readers of one name are looked for.
const NAMESAKES: u32 = 50;
/// Comments of one moment are spread over rows up to so far behind it.
const SPREAD: i64 = 1 << 20;
/// Phrases are looked for in so many comments, the newest that have all their words.
const THROUGH: u32 = 5_000;

/// A comment that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentHit {
    /// The comment, as lists have it.
    pub listed: Listed,
    /// Its plain text around the place that was found, or from its beginning.
    pub around: String,
}

/// The newest comments that fit, at most so many, and how many fit, up to [`MOST`].
pub fn comments(
    db: &Db<'_>,
    blog: BlogId,
    asked: &Asked,
    limit: u32,
) -> Result<(Vec<CommentHit>, u32)> {
    let Some(words) = words(db, blog, asked)? else { return Ok((Vec::new(), 0)) };
    let (ids, total) = match asked.typed.phrases.as_slice() {
        [] => by_words(db, asked, words, limit)?,
        _ => by_phrases(db, asked, words, limit)?,
    };
    let sought = asked.typed.sought();
    let hits = ids.into_iter().map(|id| hit(db, id, &sought)).collect::<Result<_>>()?;
    Ok((hits, total))
}

/// What is asked of the index of comments; `None`: nothing can fit.
fn words(db: &Db<'_>, blog: BlogId, asked: &Asked) -> Result<Option<String>> {
    let typed = &asked.typed;
    let here = typed.places.is_empty() || typed.places.contains(&Place::Comments);
    let of_posts = !typed.tags.is_empty() || !typed.categories.is_empty();
    if !here || of_posts {
        return Ok(None);
    }
    let mut all = vec![search::place_word(&format!("a{blog}"))];
    if !typed.from.is_empty() {
        let mut from = Vec::new();
        for name in &typed.from {
            if name == "me" {
                from.push(search::place_word(&format!("m{blog}")));
                continue;
            }
            let named = named(db, blog, name)?;
            from.extend(named.iter().map(|reader| search::place_word(&format!("r{reader}"))));
        }
        if from.is_empty() {
            return Ok(None);
        }
        all.push(format!("({})", from.join(" OR ")));
    }
    let phrases = typed.phrases.join(" ");
    // Whole words are asked for as beginnings here, and as they are when the text is read.
    if let Some(words) = search::among(db, &[], &format!("{} {phrases}", typed.words))? {
        all.extend(words.split(' ').map(str::to_owned));
    }
    Ok(Some(all.join(" AND ")))
}

/// The readers whose names contain this, without case and accents.
fn named(db: &Db<'_>, blog: BlogId, name: &str) -> Result<Vec<ReaderId>> {
    let (found, _) = readers::list(db, blog, name, 0, NAMESAKES)?;
    let mut found: Vec<ReaderId> = found.iter().map(|row| row.reader).collect();
    // Names are stored with their accents; few have any.
    let mut accented = db.0.prepare_cached(
        "SELECT n.name, r.root FROM reader_name n JOIN reader r ON r.id = n.reader
         WHERE r.blog = ?1 AND n.folded GLOB '*[^ -~]*'",
    )?;
    let mut rows = accented.query([blog.0])?;
    while let Some(row) = rows.next()? {
        let Some(root) = row.get::<_, Option<i64>>(1)?.map(ReaderId) else { continue };
        if key(&row.get::<_, String>(0)?).contains(name) && !found.contains(&root) {
            found.push(root);
        }
    }
    Ok(found)
}

const JOINED: &str = "FROM comment_search JOIN comment c ON c.search_key = comment_search.rowid
    WHERE comment_search MATCH ?1 AND comment_search.rowid >= ?2 AND comment_search.rowid <= ?3
      AND c.written_at >= ?4 AND c.written_at < ?5";

fn values(asked: &Asked, words: String) -> Vec<Value> {
    let after = asked.after.map_or(i64::MIN, millis);
    let before = asked.before.map_or(i64::MAX, millis);
    let first = asked.after.map_or(0, |_| search::key_at(after));
    let last = asked.before.map_or(i64::MAX, |_| search::key_at(before).saturating_add(SPREAD));
    vec![words.into(), first.into(), last.into(), after.into(), before.into()]
}

fn by_words(
    db: &Db<'_>,
    asked: &Asked,
    words: String,
    limit: u32,
) -> Result<(Vec<CommentId>, u32)> {
    let found = |sql: &str, values: Vec<Value>| -> Result<Vec<i64>> {
        let mut statement = db.0.prepare_cached(sql)?;
        let rows = statement.query_map(params_from_iter(&values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let shown = usize::try_from(limit).unwrap_or(usize::MAX);
    if asked.after.is_some() || asked.before.is_some() {
        let sql = format!("SELECT c.id {JOINED} ORDER BY comment_search.rowid DESC LIMIT {MOST}");
        let ids = found(&sql, values(asked, words))?;
        let total = u32::try_from(ids.len()).unwrap_or(MOST);
        return Ok((ids.into_iter().take(shown).map(CommentId).collect(), total));
    }
    // Without a date the index alone can count.
    let sql = format!(
        "SELECT rowid FROM comment_search WHERE comment_search MATCH ?1 ORDER BY rowid DESC LIMIT {MOST}"
    );
    let keys = found(&sql, vec![words.into()])?;
    let mut of_key = db.0.prepare_cached("SELECT id FROM comment WHERE search_key = ?1")?;
    let ids = keys.iter().take(shown);
    let ids = ids.map(|key| of_key.query_row([key], |row| row.get(0).map(CommentId)));
    Ok((ids.collect::<rusqlite::Result<_>>()?, u32::try_from(keys.len()).unwrap_or(MOST)))
}

fn by_phrases(
    db: &Db<'_>,
    asked: &Asked,
    words: String,
    limit: u32,
) -> Result<(Vec<CommentId>, u32)> {
    let sought = asked.typed.sought();
    let sql = format!(
        "SELECT c.id, c.author_name, c.text {JOINED} ORDER BY comment_search.rowid DESC LIMIT {THROUGH}"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values(asked, words)))?;
    let (mut ids, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let (author, text): (String, String) = (row.get(1)?, row.get(2)?);
        if !sought.is_in(&[&author, &text]) {
            continue;
        }
        total += 1;
        if total <= limit {
            ids.push(CommentId(row.get(0)?));
        }
        if total == MOST {
            break;
        }
    }
    Ok((ids, total))
}

/// A comment by itself, with what is looked for in it.
pub fn hit(db: &Db<'_>, id: CommentId, sought: &Sought) -> Result<CommentHit> {
    let listed = listed(db, id.0)?;
    let best = sought.best(&listed.text, super::AFTER);
    let around = around(&listed.text, best.map_or(0, |range| range.start));
    Ok(CommentHit { listed, around })
}
