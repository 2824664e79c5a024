//! A worker's part in getting ready to go offline. It makes room for whatever else the writer wants, and goes
//! on after it.

use afterword_model::{BlogId, Reach};
use afterword_sync::{Error as SyncError, Exchange, pull};

use crate::api::{Change, TripStage, TripState};
use crate::shared::Shared;

pub(super) fn is_wanted(shared: &Shared, blog: BlogId) -> bool {
    shared.trip(blog).stage == TripStage::Running
}

/// Fetches what is missing. Stopped, it is still wanted.
pub(super) fn prepare(shared: &Shared, x: &Exchange<'_>) -> Result<(), SyncError> {
    let blog = x.blog.id;
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let progress = |progress: pull::Progress| {
        let (done, total) = (number(progress.done), number(progress.total));
        shared.set_trip(blog, |trip| (trip.done, trip.total) = (done, total));
    };
    let ready = pull::trip(x, &progress)?;
    shared.set_trip(blog, |trip| {
        *trip = TripState {
            stage: TripStage::Ready,
            comments: number(ready.comments),
            posts: number(ready.posts),
            pictures: number(ready.pictures),
            ..TripState::default()
        };
    });
    shared.changed(Change::Comments { blog });
    shared.changed(Change::Posts { blog });
    Ok(())
}

/// It can't go on: the writer is told why, and may ask again.
pub(super) fn stop(shared: &Shared, blog: BlogId, reach: Reach) {
    if !is_wanted(shared, blog) {
        return;
    }
    let why = match reach {
        Reach::SignIn => "Sign in to your blog again first; then this can go on.",
        Reach::Trouble => {
            "Your blog did not answer as usual. What came so far is here. Please try again later."
        }
        Reach::Offline | Reach::Online | Reach::Unknown => {
            "Your blog can't be reached. What came so far is here. Try again when you are online."
        }
    };
    shared.set_trip(blog, |trip| {
        trip.stage = TripStage::Stopped;
        trip.message = Some(why.to_owned());
    });
}
