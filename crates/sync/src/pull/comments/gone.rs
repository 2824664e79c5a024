//! Absences. What a list leaves out may stand in another one; what none of them has is asked for by its id, which
//! only says "not found" to somebody who is signed in when it is so. And when more of the readers' comments are
//! gone than a writer deletes, none of them is believed to be until the writer says that it is right.

use afterword_model::{CommentStatus, Lane, Problem, ProblemKind, RemoteId};
use afterword_platform::{CommentQuery, Comments, Error as BlogError, Standing};
use afterword_store::{comments, outbox};
use serde::{Deserialize, Serialize};

use super::{FEED, Listing, PAGE, apply, number, page};
use crate::pull::posts::stop_here;
use crate::pull::{Pulled, accepted, too_many};
use crate::{Error, Exchange};

/// Where a comment may stand. The last is for comments that went to the trash with their post.
const ANYWHERE: [Standing; 4] =
    [Standing::Current, Standing::Spam, Standing::Trash, Standing::WithPost];
/// Vanished comments that are kept in mind. One in five of these many times five may go unasked for.
const MOST: usize = 5_000;

/// What a look for missing comments found.
pub(super) struct Found {
    /// Asked for by themselves.
    pub asked: usize,
    /// No longer on the blog.
    pub gone: Vec<RemoteId>,
}

/// Looks for comments that should be on the blog. Those that are there are taken in.
pub(super) fn look_for(
    x: &Exchange<'_>,
    service: &dyn Comments,
    missing: &[(RemoteId, CommentStatus)],
    pulled: &mut Pulled,
) -> Result<Found, Error> {
    let mut found = Found { asked: 0, gone: Vec::new() };
    for some in missing.chunks(PAGE as usize) {
        let ids = some.iter().map(|(id, _)| id.clone()).collect();
        for id in not_listed(x, service, ids, pulled)? {
            found.asked += 1;
            match service.get(&id) {
                Ok(comment) => apply(x, &[comment], None, pulled)?,
                Err(BlogError::NotFound(_)) => found.gone.push(id),
                // There, but not for this account to see.
                Err(BlogError::Forbidden { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
    }
    Ok(found)
}

/// Fetches what comments here answer and what never came itself, as far up as it goes. What is nowhere stays
/// unknown: WordPress takes any number for a parent.
pub(crate) fn fetch_parents(
    x: &Exchange<'_>,
    service: &dyn Comments,
    pulled: &mut Pulled,
) -> Result<(), Error> {
    loop {
        let mut found = false;
        let mut after = 0;
        loop {
            let ids = x.store.read(|db| comments::missing_parents(db, x.blog.id, after, PAGE))?;
            let Some(last) = ids.last() else { break };
            stop_here(x)?;
            after = number(last);
            let all = ids.len();
            found |= not_listed(x, service, ids, pulled)?.len() < all;
        }
        if !found {
            return Ok(());
        }
    }
}

/// Which of these (at most a page of them) no list has. The others are taken in.
fn not_listed(
    x: &Exchange<'_>,
    service: &dyn Comments,
    mut ids: Vec<RemoteId>,
    pulled: &mut Pulled,
) -> Result<Vec<RemoteId>, Error> {
    for standing in ANYWHERE {
        if ids.is_empty() {
            break;
        }
        let query = CommentQuery { only: Some(ids.clone()), ..CommentQuery::new(standing) };
        if let Some(page) = page(service, &query)? {
            apply(x, &page.comments, None, pulled)?;
            ids.retain(|id| page.comments.iter().all(|comment| comment.id != *id));
        }
    }
    Ok(ids)
}

/// Readers' comments that are no longer on the blog, until that is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Gone {
    /// Not believed yet.
    ids: Vec<RemoteId>,
    /// Believed in the same sweep before.
    before: usize,
    /// How many there were when it began.
    among: u64,
}

impl Gone {
    pub fn among(all: u64) -> Self {
        Self { among: all, ..Self::default() }
    }

    /// Takes note. What was spam or trash goes by itself, and without a question.
    pub fn add(
        &mut self,
        x: &Exchange<'_>,
        list: Listing,
        ids: Vec<RemoteId>,
        pulled: &mut Pulled,
    ) -> Result<(), Error> {
        match list {
            Listing::Current => self.ids.extend(ids),
            Listing::Spam | Listing::Trash => believe(x, &ids, pulled)?,
        }
        Ok(())
    }

    /// So many that it is time to settle some.
    pub fn is_full(&self) -> bool {
        self.ids.len() >= MOST
    }

    /// Whether any of the first ones is there again.
    pub fn came_back(
        &self,
        x: &Exchange<'_>,
        service: &dyn Comments,
        pulled: &mut Pulled,
    ) -> Result<bool, Error> {
        let first: Vec<RemoteId> = self.ids.iter().take(PAGE as usize).cloned().collect();
        let all = first.len();
        Ok(not_listed(x, service, first, pulled)?.len() < all)
    }

    /// They are gone, unless that has to be asked first.
    pub fn settle(&mut self, x: &Exchange<'_>, pulled: &mut Pulled) -> Result<(), Error> {
        let lost = self.before + self.ids.len();
        let known = usize::try_from(self.among).unwrap_or(usize::MAX);
        if too_many(lost, known)
            && !self.ids.is_empty()
            && !x.store.write(|db| accepted(db, x.blog.id, FEED))?
        {
            let detail = format!("{lost} of {known}");
            return Err(Error::Needs(Problem { kind: ProblemKind::MassDisappearance, detail }));
        }
        believe(x, &self.ids, pulled)?;
        self.before = lost;
        self.ids.clear();
        Ok(())
    }
}

fn believe(x: &Exchange<'_>, ids: &[RemoteId], pulled: &mut Pulled) -> Result<(), Error> {
    let mut number = 0;
    x.store.write(|db| {
        for id in ids {
            // One that something of the writer's waits for is left alone.
            if let Some(comment) = comments::by_remote(db, x.blog.id, id)?
                && !outbox::has_lane(db, x.blog.id, &Lane::comment(comment))?
            {
                comments::set_status(db, comment, CommentStatus::Deleted)?;
                number += 1;
            }
        }
        Ok(())
    })?;
    pulled.gone += number;
    Ok(())
}
