//! A post: first an unpublished draft under the row's key, then one update by id that makes it public.
//!
//! Updates by id may be repeated, so a lost answer to one needs no key; but it has to settle, or it could
//! land on top of a newer one. Before each the post is read and compared with what was last seen there,
//! so that nobody's newer words are replaced unasked.

use afterword_model::{OpKind, PostFields, PostStatus, Problem, ProblemKind, Publish, RemoteId};
use afterword_platform::{NewPost, PostPatch, RemotePost};
use afterword_store::outbox::{self, Taken};
use afterword_store::posts::{self, Base, Post, RevisionReason};
use afterword_store::{media, remote_posts};

use super::{About, Stop, finish, not_found_so_send, tried_before};
use crate::Exchange;

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &Publish) -> Result<OpKind, Stop> {
    let mut op = op.clone();
    let post = x.store.read(|db| posts::get(db, op.post))?;
    let id = match post.remote_id.clone() {
        Some(id) => id,
        None => make_draft(x, taken, &mut op)?,
    };
    let there = x.platform.posts().get(&id)?;
    match compare(x, taken, &op, &post, &there)? {
        Standing::Arrived => done(x, taken, &op, &post, &there),
        Standing::AsLastSeen => {
            not_found_so_send(x, taken)?;
            let sent = update(x, taken, &mut op, &id, &there)?;
            done(x, taken, &op, &post, &sent)
        }
        Standing::InTheTrash => {
            Err(Stop::Block(Problem { kind: ProblemKind::Gone, detail: "trash".into() }))
        }
        other @ (Standing::Changed | Standing::TakenOff) => {
            let kind = if matches!(other, Standing::Changed) {
                ProblemKind::Conflict
            } else {
                ProblemKind::TakenOff
            };
            x.store.write(|db| {
                posts::set_remote_version(db, op.post, &there.title, &there.content, there.modified)
            })?;
            Err(Stop::Block(Problem { kind, detail: String::new() }))
        }
    }
}

/// How the post on the blog stands to what was last seen there and to what is to be sent.
enum Standing {
    /// It already is what is to be sent.
    Arrived,
    /// Untouched since it was last seen, or the writer said to replace just this version.
    AsLastSeen,
    /// Somebody changed it.
    Changed,
    /// Somebody made it no longer public.
    TakenOff,
    /// Somebody threw it away.
    InTheTrash,
}

fn compare(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &Publish,
    post: &Post,
    there: &RemotePost,
) -> Result<Standing, Stop> {
    if there.status == PostStatus::Trash {
        return Ok(Standing::InTheTrash);
    }
    let seen = posts::wire_digest(&there.title, &there.content);
    let accepted = op.over.as_deref() == Some(seen.as_str());
    if post.remote_status.is_some_and(is_public) && !is_public(there.status) && !accepted {
        return Ok(Standing::TakenOff);
    }
    let base = x.store.read(|db| posts::base(db, post.id))?;
    let untouched = base
        .as_ref()
        .is_some_and(|base| base.wire == there.content && base.wire_title == there.title);
    if untouched {
        let same_words =
            base.is_some_and(|base| base.body == op.body && base.fields.title == op.title);
        let arrived = same_words && is_public(there.status);
        return Ok(if arrived { Standing::Arrived } else { Standing::AsLastSeen });
    }
    if tried_before(taken) && is_public(there.status) && looks_like(op, there) {
        return Ok(Standing::Arrived);
    }
    Ok(if accepted { Standing::AsLastSeen } else { Standing::Changed })
}

/// Recognises our own text after the blog's filters rewrote it (an author's HTML is).
fn looks_like(op: &Publish, there: &RemotePost) -> bool {
    let Some(wire) = &op.wire else { return false };
    let same = |a: &str, b: &str| {
        a == b || (afterword_markup::same_text(a, b) && addresses(a) == addresses(b))
    };
    same(&wire_title(&op.title), &there.title) && same(wire, &there.content)
}

/// Where links and pictures lead, in order.
fn addresses(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in [" href=\"", " src=\""] {
        for part in html.split(attribute).skip(1) {
            let address = part.split('"').next().unwrap_or_default();
            found.push(address.replace("&#038;", "&").replace("&amp;", "&"));
        }
    }
    found
}

/// Finds the draft that an earlier try made, or makes it. Its id is on disk when this returns.
fn make_draft(x: &Exchange<'_>, taken: &mut Taken, op: &mut Publish) -> Result<RemoteId, Stop> {
    let service = x.platform.posts();
    let key = taken.row.key.clone();
    if tried_before(taken)
        && let Some(draft) = first_of(x, service.find_by_key(&key)?)?
    {
        // What was lost is here: nothing else of this row is on its way.
        taken.row.unsure_since = None;
        return adopt(x, op, &draft);
    }
    not_found_so_send(x, taken)?;
    let content = freeze(x, taken, op)?;
    let made = service.create_draft(&key, &NewPost { title: wire_title(&op.title), content })?;
    if made.slug == key {
        return adopt(x, op, &made);
    }
    // The key was taken: an earlier try has landed after all. The first one counts.
    let mut all = service.find_by_key(&key)?;
    all.push(made);
    match first_of(x, all)? {
        Some(draft) => adopt(x, op, &draft),
        None => Err(Stop::NotSettled),
    }
}

/// Keeps the oldest of several drafts under one key and removes the others.
fn first_of(x: &Exchange<'_>, mut drafts: Vec<RemotePost>) -> Result<Option<RemotePost>, Stop> {
    drafts.sort_by_key(|draft| (draft.id.as_str().len(), draft.id.clone()));
    drafts.dedup_by(|a, b| a.id == b.id);
    let mut drafts = drafts.into_iter();
    let first = drafts.next();
    for double in drafts {
        x.platform.posts().discard_double(&double.id)?;
    }
    Ok(first)
}

fn adopt(x: &Exchange<'_>, op: &Publish, draft: &RemotePost) -> Result<RemoteId, Stop> {
    x.store.write(|db| {
        posts::set_remote(db, op.post, &draft.id, draft.status, &draft.link)?;
        posts::set_base(db, op.post, &base_of(op, draft), x.now())
    })?;
    Ok(draft.id.clone())
}

fn update(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &mut Publish,
    id: &RemoteId,
    there: &RemotePost,
) -> Result<RemotePost, Stop> {
    let content = freeze(x, taken, op)?;
    let first = !is_public(there.status);
    let patch = PostPatch {
        title: Some(wire_title(&op.title)),
        content: Some(content),
        status: first.then_some(PostStatus::Published),
        slug_from_title: first && is_key(&there.slug),
    };
    Ok(x.platform.posts().update(id, &patch)?)
}

/// Writes the HTML and stores it with the row before it is sent, so that it can be recognised later.
fn freeze(x: &Exchange<'_>, taken: &Taken, op: &mut Publish) -> Result<String, Stop> {
    let wire = x.store.read(|db| {
        let uploaded = |uuid: &str| {
            let picture = media::by_uuid(db, uuid).ok()??;
            Some(afterword_markup::UploadedPicture {
                url: picture.remote_url?,
                id: picture.remote_id.and_then(|id| id.as_str().parse().ok()),
                size: None,
            })
        };
        Ok(afterword_markup::blocks(&op.body, &uploaded))
    })?;
    let wire = wire.map_err(|missing| {
        Stop::Fail(Problem { kind: ProblemKind::MissingPicture, detail: missing.to_string() })
    })?;
    if op.wire.as_deref() != Some(wire.as_str()) {
        op.wire = Some(wire.clone());
        x.store.write(|db| {
            outbox::set_op(db, taken.row.id, &afterword_model::Op::Publish(op.clone()))
        })?;
    }
    Ok(wire)
}

fn done(
    x: &Exchange<'_>,
    taken: &Taken,
    op: &Publish,
    post: &Post,
    there: &RemotePost,
) -> Result<OpKind, Stop> {
    let was_public = post.remote_status.is_some_and(is_public);
    let kind = if was_public { OpKind::Update } else { OpKind::Publish };
    let about = About {
        kind,
        moderation: None,
        subject: op.title.clone(),
        about: String::new(),
        excerpt: afterword_markup::excerpt(&afterword_markup::plain_markdown(&op.body), 160),
        link: Some(there.link.clone()),
    };
    let fields = PostFields { title: op.title.clone() };
    let title = remote_posts::RemoteTitle {
        remote_id: there.id.clone(),
        title: op.title.clone(),
        link: there.link.clone(),
        published_at: there.date,
    };
    finish(x, taken, about, |db| {
        if let Some(theirs) = posts::remote(db, post.id)? {
            let fields = PostFields { title: afterword_markup::plain(&theirs.wire_title) };
            posts::add_revision(
                db,
                post.id,
                RevisionReason::Replaced,
                &fields,
                &theirs.wire,
                x.now(),
            )?;
        }
        posts::set_remote(db, post.id, &there.id, there.status, &there.link)?;
        posts::set_base(db, post.id, &base_of(op, there), x.now())?;
        posts::add_revision(db, post.id, RevisionReason::Sent, &fields, &op.body, x.now())?;
        remote_posts::put(db, x.blog.id, &title)
    })
}

/// A draft that was never public may still have an earlier row's key for an address.
fn is_key(slug: &str) -> bool {
    let hex = slug.strip_prefix('q').and_then(|rest| rest.get(..16));
    hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// What the blog answered is the base from now on, not what was sent.
fn base_of(op: &Publish, there: &RemotePost) -> Base {
    Base {
        fields: PostFields { title: op.title.clone() },
        body: op.body.clone(),
        wire_title: there.title.clone(),
        wire: there.content.clone(),
    }
}

fn is_public(status: PostStatus) -> bool {
    matches!(status, PostStatus::Published | PostStatus::Private | PostStatus::Scheduled)
}

/// WordPress prints titles as HTML; escaped like this they also pass an author's filter unchanged.
fn wire_title(title: &str) -> String {
    title.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
