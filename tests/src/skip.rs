//! A test that cannot run on this computer says so, and is counted as skipped by `cargo xtask test`.

use std::io::Write as _;

/// Says that a test is skipped, past libtest's capture. Where `CI` is `true` everything must be there, and
/// the test fails instead.
///
/// # Panics
/// When `CI` is `true`.
pub fn skip(test: &str, why: &str) {
    if std::env::var("CI").is_ok_and(|ci| ci == "true") {
        panic!("{test} cannot run here: {why}");
    }
    let _ = writeln!(std::io::stderr(), "\nskipped: {test}: {why}");
}
