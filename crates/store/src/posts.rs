//! Posts, their snapshots (what is here, what was last sent, what the blog has meanwhile) and revisions.

use afterword_model::{
    BlogId, OutboxState, PostFields, PostId, PostStatus, RemoteId, SyncState, Timestamp,
    Whereabouts, whereabouts,
};
use rusqlite::{OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{from_json, from_word, millis, time, to_json, to_word};
use crate::{Db, Error, Result, search};

/// A list of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// Not public on the blog, not trashed here.
    Drafts,
    /// On the blog.
    Published,
    /// Trashed here.
    Trash,
}

/// A post as it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// The blog it is for.
    pub blog: BlogId,
    /// The blog's id for it, once it has one.
    pub remote_id: Option<RemoteId>,
    /// Its standing there, as last seen.
    pub remote_status: Option<PostStatus>,
    /// Its address there.
    pub link: Option<String>,
    /// Title and so on, as they are here.
    pub fields: PostFields,
    /// The Markdown as it is here.
    pub body: String,
    /// Counts the saves.
    pub version: i64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// In the trash here.
    pub trashed: bool,
    /// How the text stands to what was last sent.
    pub sync: SyncState,
    /// What to tell the writer.
    pub whereabouts: Whereabouts,
}

/// What was last sent, with what the blog made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// As the writer had it.
    pub fields: PostFields,
    /// As the writer had it.
    pub body: String,
    /// The title as the blog holds it.
    pub wire_title: String,
    /// The HTML as the blog holds it.
    pub wire: String,
}

/// The blog's own version while a conflict waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteVersion {
    /// The title as the blog holds it.
    pub wire_title: String,
    /// The HTML as the blog holds it.
    pub wire: String,
    /// Of title and HTML.
    pub digest: String,
    /// When the blog says it changed.
    pub changed_at: Timestamp,
}

/// Why a revision was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RevisionReason {
    /// The text was sent.
    Sent,
    /// Another window saved a newer text first; this one lost.
    Overtaken,
    /// The blog's version, replaced by the writer's at their word. Its body is HTML.
    Replaced,
}

/// A text that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Why it was kept.
    pub reason: RevisionReason,
    /// Title and so on.
    pub fields: PostFields,
    /// Markdown, or HTML for [`RevisionReason::Replaced`].
    pub body: String,
    /// When.
    pub saved_at: Timestamp,
}

const SELECT: &str = "SELECT post.id, post.blog, post.remote_id, post.remote_status, post.link,
    local.fields, local.body, local.version, local.saved_at, post.trashed_at IS NOT NULL, post_state.state,
    (SELECT outbox.state FROM outbox WHERE outbox.blog = post.blog AND outbox.lane = 'post:' || post.id
     ORDER BY outbox.state NOT IN ('blocked', 'failed'), outbox.state NOT IN ('sending', 'unsure'), outbox.id LIMIT 1)
  FROM post
  JOIN snapshot local ON local.post = post.id AND local.role = 'local'
  JOIN post_state ON post_state.post = post.id";

/// The digest that tells whether two texts are the same.
pub fn digest(fields: &PostFields, body: &str) -> Result<String> {
    Ok(digest_of(&to_json(fields)?, body))
}

/// The digest of a version as the blog holds it.
pub fn wire_digest(wire_title: &str, wire: &str) -> String {
    digest_of(wire_title, wire)
}

/// Makes an empty post.
pub fn create(db: &Db<'_>, blog: BlogId, now: Timestamp) -> Result<PostId> {
    db.0.execute(
        "INSERT INTO post (uuid, blog, created_at, changed_at) VALUES (?1, ?2, ?3, ?3)",
        (Uuid::new_v4().to_string(), blog.0, millis(now)),
    )?;
    let id = PostId(db.0.last_insert_rowid());
    put(db, id, "local", &PostFields::default(), "", ("", ""), 1, now)?;
    search::index_post(db, id, "", "")?;
    Ok(id)
}

/// A post.
pub fn get(db: &Db<'_>, id: PostId) -> Result<Post> {
    let sql = format!("{SELECT} WHERE post.id = ?1");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], post)?;
    rows.next().ok_or(Error::Missing("post"))?
}

/// A folder's posts, last changed first. `search` narrows them to those that contain its words.
pub fn list(db: &Db<'_>, blog: BlogId, folder: Folder, search: &str) -> Result<Vec<Post>> {
    let found = search::query(search);
    let sql = format!(
        "{SELECT} WHERE post.blog = ?1 AND {}
           AND (?2 IS NULL OR post.id IN (SELECT rowid FROM post_search WHERE post_search MATCH ?2))
         ORDER BY post.changed_at DESC, post.id DESC",
        folder.condition()
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, found), post)?;
    rows.collect()
}

/// How many posts a folder has.
pub fn count(db: &Db<'_>, blog: BlogId, folder: Folder) -> Result<u32> {
    let sql = format!("SELECT count(*) FROM post WHERE post.blog = ?1 AND {}", folder.condition());
    Ok(db.0.prepare_cached(&sql)?.query_row([blog.0], |row| row.get(0))?)
}

/// Saves what the writer has now, made from `version`. Returns the new version; the same text again
/// writes nothing.
///
/// # Errors
/// [`Error::Stale`] when the stored text is newer than `version`: nothing was changed.
pub fn save(
    db: &Db<'_>,
    id: PostId,
    fields: &PostFields,
    body: &str,
    version: i64,
    now: Timestamp,
) -> Result<i64> {
    let current = get(db, id)?;
    if current.fields == *fields && current.body == body {
        return Ok(current.version);
    }
    if current.version != version {
        return Err(Error::Stale);
    }
    put(db, id, "local", fields, body, ("", ""), version + 1, now)?;
    db.0.execute("UPDATE post SET changed_at = ?2 WHERE id = ?1", (id.0, millis(now)))?;
    search::index_post(db, id, &fields.title, body)?;
    Ok(version + 1)
}

/// Puts a post into the trash here, or takes it out.
pub fn set_trashed(db: &Db<'_>, id: PostId, at: Option<Timestamp>) -> Result<()> {
    let changed =
        db.0.execute("UPDATE post SET trashed_at = ?2 WHERE id = ?1", (id.0, at.map(millis)))?;
    if changed == 0 { Err(Error::Missing("post")) } else { Ok(()) }
}

/// Notes which post on the blog this one is.
pub fn set_remote(
    db: &Db<'_>,
    id: PostId,
    remote: &RemoteId,
    status: PostStatus,
    link: &str,
) -> Result<()> {
    db.0.execute(
        "UPDATE post SET remote_id = ?2, remote_status = ?3, link = ?4 WHERE id = ?1",
        (id.0, remote.as_str(), to_word(&status)?, link),
    )?;
    Ok(())
}

/// The post is no longer on the blog: from here on it is one that was never sent.
pub fn forget_remote(db: &Db<'_>, id: PostId) -> Result<()> {
    db.0.execute(
        "UPDATE post SET remote_id = NULL, remote_status = NULL, link = NULL WHERE id = ?1",
        [id.0],
    )?;
    db.0.execute("DELETE FROM snapshot WHERE post = ?1 AND role IN ('base', 'remote')", [id.0])?;
    Ok(())
}

/// What was last sent, if anything.
pub fn base(db: &Db<'_>, id: PostId) -> Result<Option<Base>> {
    let mut statement = db.0.prepare_cached(
        "SELECT fields, body, wire_title, wire FROM snapshot WHERE post = ?1 AND role = 'base'",
    )?;
    let mut rows = statement.query_and_then([id.0], |row| {
        Ok(Base {
            fields: from_json(&row.get::<_, String>(0)?)?,
            body: row.get(1)?,
            wire_title: row.get(2)?,
            wire: row.get(3)?,
        })
    })?;
    rows.next().transpose()
}

/// Notes what was sent and what the blog made of it; a conflict that waited is over.
pub fn set_base(db: &Db<'_>, id: PostId, base: &Base, now: Timestamp) -> Result<()> {
    clear_remote(db, id)?;
    put(db, id, "base", &base.fields, &base.body, (&base.wire_title, &base.wire), 1, now)
}

/// The blog's version that a conflict is about.
pub fn remote(db: &Db<'_>, id: PostId) -> Result<Option<RemoteVersion>> {
    Ok(db
        .0
        .query_row(
            "SELECT wire_title, wire, digest, saved_at FROM snapshot WHERE post = ?1 AND role = 'remote'",
            [id.0],
            |row| {
                Ok(RemoteVersion {
                    wire_title: row.get(0)?,
                    wire: row.get(1)?,
                    digest: row.get(2)?,
                    changed_at: time(row.get(3)?),
                })
            },
        )
        .optional()?)
}

/// Keeps the blog's version until the writer has chosen.
pub fn set_remote_version(
    db: &Db<'_>,
    id: PostId,
    wire_title: &str,
    wire: &str,
    changed_at: Timestamp,
) -> Result<()> {
    put(db, id, "remote", &PostFields::default(), "", (wire_title, wire), 1, changed_at)
}

/// The conflict is over.
pub fn clear_remote(db: &Db<'_>, id: PostId) -> Result<()> {
    db.0.execute("DELETE FROM snapshot WHERE post = ?1 AND role = 'remote'", [id.0])?;
    Ok(())
}

/// Keeps a text.
pub fn add_revision(
    db: &Db<'_>,
    id: PostId,
    reason: RevisionReason,
    fields: &PostFields,
    body: &str,
    now: Timestamp,
) -> Result<()> {
    db.0.execute(
        "INSERT INTO revision (post, reason, fields, body, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id.0, to_word(&reason)?, to_json(fields)?, body, millis(now)),
    )?;
    Ok(())
}

/// A post's kept texts, newest first.
pub fn revisions(db: &Db<'_>, id: PostId) -> Result<Vec<Revision>> {
    let mut statement = db.0.prepare_cached(
        "SELECT reason, fields, body, saved_at FROM revision WHERE post = ?1 ORDER BY id DESC",
    )?;
    let rows = statement.query_and_then([id.0], |row| {
        Ok(Revision {
            reason: from_word(&row.get::<_, String>(0)?)?,
            fields: from_json(&row.get::<_, String>(1)?)?,
            body: row.get(2)?,
            saved_at: time(row.get(3)?),
        })
    })?;
    rows.collect()
}

/// The post here that the blog knows under this id.
pub fn by_remote(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<PostId>> {
    Ok(db
        .0
        .query_row(
            "SELECT id FROM post WHERE blog = ?1 AND remote_id = ?2",
            (blog.0, remote.as_str()),
            |row| row.get(0).map(PostId),
        )
        .optional()?)
}

impl Folder {
    fn condition(self) -> &'static str {
        match self {
            Self::Drafts => {
                "post.trashed_at IS NULL AND coalesce(post.remote_status, 'draft') IN ('draft', 'pending')"
            }
            Self::Published => {
                "post.trashed_at IS NULL AND coalesce(post.remote_status, 'draft') NOT IN ('draft', 'pending')"
            }
            Self::Trash => "post.trashed_at IS NOT NULL",
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
fn put(
    db: &Db<'_>,
    id: PostId,
    role: &str,
    fields: &PostFields,
    body: &str,
    (wire_title, wire): (&str, &str),
    version: i64,
    at: Timestamp,
) -> Result<()> {
    let digest =
        if role == "remote" { wire_digest(wire_title, wire) } else { digest(fields, body)? };
    db.0.execute(
        "INSERT INTO snapshot (post, role, fields, body, wire_title, wire, digest, version, saved_at)
         VALUES (:post, :role, :fields, :body, :wire_title, :wire, :digest, :version, :at)
         ON CONFLICT (post, role) DO UPDATE SET fields = excluded.fields, body = excluded.body,
           wire_title = excluded.wire_title, wire = excluded.wire, digest = excluded.digest,
           version = excluded.version, saved_at = excluded.saved_at",
        named_params! {
            ":post": id.0, ":role": role, ":fields": to_json(fields)?, ":body": body,
            ":wire_title": wire_title, ":wire": wire, ":digest": digest, ":version": version, ":at": millis(at),
        },
    )?;
    Ok(())
}

fn post(row: &Row<'_>) -> Result<Post> {
    let sync: SyncState = from_word(&row.get::<_, String>(10)?)?;
    let outbox: Option<OutboxState> =
        row.get::<_, Option<String>>(11)?.map(|word| from_word(&word)).transpose()?;
    Ok(Post {
        id: PostId(row.get(0)?),
        blog: BlogId(row.get(1)?),
        remote_id: row.get::<_, Option<String>>(2)?.map(RemoteId),
        remote_status: row.get::<_, Option<String>>(3)?.map(|word| from_word(&word)).transpose()?,
        link: row.get(4)?,
        fields: from_json(&row.get::<_, String>(5)?)?,
        body: row.get(6)?,
        version: row.get(7)?,
        saved_at: time(row.get(8)?),
        trashed: row.get(9)?,
        sync,
        whereabouts: whereabouts(sync, outbox),
    })
}

fn digest_of(head: &str, body: &str) -> String {
    let mut hash = Sha256::new();
    hash.update((head.len() as u64).to_le_bytes());
    hash.update(head);
    hash.update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
