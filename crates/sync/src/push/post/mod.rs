//! A post: first an unpublished draft under the row's key, then one update by id that makes it what the
//! press asked for.
//!
//! Updates by id may be repeated, so a lost answer to one needs no key; but it has to settle, or it could
//! land on top of a newer one. Before each the post is read and compared with what was last seen there:
//! what others changed meanwhile is merged in, and only a true clash waits for the writer.

mod done;
mod draft;
mod pictures;
mod plan;
mod words;

use afterword_model::{
    BodyKind, Intent, Op, OpKind, PostFields, PostId, PostStatus, Problem, ProblemKind, Publish,
    RemoteId,
};
use afterword_platform::{PostPatch, RemotePost};
use afterword_store::outbox::{self, Taken};
use afterword_store::posts::{self, Base, Post, RevisionReason};
use afterword_store::{Db, Error as StoreError, activity};

use self::draft::Draft;
use self::plan::{There, Wanted};
use super::terms::{self, Ensured};
use super::{Stop, not_found_so_send, tried_before};
use crate::Exchange;
use crate::fields::{self, is_public, shelf};
use crate::merge::{Text, merge};

/// What is known when it is decided whether and what to send.
struct Case<'a> {
    post: Post,
    /// The post on the blog, and how it reads here.
    there: &'a RemotePost,
    theirs: Base,
    base: Option<Base>,
    /// The writer has seen this very version and wants theirs to replace it.
    accepted: bool,
}

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &Publish) -> Result<OpKind, Stop> {
    let mut pressed = op.clone();
    let post = x.store.read(|db| posts::get(db, op.post))?;
    let service = shelf(x, post.kind)?;
    let mut terms = terms::ensure(x, post.kind, &op.fields)?;
    let Draft { id, removed } = match post.remote_id.clone() {
        Some(id) => Draft { id, removed: Vec::new() },
        None => draft::make(x, taken, service, &mut pressed)?,
    };
    let there = service.get(&id)?;
    let case = look(x, op, post, &there)?;
    may_be_sent(x, op, &case)?;
    pictures::describe(x, op)?;
    if tried_before(taken) && arrived(x, &pressed, &case, &terms)? {
        return done::done(x, taken, &pressed, &case.post, &there, &terms, &removed);
    }
    let mut sending = merged(x, &pressed, &case)?;
    if sending.fields != pressed.fields {
        terms = terms::ensure(x, case.post.kind, &sending.fields)?;
    }
    let wire = words::text(x, &sending, Some(&case.theirs))?;
    let patch = patch(x, &sending, &case, &terms, &wire)?;
    sending.wire = Some(wire);
    if patch == PostPatch::default() {
        carry(x, taken, &pressed, &sending, &case)?;
        return done::done(x, taken, &sending, &case.post, &there, &terms, &removed);
    }
    not_found_so_send(x, taken)?;
    carry(x, taken, &pressed, &sending, &case)?;
    let sent = service.update(&id, &patch)?;
    done::done(x, taken, &sending, &case.post, &sent, &terms, &removed)
}

fn look<'a>(
    x: &Exchange<'_>,
    op: &Publish,
    post: Post,
    there: &'a RemotePost,
) -> Result<Case<'a>, Stop> {
    fields::learn_terms(x, std::slice::from_ref(there))?;
    let base = x.store.read(|db| posts::base(db, post.id))?;
    let text = fields::read_body(there, base.as_ref());
    let theirs = x.store.write(|db| fields::read(db, x.blog, there, base.as_ref(), text))?;
    let digest = posts::wire_digest(&there.title, &there.content, Some(&there.fields))?;
    let accepted = op.over.as_deref() == Some(digest.as_str());
    Ok(Case { post, there, theirs, base, accepted })
}

/// Stops what the writer would not want: a post that somebody threw away or took off, a public one that
/// would be public no more.
fn may_be_sent(x: &Exchange<'_>, op: &Publish, case: &Case<'_>) -> Result<(), Stop> {
    let is = case.there.fields.status;
    if is == PostStatus::Trash {
        return Err(Stop::Block(Problem { kind: ProblemKind::Gone, detail: "trash".into() }));
    }
    if op.intent != Intent::Public {
        return if is_public(is) {
            // Only "unpublish" takes a post off the blog.
            Err(Stop::Fail(Problem { kind: ProblemKind::Refused, detail: "public".into() }))
        } else {
            Ok(())
        };
    }
    let seen = case.base.as_ref().and_then(|base| base.wire_fields.as_ref());
    let was_public = [seen.map(|fields| fields.status), case.post.remote_status]
        .into_iter()
        .any(|status| status.is_some_and(is_public));
    if was_public && !is_public(is) && !case.accepted {
        return Err(keep_theirs(x, case, ProblemKind::TakenOff));
    }
    Ok(())
}

/// The blog's version is kept for the writer to see, and the row waits for them.
fn keep_theirs(x: &Exchange<'_>, case: &Case<'_>, kind: ProblemKind) -> Stop {
    let kept = x
        .store
        .write(|db| posts::set_remote_version(db, case.post.id, &case.theirs, case.there.modified));
    match kept {
        Ok(()) => Stop::Block(Problem { kind, detail: String::new() }),
        Err(error) => error.into(),
    }
}

/// Whether an earlier try has arrived: the post is as it was asked to be.
fn arrived(x: &Exchange<'_>, op: &Publish, case: &Case<'_>, terms: &Ensured) -> Result<bool, Stop> {
    let Some(wire) = &op.wire else { return Ok(false) };
    // As it was before the try: nothing of it is there. Updates by id may be repeated.
    if case.is_as_last_seen()? {
        return Ok(false);
    }
    let featured = words::featured(x, op.fields.featured.as_ref())?;
    let wanted = wanted(x, op, case, terms, featured, wire);
    let there = case.as_it_is();
    let left = plan::patch(&wanted, &there);
    let stayed = case.base.as_ref().is_some_and(|base| plan::stayed(&left, &there, base));
    Ok(!stayed && plan::has_arrived(&wanted, &there, &case.there.title))
}

/// What was pressed, with what changed on the blog meanwhile put into it.
fn merged(x: &Exchange<'_>, op: &Publish, case: &Case<'_>) -> Result<Publish, Stop> {
    if case.accepted {
        return Ok(op.clone());
    }
    let Some(base) = &case.base else {
        return Err(keep_theirs(x, case, ProblemKind::Conflict));
    };
    let merged = merge(text(base), text_of(op), text(&case.theirs));
    if merged.parts.is_empty() {
        Ok(Publish { fields: merged.fields, body: merged.body, ..op.clone() })
    } else {
        Err(keep_theirs(x, case, ProblemKind::Conflict))
    }
}

fn patch(
    x: &Exchange<'_>,
    op: &Publish,
    case: &Case<'_>,
    terms: &Ensured,
    wire: &str,
) -> Result<PostPatch, Stop> {
    let featured = words::featured(x, op.fields.featured.as_ref())?;
    Ok(plan::patch(&wanted(x, op, case, terms, featured, wire), &case.as_it_is()))
}

fn wanted<'a>(
    x: &'a Exchange<'_>,
    op: &'a Publish,
    case: &Case<'_>,
    terms: &Ensured,
    featured: Option<RemoteId>,
    wire: &'a str,
) -> Wanted<'a> {
    Wanted {
        kind: case.post.kind,
        intent: op.intent,
        fields: &op.fields,
        wire,
        categories: terms.categories.clone(),
        tags: terms.tags.clone(),
        featured,
        me: &x.blog.me.remote_id,
        now: x.now(),
    }
}

impl Case<'_> {
    fn is_as_last_seen(&self) -> Result<bool, StoreError> {
        let Some(base) = &self.base else { return Ok(false) };
        let digest = |version: &Base| {
            posts::wire_digest(&version.wire_title, &version.wire, version.wire_fields.as_ref())
        };
        Ok(digest(base)? == digest(&self.theirs)?)
    }

    fn as_it_is(&self) -> There<'_> {
        There { wire: &self.there.content, reads: &self.theirs.fields, fields: &self.there.fields }
    }
}

/// Notes with the row what is about to be sent, so that it can be recognised later. What was merged into
/// it is merged into the writer's text in the same moment, and the version it came from is what both are
/// compared with from now on; the older text is kept.
fn carry(
    x: &Exchange<'_>,
    taken: &Taken,
    pressed: &Publish,
    sending: &Publish,
    case: &Case<'_>,
) -> Result<(), Stop> {
    let done = x.store.write(|db| {
        let waits = outbox::find(db, taken.row.id)?;
        let same = waits.is_some_and(|row| row.op == Op::Publish(pressed.clone()));
        if !same || posts::base(db, case.post.id)? != case.base {
            // The writer settled or took back while this was being looked up.
            return Ok(Carried::Overtaken);
        }
        if text_of(pressed) != text_of(sending) && !carry_local(db, x, pressed, sending)? {
            return Ok(Carried::Clash);
        }
        if !case.accepted && case.base.as_ref() != Some(&case.theirs) {
            keep_replaced(db, x, case.post.id)?;
            posts::set_base(db, case.post.id, &case.theirs, x.now())?;
        }
        if pressed != sending {
            outbox::set_op(db, taken.row.id, &Op::Publish(sending.clone()))?;
        }
        Ok(Carried::Noted)
    })?;
    match done {
        Carried::Noted => Ok(()),
        Carried::Clash => Err(keep_theirs(x, case, ProblemKind::Conflict)),
        Carried::Overtaken => Err(Stop::NotSettled),
    }
}

enum Carried {
    Noted,
    /// What the writer typed since the press clashes with it.
    Clash,
    /// The row asks for something else by now.
    Overtaken,
}

/// The blog's version that waited for the writer gives way: its words stay as a revision.
fn keep_replaced(db: &Db<'_>, x: &Exchange<'_>, post: PostId) -> Result<(), StoreError> {
    let Some(theirs) = posts::remote(db, post)? else { return Ok(()) };
    let fields = PostFields {
        title: afterword_markup::plain(&theirs.wire_title),
        body_kind: BodyKind::Html,
        ..theirs.fields
    };
    let reason = RevisionReason::Replaced;
    posts::add_revision(db, post, reason, &fields, &theirs.wire, None, x.now())
}

/// False: what the writer typed since the press clashes with it.
fn carry_local(
    db: &Db<'_>,
    x: &Exchange<'_>,
    pressed: &Publish,
    sending: &Publish,
) -> Result<bool, StoreError> {
    let here = posts::get(db, pressed.post)?;
    let own = Text { fields: &here.fields, body: &here.body };
    let both = merge(text_of(pressed), own, text_of(sending));
    if !both.parts.is_empty() {
        return Ok(false);
    }
    let now = x.now();
    let title = both.fields.title.clone();
    posts::replace(db, here.id, &both.fields, &both.body, RevisionReason::Merged, now)?;
    activity::add(db, Some(x.blog.id), activity::Kind::Merged, &title, "", now)?;
    Ok(true)
}

fn text(version: &Base) -> Text<'_> {
    Text { fields: &version.fields, body: &version.body }
}

fn text_of(op: &Publish) -> Text<'_> {
    Text { fields: &op.fields, body: &op.body }
}
