//! A post has arrived: what the blog made of it is what was last seen there, the version it replaced is
//! kept, and the row ends.

use afterword_model::{BodyKind, Intent, OpKind, PostFields, PostKind, PostStatus, Publish};
use afterword_platform::RemotePost;
use afterword_store::outbox::Taken;
use afterword_store::posts::{self, Base, Post, RevisionReason};
use afterword_store::{Db, Result as StoreResult, remote_posts};

use crate::Exchange;
use crate::fields::{decode, read_categories, read_tags};
use crate::push::terms::Ensured;
use crate::push::{About, Stop, finish, place};

pub(super) fn done(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &Publish,
    post: &Post,
    there: &RemotePost,
    terms: &Ensured,
) -> Result<OpKind, Stop> {
    let about = About {
        kind: kind(op, post, there),
        moderation: None,
        subject: op.fields.title.clone(),
        about: String::new(),
        excerpt: afterword_markup::excerpt(&plain(op), 160),
        link: Some(there.link.clone()),
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
        let reason = RevisionReason::Sent;
        posts::add_revision(db, post.id, reason, &op.fields, &op.body, version, x.now())?;
        if here.fields.slug == op.fields.slug && here.fields.slug != base.fields.slug {
            let fields = PostFields { slug: base.fields.slug, ..here.fields };
            posts::replace(db, post.id, &fields, &here.body, RevisionReason::Merged, x.now())?;
        }
        remote_posts::put(db, x.blog.id, &title)
    })
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

/// The fields as the blog took them: an address that was taken got a number, a term that somebody deleted
/// is not there.
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
    if !fields.slug.is_empty() && !is.slug.is_empty() {
        fields.slug = decode(&is.slug);
    }
    if kind == PostKind::Post {
        if !terms.categories.iter().all(|id| is.categories.contains(id)) {
            fields.categories = read_categories(db, x.blog, &is.categories)?;
        }
        if !terms.tags.iter().all(|id| is.tags.contains(id)) {
            fields.tags = read_tags(db, x.blog, &is.tags)?;
        }
    }
    Ok(fields)
}
