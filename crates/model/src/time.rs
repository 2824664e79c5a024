//! Points in time: UTC, whole seconds where a blog service sees them.

use chrono::{DateTime, SubsecRound, Utc};

/// A point in time, UTC.
pub type Timestamp = DateTime<Utc>;

/// The time cut to whole seconds, which is all WordPress keeps.
pub fn seconds(time: Timestamp) -> Timestamp {
    time.trunc_subsecs(0)
}
