//! What is new: everything with a higher id than was seen before, whatever its date, and a second look at the
//! newest. Then the blog's totals are held against what is here; a list that no longer fits is swept.

use std::collections::HashSet;

use afterword_model::CommentStatus;
use afterword_platform::{CommentQuery, Comments, Error as BlogError, Standing};
use afterword_store::comments::{self, Folder, Order, Query};

use super::{
    Each, LISTS, Listing, PAGE, Read, apply, difference, gone, highest, number, page, total_seen,
};
use crate::pull::Pulled;
use crate::pull::posts::stop_here;
use crate::{Error, Exchange};

/// The newest that are looked at again each time.
const GLANCE: u32 = 20;
/// Held comments that are looked at again when their number changed.
const HELD: u32 = 1_000;

/// Takes in what is new; the lists whose totals tell that more happened.
pub(super) fn run(
    x: &Exchange<'_>,
    service: &dyn Comments,
    read: &mut Read,
    pulled: &mut Pulled,
) -> Result<Vec<Listing>, Error> {
    let mut totals = Each::default();
    totals.set(Listing::Current, newer(x, service, Listing::Current, read, pulled)?);
    for list in [Listing::Spam, Listing::Trash] {
        totals.set(list, total_seen(service, list)?);
    }
    let before = difference(x, &totals)?;
    for list in [Listing::Spam, Listing::Trash] {
        if before.of(list) > read.hidden.of(list) {
            totals.set(list, newer(x, service, list, read, pulled)?);
        }
    }
    held(x, service, read, pulled)?;
    let now = difference(x, &totals)?;
    Ok(LISTS.into_iter().filter(|list| now.of(*list) != read.hidden.of(*list)).collect())
}

/// Newest first, until one that was seen before; how many the list has in all.
pub(super) fn newer(
    x: &Exchange<'_>,
    service: &dyn Comments,
    list: Listing,
    read: &mut Read,
    pulled: &mut Pulled,
) -> Result<u64, Error> {
    let seen = read.newest.of(list);
    let mut newest = seen;
    let mut query =
        CommentQuery { newest_first: true, limit: GLANCE, ..CommentQuery::new(list.there()) };
    loop {
        stop_here(x)?;
        let Some(page) = page(service, &query)? else { return Ok(0) };
        apply(x, &page.comments, None, pulled)?;
        newest = newest.max(highest(&page.comments));
        let known = page.comments.iter().any(|comment| number(&comment.id) <= seen);
        if known || !page.more {
            // Not before the last page: what is between is new still when this breaks off.
            read.newest.set(list, newest);
            return Ok(page.total);
        }
        query.offset += u64::from(query.limit);
        query.limit = PAGE;
    }
}

/// Held and approved comments are one list, so its total does not tell when one was approved elsewhere; the
/// number of the held ones does.
fn held(
    x: &Exchange<'_>,
    service: &dyn Comments,
    read: &mut Read,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    if held_difference(x, service)? == read.hidden_held {
        return Ok(());
    }
    let mut query = CommentQuery { newest_first: true, ..CommentQuery::new(Standing::Held) };
    let mut seen = HashSet::new();
    loop {
        stop_here(x)?;
        let Some(page) = page(service, &query)? else { return Ok(()) };
        apply(x, &page.comments, None, pulled)?;
        seen.extend(page.comments.into_iter().map(|comment| comment.id));
        query.offset += u64::from(PAGE);
        if !page.more || query.offset >= u64::from(HELD) {
            break;
        }
    }
    let here =
        Query { folder: Folder::Held, order: Order::NewestFirst, limit: HELD, ..Query::default() };
    let (here, _) = x.store.read(|db| comments::list(db, x.blog.id, &here))?;
    let missing: Vec<_> = here
        .into_iter()
        .filter_map(|row| row.comment.remote_id)
        .filter(|id| !seen.contains(id))
        .map(|id| (id, CommentStatus::Held))
        .collect();
    // One that is gone for good is for the sweep, which the smaller total brings about.
    gone::look_for(x, service, &missing, pulled)?;
    read.hidden_held = held_difference(x, service)?;
    Ok(())
}

/// What the blog counts as held more than is here.
pub(super) fn held_difference(x: &Exchange<'_>, service: &dyn Comments) -> Result<i64, Error> {
    let there = match service.total(Standing::Held) {
        Err(BlogError::Forbidden { .. }) => return Ok(0),
        other => other?,
    };
    let here = x.store.read(|db| comments::held(db, x.blog.id))?;
    Ok(there as i64 - here as i64)
}
