//! Categories and tags that a post needs. WordPress makes a name once however often it is asked to, so
//! they need no rows of their own; each id is on disk as soon as it is known.

use std::collections::HashSet;

use afterword_model::{PostFields, PostKind, RemoteId, Taxonomy, TermId};
use afterword_platform::Terms;
use afterword_store::{Error as StoreError, terms};

use super::Stop;
use crate::Exchange;
use crate::fields::incoming_term;

/// The blog's ids of a post's terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ensured {
    pub categories: Vec<RemoteId>,
    pub tags: Vec<RemoteId>,
}

/// Makes what is not there yet. A category that somebody deleted on the blog is left out.
pub(super) fn ensure(
    x: &Exchange<'_>,
    kind: PostKind,
    fields: &PostFields,
) -> Result<Ensured, Stop> {
    let mut ensured = Ensured::default();
    // Pages have none.
    let service = x.platform.terms().filter(|_| kind == PostKind::Post);
    let Some(service) = service else { return Ok(ensured) };
    for id in &fields.categories {
        let remote = category(x, service, *id, &mut HashSet::new())?;
        ensured.categories.extend(remote);
    }
    for name in &fields.tags {
        ensured.tags.push(tag(x, service, name)?);
    }
    ensured.categories.sort();
    ensured.categories.dedup();
    ensured.tags.sort();
    ensured.tags.dedup();
    Ok(ensured)
}

fn category(
    x: &Exchange<'_>,
    service: &dyn Terms,
    id: TermId,
    above: &mut HashSet<TermId>,
) -> Result<Option<RemoteId>, Stop> {
    let found = match x.store.read(|db| terms::resolve(db, id)) {
        Err(StoreError::Missing(_)) => None,
        other => other?,
    };
    let Some(term) = found else { return Ok(None) };
    if term.remote_id.is_some() {
        return Ok(term.remote_id);
    }
    let parent = match term.parent {
        // Categories above each other in a ring can't come from a blog, but may not hang us either.
        Some(parent) if above.insert(parent) => category(x, service, parent, above)?,
        _ => None,
    };
    let made = service.ensure(Taxonomy::Category, &term.name, parent.as_ref())?;
    x.store.write(|db| terms::set_remote(db, term.id, &made.id))?;
    Ok(Some(made.id))
}

fn tag(x: &Exchange<'_>, service: &dyn Terms, name: &str) -> Result<RemoteId, Stop> {
    let known = x.store.read(|db| terms::by_name(db, x.blog.id, Taxonomy::Tag, name, None))?;
    if let Some(id) = known.and_then(|term| term.remote_id) {
        return Ok(id);
    }
    let made = service.ensure(Taxonomy::Tag, name.trim(), None)?;
    let id = made.id.clone();
    x.store.write(|db| terms::put(db, x.blog.id, Taxonomy::Tag, &incoming_term(made)))?;
    Ok(id)
}
