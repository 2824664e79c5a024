//! The outbox: intents that wait, in lanes, each with its key. Whose turn it is, is `order`'s; what the
//! writer holds back is `holding`'s.

mod holding;
mod order;

pub use holding::{delay, hold, release, send_now};
pub use order::{mark_sending, next_due, take};

use afterword_model::{
    BlogId, CommentId, Lane, MediaId, Op, OutboxId, OutboxRow, OutboxState, PostId, Problem,
    RemoteId, Timestamp,
};
use rusqlite::{Row, named_params};
use uuid::Uuid;

use crate::db::{from_json, from_word, millis, time, to_json, to_word};
use crate::{Db, Error, Result};

/// A row taken for sending or looking up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The row; its attempt is counted already.
    pub row: OutboxRow,
    /// When it was taken: what is looked up afterwards is at least that new.
    pub taken_at: Timestamp,
}

/// How a row goes on after a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Where it stands now.
    pub state: OutboxState,
    /// Not before this time.
    pub not_before: Option<Timestamp>,
    /// Since when it is not known whether it arrived.
    pub unsure_since: Option<Timestamp>,
    /// What stood in the way.
    pub problem: Option<Problem>,
}

const SELECT: &str =
    "SELECT id, key, blog, lane, op, state, attempts, not_before, problem, created_at, unsure_since
  FROM outbox";

/// Puts an intent into its lane, with a key of its own.
pub fn add(db: &Db<'_>, blog: BlogId, lane: &Lane, op: &Op, now: Timestamp) -> Result<OutboxId> {
    db.0.execute(
        "INSERT INTO outbox (key, blog, lane, op, state, created_at) VALUES (:key, :blog, :lane, :op, :state, :now)",
        named_params! {
            ":key": new_key(), ":blog": blog.0, ":lane": lane.0, ":op": to_json(op)?,
            ":state": to_word(&OutboxState::Queued)?, ":now": millis(now),
        },
    )?;
    Ok(OutboxId(db.0.last_insert_rowid()))
}

/// A row.
pub fn get(db: &Db<'_>, id: OutboxId) -> Result<OutboxRow> {
    find(db, id)?.ok_or(Error::Missing("outbox row"))
}

/// A row, if it still waits.
pub fn find(db: &Db<'_>, id: OutboxId) -> Result<Option<OutboxRow>> {
    let sql = format!("{SELECT} WHERE id = ?1");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id.0], row)?;
    rows.next().transpose()
}

/// A blog's rows in the order they were queued.
pub fn list(db: &Db<'_>, blog: BlogId) -> Result<Vec<OutboxRow>> {
    let sql = format!("{SELECT} WHERE blog = ?1 ORDER BY id");
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then([blog.0], row)?;
    rows.collect()
}

/// A lane's rows in order.
pub fn lane(db: &Db<'_>, blog: BlogId, lane: &Lane) -> Result<Vec<OutboxRow>> {
    let sql = format!("{SELECT} WHERE blog = ?1 AND lane = ?2 ORDER BY id");
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, &lane.0), row)?;
    rows.collect()
}

/// The row that carries a post's own text, newest first.
pub fn of_post(db: &Db<'_>, blog: BlogId, post: PostId) -> Result<Option<OutboxRow>> {
    let mut rows = lane(db, blog, &Lane::post(post))?;
    rows.retain(|row| matches!(row.op, Op::Publish(_)));
    Ok(rows.pop())
}

/// Rows of a picture's upload that may have arrived.
pub fn unsure_uploads(db: &Db<'_>, blog: BlogId, media: MediaId) -> Result<Vec<OutboxRow>> {
    let sql = format!(
        "{SELECT} WHERE blog = ?1 AND op ->> '$.kind' = 'upload' AND op ->> '$.media' = ?2
           AND unsure_since IS NOT NULL ORDER BY id"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, media.0), row)?;
    rows.collect()
}

/// The row that carries a reply.
pub fn of_reply(db: &Db<'_>, reply: CommentId) -> Result<Option<OutboxRow>> {
    by_op(db, "reply", reply)
}

/// The row that carries a comment's moderation.
pub fn of_moderation(db: &Db<'_>, comment: CommentId) -> Result<Option<OutboxRow>> {
    by_op(db, "moderate", comment)
}

/// The attempt that was counted did not take place after all.
pub fn uncount(db: &Db<'_>, id: OutboxId) -> Result<()> {
    db.0.execute("UPDATE outbox SET attempts = max(attempts - 1, 0) WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Notes how a row goes on.
pub fn set_next(db: &Db<'_>, id: OutboxId, next: &Next) -> Result<()> {
    db.0.execute(
        "UPDATE outbox SET state = :state, not_before = :not_before, unsure_since = :unsure_since,
           problem = :problem WHERE id = :id",
        named_params! {
            ":id": id.0, ":state": to_word(&next.state)?, ":not_before": next.not_before.map(millis),
            ":unsure_since": next.unsure_since.map(millis),
            ":problem": next.problem.as_ref().map(to_json).transpose()?,
        },
    )?;
    Ok(())
}

/// Replaces an intent by a newer one of its kind, or notes what has to be known before it is sent.
pub fn set_op(db: &Db<'_>, id: OutboxId, op: &Op) -> Result<()> {
    db.0.execute("UPDATE outbox SET op = ?2 WHERE id = ?1", (id.0, to_json(op)?))?;
    Ok(())
}

/// Another chance, now; what may have arrived is looked up first.
pub fn retry(db: &Db<'_>, id: OutboxId) -> Result<()> {
    db.0.execute(
        "UPDATE outbox SET state = iif(unsure_since IS NULL, 'queued', 'unsure'), not_before = NULL, problem = NULL
         WHERE id = ?1 AND state IN ('queued', 'blocked', 'failed')",
        [id.0],
    )?;
    Ok(())
}

/// The answers to a comment that are here, by the blog's ids.
pub fn turns_under(db: &Db<'_>, comment: CommentId) -> Result<Vec<RemoteId>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id FROM comment WHERE parent = ?1 AND remote_id IS NOT NULL ORDER BY id",
    )?;
    let rows = statement.query_map([comment.0], |row| row.get(0).map(RemoteId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A reply to this comment has landed: the other replies to it that wait here are no answer to the writer's
/// own words from elsewhere.
pub fn has_turn(db: &Db<'_>, parent: CommentId, landed: &RemoteId) -> Result<()> {
    db.0.execute(
        "UPDATE outbox SET op = json_insert(op, '$.seen.turns[#]', ?2)
         WHERE op ->> '$.kind' = 'reply' AND op -> '$.seen' IS NOT NULL
           AND EXISTS (SELECT 1 FROM comment reply
                       WHERE reply.id = outbox.op ->> '$.comment' AND reply.parent = ?1)",
        (parent.0, landed.as_str()),
    )?;
    Ok(())
}

/// Replaces an intent that is not on its way and moves it to the end of its lane, under its old key.
pub fn requeue(db: &Db<'_>, old: &OutboxRow, op: &Op, now: Timestamp) -> Result<OutboxId> {
    let unsure_since: Option<i64> =
        db.0.query_row("SELECT unsure_since FROM outbox WHERE id = ?1", [old.id.0], |row| {
            row.get(0)
        })?;
    if old.state == OutboxState::OnHold {
        // It goes with what it needs.
        release(db, old.id)?;
    }
    remove(db, old.id)?;
    db.0.execute(
        "INSERT INTO outbox (key, blog, lane, op, state, attempts, unsure_since, created_at)
         VALUES (:key, :blog, :lane, :op, iif(:unsure_since IS NULL, 'queued', 'unsure'), :attempts, :unsure_since, :now)",
        named_params! {
            ":key": old.key, ":blog": old.blog.0, ":lane": old.lane.0, ":op": to_json(op)?,
            ":attempts": old.attempts, ":unsure_since": unsure_since, ":now": millis(now),
        },
    )?;
    Ok(OutboxId(db.0.last_insert_rowid()))
}

/// Two comments became one: what waits for the one that goes waits for the one that stays.
pub(crate) fn hand_over(db: &Db<'_>, blog: BlogId, from: CommentId, to: CommentId) -> Result<()> {
    db.0.execute(
        "UPDATE outbox SET op = json_set(op, '$.comment', ?3) WHERE blog = ?1 AND op ->> '$.comment' = ?2",
        (blog.0, from.0, to.0),
    )?;
    db.0.execute(
        "UPDATE outbox SET lane = ?3 WHERE blog = ?1 AND lane = ?2",
        (blog.0, Lane::comment(from).0, Lane::comment(to).0),
    )?;
    Ok(())
}

/// The row is done with, or taken back.
pub fn remove(db: &Db<'_>, id: OutboxId) -> Result<()> {
    db.0.execute("DELETE FROM outbox WHERE id = ?1", [id.0])?;
    Ok(())
}

/// At start-up: whatever was on its way may have arrived.
pub fn mark_unsure(db: &Db<'_>, now: Timestamp) -> Result<usize> {
    Ok(db.0.execute(
        "UPDATE outbox SET state = 'unsure', unsure_since = ?1, not_before = NULL WHERE state = 'sending'",
        [millis(now)],
    )?)
}

/// Rows that wait for their turn, are held back or are on their way, and rows that wait for the writer.
pub fn counts(db: &Db<'_>, blog: BlogId) -> Result<(u32, u32)> {
    Ok(db.0.query_row(
        "SELECT count(*) FILTER (WHERE state IN ('queued', 'onHold', 'sending', 'unsure')),
                count(*) FILTER (WHERE state IN ('blocked', 'failed'))
         FROM outbox WHERE blog = ?1",
        [blog.0],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Whether a comment's lane has a row: then a pull leaves the comment alone.
pub fn has_lane(db: &Db<'_>, blog: BlogId, lane: &Lane) -> Result<bool> {
    Ok(db
        .0
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE blog = ?1 AND lane = ?2)")?
        .query_row((blog.0, &lane.0), |row| row.get(0))?)
}

/// Whether a row with this key waits or is on its way.
pub fn has_key(db: &Db<'_>, key: &str) -> Result<bool> {
    Ok(db
        .0
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE key = ?1)")?
        .query_row([key], |row| row.get(0))?)
}

/// How many replies of a blog wait behind this row.
pub fn replies_behind(db: &Db<'_>, blog: BlogId, id: OutboxId) -> Result<u32> {
    Ok(db.0.query_row(
        "SELECT count(*) FROM outbox WHERE blog = ?1 AND id > ?2 AND op ->> '$.kind' = 'reply'
           AND state = 'queued'",
        (blog.0, id.0),
        |row| row.get(0),
    )?)
}

fn by_op(db: &Db<'_>, kind: &str, comment: CommentId) -> Result<Option<OutboxRow>> {
    let sql = format!(
        "{SELECT} WHERE op ->> '$.kind' = ?1 AND op ->> '$.comment' = ?2 ORDER BY id DESC LIMIT 1"
    );
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then((kind, comment.0), row)?;
    rows.next().transpose()
}

/// `q` and 16 hex digits: fits a WordPress slug and a file name, and is not all digits.
fn new_key() -> String {
    let hex = Uuid::new_v4().simple().to_string();
    format!("q{}", hex.get(..16).unwrap_or(&hex))
}

fn row(row: &Row<'_>) -> Result<OutboxRow> {
    Ok(OutboxRow {
        id: OutboxId(row.get(0)?),
        key: row.get(1)?,
        blog: BlogId(row.get(2)?),
        lane: Lane(row.get(3)?),
        op: from_json(&row.get::<_, String>(4)?)?,
        state: from_word(&row.get::<_, String>(5)?)?,
        attempts: row.get(6)?,
        not_before: row.get::<_, Option<i64>>(7)?.map(time),
        problem: row.get::<_, Option<String>>(8)?.map(|json| from_json(&json)).transpose()?,
        created_at: time(row.get(9)?),
        unsure_since: row.get::<_, Option<i64>>(10)?.map(time),
    })
}
