//! Lists of posts: a page at a time, by index, without their texts.

use std::collections::HashSet;

use afterword_model::{
    BlogId, PostFields, PostId, PostKind, PostStatus, RemoteId, SyncState, TermId, Timestamp,
    Whereabouts, whereabouts,
};
use rusqlite::{Row, params_from_iter};

use super::trash::goes_at;
use super::{ROW_STATE, row_state};
use crate::db::{from_json, from_word, time, to_json};
use crate::find::{Asked, Filter};
use crate::{Db, Error, Result};

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
    /// When it leaves the trash for good, if it does.
    pub goes_at: Option<Timestamp>,
    /// How the text stands to what was last sent.
    pub sync: SyncState,
    /// What to tell the writer.
    pub whereabouts: Whereabouts,
}

/// By what a list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As its folder says.
    #[default]
    Usual,
    /// The last changed first.
    Changed,
    /// The newest date on the blog first; what has none counts from its last change.
    Date,
    /// By title, without regard to case and accents, the untitled last.
    Title,
}

/// How a post stands, as lists are narrowed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Never reached the blog.
    OnlyHere,
    /// A draft there.
    Draft,
    /// Waits for an editor there.
    Pending,
    /// Public to few.
    Private,
    /// Has words that were not sent.
    Edited,
    /// In the outbox.
    Waiting,
    /// Changed in both, or stuck in the outbox.
    NeedsWriter,
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// From this folder.
    pub folder: Folder,
    /// What was typed to narrow it; places in it mean nothing here.
    pub asked: Asked,
    /// Only what stands like this.
    pub standing: Option<Standing>,
    /// Only posts of this category or one below it.
    pub category: Option<TermId>,
    /// In this order.
    pub order: Order,
    /// The other way round.
    pub reversed: bool,
    /// So many are left out at the beginning.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

impl Query {
    /// The beginning of a folder.
    pub fn new(folder: Folder, limit: u32) -> Self {
        Self {
            folder,
            asked: Asked::default(),
            standing: None,
            category: None,
            order: Order::Usual,
            reversed: false,
            offset: 0,
            limit,
        }
    }

    /// Only posts with these words.
    pub fn with_words(self, words: &str) -> Self {
        Self { asked: Asked::words(words), ..self }
    }

    fn filter(&self, db: &Db<'_>, blog: BlogId) -> Result<Filter> {
        let mut filter = Filter::new(blog, &[self.folder.shelf()]);
        filter.asked(db, blog, &self.asked)?;
        if let Some(standing) = self.standing {
            filter.standing(standing);
        }
        if let Some(category) = self.category {
            filter.category(db, blog, category)?;
        }
        Ok(filter)
    }

    /// The index that has this order, its column, and whether that runs upwards.
    fn run(&self) -> (&'static str, &'static str, bool) {
        let (index, column, up) = match self.order {
            Order::Usual => ("post_by_shelf", "listed_at", self.folder == Folder::Scheduled),
            Order::Changed => ("post_by_change", "changed_at", false),
            Order::Date => ("post_by_date", "dated_at", false),
            Order::Title => ("post_by_title", "title_key", true),
        };
        (index, column, up != self.reversed)
    }
}

/// A part of a list and how many posts it has in all.
pub fn list(db: &Db<'_>, blog: BlogId, query: &Query) -> Result<(Vec<Listed>, u32)> {
    let mut filter = query.filter(db, blog)?;
    let total = if filter.is_open {
        count(db, blog, query.folder)?
    } else {
        let sql = format!("SELECT count(*) FROM post WHERE {}", filter.sql());
        let mut statement = db.0.prepare_cached(&sql)?;
        statement.query_row(params_from_iter(&filter.values), |row| row.get(0))?
    };
    let ids = page(db, &mut filter, query, total)?;
    let rows = ids.into_iter().map(|id| Ok(listed(db, id)?.0)).collect::<Result<_>>()?;
    Ok((rows, total))
}

/// The posts of a whole list, in its order.
pub fn ids(db: &Db<'_>, blog: BlogId, query: &Query) -> Result<Vec<PostId>> {
    page(db, &mut query.filter(db, blog)?, query, query.offset.saturating_add(query.limit))
}

/// A part of a list, counted off from the end that is nearer.
fn page(db: &Db<'_>, filter: &mut Filter, query: &Query, total: u32) -> Result<Vec<PostId>> {
    let (index, column, up) = query.run();
    let limit = query.limit.min(total.saturating_sub(query.offset));
    let behind = total.saturating_sub(query.offset).saturating_sub(limit);
    let backwards = behind < query.offset;
    let way = if up == backwards { "DESC" } else { "ASC" };
    let limit = filter.value(i64::from(limit));
    let offset = filter.value(i64::from(if backwards { behind } else { query.offset }));
    let sql = format!(
        "SELECT post.id FROM post INDEXED BY {index} WHERE {}
         ORDER BY post.{column} {way}, post.id {way} LIMIT ?{limit} OFFSET ?{offset}",
        filter.sql()
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let ids =
        statement.query_map(params_from_iter(&filter.values), |row| row.get(0).map(PostId))?;
    let mut ids: Vec<PostId> = ids.collect::<rusqlite::Result<_>>()?;
    if backwards {
        ids.reverse();
    }
    Ok(ids)
}

/// The dates by which the posts of a folder are told apart, the newest first.
pub fn dates(db: &Db<'_>, blog: BlogId, folder: Folder) -> Result<Vec<Timestamp>> {
    let mut statement = db.0.prepare_cached(
        "SELECT dated_at FROM post INDEXED BY post_by_date
         WHERE post.blog = ?1 AND post.shelf = ?2 ORDER BY dated_at DESC",
    )?;
    let rows = statement.query_map((blog.0, folder.shelf()), |row| row.get(0).map(time))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
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
    pub(crate) fn shelf(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Pages => "pages",
            Self::Trash => "trash",
        }
    }

    fn of_shelf(shelf: &str) -> Self {
        let all = [Self::Drafts, Self::Scheduled, Self::Published, Self::Pages];
        all.into_iter().find(|folder| folder.shelf() == shelf).unwrap_or(Self::Trash)
    }
}

/// A post as lists have it, and the list it is in.
pub(crate) fn listed(db: &Db<'_>, id: PostId) -> Result<(Listed, Folder)> {
    let sql = format!(
        "SELECT post.id, post.kind, post.remote_id, post.remote_status, post.link, post.published_at,
           local.fields, substr(local.body, 1, 600), post.changed_at, post.trashed_at,
           (SELECT state FROM post_state WHERE post_state.post = post.id), {ROW_STATE}, post.shelf
         FROM post JOIN snapshot local ON local.post = post.id AND local.role = 'local'
         WHERE post.id = ?1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], |row| {
        let shelf: String = row.get(12)?;
        Ok::<_, Error>((from_row(row)?, Folder::of_shelf(&shelf)))
    })?;
    rows.next().ok_or(Error::Missing("post"))?
}

fn from_row(row: &Row<'_>) -> Result<Listed> {
    let sync: SyncState = from_word(&row.get::<_, String>(10)?)?;
    let remote_id = row.get::<_, Option<String>>(2)?.map(RemoteId);
    let remote_status =
        row.get::<_, Option<String>>(3)?.map(|word| from_word(&word)).transpose()?;
    let trashed_at: Option<i64> = row.get(9)?;
    Ok(Listed {
        id: PostId(row.get(0)?),
        kind: from_word(&row.get::<_, String>(1)?)?,
        link: row.get(4)?,
        published_at: row.get::<_, Option<i64>>(5)?.map(time),
        fields: from_json(&row.get::<_, String>(6)?)?,
        beginning: row.get(7)?,
        changed_at: time(row.get(8)?),
        trashed: trashed_at.is_some(),
        goes_at: goes_at(trashed_at, remote_status, remote_id.is_some()),
        remote_id,
        remote_status,
        sync,
        whereabouts: whereabouts(sync, row_state(row, 11)?),
    })
}
