//! Slugs: which ones are taken, and which ones posts had before.

use std::collections::HashSet;

use rusqlite::{Connection, Result, params};

/// Which slugs a new one must differ from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// Other posts.
    Posts,
    /// Pages under the same page, and pictures that belong to it.
    PagesUnder(i64),
    /// Posts, pages and pictures.
    Everything,
}

/// From this length on a slug is cut when it gets a number.
const LONG: usize = 190;

/// The slugs of other rows that are this one or may be this one with a number: in one look, because many posts
/// may have the same title.
pub(crate) fn taken_like(
    conn: &Connection,
    namespace: Namespace,
    slug: &str,
    except: i64,
) -> Result<HashSet<String>> {
    let (condition, parent) = match namespace {
        Namespace::Posts => ("kind = 'post'", 0),
        Namespace::PagesUnder(parent) => ("kind IN ('page', 'attachment') AND parent = ?3", parent),
        Namespace::Everything => ("1", 0),
    };
    let (start, like) = match slug.get(..LONG) {
        // All that begin alike: no sign of a slug comes after the tilde.
        Some(start) => (start, "slug >= ?1 AND slug < ?1 || '~'"),
        // A dot comes right after a dash.
        None => (slug, "(slug = ?1 OR (slug >= ?1 || '-' AND slug < ?1 || '.'))"),
    };
    let sql =
        format!("SELECT slug FROM post WHERE {like} AND id <> ?2 AND ?3 >= 0 AND {condition}");
    conn.prepare(&sql)?.query_map(params![start, except, parent], |row| row.get(0))?.collect()
}

/// Keeps an address that a public post gives up.
pub(crate) fn keep_old_slug(conn: &Connection, slug: &str, post: i64) -> Result<()> {
    let sql = "INSERT INTO old_slug (slug, post) VALUES (?1, ?2)
               ON CONFLICT (slug) DO UPDATE SET post = excluded.post";
    conn.execute(sql, params![slug, post]).map(drop)
}
