//! The unpublished draft that a post is first made as, under the row's key.

use afterword_model::{Op, PostFields, Publish, RemoteId};
use afterword_platform::{NewPost, Posts, RemotePost};
use afterword_store::outbox::{self, Taken};
use afterword_store::posts::{self, Base};

use super::words::{self, wire_title};
use crate::Exchange;
use crate::push::{Stop, not_found_so_send, place, tried_before};

/// Finds the draft that an earlier try made, or makes it. Its id is on disk when this returns.
pub(super) fn make(
    x: &Exchange<'_>,
    taken: &mut Taken,
    service: &dyn Posts,
    op: &mut Publish,
) -> Result<RemoteId, Stop> {
    let key = taken.row.key.clone();
    if tried_before(taken)
        && let Some(draft) = first_of(service, service.find_by_key(&key)?)?
    {
        // What was lost is here: nothing else of this row is on its way.
        taken.row.unsure_since = None;
        return adopt(x, op, &draft);
    }
    not_found_so_send(x, taken)?;
    let content = words::text(x, op, None)?;
    op.wire = Some(content.clone());
    x.store.write(|db| outbox::set_op(db, taken.row.id, &Op::Publish(op.clone())))?;
    let new = NewPost { title: wire_title(&op.fields.title), content };
    let made = service.create_draft(&key, &new)?;
    if made.fields.slug == key {
        return adopt(x, op, &made);
    }
    // The key was taken: an earlier try has landed after all. The first one counts.
    let mut all = service.find_by_key(&key)?;
    all.push(made);
    match first_of(service, all)? {
        Some(draft) => adopt(x, op, &draft),
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

/// Title and text are there; every other field is still to come.
fn adopt(x: &Exchange<'_>, op: &Publish, draft: &RemotePost) -> Result<RemoteId, Stop> {
    let fields = PostFields {
        title: op.fields.title.clone(),
        body_kind: op.fields.body_kind,
        ..PostFields::default()
    };
    let base = Base {
        fields,
        body: op.body.clone(),
        wire_title: draft.title.clone(),
        wire: draft.content.clone(),
        wire_fields: Some(draft.fields.clone()),
    };
    x.store.write(|db| {
        posts::set_remote(db, op.post, &place(draft))?;
        posts::set_base(db, op.post, &base, x.now())
    })?;
    Ok(draft.id.clone())
}
