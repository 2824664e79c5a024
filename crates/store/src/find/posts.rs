//! Finding posts. What fits best comes first as long as not too many fit; beyond that, the ones that have
//! it in the title and then the newest: nobody reads a thousand in any order, and it has to be quick.
//!
//! Each index is asked once and its posts are met here: SQLite would write them into a table of its own,
//! once for every question.

use afterword_model::{BlogId, PostId};
use rusqlite::params_from_iter;

use super::filter::{Set, sets};
use super::fold::Sought;
use super::{AFTER, Asked, Filter, MOST, Place, around, utf16};
use crate::db::to_json;
use crate::posts::{Folder, Listed, listed};
use crate::{Db, Result, search};

/// So much of a text is looked through.
const LONGEST: u32 = 2_000_000;
/// A word in the title counts for so many in the text.
const TITLE: &str = "8.0, 1.0";
/// So few posts are looked up one by one; more are met on the way from the newest to the oldest.
const FEW: usize = 2_000;
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
    filter.dated(asked);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let (members, common) = members(db, &sets(db, blog, asked)?)?;
    let (ids, total) = match members {
        Some(members) if members.len() < FEW => {
            let mut ids = of_few(db, &filter, &members)?;
            let total = ids.len();
            match rank_by(asked) {
                // What very many have says nothing about which of them fits best, and takes long to weigh.
                Some(rank) if !common && 1 < total && total < MOST as usize => {
                    ids = ranked(db, &ids, rank, limit)?;
                }
                _ => titled_first(db, asked, &filter, &mut ids, most)?,
            }
            (ids, total)
        }
        Some(members) => {
            let (mut ids, total) = of_many(db, &filter, Some(&members), MOST as usize)?;
            titled_first(db, asked, &filter, &mut ids, most)?;
            (ids, total)
        }
        None => of_many(db, &filter, None, MOST as usize)?,
    };
    let sought = asked.typed.sought();
    let hits = ids.into_iter().take(most).map(|id| hit(db, id, &sought)).collect::<Result<_>>()?;
    Ok((hits, u32::try_from(total).unwrap_or(MOST).min(MOST)))
}

/// The posts that are in all of these, by their ids (`None`: nothing was asked of them), and whether the
/// words alone are in very many.
fn members(db: &Db<'_>, sets: &[Set]) -> Result<(Option<Vec<i64>>, bool)> {
    let (mut members, mut common): (Option<Vec<i64>>, bool) = (None, false);
    for set in sets {
        let mut statement = db.0.prepare_cached(&set.sql.replace("{}", "?"))?;
        let ids = statement.query_map(params_from_iter(&set.values), |row| row.get(0))?;
        let mut ids = ids.collect::<rusqlite::Result<Vec<i64>>>()?;
        common |= set.is_of_words && ids.len() >= FEW;
        ids.sort_unstable();
        ids.dedup();
        if let Some(others) = members {
            ids.retain(|id| others.binary_search(id).is_ok());
        }
        members = Some(ids);
    }
    Ok((members, common))
}

/// Of few posts the ones that pass the filter, the newest first.
fn of_few(db: &Db<'_>, filter: &Filter, members: &[i64]) -> Result<Vec<PostId>> {
    let mut filter = filter.clone();
    let n = filter.value(to_json(&members)?);
    let sql = format!(
        "SELECT post.id FROM json_each(?{n}) few CROSS JOIN post ON post.id = few.value
         WHERE {} ORDER BY post.dated_at DESC, post.id DESC",
        filter.sql()
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows =
        statement.query_map(params_from_iter(&filter.values), |row| row.get(0).map(PostId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Of many posts the newest that pass the filter, at most so many, and how many those are.
fn of_many(
    db: &Db<'_>,
    filter: &Filter,
    members: Option<&[i64]>,
    most: usize,
) -> Result<(Vec<PostId>, usize)> {
    let sql = format!(
        "SELECT post.id FROM post INDEXED BY post_by_time WHERE {}
         ORDER BY post.dated_at DESC, post.id DESC",
        filter.sql()
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(&filter.values))?;
    let mut ids = Vec::new();
    while ids.len() < most
        && let Some(row) = rows.next()?
    {
        let id: i64 = row.get(0)?;
        if members.is_none_or(|members| members.binary_search(&id).is_ok()) {
            ids.push(PostId(id));
        }
    }
    let total = ids.len();
    Ok((ids, total))
}

/// Puts the newest ones with all the words in their titles before the others.
fn titled_first(
    db: &Db<'_>,
    asked: &Asked,
    filter: &Filter,
    ids: &mut Vec<PostId>,
    most: usize,
) -> Result<()> {
    let Some((_, in_title)) = search::of_posts(db, &asked.typed.words)? else { return Ok(()) };
    let mut all = sets(db, filter.blog, asked)?;
    if let Some(words) = all.first_mut() {
        *words = Set::words(in_title);
    }
    let titled = members(db, &all)?.0.unwrap_or_default();
    let titled = match titled.len() {
        0 => return Ok(()),
        few if few < FEW => of_few(db, filter, &titled)?,
        _ => of_many(db, filter, Some(&titled), most)?.0,
    };
    let others: Vec<PostId> = ids.drain(..).filter(|id| !titled.contains(id)).collect();
    ids.extend(titled.into_iter().chain(others));
    ids.truncate(most);
    Ok(())
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

/// The ones of these that fit best.
fn ranked(db: &Db<'_>, ids: &[PostId], rank: String, limit: u32) -> Result<Vec<PostId>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!(
        "SELECT post.id FROM post_search CROSS JOIN post ON post.id = post_search.rowid
         WHERE post_search MATCH ?1 AND post.id IN (SELECT value FROM json_each(?2))
         ORDER BY bm25(post_search, {TITLE}), post.dated_at DESC, post.id DESC LIMIT {limit}"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_map((rank, to_json(&ids)?), |row| row.get(0).map(PostId))?;
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
