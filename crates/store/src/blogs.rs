//! Connected blogs and the accounts they are reached by.

use afterword_model::{Blog, BlogId, Capabilities, Identity, PlatformKind, Timestamp};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::db::{from_json, from_word, millis, to_json, to_word};
use crate::{Db, Error, Result};

/// A blog to connect.
#[derive(Debug, Clone)]
pub struct NewBlog<'a> {
    /// The service.
    pub platform: PlatformKind,
    /// The root of its interface.
    pub endpoint: &'a str,
    /// The login name.
    pub username: &'a str,
    /// Where the password is kept.
    pub secret_ref: &'a str,
    /// The blog's title.
    pub title: &'a str,
    /// Its address.
    pub url: &'a str,
    /// Its zone.
    pub timezone: &'a str,
    /// The built-in one.
    pub practice: bool,
    /// Who we are there.
    pub me: &'a Identity,
    /// What we may do there.
    pub capabilities: &'a Capabilities,
}

const SELECT: &str = "SELECT blog.id, account.platform, account.endpoint, account.username,
    blog.title, blog.url, blog.timezone, blog.practice, blog.me, blog.capabilities
  FROM blog JOIN account ON account.id = blog.account";

/// Every connected blog, oldest connection first.
pub fn list(db: &Db<'_>) -> Result<Vec<Blog>> {
    let sql = format!("{SELECT} WHERE blog.disconnected_at IS NULL ORDER BY blog.id");
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then([], blog)?;
    rows.collect()
}

/// Blogs that are not connected any more, and of which the writer still has something here: posts, rows of
/// the outbox, or comments with what was begun under them.
pub fn parted(db: &Db<'_>) -> Result<Vec<Blog>> {
    let sql = format!(
        "{SELECT} WHERE blog.disconnected_at IS NOT NULL
           AND (EXISTS (SELECT 1 FROM post WHERE post.blog = blog.id)
             OR EXISTS (SELECT 1 FROM outbox WHERE outbox.blog = blog.id)
             OR EXISTS (SELECT 1 FROM comment WHERE comment.blog = blog.id))
         ORDER BY blog.id"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then([], blog)?;
    rows.collect()
}

/// A blog, connected or not.
pub fn get(db: &Db<'_>, id: BlogId) -> Result<Blog> {
    let sql = format!("{SELECT} WHERE blog.id = ?1");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], blog)?;
    rows.next().ok_or(Error::Missing("blog"))?
}

/// The blog that is reached at this endpoint, by whatever account, connected or not.
pub fn at_endpoint(db: &Db<'_>, endpoint: &str) -> Result<Option<BlogId>> {
    Ok(db
        .0
        .query_row(
            "SELECT blog.id FROM blog JOIN account ON account.id = blog.account
             WHERE account.endpoint = ?1
             ORDER BY blog.disconnected_at IS NOT NULL, blog.id LIMIT 1",
            [endpoint],
            |row| row.get(0).map(BlogId),
        )
        .optional()?)
}

/// The blog that this account was connected to before: by its name, or, under whatever name somebody signs
/// in (a mail address is one, too), by the blog's own id for the account.
pub fn of_account(
    db: &Db<'_>,
    endpoint: &str,
    username: &str,
    me: &Identity,
) -> Result<Option<BlogId>> {
    Ok(db
        .0
        .query_row(
            "SELECT blog.id FROM blog JOIN account ON account.id = blog.account
             WHERE account.endpoint = ?1
               AND (account.username = ?2 OR json_extract(blog.me, '$.remoteId') = ?3)
             ORDER BY account.username <> ?2, blog.disconnected_at IS NOT NULL, blog.id LIMIT 1",
            (endpoint, username, me.remote_id.as_str()),
            |row| row.get(0).map(BlogId),
        )
        .optional()?)
}

/// Whether a blog is connected now.
pub fn is_connected(db: &Db<'_>, id: BlogId) -> Result<bool> {
    Ok(db.0.query_row("SELECT disconnected_at IS NULL FROM blog WHERE id = ?1", [id.0], |row| {
        row.get(0)
    })?)
}

/// Connects a blog. One that was connected before under the same account comes back with all it had.
pub fn connect(db: &Db<'_>, new: &NewBlog<'_>, now: Timestamp) -> Result<BlogId> {
    if let Some(id) = of_account(db, new.endpoint, new.username, new.me)? {
        reconnect(db, id)?;
        set_username(db, id, new.username)?;
        set_secret_ref(db, id, new.secret_ref)?;
        set_details(db, id, new.title, new.url, new.timezone)?;
        set_me(db, id, new.me, new.capabilities)?;
        return Ok(id);
    }
    db.0.execute(
        "INSERT INTO account (platform, endpoint, username, secret_ref) VALUES (?1, ?2, ?3, ?4)",
        (to_word(&new.platform)?, new.endpoint, new.username, new.secret_ref),
    )?;
    db.0.execute(
        "INSERT INTO blog (account, title, url, timezone, practice, me, capabilities, connected_at)
         VALUES (:account, :title, :url, :timezone, :practice, :me, :capabilities, :now)",
        named_params! {
            ":account": db.0.last_insert_rowid(), ":title": new.title, ":url": new.url,
            ":timezone": new.timezone, ":practice": new.practice, ":me": to_json(new.me)?,
            ":capabilities": to_json(new.capabilities)?, ":now": millis(now),
        },
    )?;
    Ok(BlogId(db.0.last_insert_rowid()))
}

/// Forgets the connection; posts, comments and the outbox stay.
pub fn disconnect(db: &Db<'_>, id: BlogId, now: Timestamp) -> Result<()> {
    db.0.execute("UPDATE blog SET disconnected_at = ?2 WHERE id = ?1", (id.0, millis(now)))?;
    Ok(())
}

/// Takes the connection up again, with all that is here.
pub fn reconnect(db: &Db<'_>, id: BlogId) -> Result<()> {
    db.0.execute("UPDATE blog SET disconnected_at = NULL WHERE id = ?1", [id.0])?;
    Ok(())
}

/// The name that signed in last, unless another entry here has it.
pub fn set_username(db: &Db<'_>, id: BlogId, username: &str) -> Result<()> {
    db.0.execute(
        "UPDATE OR IGNORE account SET username = ?2
         WHERE id = (SELECT account FROM blog WHERE id = ?1)",
        (id.0, username),
    )?;
    Ok(())
}

/// What the blog says of itself.
pub fn set_details(db: &Db<'_>, id: BlogId, title: &str, url: &str, timezone: &str) -> Result<()> {
    db.0.execute(
        "UPDATE blog SET title = ?2, url = ?3, timezone = ?4 WHERE id = ?1",
        (id.0, title, url, timezone),
    )?;
    Ok(())
}

/// Who we are there, as the blog last said.
pub fn set_me(db: &Db<'_>, id: BlogId, me: &Identity, capabilities: &Capabilities) -> Result<()> {
    db.0.execute(
        "UPDATE blog SET me = ?2, capabilities = ?3 WHERE id = ?1",
        (id.0, to_json(me)?, to_json(capabilities)?),
    )?;
    Ok(())
}

/// Where the blog's password is kept.
pub fn secret_ref(db: &Db<'_>, id: BlogId) -> Result<String> {
    Ok(db.0.query_row(
        "SELECT secret_ref FROM account JOIN blog ON blog.account = account.id WHERE blog.id = ?1",
        [id.0],
        |row| row.get(0),
    )?)
}

/// Another place for the password.
pub fn set_secret_ref(db: &Db<'_>, id: BlogId, secret_ref: &str) -> Result<()> {
    db.0.execute(
        "UPDATE account SET secret_ref = ?2 WHERE id = (SELECT account FROM blog WHERE id = ?1)",
        (id.0, secret_ref),
    )?;
    Ok(())
}

/// The built-in blog may move to another port: same blog, same account.
pub fn set_endpoint(db: &Db<'_>, id: BlogId, endpoint: &str) -> Result<()> {
    db.0.execute(
        "UPDATE account SET endpoint = ?2 WHERE id = (SELECT account FROM blog WHERE id = ?1)",
        (id.0, endpoint),
    )?;
    Ok(())
}

/// The built-in blog, if it was ever connected.
pub fn practice(db: &Db<'_>) -> Result<Option<BlogId>> {
    Ok(db
        .0
        .query_row("SELECT id FROM blog WHERE practice = 1", [], |row| row.get(0).map(BlogId))
        .optional()?)
}

fn blog(row: &Row<'_>) -> Result<Blog> {
    Ok(Blog {
        id: BlogId(row.get(0)?),
        platform: from_word(&row.get::<_, String>(1)?)?,
        endpoint: row.get(2)?,
        username: row.get(3)?,
        title: row.get(4)?,
        url: row.get(5)?,
        timezone: row.get(6)?,
        practice: row.get(7)?,
        me: from_json(&row.get::<_, String>(8)?)?,
        capabilities: from_json(&row.get::<_, String>(9)?)?,
    })
}
