//! Comments: readers' and the writer's own, from the blog and still in the outbox.

use afterword_model::{
    Author, BlogId, Comment, CommentId, CommentKind, CommentStatus, Lane, RemoteId, Timestamp,
};
use rusqlite::{OptionalExtension, Row, named_params};
use uuid::Uuid;

use crate::db::{from_word, millis, time, to_word};
use crate::{Db, Error, Result, outbox, search};

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

/// A list of comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// A reader's public turn without a later turn of the writer's under it, not settled otherwise.
    Unanswered,
    /// Held for review.
    Held,
    /// Approved and held.
    All,
    /// Spam.
    Spam,
    /// The blog's trash.
    Trash,
}

/// A comment in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The comment.
    pub comment: Comment,
    /// Its text, plain.
    pub text: String,
    /// The post's title, empty until known.
    pub post_title: String,
    /// No earlier comment by the same reader is here.
    pub first: bool,
    /// A half-written reply is kept for it.
    pub has_draft: bool,
}

const COLUMNS: &str = "c.id, c.uuid, c.blog, c.remote_id, c.post_remote_id, c.parent, c.parent_remote_id,
    c.author_name, c.author_url, c.author_remote_id, c.mine, c.html, c.status, c.written_at, c.link, c.handled_at";

/// The comments that have a turn of the writer's below them.
const ANSWERED: &str = "WITH RECURSIVE answered (id) AS (
    SELECT parent FROM comment WHERE blog = ?1 AND mine = 1 AND parent IS NOT NULL AND status IN ('approved', 'held')
    UNION
    SELECT comment.parent FROM comment JOIN answered ON comment.id = answered.id WHERE comment.parent IS NOT NULL
  )";

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
        && old.post == new.post
        && old.parent_remote == new.parent
        && old.author == new.author
        && old.written_at == new.written_at
        && old.mine == new.mine
        && old.link == new.link;
    if same {
        return Ok(Received::Same);
    }
    overwrite(db, blog, id, new)?;
    Ok(Received::Changed)
}

/// A reply that is about to be queued: a comment without an id on the blog.
pub fn add_reply(
    db: &Db<'_>,
    parent: &Comment,
    author: &Author,
    html: &str,
    text: &str,
    now: Timestamp,
) -> Result<CommentId> {
    db.0.execute(
        "INSERT INTO comment (uuid, blog, post_remote_id, parent, parent_remote_id, author_name, author_url,
           author_remote_id, mine, html, text, status, written_at)
         VALUES (:uuid, :blog, :post, :parent, :parent_remote, :name, :url, :author, 1, :html, :text, :status, :now)",
        named_params! {
            ":uuid": Uuid::new_v4().to_string(), ":blog": parent.blog.0, ":post": parent.post.as_str(),
            ":parent": parent.id.0, ":parent_remote": parent.remote_id.as_ref().map(RemoteId::as_str),
            ":name": author.name, ":url": author.url,
            ":author": author.remote_id.as_ref().map(RemoteId::as_str), ":html": html, ":text": text,
            ":status": to_word(&CommentStatus::Approved)?, ":now": millis(now),
        },
    )?;
    let id = CommentId(db.0.last_insert_rowid());
    search::index_comment(db, id, &author.name, text)?;
    Ok(id)
}

/// Another text for a reply that was not sent yet.
pub fn set_reply_text(db: &Db<'_>, id: CommentId, html: &str, text: &str) -> Result<()> {
    db.0.execute("UPDATE comment SET html = ?2, text = ?3 WHERE id = ?1", (id.0, html, text))?;
    let author = get(db, id)?.author.name;
    search::index_comment(db, id, &author, text)
}

/// A reply was taken back: it never was.
pub fn remove_reply(db: &Db<'_>, id: CommentId) -> Result<()> {
    search::forget_comment(db, id)?;
    db.0.execute("DELETE FROM comment WHERE id = ?1 AND remote_id IS NULL", [id.0])?;
    Ok(())
}

/// A reply has arrived: its row becomes the blog's comment. If a check already brought that comment in,
/// the two become one.
pub fn adopt(db: &Db<'_>, reply: CommentId, landed: &Incoming) -> Result<()> {
    let own = get(db, reply)?;
    if let Some(double) = by_remote(db, own.blog, &landed.remote_id)?
        && double != reply
    {
        db.0.execute("UPDATE comment SET parent = ?2 WHERE parent = ?1", (double.0, reply.0))?;
        let draft = crate::drafts::get(db, double)?;
        if !draft.is_empty() {
            crate::drafts::give_back(db, reply, &draft, landed.written_at)?;
        }
        outbox::hand_over(db, own.blog, double, reply)?;
        search::forget_comment(db, double)?;
        db.0.execute("DELETE FROM comment WHERE id = ?1", [double.0])?;
    }
    db.0.execute(
        "UPDATE comment SET remote_id = ?2 WHERE id = ?1",
        (reply.0, landed.remote_id.as_str()),
    )?;
    overwrite(db, own.blog, reply, landed)?;
    tie_children(db, own.blog, reply, &landed.remote_id)
}

/// A comment.
pub fn get(db: &Db<'_>, id: CommentId) -> Result<Comment> {
    let sql = format!("SELECT {COLUMNS} FROM comment c WHERE c.id = ?1");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], comment)?;
    rows.next().ok_or(Error::Missing("comment"))?
}

/// The comment that the blog knows under this id.
pub fn by_remote(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<CommentId>> {
    let mut statement =
        db.0.prepare_cached("SELECT id FROM comment WHERE blog = ?1 AND remote_id = ?2")?;
    Ok(statement
        .query_row((blog.0, remote.as_str()), |row| row.get(0).map(CommentId))
        .optional()?)
}

/// A folder's comments, newest first, and how many there are in all.
pub fn list(
    db: &Db<'_>,
    blog: BlogId,
    folder: Folder,
    search: &str,
    limit: u32,
) -> Result<(Vec<Listed>, u32)> {
    let found = search::query(search);
    let matching = format!(
        "FROM comment c WHERE c.blog = ?1 AND {}
           AND (?2 IS NULL OR c.id IN (SELECT rowid FROM comment_search WHERE comment_search MATCH ?2))",
        folder.condition()
    );
    let total =
        db.0.prepare_cached(&format!("{ANSWERED} SELECT count(*) {matching}"))?
            .query_row((blog.0, &found), |row| row.get(0))?;
    let sql = format!(
        "{ANSWERED} SELECT {COLUMNS}, c.text,
           coalesce((SELECT title FROM remote_post p WHERE p.blog = c.blog AND p.remote_id = c.post_remote_id), ''),
           NOT EXISTS (SELECT 1 FROM comment e WHERE e.blog = c.blog AND e.author_name = c.author_name
                         AND e.written_at < c.written_at AND e.mine = 0),
           EXISTS (SELECT 1 FROM reply_draft d WHERE d.comment = c.id)
         {matching} ORDER BY c.written_at DESC, c.id DESC LIMIT ?3"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, &found, limit), |row| {
        Ok::<_, Error>(Listed {
            comment: comment(row)?,
            text: row.get(16)?,
            post_title: row.get(17)?,
            first: row.get(18)?,
            has_draft: row.get(19)?,
        })
    })?;
    Ok((rows.collect::<Result<_>>()?, total))
}

/// How many comments a folder has.
pub fn count(db: &Db<'_>, blog: BlogId, folder: Folder) -> Result<u32> {
    let sql = format!(
        "{ANSWERED} SELECT count(*) FROM comment c WHERE c.blog = ?1 AND {}",
        folder.condition()
    );
    Ok(db.0.prepare_cached(&sql)?.query_row([blog.0], |row| row.get(0))?)
}

/// Every comment of a post, oldest first, with whether it waits for an answer.
pub fn of_post(db: &Db<'_>, blog: BlogId, post: &RemoteId) -> Result<Vec<(Comment, bool)>> {
    let sql = format!(
        "{ANSWERED} SELECT {COLUMNS}, {} FROM comment c WHERE c.blog = ?1 AND c.post_remote_id = ?2
         ORDER BY c.written_at, c.id",
        Folder::Unanswered.condition()
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, post.as_str()), |row| {
        Ok::<_, Error>((comment(row)?, row.get(16)?))
    })?;
    rows.collect()
}

/// How many comments answer this one.
pub fn answers(db: &Db<'_>, id: CommentId) -> Result<u32> {
    Ok(db
        .0
        .query_row("SELECT count(*) FROM comment WHERE parent = ?1", [id.0], |row| row.get(0))?)
}

/// Where it stands now.
pub fn set_status(db: &Db<'_>, id: CommentId, status: CommentStatus) -> Result<()> {
    db.0.execute("UPDATE comment SET status = ?2 WHERE id = ?1", (id.0, to_word(&status)?))?;
    Ok(())
}

/// Needs no reply, or does after all.
pub fn set_handled(db: &Db<'_>, id: CommentId, at: Option<Timestamp>) -> Result<()> {
    db.0.execute("UPDATE comment SET handled_at = ?2 WHERE id = ?1", (id.0, at.map(millis)))?;
    Ok(())
}

/// The comments that should be on the blog, by its ids, with where they stand here.
pub fn known(db: &Db<'_>, blog: BlogId) -> Result<Vec<(RemoteId, CommentStatus)>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id, status FROM comment
         WHERE blog = ?1 AND remote_id IS NOT NULL AND status <> 'deleted' ORDER BY id",
    )?;
    let rows = statement.query_and_then([blog.0], |row| {
        Ok::<_, Error>((RemoteId(row.get(0)?), from_word(&row.get::<_, String>(1)?)?))
    })?;
    rows.collect()
}

/// How many of the blog's comments are here: current (approved and held), spam, trash.
pub fn standings(db: &Db<'_>, blog: BlogId) -> Result<(u64, u64, u64)> {
    Ok(db.0.query_row(
        "SELECT count(*) FILTER (WHERE status IN ('approved', 'held')), count(*) FILTER (WHERE status = 'spam'),
           count(*) FILTER (WHERE status = 'trash')
         FROM comment WHERE blog = ?1 AND remote_id IS NOT NULL",
        [blog.0],
        |row| {
            let of = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
            Ok((of(0)?, of(1)?, of(2)?))
        },
    )?)
}

impl Folder {
    fn condition(self) -> &'static str {
        match self {
            Self::Unanswered => {
                "(c.mine = 0 AND c.status = 'approved' AND c.handled_at IS NULL AND c.id NOT IN (SELECT id FROM answered))"
            }
            Self::Held => "c.status = 'held'",
            Self::All => "c.status IN ('approved', 'held')",
            Self::Spam => "c.status = 'spam'",
            Self::Trash => "c.status = 'trash'",
        }
    }
}

fn insert(db: &Db<'_>, blog: BlogId, new: &Incoming) -> Result<()> {
    db.0.execute(
        "INSERT INTO comment (uuid, blog, remote_id, post_remote_id, author_name, mine, html, text, status, written_at)
         VALUES (:uuid, :blog, :remote_id, '', '', 0, '', '', '', 0)",
        named_params! {
            ":uuid": Uuid::new_v4().to_string(), ":blog": blog.0, ":remote_id": new.remote_id.as_str(),
        },
    )?;
    let id = CommentId(db.0.last_insert_rowid());
    overwrite(db, blog, id, new)?;
    tie_children(db, blog, id, &new.remote_id)
}

/// Answers that came in before the comment they answer.
fn tie_children(db: &Db<'_>, blog: BlogId, id: CommentId, remote: &RemoteId) -> Result<()> {
    db.0.execute(
        "UPDATE comment SET parent = ?1 WHERE blog = ?2 AND parent_remote_id = ?3 AND parent IS NULL AND id <> ?1",
        (id.0, blog.0, remote.as_str()),
    )?;
    Ok(())
}

fn overwrite(db: &Db<'_>, blog: BlogId, id: CommentId, new: &Incoming) -> Result<()> {
    let parent = match &new.parent {
        Some(remote) => by_remote(db, blog, remote)?,
        None => None,
    };
    db.0.execute(
        "UPDATE comment SET post_remote_id = :post, parent = :parent, parent_remote_id = :parent_remote,
           author_name = :name, author_url = :url, author_remote_id = :author, mine = :mine, html = :html,
           text = :text, status = :status, written_at = :written_at, link = :link
         WHERE id = :id",
        named_params! {
            ":id": id.0, ":post": new.post.as_str(), ":parent": parent.map(|parent| parent.0),
            ":parent_remote": new.parent.as_ref().map(RemoteId::as_str), ":name": new.author.name,
            ":url": new.author.url, ":author": new.author.remote_id.as_ref().map(RemoteId::as_str),
            ":mine": new.mine, ":html": new.html, ":text": new.text, ":status": to_word(&new.status)?,
            ":written_at": millis(new.written_at), ":link": new.link,
        },
    )?;
    search::index_comment(db, id, &new.author.name, &new.text)
}

fn comment(row: &Row<'_>) -> Result<Comment> {
    Ok(Comment {
        id: CommentId(row.get(0)?),
        uuid: row
            .get::<_, String>(1)?
            .parse()
            .map_err(|_| Error::Damaged("a comment's uuid".into()))?,
        blog: BlogId(row.get(2)?),
        remote_id: row.get::<_, Option<String>>(3)?.map(RemoteId),
        kind: CommentKind::Comment,
        post: RemoteId(row.get(4)?),
        parent: row.get::<_, Option<i64>>(5)?.map(CommentId),
        parent_remote: row.get::<_, Option<String>>(6)?.map(RemoteId),
        author: Author {
            name: row.get(7)?,
            url: row.get(8)?,
            remote_id: row.get::<_, Option<String>>(9)?.map(RemoteId),
            face: None,
        },
        reader: None,
        mine: row.get(10)?,
        html: row.get(11)?,
        status: from_word(&row.get::<_, String>(12)?)?,
        written_at: time(row.get(13)?),
        link: row.get(14)?,
        handled_at: row.get::<_, Option<i64>>(15)?.map(time),
    })
}
