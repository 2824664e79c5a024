//! The moment in which a reply or a moderation can be undone: its row waits that long before its first
//! try. It is no problem and no attempt; whoever does not want to wait sends it now.

use afterword_model::{BlogId, Lane, Op, OutboxId, OutboxState, Timestamp};
use afterword_store::{Db, Error as StoreError, outbox};

use super::settings;
use crate::error::Result;
use crate::shared::Shared;

/// Until when something that is queued now can be undone; `None`: it goes at once.
pub(super) fn until(shared: &Shared) -> Result<Option<Timestamp>> {
    let wait = settings::undo(shared)?;
    Ok((!wait.is_zero()).then(|| shared.now() + wait))
}

/// Queues an intent that waits so long.
pub(super) fn add(
    db: &Db<'_>,
    blog: BlogId,
    lane: &Lane,
    op: &Op,
    until: Option<Timestamp>,
    now: Timestamp,
) -> std::result::Result<OutboxId, StoreError> {
    let id = outbox::add(db, blog, lane, op, now)?;
    wait(db, id, until)?;
    Ok(id)
}

/// The writer changed a row that is only here: it gets another chance, and another moment.
pub(super) fn again(
    db: &Db<'_>,
    id: OutboxId,
    until: Option<Timestamp>,
) -> std::result::Result<(), StoreError> {
    let on_hold = outbox::get(db, id)?.state == OutboxState::OnHold;
    if on_hold {
        return Ok(());
    }
    outbox::retry(db, id)?;
    wait(db, id, until)
}

/// Lets a row that waits for its turn wait so long.
pub(super) fn wait(
    db: &Db<'_>,
    id: OutboxId,
    until: Option<Timestamp>,
) -> std::result::Result<(), StoreError> {
    until.map_or(Ok(()), |until| outbox::delay(db, id, until))
}
