//! A post taken off the blog, thrown away there or brought back: by id, so it may be repeated. No word of
//! it changes; but what others wrote meanwhile is not thrown away unseen.

use afterword_model::{Move, OpKind, PostMove, PostStatus, Problem, ProblemKind, WireFields};
use afterword_platform::{PostPatch, RemotePost};
use afterword_store::outbox::Taken;
use afterword_store::posts::{self, Base, Post};

use super::{About, Stop, finish, not_found_so_send, place};
use crate::Exchange;
use crate::fields::{self, shelf};

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &Move) -> Result<OpKind, Stop> {
    let post = x.store.read(|db| posts::get(db, op.post))?;
    let Some(id) = post.remote_id.clone() else { return Err(gone("")) };
    let service = shelf(x, post.kind)?;
    let there = service.get(&id)?;
    let is = there.fields.status;
    let (wanted, there_already) = match op.to {
        PostMove::Unpublish if is == PostStatus::Trash => return Err(gone("trash")),
        PostMove::Unpublish => {
            (PostStatus::Draft, matches!(is, PostStatus::Draft | PostStatus::Pending))
        }
        PostMove::Trash => (PostStatus::Trash, is == PostStatus::Trash),
        PostMove::Restore => (PostStatus::Draft, is != PostStatus::Trash),
    };
    let base = x.store.read(|db| posts::base(db, post.id))?;
    if there_already {
        return done(x, taken, op, &post, base, &there);
    }
    if op.to == PostMove::Trash {
        seen(x, &post, base.as_ref(), &there)?;
    }
    not_found_so_send(x, taken)?;
    let patch = PostPatch { status: Some(wanted), ..PostPatch::default() };
    let moved = service.update(&id, &patch)?;
    done(x, taken, op, &post, base, &moved)
}

fn gone(detail: &str) -> Stop {
    Stop::Block(Problem { kind: ProblemKind::Gone, detail: detail.to_owned() })
}

/// Whether the writer has seen what is to be thrown away: as it was last seen, or as the version that is
/// kept here because it stood in the way once.
fn seen(
    x: &Exchange<'_>,
    post: &Post,
    base: Option<&Base>,
    there: &RemotePost,
) -> Result<(), Stop> {
    if base.is_some_and(|base| same_content(base, there)) {
        return Ok(());
    }
    let digest = posts::wire_digest(&there.title, &there.content, Some(&there.fields))?;
    let shown = x.store.read(|db| posts::remote(db, post.id))?;
    if shown.is_some_and(|shown| shown.digest == digest) {
        return Ok(());
    }
    let text = fields::read_body(there, base);
    x.store.write(|db| {
        let theirs = fields::read(db, x.blog, there, base, text)?;
        posts::set_remote_version(db, post.id, &theirs, there.modified)
    })?;
    Err(Stop::Block(Problem { kind: ProblemKind::Conflict, detail: String::new() }))
}

/// Whether the words and fields are those last seen, wherever the post stands now.
fn same_content(base: &Base, there: &RemotePost) -> bool {
    let same_words = base.wire_title == there.title && base.wire == there.content;
    let same_fields = base.wire_fields.as_ref().is_none_or(|was| {
        let is = &there.fields;
        WireFields { status: is.status, date: is.date, ..was.clone() } == *is
    });
    same_words && same_fields
}

fn done(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &Move,
    post: &Post,
    base: Option<Base>,
    there: &RemotePost,
) -> Result<OpKind, Stop> {
    let kind = match op.to {
        PostMove::Unpublish => OpKind::Unpublish,
        PostMove::Trash => OpKind::TrashPost,
        PostMove::Restore => OpKind::RestorePost,
    };
    let about = About {
        kind,
        moderation: None,
        subject: post.fields.title.clone(),
        about: String::new(),
        excerpt: String::new(),
        link: Some(there.link.clone()),
        removed: Vec::new(),
    };
    finish(x, taken, about, |db| {
        posts::set_remote(db, post.id, &place(there))?;
        match op.to {
            PostMove::Trash => posts::set_trashed(db, post.id, Some(x.now()))?,
            PostMove::Restore => posts::set_trashed(db, post.id, None)?,
            PostMove::Unpublish => {}
        }
        // Where it stands now is what was last seen; its words are, if they were before.
        let Some(base) = base else { return Ok(()) };
        let Some(was) = base.wire_fields.clone() else { return Ok(()) };
        let stands = WireFields { status: there.fields.status, date: there.fields.date, ..was };
        let waits = posts::remote(db, post.id)?;
        posts::set_base(db, post.id, &Base { wire_fields: Some(stands), ..base }, x.now())?;
        match waits {
            Some(theirs) if op.to != PostMove::Trash => {
                let changed_at = theirs.changed_at;
                posts::set_remote_version(db, post.id, &theirs.into_base(), changed_at)
            }
            Some(theirs) => {
                let (fields, body) = (theirs.fields, theirs.body);
                let reason = posts::RevisionReason::Settled;
                posts::add_revision(db, post.id, reason, &fields, &body, None, x.now())
            }
            None => Ok(()),
        }
    })
}
