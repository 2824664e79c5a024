//! A post's versions beside the writer's own: what was last seen on the blog, and the blog's newer one
//! while a conflict waits.

use afterword_model::{PostFields, PostId, PostStatus, Timestamp, WireFields};
use rusqlite::{Row, named_params};
use sha2::{Digest, Sha256};

use crate::db::{from_json, millis, time, to_json};
use crate::{Db, Result};

/// A version that the blog has: as it reads here, and as the blog holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// As the writer has it.
    pub fields: PostFields,
    /// As the writer has it.
    pub body: String,
    /// The title as the blog holds it.
    pub wire_title: String,
    /// The HTML as the blog holds it.
    pub wire: String,
    /// Everything else as the blog holds it; `None` for what an older version of the app noted.
    pub wire_fields: Option<WireFields>,
}

/// The blog's own version while a conflict waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteVersion {
    /// As it reads here; only a title when an older version of the app noted it.
    pub fields: PostFields,
    /// As it reads here; empty when an older version of the app noted it.
    pub body: String,
    /// The title as the blog holds it.
    pub wire_title: String,
    /// The HTML as the blog holds it.
    pub wire: String,
    /// Everything else as the blog holds it.
    pub wire_fields: Option<WireFields>,
    /// See [`wire_digest`].
    pub digest: String,
    /// When the blog says it changed.
    pub changed_at: Timestamp,
}

impl RemoteVersion {
    /// As a base to go on from.
    pub fn into_base(self) -> Base {
        Base {
            fields: self.fields,
            body: self.body,
            wire_title: self.wire_title,
            wire: self.wire,
            wire_fields: self.wire_fields,
        }
    }
}

/// The digest that tells whether two texts are the same.
pub fn digest(fields: &PostFields, body: &str) -> Result<String> {
    Ok(digest_of(&to_json(fields)?, body))
}

/// The digest of a version as the blog holds it. The date of an unpublished post does not count: it
/// moves by itself.
pub fn wire_digest(wire_title: &str, wire: &str, fields: Option<&WireFields>) -> Result<String> {
    let Some(fields) = fields else { return Ok(digest_of(wire_title, wire)) };
    let mut fields = fields.clone();
    if matches!(fields.status, PostStatus::Draft | PostStatus::Pending) {
        fields.date = Timestamp::default();
    }
    Ok(digest_of(&format!("{wire_title}\n{}", to_json(&fields)?), wire))
}

/// What was last seen on the blog, if anything.
pub fn base(db: &Db<'_>, id: PostId) -> Result<Option<Base>> {
    let mut statement = db.0.prepare_cached(
        "SELECT fields, body, wire_title, wire, wire_fields FROM snapshot WHERE post = ?1 AND role = 'base'",
    )?;
    let mut rows = statement.query_and_then([id.0], version)?;
    rows.next().transpose()
}

/// Notes what was sent and what the blog made of it; a conflict that waited is over.
pub fn set_base(db: &Db<'_>, id: PostId, base: &Base, now: Timestamp) -> Result<()> {
    clear_remote(db, id)?;
    put(db, id, "base", base, 1, now)
}

/// The blog's version that a conflict is about.
pub fn remote(db: &Db<'_>, id: PostId) -> Result<Option<RemoteVersion>> {
    let mut statement = db.0.prepare_cached(
        "SELECT fields, body, wire_title, wire, wire_fields, digest, saved_at FROM snapshot
         WHERE post = ?1 AND role = 'remote'",
    )?;
    let mut rows = statement.query_and_then([id.0], |row| {
        let version = version(row)?;
        Ok(RemoteVersion {
            fields: version.fields,
            body: version.body,
            wire_title: version.wire_title,
            wire: version.wire,
            wire_fields: version.wire_fields,
            digest: row.get(5)?,
            changed_at: time(row.get(6)?),
        })
    })?;
    rows.next().transpose()
}

/// Keeps the blog's version until the writer has chosen.
pub fn set_remote_version(
    db: &Db<'_>,
    id: PostId,
    theirs: &Base,
    changed_at: Timestamp,
) -> Result<()> {
    put(db, id, "remote", theirs, 1, changed_at)
}

/// The conflict is over.
pub fn clear_remote(db: &Db<'_>, id: PostId) -> Result<()> {
    db.0.execute("DELETE FROM snapshot WHERE post = ?1 AND role = 'remote'", [id.0])?;
    Ok(())
}

pub(super) fn put(
    db: &Db<'_>,
    id: PostId,
    role: &str,
    version: &Base,
    number: i64,
    at: Timestamp,
) -> Result<()> {
    let digest = if role == "remote" {
        wire_digest(&version.wire_title, &version.wire, version.wire_fields.as_ref())?
    } else {
        digest(&version.fields, &version.body)?
    };
    let wire_fields = version.wire_fields.as_ref().map(to_json).transpose()?.unwrap_or_default();
    db.0.prepare_cached(
        "INSERT INTO snapshot (post, role, fields, body, wire_title, wire, wire_fields, digest, version, saved_at)
         VALUES (:post, :role, :fields, :body, :wire_title, :wire, :wire_fields, :digest, :version, :at)
         ON CONFLICT (post, role) DO UPDATE SET fields = excluded.fields, body = excluded.body,
           wire_title = excluded.wire_title, wire = excluded.wire, wire_fields = excluded.wire_fields,
           digest = excluded.digest, version = excluded.version, saved_at = excluded.saved_at",
    )?
    .execute(named_params! {
        ":post": id.0, ":role": role, ":fields": to_json(&version.fields)?, ":body": version.body,
        ":wire_title": version.wire_title, ":wire": version.wire, ":wire_fields": wire_fields,
        ":digest": digest, ":version": number, ":at": millis(at),
    })?;
    Ok(())
}

fn version(row: &Row<'_>) -> Result<Base> {
    Ok(Base {
        fields: from_json(&row.get::<_, String>(0)?)?,
        body: row.get(1)?,
        wire_title: row.get(2)?,
        wire: row.get(3)?,
        wire_fields: match row.get::<_, String>(4)?.as_str() {
            "" => None,
            json => Some(from_json(json)?),
        },
    })
}

fn digest_of(head: &str, body: &str) -> String {
    let mut hash = Sha256::new();
    hash.update((head.len() as u64).to_le_bytes());
    hash.update(head);
    hash.update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
