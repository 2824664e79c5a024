//! How comments come in from the blog, how replies come into being here, and how the two become one.

use afterword_model::{
    Author, BlogId, Comment, CommentId, CommentKind, CommentStatus, Lane, RemoteId, Timestamp,
};
use rusqlite::{OptionalExtension, named_params};
use uuid::Uuid;

use super::answered::{climb_own, refresh};
use super::{by_remote, get};
use crate::db::{millis, to_word};
use crate::readers::{self, Whose};
use crate::{Db, Result, outbox, search};

/// A comment as the blog has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The blog's id.
    pub remote_id: RemoteId,
    /// What it is.
    pub kind: CommentKind,
    /// The post.
    pub post: RemoteId,
    /// The comment it answers.
    pub parent: Option<RemoteId>,
    /// Who wrote it.
    pub author: Author,
    /// The writer did.
    pub mine: bool,
    /// HTML as the blog gave it.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// Its address.
    pub link: Option<String>,
}

/// What became of an incoming comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// Was not here before.
    New,
    /// Here already, now as the blog has it.
    Changed,
    /// Here already, the same.
    Same,
    /// Left alone: something of the writer's waits for it in the outbox.
    LeftAlone,
}

/// Takes in a comment as the blog has it, and ties it to its parent and to answers that came before it.
pub fn receive(db: &Db<'_>, blog: BlogId, new: &Incoming) -> Result<Received> {
    let Some(id) = by_remote(db, blog, &new.remote_id)? else {
        insert(db, blog, new)?;
        return Ok(Received::New);
    };
    if outbox::has_lane(db, blog, &Lane::comment(id))? || outbox::of_reply(db, id)?.is_some() {
        return Ok(Received::LeftAlone);
    }
    let old = get(db, id)?;
    let same = old.html == new.html
        && old.status == new.status
        && old.kind == new.kind
        && old.post == new.post
        && old.parent_remote == new.parent
        && old.author == new.author
        && old.written_at == new.written_at
        && written_by_me(&old) == new.mine
        && old.link == new.link;
    if same {
        return Ok(Received::Same);
    }
    overwrite(db, &old, new)?;
    Ok(Received::Changed)
}

/// A reply that is about to be queued: a comment without an id on the blog. It is never dated before what
/// it answers, whatever this computer's clock says.
pub fn add_reply(
    db: &Db<'_>,
    parent: &Comment,
    author: &Author,
    html: &str,
    text: &str,
    now: Timestamp,
) -> Result<CommentId> {
    let uuid = Uuid::new_v4();
    let written_at = millis(now.max(parent.written_at));
    db.0.prepare_cached(
        "INSERT INTO comment (uuid, blog, post_remote_id, parent, parent_remote_id, author_name, author_url,
           author_remote_id, mine, html, text, status, written_at, search_key)
         VALUES (:uuid, :blog, :post, :parent, :parent_remote, :name, :url, :author, 1, :html, :text, :status, :now, :key)",
    )?
    .execute(named_params! {
        ":uuid": uuid.to_string(), ":blog": parent.blog.0, ":post": parent.post.as_str(),
        ":parent": parent.id.0, ":parent_remote": parent.remote_id.as_ref().map(RemoteId::as_str),
        ":name": author.name, ":url": author.url,
        ":author": author.remote_id.as_ref().map(RemoteId::as_str), ":html": html, ":text": text,
        ":status": to_word(&CommentStatus::Approved)?, ":now": written_at,
        ":key": search::new_key(db, written_at, uuid)?,
    })?;
    let id = CommentId(db.0.last_insert_rowid());
    climb_own(db, Some(parent.id.0), written_at)?;
    Ok(id)
}

/// Another text for a reply that was not sent yet.
pub fn set_reply_text(db: &Db<'_>, id: CommentId, html: &str, text: &str) -> Result<()> {
    db.0.execute("UPDATE comment SET html = ?2, text = ?3 WHERE id = ?1", (id.0, html, text))?;
    Ok(())
}

/// A reply was taken back: it never was.
pub fn remove_reply(db: &Db<'_>, id: CommentId) -> Result<()> {
    let parent: Option<Option<i64>> =
        db.0.query_row(
            "DELETE FROM comment WHERE id = ?1 AND remote_id IS NULL RETURNING parent",
            [id.0],
            |row| row.get(0),
        )
        .optional()?;
    refresh(db, parent.flatten())
}

/// A reply has arrived: its row becomes the blog's comment. If a check already brought that comment in,
/// the two become one.
pub fn adopt(db: &Db<'_>, reply: CommentId, landed: &Incoming) -> Result<()> {
    let own = get(db, reply)?;
    let mut was_under = None;
    if let Some(double) = by_remote(db, own.blog, &landed.remote_id)?
        && double != reply
    {
        was_under = get(db, double)?.parent.filter(|parent| *parent != double);
        db.0.execute("UPDATE comment SET parent = ?2 WHERE parent = ?1", (double.0, reply.0))?;
        let draft = crate::drafts::get(db, double)?;
        if !draft.is_empty() {
            crate::drafts::give_back(db, reply, &draft, landed.written_at)?;
        }
        outbox::hand_over(db, own.blog, double, reply)?;
        db.0.execute("DELETE FROM comment WHERE id = ?1", [double.0])?;
    }
    db.0.execute(
        "UPDATE comment SET remote_id = ?2 WHERE id = ?1",
        (reply.0, landed.remote_id.as_str()),
    )?;
    overwrite(db, &own, landed)?;
    tie_children(db, own.blog, reply, &landed.remote_id)?;
    refresh(db, Some(reply.0))?;
    refresh(db, was_under.map(|parent| parent.0))
}

fn insert(db: &Db<'_>, blog: BlogId, new: &Incoming) -> Result<()> {
    let uuid = Uuid::new_v4();
    let whose = whose(db, blog, new, None)?;
    let parent = parent_of(db, blog, new)?;
    let written_at = millis(new.written_at);
    db.0.prepare_cached(
        "INSERT INTO comment (uuid, blog, remote_id, post_remote_id, parent, parent_remote_id, author_name,
           author_url, author_remote_id, mine, html, text, status, written_at, link, kind, face, reader, wrote_as,
           search_key)
         VALUES (:uuid, :blog, :remote_id, :post, :parent, :parent_remote, :name, :url, :author, :mine, :html, :text,
           :status, :written_at, :link, :kind, :face, :reader, :wrote_as, :key)",
    )?
    .execute(named_params! {
        ":uuid": uuid.to_string(), ":blog": blog.0, ":remote_id": new.remote_id.as_str(),
        ":post": new.post.as_str(), ":parent": parent.map(|parent| parent.0),
        ":parent_remote": new.parent.as_ref().map(RemoteId::as_str), ":name": new.author.name,
        ":url": new.author.url, ":author": new.author.remote_id.as_ref().map(RemoteId::as_str),
        ":mine": whose.mine, ":html": new.html, ":text": new.text, ":status": to_word(&new.status)?,
        ":written_at": written_at, ":link": new.link, ":kind": to_word(&new.kind)?,
        ":face": new.author.face, ":reader": whose.reader.map(|reader| reader.0),
        ":wrote_as": whose.wrote_as.map(|reader| reader.0),
        ":key": search::new_key(db, written_at, uuid)?,
    })?;
    let id = CommentId(db.0.last_insert_rowid());
    if let Some(reader) = whose.reader {
        readers::seen(db, reader)?;
    }
    if tie_children(db, blog, id, &new.remote_id)? {
        refresh(db, Some(id.0))?;
    }
    if whose.mine && is_current(new.status) {
        climb_own(db, parent.map(|parent| parent.0), written_at)?;
    }
    Ok(())
}

/// Answers that came in before the comment they answer. True when there were some.
fn tie_children(db: &Db<'_>, blog: BlogId, id: CommentId, remote: &RemoteId) -> Result<bool> {
    let tied = db
        .0
        .prepare_cached(
            "UPDATE comment SET parent = ?1 WHERE blog = ?2 AND parent_remote_id = ?3 AND parent IS NULL AND id <> ?1",
        )?
        .execute((id.0, blog.0, remote.as_str()))?;
    Ok(tied > 0)
}

fn overwrite(db: &Db<'_>, old: &Comment, new: &Incoming) -> Result<()> {
    let whose = whose(db, old.blog, new, Some(old))?;
    let parent = parent_of(db, old.blog, new)?;
    let written_at = millis(new.written_at);
    let mut key = search::key_of(db, old.id)?;
    if key.is_none() || old.written_at != new.written_at {
        key = Some(search::new_key(db, written_at, old.uuid)?);
    }
    db.0.prepare_cached(
        "UPDATE comment SET post_remote_id = :post, parent = :parent, parent_remote_id = :parent_remote,
           author_name = :name, author_url = :url, author_remote_id = :author, mine = :mine, html = :html,
           text = :text, status = :status, written_at = :written_at, link = :link, kind = :kind, face = :face,
           reader = :reader, wrote_as = :wrote_as, search_key = :key
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": old.id.0, ":post": new.post.as_str(), ":parent": parent.map(|parent| parent.0),
        ":parent_remote": new.parent.as_ref().map(RemoteId::as_str), ":name": new.author.name,
        ":url": new.author.url, ":author": new.author.remote_id.as_ref().map(RemoteId::as_str),
        ":mine": whose.mine, ":html": new.html, ":text": new.text, ":status": to_word(&new.status)?,
        ":written_at": written_at, ":link": new.link, ":kind": to_word(&new.kind)?,
        ":face": new.author.face, ":reader": whose.reader.map(|reader| reader.0),
        ":wrote_as": whose.wrote_as.map(|reader| reader.0), ":key": key,
    })?;
    for reader in [old.reader, whose.reader].into_iter().flatten() {
        readers::seen(db, reader)?;
    }
    let moved = old.parent != parent
        || old.mine != whose.mine
        || old.written_at != new.written_at
        || is_current(old.status) != is_current(new.status);
    if moved {
        refresh(db, Some(old.id.0))?;
        refresh(db, parent.map(|parent| parent.0))?;
        refresh(db, old.parent.map(|parent| parent.0))?;
    }
    Ok(())
}

/// Who wrote it; asked anew only when the comment says something else about it than before.
fn whose(db: &Db<'_>, blog: BlogId, new: &Incoming, old: Option<&Comment>) -> Result<Whose> {
    if new.kind == CommentKind::Pingback || new.mine {
        return Ok(Whose { reader: None, wrote_as: None, mine: new.mine });
    }
    let before = match old {
        Some(old) => readers::wrote_as(db, old.id)?,
        None => None,
    };
    readers::whose(db, blog, &new.author, new.written_at, before)
}

/// The service says so; not the writer, who may have said that a reader is them.
fn written_by_me(comment: &Comment) -> bool {
    comment.mine && comment.reader.is_none()
}

/// The comment it answers, when it is here. One that says that it answers itself answers none.
fn parent_of(db: &Db<'_>, blog: BlogId, new: &Incoming) -> Result<Option<CommentId>> {
    match &new.parent {
        Some(remote) if *remote != new.remote_id => by_remote(db, blog, remote),
        _ => Ok(None),
    }
}

fn is_current(status: CommentStatus) -> bool {
    matches!(status, CommentStatus::Approved | CommentStatus::Held)
}
