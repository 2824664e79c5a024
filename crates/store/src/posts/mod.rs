//! Posts and pages as the writer has them here. Their other versions are in `versions`, kept texts in
//! `revisions`, lists in `list`, thrown away ones in `trash`, and what comes from the blog in `receive`.

mod labels;
mod list;
mod receive;
mod revisions;
mod slugs;
mod titled;
mod trash;
mod versions;

pub use labels::{LabelChange, Labels, relabel, set_labels};
pub(crate) use list::listed;
pub use list::{Folder, Listed, Order, Query, Standing, count, dates, ids, list, out_at};
pub use receive::{
    GonePost, IncomingPost, KnownPost, ReceivedPost, due, known, receive, set_gone, unknown,
};
pub use revisions::{
    Revision, RevisionReason, add_revision, arrived, keep_overtaken, keep_version, kept_revision,
    last_merged, revision_at, revisions,
};
pub use slugs::with_slug;
pub use titled::{Titled, titled};
pub use trash::{IN_TRASH, Purged, purge, set_trashed};
pub use versions::{
    Base, RemoteVersion, base, clear_remote, digest, remote, set_base, set_remote_version,
    wire_digest,
};

use afterword_model::{
    BlogId, Lane, OutboxState, PostFields, PostId, PostKind, PostStatus, RemoteId, SyncState,
    Timestamp, Whereabouts, whereabouts,
};
use rusqlite::{OptionalExtension, Row, named_params};
use uuid::Uuid;

use crate::db::{from_json, from_word, millis, time, to_word};
use crate::{Db, Error, Result, find, outbox, search};

/// A post as it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// The blog it is for.
    pub blog: BlogId,
    /// Post or page.
    pub kind: PostKind,
    /// The blog's id for it, once it has one.
    pub remote_id: Option<RemoteId>,
    /// Its standing there, as last seen.
    pub remote_status: Option<PostStatus>,
    /// Its address there.
    pub link: Option<String>,
    /// Its date there, once it is public; of a scheduled one, when it becomes public.
    pub published_at: Option<Timestamp>,
    /// Title and so on, as they are here.
    pub fields: PostFields,
    /// The text as it is here.
    pub body: String,
    /// Counts the saves.
    pub version: i64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// In the trash here.
    pub trashed: bool,
    /// When it leaves the trash for good, if it does.
    pub goes_at: Option<Timestamp>,
    /// How the text stands to what was last sent.
    pub sync: SyncState,
    /// What to tell the writer.
    pub whereabouts: Whereabouts,
}

/// Which post on the blog a post here is, and how it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The blog's id.
    pub remote_id: &'a RemoteId,
    /// Its standing.
    pub status: PostStatus,
    /// Its address.
    pub link: &'a str,
    /// Its date, if it is or will be public.
    pub published_at: Option<Timestamp>,
    /// When the blog says it changed last; `None`: not known, so that the next sweep reads it.
    pub modified_at: Option<Timestamp>,
}

/// The row that most needs the writer speaks for the post.
const ROW_STATE: &str = "(SELECT outbox.state FROM outbox WHERE outbox.blog = post.blog AND outbox.lane = 'post:' || post.id
     ORDER BY outbox.state NOT IN ('blocked', 'failed'), outbox.state NOT IN ('sending', 'unsure'), outbox.id LIMIT 1)";

/// Makes an empty post or page.
pub fn create(db: &Db<'_>, blog: BlogId, kind: PostKind, now: Timestamp) -> Result<PostId> {
    let id = insert(db, blog, kind, now)?;
    put_local(db, id, &PostFields::default(), "", 1, now)?;
    Ok(id)
}

/// A post.
pub fn get(db: &Db<'_>, id: PostId) -> Result<Post> {
    let sql = format!(
        "SELECT post.id, post.blog, post.remote_id, post.remote_status, post.link, local.fields, local.body,
           local.version, local.saved_at, post.trashed_at, post_state.state, {ROW_STATE},
           post.kind, post.published_at
         FROM post
         JOIN snapshot local ON local.post = post.id AND local.role = 'local'
         JOIN post_state ON post_state.post = post.id
         WHERE post.id = ?1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], post)?;
    rows.next().ok_or(Error::Missing("post"))?
}

/// Saves what the writer has now, made from `version`. Returns the new version; the same text again
/// writes nothing. The text that stood for minutes, or is the first after many, is kept as a revision.
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
    revisions::keep_by_itself(db, &current, now)?;
    put_local(db, id, fields, body, version + 1, now)?;
    touch(db, id, now)?;
    Ok(version + 1)
}

/// Puts another text in the place of the local one, which is kept as a revision with its version.
/// Returns the new version; the same text again writes nothing.
pub fn replace(
    db: &Db<'_>,
    id: PostId,
    fields: &PostFields,
    body: &str,
    reason: RevisionReason,
    now: Timestamp,
) -> Result<i64> {
    let current = get(db, id)?;
    if current.fields == *fields && current.body == body {
        return Ok(current.version);
    }
    let old = Some(current.version);
    add_revision(db, id, reason, &current.fields, &current.body, old, now)?;
    if current.fields.title == fields.title && current.body == body {
        put_fields(db, id, fields, body, current.version + 1, now)?;
    } else {
        put_local(db, id, fields, body, current.version + 1, now)?;
    }
    touch(db, id, now)?;
    Ok(current.version + 1)
}

/// Puts other fields in the place of the local ones, which the caller has kept as a revision of this
/// version. Returns the new version.
pub fn fill_in(db: &Db<'_>, id: PostId, fields: &PostFields, now: Timestamp) -> Result<i64> {
    let current = get(db, id)?;
    put_local(db, id, fields, &current.body, current.version + 1, now)?;
    Ok(current.version + 1)
}

/// Notes which post on the blog this one is, and how it stands there. If a pull already brought that
/// one in, the two become one; words typed into the other stay as a post of their own.
pub fn set_remote(db: &Db<'_>, id: PostId, place: &Place<'_>) -> Result<()> {
    let blog: i64 =
        db.0.query_row("SELECT blog FROM post WHERE id = ?1", [id.0], |row| row.get(0))
            .optional()?
            .ok_or(Error::Missing("post"))?;
    if let Some(double) = by_remote(db, BlogId(blog), place.remote_id)?
        && double != id
    {
        give_way(db, double)?;
    }
    db.0.execute(
        "UPDATE post SET remote_id = :remote, remote_status = :status, link = :link, published_at = :published,
           modified_at = :modified WHERE id = :id",
        named_params! {
            ":id": id.0, ":remote": place.remote_id.as_str(), ":status": to_word(&place.status)?,
            ":link": place.link, ":published": place.published_at.map(millis),
            ":modified": place.modified_at.map(millis),
        },
    )?;
    Ok(())
}

/// The post is no longer on the blog: from here on it is one that was never sent.
pub fn forget_remote(db: &Db<'_>, id: PostId) -> Result<()> {
    db.0.execute(
        "UPDATE post SET remote_id = NULL, remote_status = NULL, link = NULL, published_at = NULL WHERE id = ?1",
        [id.0],
    )?;
    db.0.execute("DELETE FROM snapshot WHERE post = ?1 AND role IN ('base', 'remote')", [id.0])?;
    Ok(())
}

/// What the post is called here for ever, unlike any other post on any computer.
pub fn uuid(db: &Db<'_>, id: PostId) -> Result<String> {
    Ok(db.0.query_row("SELECT uuid FROM post WHERE id = ?1", [id.0], |row| row.get(0))?)
}

/// The post here that the blog knows under this id.
pub fn by_remote(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<PostId>> {
    let mut statement =
        db.0.prepare_cached("SELECT id FROM post WHERE blog = ?1 AND remote_id = ?2")?;
    Ok(statement.query_row((blog.0, remote.as_str()), |row| row.get(0).map(PostId)).optional()?)
}

fn give_way(db: &Db<'_>, double: PostId) -> Result<()> {
    let here = get(db, double)?;
    let untouched =
        base(db, double)?.is_some_and(|base| base.fields == here.fields && base.body == here.body);
    if !untouched || outbox::has_lane(db, here.blog, &Lane::post(double))? {
        return forget_remote(db, double);
    }
    search::forget_post(db, double)?;
    db.0.execute("DELETE FROM post WHERE id = ?1", [double.0])?;
    Ok(())
}

fn insert(db: &Db<'_>, blog: BlogId, kind: PostKind, changed_at: Timestamp) -> Result<PostId> {
    db.0.prepare_cached(
        "INSERT INTO post (uuid, blog, kind, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?4)",
    )?
    .execute((Uuid::new_v4().to_string(), blog.0, to_word(&kind)?, millis(changed_at)))?;
    Ok(PostId(db.0.last_insert_rowid()))
}

fn put_local(
    db: &Db<'_>,
    id: PostId,
    fields: &PostFields,
    body: &str,
    version: i64,
    at: Timestamp,
) -> Result<()> {
    put_fields(db, id, fields, body, version, at)?;
    search::index_post(db, id, &fields.title, body)
}

/// The same where neither title nor text changed: what is searched for stays.
fn put_fields(
    db: &Db<'_>,
    id: PostId,
    fields: &PostFields,
    body: &str,
    version: i64,
    at: Timestamp,
) -> Result<()> {
    let local = Base {
        fields: fields.clone(),
        body: body.to_owned(),
        wire_title: String::new(),
        wire: String::new(),
        wire_fields: None,
    };
    versions::put(db, id, "local", &local, version, at)?;
    find::label_post(db, id, fields)
}

fn touch(db: &Db<'_>, id: PostId, at: Timestamp) -> Result<()> {
    db.0.execute("UPDATE post SET changed_at = ?2 WHERE id = ?1", (id.0, millis(at)))?;
    Ok(())
}

fn post(row: &Row<'_>) -> Result<Post> {
    let sync: SyncState = from_word(&row.get::<_, String>(10)?)?;
    let remote_id = row.get::<_, Option<String>>(2)?.map(RemoteId);
    let remote_status =
        row.get::<_, Option<String>>(3)?.map(|word| from_word(&word)).transpose()?;
    let trashed_at: Option<i64> = row.get(9)?;
    Ok(Post {
        id: PostId(row.get(0)?),
        blog: BlogId(row.get(1)?),
        link: row.get(4)?,
        fields: from_json(&row.get::<_, String>(5)?)?,
        body: row.get(6)?,
        version: row.get(7)?,
        saved_at: time(row.get(8)?),
        trashed: trashed_at.is_some(),
        goes_at: trash::goes_at(trashed_at, remote_status, remote_id.is_some()),
        remote_id,
        remote_status,
        sync,
        whereabouts: whereabouts(sync, row_state(row, 11)?),
        kind: from_word(&row.get::<_, String>(12)?)?,
        published_at: row.get::<_, Option<i64>>(13)?.map(time),
    })
}

fn row_state(row: &Row<'_>, column: usize) -> Result<Option<OutboxState>> {
    row.get::<_, Option<String>>(column)?.map(|word| from_word(&word)).transpose()
}
