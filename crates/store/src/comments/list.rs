//! The lists that comments lie in, by folder, post, reader and words, and a post's conversation.
//!
//! Every list is read off an index in its own order, and every count of a whole folder off the tally.
//! A search goes through the index of words in the order of time, to within ten seconds, and stops at
//! [`MOST_FOUND`].

use afterword_model::{BlogId, Comment, ReaderId, RemoteId};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::found::found;
use super::{COLUMNS, NEXT, comment};
use crate::{Db, Error, Result, search};

/// A search says that it found at most so many; nobody reads more.
pub const MOST_FOUND: u32 = 10_000;

/// What is gone from the blog, with a reply begun under it. There are few drafts.
pub(super) const GONE_WITH_WORDS: &str =
    "FROM reply_draft d CROSS JOIN comment c ON c.id = d.comment WHERE c.status = 'deleted'";

/// A list of comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Folder {
    /// A reader's public turn without a later turn of the writer's under it, not settled otherwise.
    #[default]
    Unanswered,
    /// Held for review.
    Held,
    /// Approved and held.
    All,
    /// The writer's own, sent or not.
    Mine,
    /// Spam.
    Spam,
    /// The blog's trash, and what is gone from the blog with a reply begun under it: those words are the
    /// writer's.
    Trash,
    /// Other sites' notices that they link to a post. They are in no list but this, spam and trash.
    Pingbacks,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The newest comes first.
    #[default]
    NewestFirst,
    /// The oldest comes first.
    OldestFirst,
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query<'a> {
    /// From this folder.
    pub folder: Folder,
    /// With these words, as typed; empty: any.
    pub search: &'a str,
    /// In this order.
    pub order: Order,
    /// Of this post only.
    pub post: Option<&'a RemoteId>,
    /// By this reader only.
    pub reader: Option<ReaderId>,
    /// So many are left out at the beginning.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// A comment in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The comment, with its kind and its reader.
    pub comment: Comment,
    /// Its text, plain.
    pub text: String,
    /// The post's title, empty until known.
    pub post_title: String,
    /// No earlier comment by the same reader is here.
    pub first: bool,
    /// The writer marked its reader as a regular.
    pub regular: bool,
    /// A half-written reply is kept for it.
    pub has_draft: bool,
    /// A reply to it is still in the outbox.
    pub waiting: bool,
    /// It waits for an answer.
    pub unanswered: bool,
}

/// A folder's comments and how many there are in all; of a search, at most [`MOST_FOUND`].
pub fn list(db: &Db<'_>, blog: BlogId, query: &Query<'_>) -> Result<(Vec<Listed>, u32)> {
    let (ids, total) = match search::among(db, &query.places(blog), query.search)? {
        Some(words) => found(db, blog, &words, query)?,
        None => all(db, blog, query)?,
    };
    let rows = ids.into_iter().map(|id| listed(db, id)).collect::<Result<_>>()?;
    Ok((rows, total))
}

/// How many comments a folder has.
pub fn count(db: &Db<'_>, blog: BlogId, folder: Folder) -> Result<u32> {
    let condition = match folder {
        Folder::Unanswered => "waits = 1",
        Folder::Held => "status = 'held' AND kind = 'comment'",
        Folder::All => "status IN ('approved', 'held') AND kind = 'comment'",
        Folder::Mine => "status IN ('approved', 'held') AND kind = 'comment' AND mine = 1",
        Folder::Spam => "status = 'spam'",
        Folder::Trash => "status = 'trash'",
        Folder::Pingbacks => "status IN ('approved', 'held') AND kind = 'pingback'",
    };
    let sql =
        format!("SELECT coalesce(sum(n), 0) FROM comment_tally WHERE blog = ?1 AND {condition}");
    let all: u32 = db.0.prepare_cached(&sql)?.query_row([blog.0], |row| row.get(0))?;
    if folder != Folder::Trash {
        return Ok(all);
    }
    let sql = format!("SELECT count(*) {GONE_WITH_WORDS} AND c.blog = ?1");
    let gone: u32 = db.0.prepare_cached(&sql)?.query_row([blog.0], |row| row.get(0))?;
    Ok(all + gone)
}

/// Every comment of a post, oldest first, with whether it waits for an answer.
pub fn of_post(db: &Db<'_>, blog: BlogId, post: &RemoteId) -> Result<Vec<(Comment, bool)>> {
    let sql = format!(
        "SELECT {COLUMNS}, c.waits FROM comment c INDEXED BY comment_by_post
         WHERE c.blog = ?1 AND c.post_remote_id = ?2 ORDER BY c.written_at, c.id"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, post.as_str()), |row| {
        Ok::<_, Error>((comment(row)?, row.get(NEXT)?))
    })?;
    rows.collect()
}

impl Query<'_> {
    /// The rows of this list without its words, off an index that has them in order of time.
    fn source(&self, blog: BlogId) -> (String, Vec<Value>) {
        let folder = match self.folder {
            Folder::Unanswered => "c.waits = 1",
            Folder::Held => "c.status = 'held' AND c.kind = 'comment'",
            // Readers write nothing but comments, and their index does not say so.
            Folder::All if self.reader.is_some() => "c.standing = 'current'",
            Folder::All => "c.standing = 'current' AND c.kind = 'comment'",
            Folder::Mine => "c.mine = 1 AND c.standing = 'current' AND c.kind = 'comment'",
            Folder::Spam => "c.standing IN ('spam', 'trash') AND c.status = 'spam'",
            Folder::Trash => "c.standing IN ('spam', 'trash') AND c.status = 'trash'",
            Folder::Pingbacks => "c.standing = 'current' AND c.kind = 'pingback'",
        };
        let (index, place, value) = match (self.reader, self.post) {
            (Some(reader), _) => ("comment_by_reader", "c.reader = ?2", Value::from(reader.0)),
            (_, Some(post)) => {
                ("comment_by_post", "c.post_remote_id = ?2", Value::from(post.0.clone()))
            }
            _ => (self.folder.index(), "?2 IS NULL", Value::Null),
        };
        let mut values = vec![Value::from(blog.0), value];
        // A reader is a blog's own, and their index does not name it.
        let blog = if self.reader.is_some() { "?1 IS NOT NULL" } else { "c.blog = ?1" };
        let mut source =
            format!("FROM comment c INDEXED BY {index} WHERE {blog} AND {place} AND {folder}");
        if self.reader.is_some() {
            // The index of readers has its comments by standing first.
            let standing = match self.folder {
                Folder::Spam => "spam",
                Folder::Trash => "trash",
                _ => "current",
            };
            source += &format!(" AND c.standing = '{standing}'");
            if let Some(post) = self.post {
                source += " AND c.post_remote_id = ?3";
                values.push(Value::from(post.0.clone()));
            }
        }
        if self.folder == Folder::Trash {
            // Both come in order of time and are read side by side.
            let mut gone = format!("{GONE_WITH_WORDS} AND {blog} AND {place}");
            if let (Some(_), Some(_)) = (self.reader, self.post) {
                gone += " AND c.post_remote_id = ?3";
            }
            const BOTH: &str = "SELECT c.id, c.written_at";
            source = format!("FROM ({BOTH} {source} UNION ALL {BOTH} {gone}) c");
        }
        (source, values)
    }
}

impl Folder {
    fn index(self) -> &'static str {
        match self {
            Self::Unanswered => "comment_unanswered",
            Self::Held => "comment_held",
            Self::All => "comment_current",
            Self::Mine => "comment_mine",
            Self::Spam | Self::Trash => "comment_aside",
            Self::Pingbacks => "comment_pingbacks",
        }
    }
}

impl Order {
    pub(super) fn sql(self, backwards: bool) -> &'static str {
        if (self == Self::NewestFirst) == backwards { "ASC" } else { "DESC" }
    }
}

fn all(db: &Db<'_>, blog: BlogId, query: &Query<'_>) -> Result<(Vec<i64>, u32)> {
    let (source, mut values) = query.source(blog);
    let total = if query.reader.is_none() && query.post.is_none() {
        count(db, blog, query.folder)?
    } else {
        db.0.prepare_cached(&format!("SELECT count(*) {source}"))?
            .query_row(params_from_iter(&values), |row| row.get(0))?
    };
    // A page is counted off from the end that is nearer.
    let limit = query.limit.min(total.saturating_sub(query.offset));
    let behind = total.saturating_sub(query.offset).saturating_sub(limit);
    let backwards = behind < query.offset;
    let way = query.order.sql(backwards);
    values.push(Value::from(limit));
    values.push(Value::from(if backwards { behind } else { query.offset }));
    let sql = format!(
        "SELECT c.id {source} ORDER BY c.written_at {way}, c.id {way} LIMIT ?{} OFFSET ?{}",
        values.len() - 1,
        values.len()
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    let mut ids: Vec<i64> = ids.collect::<rusqlite::Result<_>>()?;
    if backwards {
        ids.reverse();
    }
    Ok((ids, total))
}

pub(crate) fn listed(db: &Db<'_>, id: i64) -> Result<Listed> {
    let sql = format!(
        "SELECT {COLUMNS}, c.text,
           coalesce((SELECT title FROM remote_post p WHERE p.blog = c.blog AND p.remote_id = c.post_remote_id), ''),
           c.reader IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM comment e INDEXED BY comment_by_reader
             WHERE e.reader = c.reader AND e.standing = 'current' AND e.written_at < c.written_at),
           coalesce((SELECT regular FROM reader r WHERE r.id = c.reader), 0),
           EXISTS (SELECT 1 FROM reply_draft d WHERE d.comment = c.id),
           EXISTS (SELECT 1 FROM comment q WHERE q.parent = c.id AND q.remote_id IS NULL),
           c.waits
         FROM comment c WHERE c.id = ?1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id], |row| {
        Ok::<_, Error>(Listed {
            comment: comment(row)?,
            text: row.get(NEXT)?,
            post_title: row.get(NEXT + 1)?,
            first: row.get(NEXT + 2)?,
            regular: row.get(NEXT + 3)?,
            has_draft: row.get(NEXT + 4)?,
            waiting: row.get(NEXT + 5)?,
            unanswered: row.get(NEXT + 6)?,
        })
    })?;
    rows.next().ok_or(Error::Missing("comment"))?
}
