//! Getting ready to go offline, and how often and how loudly the desk looks for news.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a blog's getting ready is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TripState {
    /// Where it is.
    pub stage: TripStage,
    /// Things fetched.
    pub done: u32,
    /// Of so many, as far as is known.
    pub total: u32,
    /// Comments that are here.
    pub comments: u32,
    /// Posts that are here.
    pub posts: u32,
    /// Pictures that are here.
    pub pictures: u32,
    /// What stopped it, for the writer.
    pub message: Option<String>,
}

/// Stages of getting ready.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TripStage {
    /// Not asked for.
    #[default]
    Idle,
    /// Fetching.
    Running,
    /// All is here.
    Ready,
    /// It could not go on; what is here stays.
    Stopped,
}

/// Which new comments the system tells of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Notify {
    /// None.
    #[default]
    Off,
    /// Those of readers marked as regulars.
    Regulars,
    /// All.
    All,
}

/// The writer's settings for sending and checking, on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskSettings {
    /// Replies and moderations can be undone for so long before they go; 0: they go at once.
    pub undo_seconds: u32,
    /// Blogs are checked this often.
    pub check_minutes: u32,
    /// Which new comments the system tells of.
    pub notify: Notify,
    /// On a connection that is paid by volume, blogs are checked only when asked.
    pub quiet_on_metered: bool,
}
