//! The unpublished draft that a post is first made as, under the row's key.

use afterword_model::{BodyKind, Op, PostFields, PostKind, Publish, RemoteId};
use afterword_platform::{NewPost, Posts, RemotePost};
use afterword_store::outbox::{self, Taken};
use afterword_store::posts::{self, Base};

use super::done::note_removed;
use super::words::{self, wire_title};
use crate::Exchange;
use crate::fields;
use crate::push::{Stop, not_found_so_send, place, tried_before};

/// The draft that a post begins as.
pub(super) struct Draft {
    pub id: RemoteId,
    /// What the blog took out of its text.
    pub removed: Vec<String>,
}

/// Finds the draft that an earlier try made, or makes it. Its id is on disk when this returns.
pub(super) fn make(
    x: &Exchange<'_>,
    taken: &mut Taken,
    service: &dyn Posts,
    op: &mut Publish,
) -> Result<Draft, Stop> {
    let key = taken.row.key.clone();
    if tried_before(taken)
        && let Some(draft) = first_of(service, service.find_by_key(&key)?)?
    {
        // What was lost is here: nothing else of this row is on its way.
        taken.row.unsure_since = None;
        return adopt(x, op, &draft, false);
    }
    not_found_so_send(x, taken)?;
    let content = words::text(x, op, None)?;
    op.wire = Some(content.clone());
    x.store.write(|db| outbox::set_op(db, taken.row.id, &Op::Publish(op.clone())))?;
    let new = NewPost { title: wire_title(&op.fields.title), content };
    let made = service.create_draft(&key, &new)?;
    if made.fields.slug == key {
        return adopt(x, op, &made, true);
    }
    let own = made.id.clone();
    // The key was taken: an earlier try has landed after all. The first one counts.
    let mut all = service.find_by_key(&key)?;
    all.push(made);
    match first_of(service, all)? {
        Some(draft) => adopt(x, op, &draft, draft.id == own),
        None => Err(Stop::NotSettled),
    }
}

/// Keeps the oldest of several drafts under one key and removes the others.
fn first_of(service: &dyn Posts, mut drafts: Vec<RemotePost>) -> Result<Option<RemotePost>, Stop> {
    drafts.sort_by_key(|draft| (draft.id.as_str().len(), draft.id.clone()));
    drafts.dedup_by(|a, b| a.id == b.id);
    let mut drafts = drafts.into_iter();
    let first = drafts.next();
    for double in drafts {
        service.discard_double(&double.id)?;
    }
    Ok(first)
}

/// Title and text are there; every other field is still to come. A draft that was found may hold the
/// words of an earlier press: it is then read as what it is, so that the newer ones go out.
fn adopt(
    x: &Exchange<'_>,
    op: &Publish,
    draft: &RemotePost,
    just_made: bool,
) -> Result<Draft, Stop> {
    let same_title = just_made || draft.title == wire_title(&op.fields.title);
    let title = match same_title {
        true => op.fields.title.clone(),
        false => afterword_markup::plain(&draft.title),
    };
    let (body, body_kind) = if just_made || op.wire.as_ref() == Some(&draft.content) {
        (op.body.clone(), op.fields.body_kind)
    } else {
        let text = fields::read_body(draft, None);
        (text.body, if text.is_html { BodyKind::Html } else { BodyKind::Markdown })
    };
    let base = Base {
        fields: PostFields { title, body_kind, ..PostFields::default() },
        body,
        wire_title: draft.title.clone(),
        wire: draft.content.clone(),
        wire_fields: Some(draft.fields.clone()),
    };
    // Only now: what the update sends is what the blog has left of it.
    let sent = op.wire.as_deref().unwrap_or(&draft.content);
    let removed = afterword_markup::removed(sent, &draft.content);
    x.store.write(|db| {
        posts::set_remote(db, op.post, &place(draft))?;
        note_removed(db, x, &op.fields.title, &removed)?;
        if just_made && draft.kind == PostKind::Post {
            // It was made without any.
            fields::note_default_category(db, x.blog.id, &draft.fields.categories)?;
        }
        posts::set_base(db, op.post, &base, x.now())
    })?;
    Ok(Draft { id: draft.id.clone(), removed })
}
