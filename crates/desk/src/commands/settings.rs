//! The writer's settings for sending and checking, on this computer. What was never set is as the desk was
//! set up with.

use afterword_store::settings as stored;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::Desk;
use crate::api::{DeskSettings, Nothing, Notify};
use crate::error::Result;
use crate::shared::Shared;
use crate::words::failed;

const NAME: &str = "desk";
/// An hour to undo is a day's post held back; a day between checks is no check.
const MOST_UNDO: u32 = 120;
const MOST_MINUTES: u32 = 24 * 60;

/// As they are kept; `None`: never set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Kept {
    undo_seconds: Option<u32>,
    check_minutes: Option<u32>,
    pub notify: Notify,
    pub quiet_on_metered: bool,
}

pub(crate) fn desk_settings(desk: &Desk, _: Nothing) -> Result<DeskSettings> {
    let shared = desk.shared();
    Ok(shown(shared, kept(shared)?))
}

pub(crate) fn desk_settings_set(desk: &Desk, ask: DeskSettings) -> Result<DeskSettings> {
    if ask.undo_seconds > MOST_UNDO {
        return Err(failed(format!("Choose at most {MOST_UNDO} seconds to undo.")));
    }
    if !(1..=MOST_MINUTES).contains(&ask.check_minutes) {
        return Err(failed("Choose between a minute and a day between two checks."));
    }
    let shared = desk.shared();
    let before = kept(shared)?;
    let is_set = shown(shared, before);
    let kept = Kept {
        // What stands as the desk was set up stays so until the writer changes it.
        undo_seconds: (ask.undo_seconds != is_set.undo_seconds)
            .then_some(ask.undo_seconds)
            .or(before.undo_seconds),
        check_minutes: (ask.check_minutes != is_set.check_minutes)
            .then_some(ask.check_minutes)
            .or(before.check_minutes),
        notify: ask.notify,
        quiet_on_metered: ask.quiet_on_metered,
    };
    let value = serde_json::to_value(kept).map_err(|error| {
        failed("The settings could not be kept.").with_detail(error.to_string())
    })?;
    shared.store.write(|db| stored::set(db, NAME, &value))?;
    desk.0.workers.settings_changed();
    Ok(shown(shared, kept))
}

/// How long a reply or a moderation waits before it goes.
pub(super) fn undo(shared: &Shared) -> Result<TimeDelta> {
    let kept = kept(shared)?.undo_seconds;
    Ok(kept.map_or(shared.timing.undo, |seconds| TimeDelta::seconds(i64::from(seconds))))
}

impl Kept {
    /// Between two checks of a blog that is not on this computer.
    pub fn check_every(&self, shared: &Shared) -> TimeDelta {
        let set = self.check_minutes.map(|minutes| TimeDelta::minutes(i64::from(minutes)));
        set.unwrap_or(shared.timing.check_every)
    }
}

/// What the writer set; nothing when it can't be read any more.
pub(crate) fn kept(shared: &Shared) -> Result<Kept> {
    let value = shared.store.read(|db| stored::get(db, NAME))?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
}

fn shown(shared: &Shared, kept: Kept) -> DeskSettings {
    let whole = |number: i64| u32::try_from(number).unwrap_or_default();
    DeskSettings {
        undo_seconds: kept.undo_seconds.unwrap_or(whole(shared.timing.undo.num_seconds())),
        check_minutes: kept
            .check_minutes
            .unwrap_or(whole(shared.timing.check_every.num_minutes()).max(1)),
        notify: kept.notify,
        quiet_on_metered: kept.quiet_on_metered,
    }
}
