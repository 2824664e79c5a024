//! Posts.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::select::{Page, Select};
use super::time;

/// Where a post stands, in WordPress's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Publish,
    Future,
    Draft,
    Pending,
    Private,
    Trash,
}

impl Status {
    pub(crate) const ALL: [Self; 6] =
        [Self::Publish, Self::Future, Self::Draft, Self::Pending, Self::Private, Self::Trash];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Future => "future",
            Self::Draft => "draft",
            Self::Pending => "pending",
            Self::Private => "private",
            Self::Trash => "trash",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Drafts of both sorts: no slug of their own accord, a date that floats.
    pub(crate) fn is_draft(self) -> bool {
        matches!(self, Self::Draft | Self::Pending)
    }
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// 0 until it is stored.
    pub(crate) id: i64,
    pub(crate) status: Status,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) excerpt: String,
    /// `None`: it floats with each save.
    pub(crate) fixed_date: Option<DateTime<Utc>>,
    pub(crate) modified: DateTime<Utc>,
    pub(crate) comments_open: bool,
}

impl Post {
    /// The date it shows.
    pub(crate) fn date(&self) -> DateTime<Utc> {
        self.fixed_date.unwrap_or(self.modified)
    }
}

const COLUMNS: &str =
    "id, status, slug, title, content, excerpt, date, modified, comment_status = 'open'";

fn read(row: &Row<'_>) -> Result<Post> {
    let status: String = row.get(1)?;
    Ok(Post {
        id: row.get(0)?,
        status: Status::parse(&status).unwrap_or(Status::Draft),
        slug: row.get(2)?,
        title: row.get(3)?,
        content: row.get(4)?,
        excerpt: row.get(5)?,
        fixed_date: row.get::<_, Option<i64>>(6)?.map(time),
        modified: time(row.get(7)?),
        comments_open: row.get(8)?,
    })
}

pub(crate) fn get(conn: &Connection, id: i64) -> Result<Option<Post>> {
    let sql = format!("SELECT {COLUMNS} FROM post WHERE id = ?1 AND kind = 'post'");
    conn.query_row(&sql, [id], read).optional()
}

/// The posts that meet the conditions, and how many there are in all.
pub(crate) fn list(
    conn: &Connection,
    mut select: Select,
    order: &str,
    page: Page,
) -> Result<(Vec<Post>, i64)> {
    select.and("kind = 'post'");
    let total = select.count(conn, "post")?;
    Ok((select.rows(conn, (COLUMNS, "post"), order, page, read)?, total))
}

/// The public post at this address; for an address it had before, the post with its present one.
pub(crate) fn public_at(conn: &Connection, slug: &str) -> Result<Option<Post>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM post WHERE kind = 'post' AND status = 'publish' AND slug = ?1
         ORDER BY id LIMIT 1"
    );
    if let Some(post) = conn.query_row(&sql, [slug], read).optional()? {
        return Ok(Some(post));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM post WHERE kind = 'post' AND status = 'publish'
         AND id = (SELECT post FROM old_slug WHERE slug = ?1)"
    );
    conn.query_row(&sql, [slug], read).optional()
}

/// Stores a new post and gives its id.
pub(crate) fn insert(conn: &Connection, post: &Post) -> Result<i64> {
    let sql = "INSERT INTO post
               (kind, status, slug, title, content, excerpt, date, modified, comment_status)
               VALUES ('post', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    conn.execute(
        sql,
        params![
            post.status.as_str(),
            post.slug,
            post.title,
            post.content,
            post.excerpt,
            post.fixed_date.map(|date| date.timestamp()),
            post.modified.timestamp(),
            if post.comments_open { "open" } else { "closed" },
        ],
    )?;
    Ok(conn.last_insert_rowid())
}

pub(crate) fn update(conn: &Connection, post: &Post) -> Result<()> {
    let sql = "UPDATE post SET status = ?2, slug = ?3, title = ?4, content = ?5, excerpt = ?6,
               date = ?7, modified = ?8, comment_status = ?9 WHERE id = ?1";
    conn.execute(
        sql,
        params![
            post.id,
            post.status.as_str(),
            post.slug,
            post.title,
            post.content,
            post.excerpt,
            post.fixed_date.map(|date| date.timestamp()),
            post.modified.timestamp(),
            if post.comments_open { "open" } else { "closed" },
        ],
    )
    .map(drop)
}

/// Deletes a post or picture for good, with the comments on it.
pub(crate) fn delete(conn: &Connection, id: i64) -> Result<()> {
    conn.execute("DELETE FROM post WHERE id = ?1", [id]).map(drop)
}

/// Keeps an address that a public post gives up.
pub(crate) fn keep_old_slug(conn: &Connection, slug: &str, post: i64) -> Result<()> {
    let sql = "INSERT INTO old_slug (slug, post) VALUES (?1, ?2)
               ON CONFLICT (slug) DO UPDATE SET post = excluded.post";
    conn.execute(sql, params![slug, post]).map(drop)
}

/// Makes scheduled posts public whose time has come. Their `modified` stays, as in WordPress.
pub(crate) fn publish_due(conn: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let sql = "UPDATE post SET status = 'publish' WHERE status = 'future' AND date <= ?1";
    conn.execute(sql, [now.timestamp()])
}

/// Which slugs a new one must differ from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// Other posts.
    Posts,
    /// Posts and pictures.
    Everything,
}

/// Whether another row has this slug.
pub(crate) fn slug_taken(
    conn: &Connection,
    namespace: Namespace,
    slug: &str,
    except: i64,
) -> Result<bool> {
    let sql = match namespace {
        Namespace::Posts => {
            "SELECT EXISTS (SELECT 1 FROM post WHERE slug = ?1 AND id <> ?2 AND kind = 'post')"
        }
        Namespace::Everything => "SELECT EXISTS (SELECT 1 FROM post WHERE slug = ?1 AND id <> ?2)",
    };
    conn.query_row(sql, params![slug, except], |row| row.get(0))
}
