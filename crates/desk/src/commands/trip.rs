//! Getting ready to go offline: the blog's worker fetches what is missing, and says what is here then.

use super::connecting::needs_connection;
use crate::Desk;
use crate::api::{ForBlog, Nothing, TripStage, TripState};
use crate::error::Result;

/// Begins, or goes on where it stopped. A second press while it runs changes nothing.
pub(crate) fn trip_prepare(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    needs_connection(desk, ask.blog)?;
    let shared = desk.shared();
    if shared.trip(ask.blog).stage != TripStage::Running {
        let running = TripState { stage: TripStage::Running, ..TripState::default() };
        shared.set_trip(ask.blog, |trip| *trip = running);
        desk.0.workers.check(ask.blog);
    }
    Ok(Nothing)
}

pub(crate) fn trip_state(desk: &Desk, ask: ForBlog) -> Result<TripState> {
    Ok(desk.shared().trip(ask.blog))
}
