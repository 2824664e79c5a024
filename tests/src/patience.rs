//! Waiting for what comes true by itself.

use std::time::{Duration, Instant};

/// How long anything may take to come true, on a machine that has much else to do.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until it is so.
///
/// # Panics
/// When it does not come true in time; the message names what.
#[track_caller]
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < PATIENCE, "it never came true that {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
