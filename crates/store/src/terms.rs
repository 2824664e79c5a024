//! Categories and tags: the blog's, and those made here that the blog does not know yet.
//!
//! A post names a category by our id. When one made here turns out to be one that the blog has, the two
//! rows become one by [`Term`] resolution: the old id stays good for ever.

use afterword_model::{BlogId, RemoteId, Taxonomy, Term, TermId};
use rusqlite::{Row, named_params};

use crate::db::{from_word, to_word};
use crate::{Db, Error, Result};

/// A term as the blog has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingTerm {
    /// The blog's id.
    pub remote_id: RemoteId,
    /// Plain text.
    pub name: String,
    /// The category above it.
    pub parent: Option<RemoteId>,
}

const SELECT: &str = "SELECT id, blog, taxonomy, remote_id, name, parent FROM term";
const IS_THERE: &str = "same_as IS NULL AND gone = 0";

/// A blog's terms by name, without those that are gone there.
pub fn list(db: &Db<'_>, blog: BlogId, taxonomy: Taxonomy) -> Result<Vec<Term>> {
    let sql = format!(
        "{SELECT} WHERE blog = ?1 AND taxonomy = ?2 AND {IS_THERE} ORDER BY folded, name, id"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, to_word(&taxonomy)?), term)?;
    rows.collect()
}

/// A term; for one that turned out to be another, that other one. `None`: gone from the blog.
pub fn resolve(db: &Db<'_>, id: TermId) -> Result<Option<Term>> {
    let sql = format!(
        "{SELECT} WHERE id = (SELECT coalesce(same_as, id) FROM term WHERE id = ?1) AND gone = 0"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], term)?;
    rows.next().transpose()
}

/// The term that the blog knows under this id, gone or not.
pub fn by_remote(
    db: &Db<'_>,
    blog: BlogId,
    taxonomy: Taxonomy,
    remote: &RemoteId,
) -> Result<Option<Term>> {
    let sql = format!("{SELECT} WHERE blog = ?1 AND taxonomy = ?2 AND remote_id = ?3");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows =
        statement.query_and_then((blog.0, to_word(&taxonomy)?, remote.as_str()), term)?;
    rows.next().transpose()
}

/// The term of this name, however it is capitalised, under this parent. Tags have no parent.
pub fn by_name(
    db: &Db<'_>,
    blog: BlogId,
    taxonomy: Taxonomy,
    name: &str,
    parent: Option<TermId>,
) -> Result<Option<Term>> {
    let sql = format!(
        "{SELECT} WHERE blog = ?1 AND taxonomy = ?2 AND folded = ?3 AND parent IS ?4 AND {IS_THERE}
         ORDER BY remote_id IS NULL, id LIMIT 1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let parent = parent.map(|parent| parent.0);
    let mut rows =
        statement.query_and_then((blog.0, to_word(&taxonomy)?, fold(name), parent), term)?;
    rows.next().transpose()
}

/// A category made here; one of that name under that parent is not made twice.
pub fn add_category(db: &Db<'_>, blog: BlogId, name: &str, parent: Option<TermId>) -> Result<Term> {
    let name = name.trim();
    let parent = parent.map(|parent| resolve(db, parent)).transpose()?.flatten().map(|up| up.id);
    if let Some(there) = by_name(db, blog, Taxonomy::Category, name, parent)? {
        return Ok(there);
    }
    let id = insert(db, blog, Taxonomy::Category, None, name, parent)?;
    resolve(db, id)?.ok_or(Error::Missing("category"))
}

/// Takes in one term as the blog has it: known by its id, or made here under the same name, or new.
pub fn put(db: &Db<'_>, blog: BlogId, taxonomy: Taxonomy, new: &IncomingTerm) -> Result<TermId> {
    let parent = match &new.parent {
        Some(parent) => by_remote(db, blog, taxonomy, parent)?.map(|parent| parent.id),
        None => None,
    };
    if let Some(there) = by_remote(db, blog, taxonomy, &new.remote_id)? {
        db.0.execute(
            "UPDATE term SET name = ?2, folded = ?3, parent = ?4, gone = 0 WHERE id = ?1",
            (there.id.0, &new.name, fold(&new.name), parent.map(|parent| parent.0)),
        )?;
        return Ok(there.id);
    }
    if let Some(own) = by_name(db, blog, taxonomy, &new.name, parent)?
        && own.remote_id.is_none()
    {
        set_remote(db, own.id, &new.remote_id)?;
        db.0.execute("UPDATE term SET name = ?2 WHERE id = ?1", (own.id.0, &new.name))?;
        return Ok(own.id);
    }
    insert(db, blog, taxonomy, Some(&new.remote_id), &new.name, parent)
}

/// These are all terms that the blog has: what it had before and has no more is gone.
pub fn replace(db: &Db<'_>, blog: BlogId, taxonomy: Taxonomy, all: &[IncomingTerm]) -> Result<()> {
    db.0.execute(
        "UPDATE term SET gone = 1 WHERE blog = ?1 AND taxonomy = ?2 AND remote_id IS NOT NULL",
        (blog.0, to_word(&taxonomy)?),
    )?;
    // A parent may come after its child: what waits for one goes round again.
    let mut waiting: Vec<&IncomingTerm> = all.iter().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        let ids: Vec<&RemoteId> = waiting.iter().map(|term| &term.remote_id).collect();
        let (ready, later): (Vec<&IncomingTerm>, Vec<&IncomingTerm>) = waiting
            .iter()
            .partition(|term| term.parent.as_ref().is_none_or(|parent| !ids.contains(&parent)));
        for term in ready {
            put(db, blog, taxonomy, term)?;
        }
        waiting = later;
        if waiting.len() == before {
            // Their parents are each other's children: no tree, but terms all the same.
            for term in std::mem::take(&mut waiting) {
                put(db, blog, taxonomy, &IncomingTerm { parent: None, ..term.clone() })?;
            }
        }
    }
    Ok(())
}

/// A term made here is on the blog now. When the blog's is here already, this one is that one.
pub fn set_remote(db: &Db<'_>, id: TermId, remote: &RemoteId) -> Result<TermId> {
    let own = resolve(db, id)?.ok_or(Error::Missing("term"))?;
    match by_remote(db, own.blog, own.taxonomy, remote)? {
        Some(there) if there.id != own.id => {
            db.0.execute(
                "UPDATE term SET same_as = ?2 WHERE id = ?1 OR same_as = ?1",
                (own.id.0, there.id.0),
            )?;
            db.0.execute("UPDATE term SET parent = ?2 WHERE parent = ?1", (own.id.0, there.id.0))?;
            db.0.execute("UPDATE term SET gone = 0 WHERE id = ?1", [there.id.0])?;
            Ok(there.id)
        }
        _ => {
            db.0.execute(
                "UPDATE term SET remote_id = ?2, gone = 0 WHERE id = ?1",
                (own.id.0, remote.as_str()),
            )?;
            Ok(own.id)
        }
    }
}

fn insert(
    db: &Db<'_>,
    blog: BlogId,
    taxonomy: Taxonomy,
    remote: Option<&RemoteId>,
    name: &str,
    parent: Option<TermId>,
) -> Result<TermId> {
    db.0.execute(
        "INSERT INTO term (blog, taxonomy, remote_id, name, folded, parent)
         VALUES (:blog, :taxonomy, :remote, :name, :folded, :parent)",
        named_params! {
            ":blog": blog.0, ":taxonomy": to_word(&taxonomy)?, ":remote": remote.map(RemoteId::as_str),
            ":name": name, ":folded": fold(name), ":parent": parent.map(|parent| parent.0),
        },
    )?;
    Ok(TermId(db.0.last_insert_rowid()))
}

/// A name without its case and outer spaces: how blogs tell names apart.
pub fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

fn term(row: &Row<'_>) -> Result<Term> {
    Ok(Term {
        id: TermId(row.get(0)?),
        blog: BlogId(row.get(1)?),
        taxonomy: from_word(&row.get::<_, String>(2)?)?,
        remote_id: row.get::<_, Option<String>>(3)?.map(RemoteId),
        name: row.get(4)?,
        parent: row.get::<_, Option<i64>>(5)?.map(TermId),
    })
}
