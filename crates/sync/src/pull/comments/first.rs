//! Everything for the first time, newest first, so that what matters most can be answered while the rest still
//! comes. While one page is stored the next is on its way; a page and where it leaves us are one transaction.

use std::thread::{Scope, ScopedJoinHandle};

use afterword_platform::{CommentPage, CommentQuery, Comments, Error as BlogError};
use serde::{Deserialize, Serialize};

use super::{
    Each, LISTS, Listing, Read, apply, here, highest, moved, next_offset, page, total_seen,
};
use crate::pull::posts::stop_here;
use crate::pull::{Feed, Progress, Pulled};
use crate::{Error, Exchange};

/// Pages a round. Between two rounds the writer's posts are looked at.
const PAGES: u32 = 100;

/// What a first pull has still to read of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rest {
    list: Listing,
    /// Rows of it that have been read.
    offset: u64,
    /// How many rows the list had then; 0: not known.
    total: u64,
}

type Answer = Result<Option<CommentPage>, BlogError>;

/// Reads on, for a round. True: everything has been here.
pub(super) fn go_on(
    x: &Exchange<'_>,
    service: &dyn Comments,
    read: &mut Read,
    pulled: &mut Pulled,
) -> Result<bool, Error> {
    if read.first.is_empty() {
        read.first = LISTS.map(|list| Rest { list, offset: 0, total: 0 }).to_vec();
    } else if read.newest.current > 0 {
        // A long first pull is no reason to hear of today's comments tomorrow.
        super::increment::newer(x, service, Listing::Current, read, pulled)?;
    }
    let mut totals = Each::default();
    for list in [Listing::Spam, Listing::Trash] {
        totals.set(list, total_seen(service, list)?);
    }
    std::thread::scope(|scope| {
        let mut ahead = read.first.first().map(|rest| ask(scope, service, *rest));
        for round in 1..=PAGES {
            let (Some(asked), Some(rest)) = (ahead.take(), read.first.first().copied()) else {
                break;
            };
            stop_here(x)?;
            let answer = match asked.join() {
                Ok(answer) => answer?,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            let (comments, next) = match answer {
                None => (Vec::new(), None),
                Some(page) => {
                    totals.set(rest.list, page.total);
                    let next = rest.after(&page);
                    (page.comments, next)
                }
            };
            drop(read.first.splice(..1, next));
            if round < PAGES {
                ahead = read.first.first().map(|rest| ask(scope, service, *rest));
            }
            let newest = read.newest.of(rest.list).max(highest(&comments));
            read.newest.set(rest.list, newest);
            read.whole = read.first.is_empty();
            apply(x, &comments, Some(read), pulled)?;
            tell(x, &totals)?;
        }
        Ok(read.whole)
    })
}

impl Rest {
    /// What is left after this page.
    fn after(self, page: &CommentPage) -> Option<Self> {
        let moved = moved(self.total, page);
        let offset = next_offset(self.offset, moved);
        let next = Self { offset, total: page.total, ..self };
        (page.more || moved > 0 && offset < page.total).then_some(next)
    }
}

fn ask<'scope>(
    scope: &'scope Scope<'scope, '_>,
    service: &'scope dyn Comments,
    rest: Rest,
) -> ScopedJoinHandle<'scope, Answer> {
    let all = CommentQuery::new(rest.list.there());
    let query = CommentQuery { newest_first: true, offset: rest.offset, ..all };
    scope.spawn(move || page(service, &query))
}

fn tell(x: &Exchange<'_>, totals: &Each<u64>) -> Result<(), Error> {
    let sum = |each: &Each<u64>| each.current + each.spam + each.trash;
    let done = sum(&here(x)?);
    let total = sum(totals).max(done);
    if total > 0 {
        (x.pulling)(Progress { feed: Feed::Comments, done, total });
    }
    Ok(())
}
