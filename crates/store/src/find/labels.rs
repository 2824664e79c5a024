//! Tags and categories by post, and titles to sort by: kept beside the fields they are taken from.

use afterword_model::{BlogId, PostFields, PostId, Taxonomy};
use rusqlite::{Connection, OptionalExtension};

use super::fold::key;
use crate::db::{from_json, to_word};
use crate::{Db, Result, search};

/// What no title comes after: posts without one stand last.
const LAST: &str = "\u{10fffd}";

/// Notes the labels and the title of a post as it is here now.
pub(crate) fn label_post(db: &Db<'_>, id: PostId, fields: &PostFields) -> Result<()> {
    let title = match key(&fields.title) {
        title if title.is_empty() => LAST.to_owned(),
        title => title,
    };
    db.0.prepare_cached("UPDATE post SET title_key = ?2 WHERE id = ?1 AND title_key <> ?2")?
        .execute((id.0, title))?;
    let mut wanted: Vec<(&str, String)> = fields.tags.iter().map(|tag| ("tag", key(tag))).collect();
    wanted.extend(fields.categories.iter().map(|id| ("category", id.0.to_string())));
    wanted.sort();
    wanted.dedup();
    let mut here = db.0.prepare_cached(
        "SELECT kind, label FROM post_label INDEXED BY post_label_by_post WHERE post = ?1 ORDER BY kind, label",
    )?;
    let here = here
        .query_map([id.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let same = here.len() == wanted.len()
        && here.iter().zip(&wanted).all(|(here, wanted)| here.0 == wanted.0 && here.1 == wanted.1);
    if same {
        return Ok(());
    }
    db.0.prepare_cached("DELETE FROM post_label WHERE post = ?1")?.execute([id.0])?;
    let mut add =
        db.0.prepare_cached("INSERT INTO post_label (kind, label, post) VALUES (?1, ?2, ?3)")?;
    for (kind, label) in wanted {
        add.execute((kind, label, id.0))?;
    }
    Ok(())
}

/// Labels and words of the posts that were here before there was a place for them.
pub(crate) fn introduce(connection: &Connection) -> Result<()> {
    let db = Db(connection);
    let mut posts =
        connection.prepare("SELECT post, fields, body FROM snapshot WHERE role = 'local'")?;
    let mut rows = posts.query([])?;
    while let Some(row) = rows.next()? {
        let id = PostId(row.get(0)?);
        let fields: PostFields = from_json(&row.get::<_, String>(1)?)?;
        label_post(&db, id, &fields)?;
        search::index_post(&db, id, &fields.title, &row.get::<_, String>(2)?)?;
    }
    Ok(())
}

/// The labels of the categories whose names begin like this, with all below them; by every id that they
/// were known by here.
pub(super) fn categories_like(db: &Db<'_>, blog: BlogId, begin: &str) -> Result<Vec<String>> {
    family(db, blog, |_, name| key(name).starts_with(begin))
}

/// The labels of a category and all below it.
pub(super) fn category(db: &Db<'_>, blog: BlogId, id: i64) -> Result<Vec<String>> {
    let mut same = db.0.prepare_cached("SELECT coalesce(same_as, id) FROM term WHERE id = ?1")?;
    let id = same.query_row([id], |row| row.get(0)).optional()?.unwrap_or(id);
    family(db, blog, |other, _| other == id)
}

fn family(db: &Db<'_>, blog: BlogId, is: impl Fn(i64, &str) -> bool) -> Result<Vec<String>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, name, parent, same_as FROM term WHERE blog = ?1 AND taxonomy = ?2 ORDER BY id",
    )?;
    let all = statement
        .query_map((blog.0, to_word(&Taxonomy::Category)?), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, String, Option<i64>, Option<i64>)>>>()?;
    let mut found: Vec<i64> = all
        .iter()
        .filter(|term| term.3.is_none() && is(term.0, &term.1))
        .map(|term| term.0)
        .collect();
    // Level by level; whatever is in already does not come again.
    let mut level = found.clone();
    while !level.is_empty() {
        level = all
            .iter()
            .filter(|term| !found.contains(&term.0))
            .filter(|term| {
                [term.2, term.3].into_iter().flatten().any(|above| level.contains(&above))
            })
            .map(|term| term.0)
            .collect();
        found.extend(&level);
    }
    Ok(found.into_iter().map(|id| id.to_string()).collect())
}
