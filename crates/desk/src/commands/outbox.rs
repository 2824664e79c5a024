//! The outbox as the writer sees it, and what they may do about it.

mod items;

use afterword_model::{
    BlogId, Moderation, Op, OpKind, OutboxId, OutboxRow, OutboxState, ProblemKind, Publish, Receipt,
};
use afterword_store::activity::{self, Kind};
use afterword_store::{Db, Error as StoreError, comments, drafts, outbox, posts, receipts};

use self::items::About;
pub(super) use self::items::item;
use super::replies::too_late;
use super::turns::turns;
use super::undo;
use crate::Desk;
use crate::api::{Change, ForBlog, ForItem, Nothing, OutboxItem};
use crate::error::Result;
use crate::words::{failed, word};

const RECEIPTS: u32 = 200;

pub(crate) fn outbox_list(desk: &Desk, ask: ForBlog) -> Result<Vec<OutboxItem>> {
    let shared = desk.shared();
    let now = shared.now();
    Ok(shared.store.read(|db| {
        let rows = outbox::list(db, ask.blog)?;
        let mut turns = turns(db, &rows)?;
        rows.iter()
            .map(|row| {
                let turn = turns.remove(&row.id).unwrap_or_default();
                Ok(OutboxItem {
                    place: turn.place,
                    waits_for: turn.waits_for,
                    progress: shared.sending(row.blog, row.id),
                    ..item(db, row, now)?
                })
            })
            .collect()
    })?)
}

pub(crate) fn receipt_list(desk: &Desk, ask: ForBlog) -> Result<Vec<Receipt>> {
    Ok(desk.shared().store.read(|db| {
        let mut all = receipts::list(db, ask.blog, RECEIPTS)?;
        let links: Vec<&str> = all.iter().filter_map(|receipt| receipt.link.as_deref()).collect();
        let out = posts::out_at(db, ask.blog, &links)?;
        for receipt in &mut all {
            let post_is_out = receipt.link.as_ref().is_some_and(|link| out.contains(link));
            if !is_found(receipt, post_is_out) {
                receipt.link = None;
            }
        }
        Ok(all)
    })?)
}

/// Whether what was sent is to be seen where the blog had it then: a post may have been taken off since.
fn is_found(receipt: &Receipt, post_is_out: bool) -> bool {
    match receipt.kind {
        OpKind::Publish | OpKind::Update | OpKind::Schedule => post_is_out,
        OpKind::Draft
        | OpKind::Review
        | OpKind::Unpublish
        | OpKind::TrashPost
        | OpKind::RestorePost => false,
        OpKind::Moderate => receipt.moderation == Some(Moderation::Approve),
        _ => true,
    }
}

/// It is not sent. A reply's text and a changed reply's new words become a draft again, a post stays as it
/// is here, a moderated comment stands where it stood.
pub(crate) fn outbox_take_back(desk: &Desk, ask: ForItem) -> Result<Nothing> {
    let shared = desk.shared();
    let row = shared.store.read(|db| outbox::get(db, ask.item))?;
    let taken = shared.store.write(|db| {
        let row = outbox::get(db, ask.item)?;
        if !row.is_here_only() {
            return Ok(Taken::TooLate);
        }
        let about = About::of(db, &row, shared.now())?;
        match &row.op {
            Op::Reply(reply) => {
                if comments::answers(db, reply.comment)? > 0 {
                    return Ok(Taken::Answered);
                }
                let comment = comments::get(db, reply.comment)?;
                outbox::remove(db, row.id)?;
                if let Some(parent) = comment.parent {
                    // With what was begun under it.
                    let begun = drafts::get(db, reply.comment)?;
                    for words in [&begun, &reply.text].into_iter().filter(|words| !words.is_empty())
                    {
                        drafts::give_back(db, parent, words, shared.now())?;
                    }
                }
                comments::remove_reply(db, reply.comment)?;
                if let Some(approval) = approved_with(db, &row)? {
                    outbox::remove(db, approval.id)?;
                    if let Op::Moderate(moderate) = &approval.op {
                        comments::set_status(db, moderate.comment, moderate.from)?;
                    }
                }
            }
            Op::Publish(_) => {
                // The blog's version, if it differs, still waits to be compared.
                outbox::remove(db, row.id)?;
                // Its pictures were to go up for it alone.
                for other in outbox::lane(db, row.blog, &row.lane)? {
                    if matches!(other.op, Op::Upload(_)) && other.is_here_only() {
                        outbox::remove(db, other.id)?;
                    }
                }
            }
            Op::EditReply(edit) => {
                outbox::remove(db, row.id)?;
                drafts::give_back(db, edit.comment, &edit.text, shared.now())?;
                // The reply stands here again as it does on the blog.
                let text = afterword_markup::plain(&edit.before);
                comments::set_reply_text(db, edit.comment, &edit.before, &text)?;
            }
            Op::Moderate(moderate) => {
                if is_answered_with(db, &row)? {
                    return Ok(Taken::Together);
                }
                outbox::remove(db, row.id)?;
                comments::set_status(db, moderate.comment, moderate.from)?;
            }
            Op::Upload(_) | Op::Move(_) => outbox::remove(db, row.id)?,
        }
        let (subject, kind) = (&about.subject, word(&about.kind));
        activity::add(db, Some(row.blog), Kind::TakenBack, subject, &kind, shared.now())?;
        Ok(Taken::Back)
    })?;
    moved(desk, row.blog);
    match taken {
        Taken::Back => Ok(Nothing),
        Taken::TooLate => Err(too_late()),
        Taken::Answered => {
            Err(failed("Another reply of yours waits under this one. Take that one back first."))
        }
        Taken::Together => Err(failed(
            "Your reply to this comment goes out with its approval. Take the reply back; then both are.",
        )),
    }
}

enum Taken {
    Back,
    TooLate,
    Answered,
    Together,
}

/// The approval that was queued in one press with a reply, if it is still here.
fn approved_with(
    db: &Db<'_>,
    reply: &OutboxRow,
) -> std::result::Result<Option<OutboxRow>, StoreError> {
    let lane = outbox::lane(db, reply.blog, &reply.lane)?;
    let is_it = |row: &OutboxRow| {
        matches!(&row.op, Op::Moderate(moderate) if moderate.to == Moderation::Approve)
            && row.created_at == reply.created_at
            && row.is_here_only()
    };
    Ok(lane.into_iter().find(is_it))
}

/// Whether a reply was queued in one press with this moderation.
fn is_answered_with(db: &Db<'_>, moderation: &OutboxRow) -> std::result::Result<bool, StoreError> {
    let lane = outbox::lane(db, moderation.blog, &moderation.lane)?;
    Ok(lane
        .iter()
        .any(|row| matches!(row.op, Op::Reply(_)) && row.created_at == moderation.created_at))
}

pub(crate) fn outbox_retry(desk: &Desk, ask: ForItem) -> Result<Nothing> {
    let shared = desk.shared();
    let row = shared.store.write(|db| {
        outbox::retry(db, ask.item)?;
        outbox::get(db, ask.item)
    })?;
    moved(desk, row.blog);
    desk.0.workers.check(row.blog);
    Ok(Nothing)
}

/// The writer holds it back until they release it.
pub(crate) fn outbox_hold(desk: &Desk, ask: ForItem) -> Result<Nothing> {
    let shared = desk.shared();
    let (row, held) = shared.store.write(|db| {
        let held = outbox::hold(db, ask.item)?;
        Ok((outbox::get(db, ask.item)?, held))
    })?;
    moved(desk, row.blog);
    if held || row.state == OutboxState::OnHold { Ok(Nothing) } else { Err(too_late()) }
}

/// It goes when its turn comes; words to a reader, which may have been changed meanwhile, after the time to
/// undo them.
pub(crate) fn outbox_release(desk: &Desk, ask: ForItem) -> Result<Nothing> {
    let until = undo::until(desk.shared())?;
    go_on(desk, ask, |db, id| {
        outbox::release(db, id)?;
        match outbox::get(db, id)?.op {
            Op::Reply(_) | Op::EditReply(_) => undo::wait(db, id, until),
            _ => Ok(()),
        }
    })
}

/// It goes now, without the time to undo it.
pub(crate) fn outbox_send_now(desk: &Desk, ask: ForItem) -> Result<Nothing> {
    go_on(desk, ask, outbox::send_now)
}

fn go_on(
    desk: &Desk,
    ask: ForItem,
    how: impl Fn(&Db<'_>, OutboxId) -> std::result::Result<(), StoreError>,
) -> Result<Nothing> {
    let row = desk.shared().store.write(|db| {
        how(db, ask.item)?;
        outbox::get(db, ask.item)
    })?;
    moved(desk, row.blog);
    desk.0.workers.send(row.blog);
    Ok(Nothing)
}

/// The writer has seen what changed and wants theirs all the same; should it change yet again
/// before that, they are asked again. A post that is gone from the blog is published as new.
pub(crate) fn outbox_send_mine(desk: &Desk, ask: ForItem) -> Result<Nothing> {
    let shared = desk.shared();
    let row = shared.store.write(|db| {
        let row = outbox::get(db, ask.item)?;
        let gone = row.problem.as_ref().is_some_and(|problem| problem.kind == ProblemKind::Gone);
        if let Op::Publish(publish) = &row.op
            && gone
        {
            // As new: the blog has it no longer, so it gets another key and another address.
            posts::forget_remote(db, publish.post)?;
            outbox::remove(db, row.id)?;
            let anew = Op::Publish(Publish { wire: None, over: None, ..publish.clone() });
            let (title, kind) = (&publish.fields.title, word(&anew.kind(false, shared.now())));
            activity::add(db, Some(row.blog), Kind::Queued, title, &kind, shared.now())?;
            outbox::add(db, row.blog, &row.lane, &anew, shared.now())?;
        } else if let Op::Publish(publish) = &row.op
            && let Some(theirs) = posts::remote(db, publish.post)?
        {
            let mut publish = publish.clone();
            publish.over = Some(theirs.digest);
            outbox::set_op(db, row.id, &Op::Publish(publish))?;
            outbox::retry(db, row.id)?;
        } else if let Op::Reply(reply) = &row.op {
            if row.is_here_only() {
                outbox::set_op(db, row.id, &Op::Reply(reply.clone().all_the_same()))?;
                outbox::retry(db, row.id)?;
            }
        } else if matches!(row.op, Op::EditReply(_)) {
            // What is there now was noted when the writer was asked.
            outbox::retry(db, row.id)?;
        }
        Ok(row)
    })?;
    moved(desk, row.blog);
    desk.0.workers.send(row.blog);
    Ok(Nothing)
}

fn moved(desk: &Desk, blog: BlogId) {
    let shared = desk.shared();
    shared.changed(Change::Outbox { blog });
    shared.changed(Change::Posts { blog });
    shared.changed(Change::Comments { blog });
}
