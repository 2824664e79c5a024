//! Categories and tags.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::select::{Page, Select};

/// The category of posts that have no other.
pub(crate) const DEFAULT_CATEGORY: i64 = 1;

/// Which sort of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taxonomy {
    Category,
    Tag,
}

impl Taxonomy {
    /// WordPress's name, as it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Tag => "post_tag",
        }
    }

    /// What its pages' addresses begin with.
    pub(crate) fn base(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Tag => "tag",
        }
    }

    /// Its route, and what posts call their terms of this sort.
    pub(crate) fn route(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Tag => "tags",
        }
    }
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// 0 until it is stored.
    pub(crate) id: i64,
    pub(crate) taxonomy: Taxonomy,
    /// With entities.
    pub(crate) name: String,
    pub(crate) slug: String,
    /// 0: none.
    pub(crate) parent: i64,
    pub(crate) description: String,
    /// Public posts that have it; 0 when it was found by its slug or by a post.
    pub(crate) count: i64,
    /// The slugs from the topmost term to this one, with slashes between.
    pub(crate) path: String,
}

/// Columns with the path of slugs from the topmost category down. The count is asked for where it is shown only:
/// it takes a look at every post of the term.
const COLUMNS: &str = "id, taxonomy, name, slug, parent, description,
    (WITH RECURSIVE up (slug, parent, step) AS (
       SELECT term.slug, term.parent, 0
       UNION ALL
       SELECT above.slug, above.parent, up.step + 1 FROM up
       JOIN term AS above ON above.id = up.parent WHERE up.step < 20)
     SELECT group_concat(slug, '/') FROM (SELECT slug FROM up ORDER BY step DESC)),
    0 AS count";
const COLUMNS_COUNTED: &str = "id, taxonomy, name, slug, parent, description,
    (WITH RECURSIVE up (slug, parent, step) AS (
       SELECT term.slug, term.parent, 0
       UNION ALL
       SELECT above.slug, above.parent, up.step + 1 FROM up
       JOIN term AS above ON above.id = up.parent WHERE up.step < 20)
     SELECT group_concat(slug, '/') FROM (SELECT slug FROM up ORDER BY step DESC)),
    (SELECT count(*) FROM post_term JOIN post ON post.id = post_term.post
     WHERE post_term.term = term.id AND post.status = 'publish') AS count";

fn read(row: &Row<'_>) -> Result<Term> {
    let taxonomy: String = row.get(1)?;
    Ok(Term {
        id: row.get(0)?,
        taxonomy: if taxonomy == "category" { Taxonomy::Category } else { Taxonomy::Tag },
        name: row.get(2)?,
        slug: row.get(3)?,
        parent: row.get(4)?,
        description: row.get(5)?,
        path: row.get(6)?,
        count: row.get(7)?,
    })
}

pub(crate) fn get(conn: &Connection, taxonomy: Taxonomy, id: i64) -> Result<Option<Term>> {
    let sql = format!("SELECT {COLUMNS_COUNTED} FROM term WHERE id = ?1 AND taxonomy = ?2");
    conn.query_row(&sql, params![id, taxonomy.as_str()], read).optional()
}

pub(crate) fn by_slug(conn: &Connection, taxonomy: Taxonomy, slug: &str) -> Result<Option<Term>> {
    let sql = format!("SELECT {COLUMNS} FROM term WHERE slug = ?1 AND taxonomy = ?2");
    conn.query_row(&sql, params![slug, taxonomy.as_str()], read).optional()
}

/// The terms of one sort that meet the conditions, and how many there are in all.
pub(crate) fn list(
    conn: &Connection,
    taxonomy: Taxonomy,
    mut select: Select,
    order: &str,
    page: Page,
) -> Result<(Vec<Term>, i64)> {
    select.and_value("taxonomy = ?", taxonomy.as_str().to_owned());
    let total = select.count(conn, "term")?;
    Ok((select.rows(conn, (COLUMNS_COUNTED, "term"), order, page, read)?, total))
}

/// A post's terms of one sort, by name.
pub(crate) fn of_post(conn: &Connection, taxonomy: Taxonomy, post: i64) -> Result<Vec<Term>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM term JOIN post_term ON post_term.term = term.id
         WHERE post_term.post = ?1 AND taxonomy = ?2 ORDER BY name COLLATE NOCASE, id"
    );
    conn.prepare(&sql)?.query_map(params![post, taxonomy.as_str()], read)?.collect()
}

/// The term of this name under this parent, in whatever case.
pub(crate) fn named(
    conn: &Connection,
    taxonomy: Taxonomy,
    name: &str,
    parent: i64,
) -> Result<Option<i64>> {
    // SQLite folds ASCII letters only; names in other letters are folded here.
    let sql = "SELECT id, name FROM term WHERE taxonomy = ?1 AND parent = ?2 ORDER BY id";
    let mut found = conn.prepare(sql)?;
    let mut rows = found.query(params![taxonomy.as_str(), parent])?;
    let folded = name.to_lowercase();
    while let Some(row) = rows.next()? {
        if row.get::<_, String>(1)?.to_lowercase() == folded {
            return row.get(0).map(Some);
        }
    }
    Ok(None)
}

/// Whether another term of any sort that is in the way has this slug.
pub(crate) fn slug_taken(
    conn: &Connection,
    taxonomy: Taxonomy,
    slug: &str,
    except: i64,
) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM term WHERE slug = ?1 AND taxonomy = ?2 AND id <> ?3)";
    conn.query_row(sql, params![slug, taxonomy.as_str(), except], |row| row.get(0))
}

/// Stores a new term and gives its id.
pub(crate) fn insert(conn: &Connection, term: &Term) -> Result<i64> {
    let sql = "INSERT INTO term (taxonomy, name, slug, parent, description)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let taxonomy = term.taxonomy.as_str();
    conn.execute(sql, params![taxonomy, term.name, term.slug, term.parent, term.description])?;
    Ok(conn.last_insert_rowid())
}

pub(crate) fn update(conn: &Connection, term: &Term) -> Result<()> {
    let sql = "UPDATE term SET name = ?2, slug = ?3, parent = ?4, description = ?5 WHERE id = ?1";
    let values = params![term.id, term.name, term.slug, term.parent, term.description];
    conn.execute(sql, values).map(drop)
}

/// Deletes a term: terms under it move up, and posts that had no other category get the default one.
pub(crate) fn delete(conn: &Connection, term: &Term) -> Result<()> {
    conn.execute("UPDATE term SET parent = ?2 WHERE parent = ?1", [term.id, term.parent])?;
    if term.taxonomy == Taxonomy::Category {
        let sql = "INSERT OR IGNORE INTO post_term (post, term)
                   SELECT post, ?2 FROM post_term WHERE term = ?1 AND post NOT IN
                   (SELECT post FROM post_term JOIN term ON term.id = post_term.term
                    WHERE taxonomy = 'category' AND term.id <> ?1)";
        conn.execute(sql, [term.id, DEFAULT_CATEGORY])?;
    }
    conn.execute("DELETE FROM term WHERE id = ?1", [term.id]).map(drop)
}

/// Gives a post these terms of one sort and no others. Ids that are none are left out, as in WordPress.
pub(crate) fn assign(conn: &Connection, taxonomy: Taxonomy, post: i64, ids: &[i64]) -> Result<()> {
    let sql = "DELETE FROM post_term WHERE post = ?1
               AND term IN (SELECT id FROM term WHERE taxonomy = ?2)";
    conn.execute(sql, params![post, taxonomy.as_str()])?;
    let sql = "INSERT OR IGNORE INTO post_term (post, term)
               SELECT ?1, id FROM term WHERE id = ?2 AND taxonomy = ?3";
    for id in ids {
        conn.execute(sql, params![post, id, taxonomy.as_str()])?;
    }
    Ok(())
}
