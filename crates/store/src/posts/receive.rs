//! Taking in a post as the blog has it. What the writer changed here, or has in the outbox, is never
//! replaced: the blog's version is then kept beside it.

use std::collections::HashSet;

use afterword_model::{
    BlogId, Lane, PostFields, PostId, PostKind, PostStatus, RemoteId, Timestamp, WireFields,
};

use super::{
    Base, Place, Post, RevisionReason, base, by_remote, clear_remote, forget_remote, get, insert,
    put_local, remote, replace, set_base, set_remote, set_remote_version, set_trashed, touch,
    versions, wire_digest,
};
use crate::{Db, Result, outbox};

/// A post as the blog has it, read into what it means here.
#[derive(Debug, Clone)]
pub struct IncomingPost<'a> {
    /// Post or page.
    pub kind: PostKind,
    /// Which it is, and how it stands there.
    pub place: Place<'a>,
    /// Its words, both ways.
    pub version: Base,
    /// When the blog says it changed.
    pub changed_at: Timestamp,
}

/// What became of an incoming post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceivedPost {
    /// Was not here before.
    New(PostId),
    /// Here already and untouched, now as the blog has it.
    Changed(PostId),
    /// Here already, the same.
    Same(PostId),
    /// Changed here and there: the blog's version is kept until the writer has chosen.
    ChangedInBoth(PostId),
    /// Left alone: something of the writer's waits for it in the outbox.
    LeftAlone(PostId),
}

/// What became of a post that is no longer on the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GonePost {
    /// Into the trash here, with all its words.
    Trashed,
    /// It has words that were never sent: from here on it is on this computer only.
    KeptHere,
    /// Left alone: something of the writer's waits for it in the outbox.
    LeftAlone,
}

/// Takes in a post as the blog has it.
pub fn receive(
    db: &Db<'_>,
    blog: BlogId,
    new: &IncomingPost<'_>,
    now: Timestamp,
) -> Result<ReceivedPost> {
    let Some(id) = by_remote(db, blog, new.place.remote_id)? else {
        return Ok(ReceivedPost::New(add(db, blog, new, now)?));
    };
    if outbox::has_lane(db, blog, &Lane::post(id))? {
        return Ok(ReceivedPost::LeftAlone(id));
    }
    let here = get(db, id)?;
    let Some(old) = base(db, id)? else {
        // Known to be there, but never seen: whatever is here was not sent.
        return keep_apart(db, &here, new);
    };
    let edited = here.fields != old.fields || here.body != old.body;
    if here.remote_status == Some(PostStatus::Trash) && new.place.status != PostStatus::Trash {
        set_trashed(db, id, None)?;
    }
    match difference(&old, &new.version)? {
        Difference::None => {
            set_remote(db, id, &new.place)?;
            let waited = remote(db, id)?.is_some();
            // The blog is back at what was last seen: nothing to choose any more.
            clear_remote(db, id)?;
            Ok(if waited { ReceivedPost::Changed(id) } else { ReceivedPost::Same(id) })
        }
        Difference::NeverNoted => {
            note_fields(db, &here, old, new, now)?;
            Ok(ReceivedPost::Changed(id))
        }
        Difference::Standing if edited => {
            note_standing(db, &here, old, new, now)?;
            Ok(ReceivedPost::Changed(id))
        }
        Difference::Content if edited => keep_apart(db, &here, new),
        Difference::Standing | Difference::Content => {
            let version = &new.version;
            let reason = RevisionReason::Pulled;
            replace(db, id, &version.fields, &version.body, reason, now)?;
            touch(db, id, new.changed_at)?;
            set_remote(db, id, &new.place)?;
            set_base(db, id, version, now)?;
            Ok(ReceivedPost::Changed(id))
        }
    }
}

/// A post that is on the blog, as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPost {
    /// The blog's id.
    pub remote_id: RemoteId,
    /// Ours.
    pub post: PostId,
    /// It is public there, or will be.
    pub public: bool,
    /// When the blog said it changed last.
    pub modified_at: Option<Timestamp>,
}

/// All posts of a kind that are here and not in the blog's trash, as last seen.
pub fn known(db: &Db<'_>, blog: BlogId, kind: PostKind) -> Result<Vec<KnownPost>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id, id, remote_status IN ('published', 'private', 'scheduled'), modified_at FROM post
         WHERE blog = ?1 AND kind = ?2 AND remote_id IS NOT NULL AND remote_status <> 'trash' ORDER BY id",
    )?;
    let rows = statement.query_map((blog.0, crate::db::to_word(&kind)?), |row| {
        Ok(KnownPost {
            remote_id: RemoteId(row.get(0)?),
            post: PostId(row.get(1)?),
            public: row.get(2)?,
            modified_at: row.get::<_, Option<i64>>(3)?.map(crate::db::time),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The post is certainly no longer on the blog.
pub fn set_gone(db: &Db<'_>, id: PostId, now: Timestamp) -> Result<GonePost> {
    let here = get(db, id)?;
    if outbox::has_lane(db, here.blog, &Lane::post(id))? {
        return Ok(GonePost::LeftAlone);
    }
    let sent =
        base(db, id)?.is_some_and(|base| base.fields == here.fields && base.body == here.body);
    forget_remote(db, id)?;
    if sent {
        set_trashed(db, id, Some(now))?;
        Ok(GonePost::Trashed)
    } else {
        Ok(GonePost::KeptHere)
    }
}

fn add(db: &Db<'_>, blog: BlogId, new: &IncomingPost<'_>, now: Timestamp) -> Result<PostId> {
    let id = insert(db, blog, new.kind, new.changed_at)?;
    put_local(db, id, &new.version.fields, &new.version.body, 1, new.changed_at)?;
    set_remote(db, id, &new.place)?;
    versions::put(db, id, "base", &new.version, 1, now)?;
    Ok(id)
}

fn keep_apart(db: &Db<'_>, here: &Post, new: &IncomingPost<'_>) -> Result<ReceivedPost> {
    let version = &new.version;
    let digest = wire_digest(&version.wire_title, &version.wire, version.wire_fields.as_ref())?;
    if remote(db, here.id)?.is_some_and(|kept| kept.digest == digest) {
        return Ok(ReceivedPost::Same(here.id));
    }
    set_remote_version(db, here.id, version, new.changed_at)?;
    Ok(ReceivedPost::ChangedInBoth(here.id))
}

/// How the blog's version differs from what was last seen of it.
enum Difference {
    None,
    /// In title, text or fields.
    Content,
    /// In standing and date only.
    Standing,
    /// Same words; an older version of the app did not note the fields.
    NeverNoted,
}

fn difference(old: &Base, new: &Base) -> Result<Difference> {
    let same_words = old.wire_title == new.wire_title && old.wire == new.wire;
    let (Some(was), Some(is)) = (&old.wire_fields, &new.wire_fields) else {
        return Ok(if same_words { Difference::NeverNoted } else { Difference::Content });
    };
    let digest = |base: &Base| wire_digest(&base.wire_title, &base.wire, base.wire_fields.as_ref());
    if digest(old)? == digest(new)? {
        return Ok(Difference::None);
    }
    let restood = WireFields { status: is.status, date: is.date, ..was.clone() };
    Ok(if same_words && restood == *is { Difference::Standing } else { Difference::Content })
}

/// The fields of a post that an older version of the app sent: its words stay as they are spelled here.
fn note_fields(
    db: &Db<'_>,
    here: &Post,
    old: Base,
    new: &IncomingPost<'_>,
    now: Timestamp,
) -> Result<()> {
    let with = |own: &PostFields| PostFields {
        title: own.title.clone(),
        body_kind: own.body_kind,
        ..new.version.fields.clone()
    };
    let reason = RevisionReason::Pulled;
    replace(db, here.id, &with(&here.fields), &here.body, reason, now)?;
    let fields = with(&old.fields);
    let noted = Base { fields, wire_fields: new.version.wire_fields.clone(), ..old };
    set_remote(db, here.id, &new.place)?;
    set_base(db, here.id, &noted, now)
}

/// It became public by itself, or somebody moved it without touching a word: no reason to ask the
/// writer. That it is public no more is left for the next press to see.
fn note_standing(
    db: &Db<'_>,
    here: &Post,
    old: Base,
    new: &IncomingPost<'_>,
    now: Timestamp,
) -> Result<()> {
    let public = |status| {
        matches!(status, PostStatus::Published | PostStatus::Private | PostStatus::Scheduled)
    };
    let was_public = old.wire_fields.as_ref().is_some_and(|fields| public(fields.status));
    set_remote(db, here.id, &new.place)?;
    if was_public && !public(new.place.status) {
        return Ok(());
    }
    let theirs = &new.version.fields;
    let mut own = here.fields.clone();
    if own.date == old.fields.date {
        own.date = theirs.date;
    }
    if own.visibility == old.fields.visibility {
        own.visibility = theirs.visibility.clone();
    }
    replace(db, here.id, &own, &here.body, RevisionReason::Pulled, now)?;
    let fields = PostFields {
        date: theirs.date,
        visibility: theirs.visibility.clone(),
        ..old.fields.clone()
    };
    let noted = Base { fields, wire_fields: new.version.wire_fields.clone(), ..old };
    set_base(db, here.id, &noted, now)
}

/// Of these ids, those that are not here: what a sweep has to fetch.
pub fn unknown(db: &Db<'_>, blog: BlogId, ids: &[RemoteId]) -> Result<HashSet<RemoteId>> {
    let mut found = HashSet::new();
    for id in ids {
        if by_remote(db, blog, id)?.is_none() {
            found.insert(id.clone());
        }
    }
    Ok(found)
}

/// Posts that were scheduled when last seen and whose time has come.
pub fn due(db: &Db<'_>, blog: BlogId, kind: PostKind, now: Timestamp) -> Result<Vec<RemoteId>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id FROM post WHERE blog = ?1 AND kind = ?2 AND remote_id IS NOT NULL
           AND remote_status = 'scheduled' AND published_at <= ?3 ORDER BY id",
    )?;
    let kind = crate::db::to_word(&kind)?;
    let rows = statement
        .query_map((blog.0, kind, crate::db::millis(now)), |row| row.get(0).map(RemoteId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
