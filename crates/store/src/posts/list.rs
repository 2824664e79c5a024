//! Lists of posts: a page at a time, by index, without their texts.

use std::collections::HashSet;

use afterword_model::{
    BlogId, PostFields, PostId, PostKind, PostStatus, RemoteId, SyncState, Timestamp, Whereabouts,
    whereabouts,
};
use rusqlite::Row;

use super::{ROW_STATE, row_state};
use crate::db::{from_json, from_word, time, to_json};
use crate::{Db, Result, search};

/// A list of posts. Each post is in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// Posts that are not public on the blog, last changed first.
    Drafts,
    /// Posts that become public later, the next one first.
    Scheduled,
    /// Posts that are public, newest first.
    Published,
    /// Pages in any standing, last changed first.
    Pages,
    /// Trashed here or on the blog, last changed first.
    Trash,
}

/// A post in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: PostId,
    /// Post or page.
    pub kind: PostKind,
    /// The blog's id for it, once it has one.
    pub remote_id: Option<RemoteId>,
    /// Its standing on the blog, as last seen.
    pub remote_status: Option<PostStatus>,
    /// Its address there.
    pub link: Option<String>,
    /// Its date there, once it is public; of a scheduled one, when it becomes public.
    pub published_at: Option<Timestamp>,
    /// Title and so on, as they are here.
    pub fields: PostFields,
    /// The first characters of its text, as it is written.
    pub beginning: String,
    /// When it last changed, here or on the blog.
    pub changed_at: Timestamp,
    /// In the trash here.
    pub trashed: bool,
    /// How the text stands to what was last sent.
    pub sync: SyncState,
    /// What to tell the writer.
    pub whereabouts: Whereabouts,
}

/// A page of a folder and how many posts it has in all. `search` narrows it to posts with its words.
pub fn list(
    db: &Db<'_>,
    blog: BlogId,
    folder: Folder,
    search: &str,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Listed>, u32)> {
    let found = search::query(search);
    let total = match &found {
        None => count(db, blog, folder)?,
        Some(found) => {
            db.0.prepare_cached(
                "SELECT count(*) FROM post_search JOIN post ON post.id = post_search.rowid
                 WHERE post_search MATCH ?3 AND post.blog = ?1 AND post.shelf = ?2",
            )?
            .query_row((blog.0, folder.shelf(), found), |row| row.get(0))?
        }
    };
    let narrowed = match found {
        Some(_) => "AND post.id IN (SELECT rowid FROM post_search WHERE post_search MATCH ?3)",
        None => "AND ?3 IS NULL",
    };
    let order = match folder {
        Folder::Scheduled => "post.listed_at, post.id",
        _ => "post.listed_at DESC, post.id DESC",
    };
    let sql = format!(
        "SELECT post.id, post.kind, post.remote_id, post.remote_status, post.link, post.published_at,
           local.fields, substr(local.body, 1, 600), post.changed_at, post.trashed_at IS NOT NULL,
           (SELECT state FROM post_state WHERE post_state.post = post.id), {ROW_STATE}
         FROM post JOIN snapshot local ON local.post = post.id AND local.role = 'local'
         WHERE post.blog = ?1 AND post.shelf = ?2 {narrowed}
         ORDER BY {order} LIMIT ?4 OFFSET ?5"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, folder.shelf(), found, limit, offset), listed)?;
    Ok((rows.collect::<Result<_>>()?, total))
}

/// How many posts a folder has.
pub fn count(db: &Db<'_>, blog: BlogId, folder: Folder) -> Result<u32> {
    Ok(db
        .0
        .prepare_cached("SELECT count(*) FROM post WHERE post.blog = ?1 AND post.shelf = ?2")?
        .query_row((blog.0, folder.shelf()), |row| row.get(0))?)
}

/// Of these addresses, the ones where readers find a post now.
pub fn out_at(db: &Db<'_>, blog: BlogId, links: &[&str]) -> Result<HashSet<String>> {
    let mut statement = db.0.prepare_cached(
        "SELECT link FROM post
         WHERE blog = ?1 AND remote_status IN ('published', 'private') AND trashed_at IS NULL
           AND link IN (SELECT value FROM json_each(?2))",
    )?;
    let rows = statement.query_map((blog.0, to_json(&links)?), |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

impl Folder {
    /// The schema computes which post is where.
    fn shelf(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Pages => "pages",
            Self::Trash => "trash",
        }
    }
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    let sync: SyncState = from_word(&row.get::<_, String>(10)?)?;
    Ok(Listed {
        id: PostId(row.get(0)?),
        kind: from_word(&row.get::<_, String>(1)?)?,
        remote_id: row.get::<_, Option<String>>(2)?.map(RemoteId),
        remote_status: row.get::<_, Option<String>>(3)?.map(|word| from_word(&word)).transpose()?,
        link: row.get(4)?,
        published_at: row.get::<_, Option<i64>>(5)?.map(time),
        fields: from_json(&row.get::<_, String>(6)?)?,
        beginning: row.get(7)?,
        changed_at: time(row.get(8)?),
        trashed: row.get(9)?,
        sync,
        whereabouts: whereabouts(sync, row_state(row, 11)?),
    })
}
