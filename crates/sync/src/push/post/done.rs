//! A post has arrived: what the blog made of it is what was last seen there, the version it replaced is
//! kept, and the row ends.

use afterword_model::{BodyKind, Intent, Op, OpKind, PostFields, PostKind, PostStatus, Publish};
use afterword_platform::RemotePost;
use afterword_store::outbox::{self, Taken};
use afterword_store::posts::{self, Base, Post, RevisionReason};
use afterword_store::{Db, Result as StoreResult, activity, remote_posts};

use crate::Exchange;
use crate::fields::{decode, is_key, read_categories, read_tags};
use crate::push::terms::Ensured;
use crate::push::{About, Stop, finish, place};

pub(super) fn done(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &Publish,
    post: &Post,
    there: &RemotePost,
    terms: &Ensured,
    of_draft: &[String],
) -> Result<OpKind, Stop> {
    let sent = op.wire.as_deref().unwrap_or(&there.content);
    let removed = afterword_markup::removed(sent, &there.content);
    let about = About {
        kind: kind(op, post, there),
        moderation: None,
        subject: op.fields.title.clone(),
        about: String::new(),
        excerpt: afterword_markup::excerpt(&plain(op), 160),
        link: Some(there.link.clone()),
        removed: [of_draft, &removed].concat(),
    };
    let title = remote_posts::RemoteTitle {
        remote_id: there.id.clone(),
        title: op.fields.title.clone(),
        link: there.link.clone(),
        published_at: there.fields.date,
    };
    finish(x, taken, about, |db| {
        super::keep_replaced(db, x, post.id)?;
        let fields = settled(db, x, op, post.kind, there, terms)?;
        let base = Base {
            fields,
            body: op.body.clone(),
            wire_title: there.title.clone(),
            wire: there.content.clone(),
            wire_fields: Some(there.fields.clone()),
        };
        posts::set_remote(db, post.id, &place(there))?;
        posts::set_base(db, post.id, &base, x.now())?;
        let here = posts::get(db, post.id)?;
        let untouched = here.fields == op.fields && here.body == op.body;
        let version = untouched.then_some(here.version);
        posts::arrived(db, post.id, &op.fields, &op.body)?;
        let reason = RevisionReason::Sent;
        posts::add_revision(db, post.id, reason, &op.fields, &op.body, version, x.now())?;
        let filled_in = filled_in(op, &base.fields, &here.fields);
        if filled_in != here.fields && untouched {
            posts::fill_in(db, post.id, &filled_in, x.now())?;
        } else if filled_in != here.fields {
            posts::replace(db, post.id, &filled_in, &here.body, reason, x.now())?;
        }
        fill_in_waiting(db, x, taken, op, &base.fields)?;
        note_removed(db, x, &op.fields.title, &removed)?;
        remote_posts::put(db, x.blog.id, &title)
    })
}

/// A line in the log, when the blog took something out of a text.
pub(super) fn note_removed(
    db: &Db<'_>,
    x: &Exchange<'_>,
    title: &str,
    removed: &[String],
) -> StoreResult<()> {
    if removed.is_empty() {
        return Ok(());
    }
    let kind = activity::Kind::Removed;
    activity::add(db, Some(x.blog.id), kind, title, &removed.join(", "), x.now())
}

fn kind(op: &Publish, post: &Post, there: &RemotePost) -> OpKind {
    // What only some could read is published when everybody may.
    let was_public = post.remote_status == Some(PostStatus::Published)
        || (post.remote_status == Some(PostStatus::Private)
            && there.fields.status == PostStatus::Private);
    match op.intent {
        Intent::Draft => OpKind::Draft,
        Intent::Review => OpKind::Review,
        Intent::Public if there.fields.status == PostStatus::Scheduled => OpKind::Schedule,
        Intent::Public if was_public => OpKind::Update,
        Intent::Public => OpKind::Publish,
    }
}

fn plain(op: &Publish) -> String {
    match op.fields.body_kind {
        BodyKind::Markdown => afterword_markup::plain_markdown(&op.body),
        BodyKind::Html => afterword_markup::plain(&op.body),
    }
}

/// What the writer has, with what the blog filled in or chose otherwise, where they have not chosen anew
/// since the press.
fn filled_in(op: &Publish, settled: &PostFields, own: &PostFields) -> PostFields {
    let mut fields = own.clone();
    if fields.slug == op.fields.slug {
        fields.slug.clone_from(&settled.slug);
    }
    if op.fields.categories.is_empty() && fields.categories.is_empty() {
        fields.categories.clone_from(&settled.categories);
    }
    fields
}

/// Presses that wait behind this one left the same to the blog: it is not asked to choose anew.
fn fill_in_waiting(
    db: &Db<'_>,
    x: &Exchange<'_>,
    taken: &Taken,
    op: &Publish,
    settled: &PostFields,
) -> StoreResult<()> {
    for row in outbox::lane(db, x.blog.id, &taken.row.lane)? {
        let Op::Publish(waits) = &row.op else { continue };
        let fields = filled_in(op, settled, &waits.fields);
        if row.id != taken.row.id && fields != waits.fields {
            let waits = Publish { fields, ..waits.clone() };
            outbox::set_op(db, row.id, &Op::Publish(waits))?;
        }
    }
    Ok(())
}

/// The fields as the blog took them: an address that was left to it is made, one that was taken got a
/// number, a post without a category is in the blog's own, a term that somebody deleted is not there.
fn settled(
    db: &Db<'_>,
    x: &Exchange<'_>,
    op: &Publish,
    kind: PostKind,
    there: &RemotePost,
    terms: &Ensured,
) -> StoreResult<PostFields> {
    let mut fields = op.fields.clone();
    let is = &there.fields;
    if !is.slug.is_empty() && !is_key(&is.slug) {
        fields.slug = decode(&is.slug);
    }
    if kind == PostKind::Post {
        let by_itself = terms.categories.is_empty() && !is.categories.is_empty();
        if by_itself || !terms.categories.iter().all(|id| is.categories.contains(id)) {
            fields.categories = read_categories(db, x.blog, &is.categories)?;
        }
        if !terms.tags.iter().all(|id| is.tags.contains(id)) {
            fields.tags = read_tags(db, x.blog, &is.tags)?;
        }
    }
    Ok(fields)
}
