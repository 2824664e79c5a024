//! A post that was changed here and on the blog: looking at both, and settling it. Whatever loses is
//! kept as a revision; nothing is sent by settling, except what the writer had pressed already.

use afterword_model::{
    BodyKind, Intent, Lane, Op, OutboxRow, OutboxState, PostFields, PostId, PostStatus,
    ProblemKind, Publish, Timestamp,
};
use afterword_store::activity::{self, Kind};
use afterword_store::posts::{self, Base, Place, Post, RevisionReason};
use afterword_store::{Db, Error as StoreError, outbox};
use afterword_sync::merge::{self, Part, Text};
use chrono::TimeDelta;

use super::posts::document;
use super::replies::too_late;
use super::saving::tidy;
use crate::Desk;
use crate::api::{
    Change, ChangedField, Clash, ConflictView, ForItem, ForPost, PostDocument, SettleConflict,
    Version,
};
use crate::error::{ErrorCode, Result};
use crate::words::coded;

type Stored<T> = std::result::Result<T, StoreError>;

pub(crate) fn conflict_open(desk: &Desk, ask: ForPost) -> Result<ConflictView> {
    let view = desk.shared().store.read(|db| {
        let here = posts::get(db, ask.post)?;
        let Some((theirs, changed_at)) = theirs(db, ask.post)? else { return Ok(None) };
        Ok(Some(view(here, posts::base(db, ask.post)?, theirs, changed_at)))
    })?;
    view.ok_or_else(settled_already)
}

pub(crate) fn conflict_settle(desk: &Desk, ask: SettleConflict) -> Result<PostDocument> {
    let shared = desk.shared();
    let now = shared.now();
    let outcome = shared.store.write(|db| {
        let here = posts::get(db, ask.post)?;
        let mut fields = tidy(ask.fields.clone());
        let Some((theirs, _)) = theirs(db, ask.post)? else { return Ok(Outcome::Nothing) };
        fields.body_kind = kind_of(&ask, &here, &theirs);
        if here.version != ask.version {
            let reason = RevisionReason::Overtaken;
            posts::add_revision(db, ask.post, reason, &fields, &ask.body, None, now)?;
            return Ok(Outcome::Stale);
        }
        let rows = presses(db, &here)?;
        let taken_off = is_taken_off(&here, posts::base(db, here.id)?.as_ref(), &theirs);
        let unasked = |row: &OutboxRow| {
            let problem = row.problem.as_ref().map(|problem| problem.kind);
            problem == Some(ProblemKind::TakenOff) || taken_off && is_public(row)
        };
        let settle_time = shared.timing.pace.settle;
        let goes_on = |row| match unasked(row) {
            true => may_be_dropped(row, &here, now, settle_time),
            false => row.state != OutboxState::Sending,
        };
        if !rows.iter().all(goes_on) {
            let reason = RevisionReason::Overtaken;
            posts::add_revision(db, ask.post, reason, &fields, &ask.body, None, now)?;
            return Ok(Outcome::OnItsWay);
        }
        settle(db, &here, theirs, &fields, &ask.body, now)?;
        for row in &rows {
            // It was pressed to change a public post. Making it public anew is another press.
            if unasked(row) {
                outbox::remove(db, row.id)?;
            } else {
                queue_again(db, row, fields.clone(), ask.body.clone())?;
            }
        }
        Ok(Outcome::Settled(Box::new(document(db, ask.post, now)?)))
    })?;
    match outcome {
        Outcome::Settled(document) => {
            moved(desk, &document);
            Ok(*document)
        }
        Outcome::Stale => Err(StoreError::Stale.into()),
        Outcome::OnItsWay => Err(too_late()),
        Outcome::Nothing => Err(settled_already()),
    }
}

/// The blog's version becomes the one here, and nothing is sent.
pub(crate) fn outbox_take_theirs(desk: &Desk, ask: ForItem) -> Result<PostDocument> {
    let shared = desk.shared();
    let now = shared.now();
    let outcome = shared.store.write(|db| {
        let row = outbox::get(db, ask.item)?;
        let Op::Publish(publish) = &row.op else { return Ok(Outcome::Nothing) };
        let Some((theirs, _)) = theirs(db, publish.post)? else { return Ok(Outcome::Nothing) };
        let here = posts::get(db, publish.post)?;
        let rows = presses(db, &here)?;
        let settle_time = shared.timing.pace.settle;
        if !rows.iter().all(|row| may_be_dropped(row, &here, now, settle_time)) {
            return Ok(Outcome::OnItsWay);
        }
        let (fields, body) = (theirs.fields.clone(), theirs.body.clone());
        settle(db, &here, theirs, &fields, &body, now)?;
        for row in outbox::lane(db, row.blog, &row.lane)? {
            if row.is_here_only() || rows.contains(&row) {
                outbox::remove(db, row.id)?;
            }
        }
        Ok(Outcome::Settled(Box::new(document(db, publish.post, now)?)))
    })?;
    match outcome {
        Outcome::Settled(document) => {
            moved(desk, &document);
            Ok(*document)
        }
        Outcome::Stale | Outcome::OnItsWay => Err(too_late()),
        Outcome::Nothing => Err(settled_already()),
    }
}

enum Outcome {
    Settled(Box<PostDocument>),
    /// Something moved meanwhile.
    Stale,
    /// A press of it is under way, or may be.
    OnItsWay,
    /// There is no conflict any more.
    Nothing,
}

/// What was settled on is the text here; the blog's version is what it is compared with from now on.
fn settle(
    db: &Db<'_>,
    here: &Post,
    theirs: Base,
    fields: &PostFields,
    body: &str,
    now: Timestamp,
) -> Stored<()> {
    let reason = RevisionReason::Settled;
    posts::replace(db, here.id, fields, body, reason, now)?;
    if theirs.fields != *fields || theirs.body != body {
        posts::add_revision(db, here.id, reason, &theirs.fields, &theirs.body, None, now)?;
    }
    posts::set_base(db, here.id, &theirs, now)?;
    if let (Some(remote_id), Some(is)) = (&here.remote_id, &theirs.wire_fields) {
        // Taken off the blog meanwhile: from now on the button says Publish.
        let link = here.link.as_deref().unwrap_or_default();
        let published_at = is_on_blog(is.status).then_some(is.date);
        let place = Place { remote_id, status: is.status, link, published_at, modified_at: None };
        posts::set_remote(db, here.id, &place)?;
    }
    activity::add(db, Some(here.blog), Kind::Settled, &fields.title, "", now)
}

/// The rows that carry a post's text, in order.
fn presses(db: &Db<'_>, post: &Post) -> Stored<Vec<OutboxRow>> {
    let mut rows = outbox::lane(db, post.blog, &Lane::post(post.id))?;
    rows.retain(|row| matches!(row.op, Op::Publish(_)));
    Ok(rows)
}

/// Whether a press may be forgotten. One that may have arrived only if it was an update by id, which makes
/// no second post, and once it can't land late on what is chosen now.
fn may_be_dropped(row: &OutboxRow, post: &Post, now: Timestamp, settle: TimeDelta) -> bool {
    let settled = row.unsure_since.is_none_or(|since| now - since >= settle);
    row.is_here_only() || row.state != OutboxState::Sending && post.remote_id.is_some() && settled
}

fn is_public(row: &OutboxRow) -> bool {
    matches!(&row.op, Op::Publish(publish) if publish.intent == Intent::Public)
}

fn is_on_blog(status: PostStatus) -> bool {
    matches!(status, PostStatus::Published | PostStatus::Private | PostStatus::Scheduled)
}

/// Readers had it when it was last seen, and have it no more.
fn is_taken_off(here: &Post, base: Option<&Base>, theirs: &Base) -> bool {
    let status = |version: &Base| version.wire_fields.as_ref().map(|fields| fields.status);
    let was = [base.and_then(status), here.remote_status];
    was.into_iter().any(|status| status.is_some_and(is_on_blog))
        && status(theirs).is_some_and(|status| !is_on_blog(status))
}

/// What kind of text was settled on: HTML is never taken for Markdown because the window said so.
fn kind_of(ask: &SettleConflict, mine: &Post, theirs: &Base) -> BodyKind {
    let (own, other) = (mine.fields.body_kind, theirs.fields.body_kind);
    match ask.body.as_str() {
        body if body == theirs.body => other,
        body if body == mine.body => own,
        _ if [own, other].contains(&ask.fields.body_kind) => ask.fields.body_kind,
        _ => own,
    }
}

/// The press that met the conflict goes on with what was settled.
fn queue_again(db: &Db<'_>, row: &OutboxRow, fields: PostFields, body: String) -> Stored<()> {
    let Op::Publish(old) = &row.op else { return Ok(()) };
    let publish = Publish { fields, body, wire: None, over: None, ..old.clone() };
    outbox::set_op(db, row.id, &Op::Publish(publish))?;
    outbox::retry(db, row.id)
}

/// The blog's version that waits for the writer, and when it changed there.
fn theirs(db: &Db<'_>, post: PostId) -> Stored<Option<(Base, Timestamp)>> {
    let Some(remote) = posts::remote(db, post)? else { return Ok(None) };
    let changed_at = remote.changed_at;
    let mut theirs = remote.into_base();
    // An older version of the app noted only how the blog holds it.
    if theirs.body.is_empty() && !theirs.wire.is_empty() {
        let base = posts::base(db, post)?;
        let known = base
            .as_ref()
            .map(|base| afterword_markup::Known { body: &base.body, wire: &base.wire });
        let imported = afterword_markup::import(&theirs.wire, known);
        theirs.fields = base.as_ref().map(|base| base.fields.clone()).unwrap_or_default();
        theirs.fields.title = afterword_markup::plain(&theirs.wire_title);
        theirs.fields.body_kind = match imported.is_html {
            true => BodyKind::Html,
            false => BodyKind::Markdown,
        };
        theirs.body = imported.body;
    }
    Ok(Some((theirs, changed_at)))
}

fn view(here: Post, base: Option<Base>, theirs: Base, changed_at: Timestamp) -> ConflictView {
    let nothing = PostFields::default();
    // Without a common ground each side counts as changed from nothing.
    let ground = match &base {
        Some(base) => Text { fields: &base.fields, body: &base.body },
        None => Text { fields: &nothing, body: "" },
    };
    let merged = merge::merge(
        ground,
        Text { fields: &here.fields, body: &here.body },
        Text { fields: &theirs.fields, body: &theirs.body },
    );
    let clash = |clash: afterword_markup::Clash| Clash {
        mine: clash.mine,
        base: clash.base,
        theirs: clash.theirs,
    };
    ConflictView {
        base: base.map(|base| Version { fields: base.fields, body: base.body }),
        mine: Version { fields: here.fields, body: here.body },
        theirs: Version { fields: theirs.fields, body: theirs.body },
        clashes: merged.places.into_iter().map(clash).collect(),
        clashing_fields: merged.parts.into_iter().map(field).collect(),
        merged: Version { fields: merged.fields, body: merged.body },
        changed_at,
        version: here.version,
    }
}

/// The window's word for a part of a post.
pub(super) fn field(part: Part) -> ChangedField {
    match part {
        Part::Title => ChangedField::Title,
        Part::Body => ChangedField::Body,
        Part::Slug => ChangedField::Slug,
        Part::Excerpt => ChangedField::Excerpt,
        Part::Categories => ChangedField::Categories,
        Part::Tags => ChangedField::Tags,
        Part::Featured => ChangedField::Featured,
        Part::Format => ChangedField::Format,
        Part::Sticky => ChangedField::Sticky,
        Part::CommentsOpen => ChangedField::CommentsOpen,
        Part::Visibility => ChangedField::Visibility,
        Part::Author => ChangedField::Author,
        Part::Date => ChangedField::Date,
    }
}

fn settled_already() -> crate::CommandError {
    coded(
        ErrorCode::Gone,
        "There is nothing left to settle: the blog has no other version waiting.",
    )
}

fn moved(desk: &Desk, post: &PostDocument) {
    let shared = desk.shared();
    shared.changed(Change::Posts { blog: post.blog });
    shared.changed(Change::Outbox { blog: post.blog });
    desk.0.workers.send(post.blog);
}

#[cfg(test)]
mod tests;
