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

/// A post, or a page that stands outside the blog's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Post,
    Page,
}

impl Kind {
    /// WordPress's name, as it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Page => "page",
        }
    }

    /// Its route, and what capabilities call it.
    pub(crate) fn route(self) -> &'static str {
        match self {
            Self::Post => "posts",
            Self::Page => "pages",
        }
    }
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// 0 until it is stored.
    pub(crate) id: i64,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) excerpt: String,
    /// `None`: it floats with each save.
    pub(crate) fixed_date: Option<DateTime<Utc>>,
    pub(crate) modified: DateTime<Utc>,
    pub(crate) comments_open: bool,
    pub(crate) pings_open: bool,
    /// The account's id.
    pub(crate) author: i64,
    /// A page's page; 0: none.
    pub(crate) parent: i64,
    pub(crate) menu_order: i64,
    /// What readers must know; empty: nothing.
    pub(crate) password: String,
    pub(crate) sticky: bool,
    /// One of WordPress's post formats.
    pub(crate) format: String,
    /// A picture's id; 0: none.
    pub(crate) featured: i64,
    /// The texts of its footnotes, as JSON.
    pub(crate) footnotes: String,
    /// The slugs of the pages above a page, topmost first, each with a slash behind it. Read only.
    pub(crate) above: String,
}

impl Post {
    /// An empty draft.
    pub(crate) fn blank(kind: Kind, author: i64, now: DateTime<Utc>) -> Self {
        Self {
            id: 0,
            kind,
            status: Status::Draft,
            slug: String::new(),
            title: String::new(),
            content: String::new(),
            excerpt: String::new(),
            fixed_date: None,
            modified: now,
            comments_open: kind == Kind::Post,
            pings_open: kind == Kind::Post,
            author,
            parent: 0,
            menu_order: 0,
            password: String::new(),
            sticky: false,
            format: "standard".to_owned(),
            featured: 0,
            footnotes: String::new(),
            above: String::new(),
        }
    }

    /// The date it shows.
    pub(crate) fn date(&self) -> DateTime<Utc> {
        self.fixed_date.unwrap_or(self.modified)
    }
}

/// Columns, the last of them the slugs of the pages above.
const COLUMNS: &str = "id, status, slug, title, content, excerpt, date, modified,
    comment_status = 'open', kind, ping_status = 'open', author, parent, menu_order, password, sticky,
    format, featured, footnotes,
    (WITH RECURSIVE up (slug, parent, step) AS (
       SELECT above.slug, above.parent, 0 FROM post AS above
       WHERE above.id = post.parent AND above.kind = 'page' AND post.kind = 'page'
       UNION ALL
       SELECT above.slug, above.parent, up.step + 1 FROM up
       JOIN post AS above ON above.id = up.parent AND above.kind = 'page' WHERE up.step < 20)
     SELECT group_concat(slug || '/', '') FROM (SELECT slug FROM up ORDER BY step DESC))";

fn read(row: &Row<'_>) -> Result<Post> {
    let status: String = row.get(1)?;
    let kind: String = row.get(9)?;
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
        kind: if kind == "page" { Kind::Page } else { Kind::Post },
        pings_open: row.get(10)?,
        author: row.get(11)?,
        parent: row.get(12)?,
        menu_order: row.get(13)?,
        password: row.get(14)?,
        sticky: row.get(15)?,
        format: row.get(16)?,
        featured: row.get(17)?,
        footnotes: row.get(18)?,
        above: row.get::<_, Option<String>>(19)?.unwrap_or_default(),
    })
}

/// The post or page of this id.
pub(crate) fn get(conn: &Connection, id: i64) -> Result<Option<Post>> {
    let sql = format!("SELECT {COLUMNS} FROM post WHERE id = ?1 AND kind <> 'attachment'");
    conn.query_row(&sql, [id], read).optional()
}

/// The posts or pages that meet the conditions, and how many there are in all.
pub(crate) fn list(
    conn: &Connection,
    kind: Kind,
    mut select: Select,
    order: &str,
    page: Page,
) -> Result<(Vec<Post>, i64)> {
    select.and_value("kind = ?", kind.as_str().to_owned());
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

/// The public page at this path of slugs, the topmost first.
pub(crate) fn public_page_at(conn: &Connection, path: &str) -> Result<Option<Post>> {
    let slug = path.rsplit('/').next().unwrap_or_default();
    let sql = format!(
        "SELECT {COLUMNS} FROM post WHERE kind = 'page' AND status = 'publish' AND slug = ?1"
    );
    let mut found = conn.prepare(&sql)?;
    let pages: Result<Vec<Post>> = found.query_map([slug], read)?.collect();
    Ok(pages?.into_iter().find(|page| format!("{}{}", page.above, page.slug) == path))
}

/// The public pages that stand under no other, in their order.
pub(crate) fn top_pages(conn: &Connection) -> Result<Vec<Post>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM post WHERE kind = 'page' AND status = 'publish' AND parent = 0
         ORDER BY menu_order, title COLLATE NOCASE LIMIT 8"
    );
    conn.prepare(&sql)?.query_map([], read)?.collect()
}

/// Stores a new post and gives its id.
pub(crate) fn insert(conn: &Connection, post: &Post) -> Result<i64> {
    let sql = "INSERT INTO post
               (kind, status, slug, title, content, excerpt, modified, comment_status)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open')";
    conn.execute(
        sql,
        params![
            post.kind.as_str(),
            post.status.as_str(),
            post.slug,
            post.title,
            post.content,
            post.excerpt,
            post.modified.timestamp(),
        ],
    )?;
    let id = conn.last_insert_rowid();
    update(conn, &Post { id, ..post.clone() })?;
    Ok(id)
}

pub(crate) fn update(conn: &Connection, post: &Post) -> Result<()> {
    let sql = "UPDATE post SET status = ?2, slug = ?3, title = ?4, content = ?5, excerpt = ?6,
               date = ?7, modified = ?8, comment_status = ?9, ping_status = ?10, author = ?11,
               parent = ?12, menu_order = ?13, password = ?14, sticky = ?15, format = ?16,
               featured = ?17, footnotes = ?18 WHERE id = ?1";
    let open = |open| if open { "open" } else { "closed" };
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
            open(post.comments_open),
            open(post.pings_open),
            post.author,
            post.parent,
            post.menu_order,
            post.password,
            post.sticky,
            post.format,
            post.featured,
            post.footnotes,
        ],
    )
    .map(drop)
}

/// Deletes a post, page or picture for good, with the comments on it. What stood under it moves up.
pub(crate) fn delete(conn: &Connection, id: i64) -> Result<()> {
    let sql = "UPDATE post SET parent = coalesce((SELECT parent FROM post WHERE id = ?1), 0)
               WHERE parent = ?1 AND kind = 'page'";
    conn.execute(sql, [id])?;
    conn.execute("UPDATE post SET parent = 0 WHERE parent = ?1", [id])?;
    conn.execute("UPDATE post SET featured = 0 WHERE featured = ?1", [id])?;
    conn.execute("DELETE FROM post WHERE id = ?1", [id]).map(drop)
}

/// Makes scheduled posts public whose time has come. Their `modified` stays, as in WordPress.
pub(crate) fn publish_due(conn: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let sql = "UPDATE post SET status = 'publish' WHERE status = 'future' AND date <= ?1";
    conn.execute(sql, [now.timestamp()])
}
