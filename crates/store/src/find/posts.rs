//! Finding posts. What fits best comes first as long as not too many fit; beyond that, the ones that have
//! it in the title and then the newest: nobody reads a thousand in any order, and it has to be quick.

use afterword_model::{BlogId, PostId};
use rusqlite::params_from_iter;

use super::fold::Sought;
use super::{AFTER, Asked, Filter, MOST, Place, around, utf16};
use crate::posts::{Folder, Listed, listed};
use crate::{Db, Result, search};

/// So much of a text is looked through.
const LONGEST: u32 = 2_000_000;
/// A word in the title counts for so many in the text.
const TITLE: &str = "8.0, 1.0";
/// A beginning of fewer letters than this is no word to rank by.
const SHORT: usize = 3;

/// A post that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostHit {
    /// The post, as lists have it.
    pub listed: Listed,
    /// The list it is in.
    pub folder: Folder,
    /// The text around the first place that has most of it, as it is written; without words, or where only
    /// the title has them, its beginning.
    pub around: String,
    /// That place in the text, in UTF-16 units.
    pub place: Option<(u32, u32)>,
}

/// The posts that fit best, at most so many, and how many fit, up to [`MOST`].
pub fn posts(db: &Db<'_>, blog: BlogId, asked: &Asked, limit: u32) -> Result<(Vec<PostHit>, u32)> {
    let shelves = shelves(asked);
    if shelves.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut filter = Filter::new(blog, &shelves);
    filter.asked(db, blog, asked)?;
    let total: u32 =
        db.0.prepare_cached(&format!(
            "SELECT count(*) FROM (SELECT 1 FROM post WHERE {} LIMIT {MOST})",
            filter.sql()
        ))?
        .query_row(params_from_iter(&filter.values), |row| row.get(0))?;
    let ids = match rank_by(asked) {
        Some(rank) if total < MOST => ranked(db, filter, rank, limit)?,
        _ => newest(db, &filter, limit)?,
    };
    let sought = asked.typed.sought();
    let hits = ids.into_iter().map(|id| hit(db, id, &sought)).collect::<Result<_>>()?;
    Ok((hits, total))
}

fn shelves(asked: &Asked) -> Vec<&'static str> {
    let places = &asked.typed.places;
    if !asked.typed.from.is_empty() {
        return Vec::new();
    }
    if places.is_empty() {
        let all = [Folder::Drafts, Folder::Scheduled, Folder::Published, Folder::Pages];
        return all.map(Folder::shelf).to_vec();
    }
    let shelf = |place: &Place| match place {
        Place::Posts(folder) => Some(folder.shelf()),
        Place::Comments => None,
    };
    places.iter().filter_map(shelf).collect()
}

/// The words that say which text fits best.
fn rank_by(asked: &Asked) -> Option<String> {
    let words = search::query(&asked.typed.words).unwrap_or_default();
    let long = words.split(' ').filter(|word| word.chars().count() >= SHORT + 3);
    let phrases = asked.typed.phrases.iter().map(|phrase| phrase.replace(['"', '\0'], " "));
    let phrases = phrases.filter(|phrase| search::query(phrase).is_some());
    let all: Vec<String> =
        long.map(str::to_owned).chain(phrases.map(|phrase| format!("\"{phrase}\""))).collect();
    if all.is_empty() { None } else { Some(all.join(" ")) }
}

fn ranked(db: &Db<'_>, mut filter: Filter, rank: String, limit: u32) -> Result<Vec<PostId>> {
    let n = filter.value(rank);
    // Only what passes the filters is worth ranking.
    let sql = format!(
        "SELECT post.id FROM post_search CROSS JOIN post ON post.id = post_search.rowid
         WHERE post_search MATCH ?{n} AND {}
         ORDER BY bm25(post_search, {TITLE}), post.dated_at DESC, post.id DESC LIMIT {limit}",
        filter.sql()
    );
    ids(db, &sql, &filter)
}

fn newest(db: &Db<'_>, filter: &Filter, limit: u32) -> Result<Vec<PostId>> {
    let mut titled = Vec::new();
    if let Some((_, in_title)) = &filter.words {
        let mut filter = filter.clone();
        let n = filter.value(in_title.clone());
        let sql = format!(
            "SELECT post.id FROM post INDEXED BY post_by_time
             WHERE {} AND post.id IN (SELECT rowid FROM post_words WHERE post_words MATCH ?{n})
             ORDER BY post.dated_at DESC, post.id DESC LIMIT {limit}",
            filter.sql()
        );
        titled = ids(db, &sql, &filter)?;
    }
    let sql = format!(
        "SELECT post.id FROM post INDEXED BY post_by_time WHERE {}
         ORDER BY post.dated_at DESC, post.id DESC LIMIT {limit}",
        filter.sql()
    );
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    if titled.len() < most {
        let others = ids(db, &sql, filter)?;
        let others: Vec<PostId> = others.into_iter().filter(|id| !titled.contains(id)).collect();
        titled.extend(others);
        titled.truncate(most);
    }
    Ok(titled)
}

fn ids(db: &Db<'_>, sql: &str, filter: &Filter) -> Result<Vec<PostId>> {
    let mut statement = db.0.prepare_cached(sql)?;
    let rows =
        statement.query_map(params_from_iter(&filter.values), |row| row.get(0).map(PostId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A post by itself, with what is looked for in it.
pub fn hit(db: &Db<'_>, id: PostId, sought: &Sought) -> Result<PostHit> {
    let (listed, folder) = listed(db, id)?;
    if sought.is_empty() {
        let around = listed.beginning.clone();
        return Ok(PostHit { listed, folder, around, place: None });
    }
    let mut statement = db.0.prepare_cached(
        "SELECT substr(body, 1, ?2) FROM snapshot WHERE post = ?1 AND role = 'local'",
    )?;
    let body: String = statement.query_row((id.0, LONGEST), |row| row.get(0))?;
    let best = sought.best(&body, AFTER);
    Ok(PostHit {
        around: around(&body, best.as_ref().map_or(0, |range| range.start)),
        place: best.and_then(|range| utf16(&body, &range)),
        listed,
        folder,
    })
}
