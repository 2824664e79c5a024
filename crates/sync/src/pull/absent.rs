//! A sweep over the ids of all posts and their times of change: what the increments missed is fetched, and
//! what should be there and is not is asked for one by one before it is believed gone. Its words stay here
//! in any case.

use std::collections::HashMap;

use afterword_model::{PostId, PostKind, PostStatus, Problem, ProblemKind, RemoteId, Timestamp};
use afterword_platform::{Error as BlogError, Posts, RemotePost};
use afterword_store::posts::{self, GonePost, KnownPost};
use afterword_store::{Db, Error as StoreError, activity};

use super::posts::{batch, feed, only, stop_here};
use super::{PulledPosts, accepted, too_many};
use crate::push::place;
use crate::{Error, Exchange};

/// Vanished posts asked for in one sweep; the rest waits for the next.
const ASK: usize = 200;

/// Posts with another time of change than was last seen that are read again in one sweep. There are few,
/// unless somebody touched the blog's whole table; then the rest waits for the next.
const READ_AGAIN: usize = 500;

pub(super) fn sweep(
    x: &Exchange<'_>,
    kind: PostKind,
    service: &dyn Posts,
    pulled: &mut PulledPosts,
    mut apply: impl FnMut(&[RemotePost], &mut PulledPosts) -> Result<(), Error>,
) -> Result<(), Error> {
    let seen = stamps(x, service)?;
    let all: Vec<RemoteId> = seen.keys().cloned().collect();
    let unknown: Vec<RemoteId> =
        x.store.read(|db| posts::unknown(db, x.blog.id, &all))?.into_iter().collect();
    let known = x.store.read(|db| posts::known(db, x.blog.id, kind))?;
    for some in [unknown, changed(x, &known, &seen)].concat().chunks(batch()) {
        stop_here(x)?;
        apply(&only(service, some)?, pulled)?;
    }
    let known = x.store.read(|db| posts::known(db, x.blog.id, kind))?;
    let public = known.iter().filter(|known| known.public).count();
    let missing = known.into_iter().filter(|known| !seen.contains_key(&known.remote_id)).collect();
    let mut gone = Vec::new();
    let mut trashed = Vec::new();
    for KnownPost { remote_id, post, public, .. } in some_of(x, missing, ASK) {
        stop_here(x)?;
        match service.get(&remote_id) {
            Ok(there) if there.fields.status == PostStatus::Trash => {
                trashed.push((post, there, public));
            }
            Ok(there) => apply(&[there], pulled)?,
            Err(BlogError::NotFound(_)) => gone.push((post, public)),
            // There, but not for this account to see.
            Err(BlogError::Forbidden { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let lost = gone.iter().filter(|(_, public)| *public).count()
        + trashed.iter().filter(|(_, _, public)| *public).count();
    if too_many(lost, public) && !x.store.write(|db| accepted(db, x.blog.id, feed(kind)))? {
        let detail = format!("{lost} of {public}");
        let kind = activity::Kind::MassDisappearance;
        x.store.write(|db| {
            // Every check finds the same until the writer has spoken: one line says it.
            let last = activity::list(db, x.blog.id, None, 1)?.pop();
            if last.is_some_and(|last| last.kind == kind) {
                return Ok(());
            }
            activity::add(db, Some(x.blog.id), kind, "", &detail, x.now())
        })?;
        return Err(Error::Needs(Problem { kind: ProblemKind::MassDisappearance, detail }));
    }
    let mut number = 0;
    x.store.write(|db| {
        number = 0;
        for (post, _) in &gone {
            number += u32::from(take_away(db, x, *post)?);
        }
        for (post, there, _) in &trashed {
            number += u32::from(follow_to_trash(db, x, *post, there)?);
        }
        Ok(())
    })?;
    pulled.gone += number;
    Ok(())
}

/// Every post's id with what the blog says of its last change.
fn stamps(x: &Exchange<'_>, service: &dyn Posts) -> Result<HashMap<RemoteId, Timestamp>, Error> {
    let mut seen = HashMap::new();
    let mut page = 1;
    loop {
        stop_here(x)?;
        let answer = service.ids(page)?;
        let more = answer.more;
        seen.extend(answer.ids);
        if !more {
            return Ok(seen);
        }
        page += 1;
    }
}

/// Posts that changed at another time than when they were last seen: no increment brought that.
fn changed(
    x: &Exchange<'_>,
    known: &[KnownPost],
    seen: &HashMap<RemoteId, Timestamp>,
) -> Vec<RemoteId> {
    let differs = |known: &&KnownPost| {
        seen.get(&known.remote_id).is_some_and(|stamp| known.modified_at != Some(*stamp))
    };
    let differing = known.iter().filter(differs).map(|known| known.remote_id.clone()).collect();
    some_of(x, differing, READ_AGAIN)
}

/// As many as can be asked for now; when there are more, not always the same ones.
fn some_of<T>(x: &Exchange<'_>, mut all: Vec<T>, most: usize) -> Vec<T> {
    if all.len() > most {
        let turn = x.now().timestamp().unsigned_abs() as usize % all.len();
        all.rotate_left(turn);
        all.truncate(most);
    }
    all
}

fn take_away(db: &Db<'_>, x: &Exchange<'_>, post: PostId) -> Result<bool, StoreError> {
    let title = posts::get(db, post)?.fields.title;
    let detail = match posts::set_gone(db, post, x.now())? {
        GonePost::Trashed => "trash",
        GonePost::KeptHere => "kept",
        GonePost::LeftAlone => return Ok(false),
    };
    let kind = activity::Kind::Gone;
    activity::add(db, Some(x.blog.id), kind, &title, detail, x.now())?;
    Ok(true)
}

/// In the blog's trash: in the trash here too, unless it has words that were never sent. Those wait; the
/// next press says where the post is.
fn follow_to_trash(
    db: &Db<'_>,
    x: &Exchange<'_>,
    post: PostId,
    there: &RemotePost,
) -> Result<bool, StoreError> {
    let here = posts::get(db, post)?;
    let sent = posts::base(db, post)?
        .is_some_and(|base| base.fields == here.fields && base.body == here.body);
    let waits =
        afterword_store::outbox::has_lane(db, x.blog.id, &afterword_model::Lane::post(post))?;
    if !sent || waits {
        return Ok(false);
    }
    posts::set_remote(db, post, &place(there))?;
    posts::set_trashed(db, post, Some(x.now()))?;
    let kind = activity::Kind::Gone;
    activity::add(db, Some(x.blog.id), kind, &here.fields.title, "trash", x.now())?;
    Ok(true)
}
