//! The window's pages: their packages, and a build when the sources are newer than what is built.

use std::path::Path;
use std::time::SystemTime;

use crate::shell::{Done, go, npm, root};

/// Installs the packages when they are missing or older than the lock file.
pub fn packages() -> Done {
    let ui = root().join("ui");
    let installed = changed_at(&ui.join("node_modules/.package-lock.json"));
    let locked = changed_at(&ui.join("package-lock.json"))
        .ok_or("ui/package-lock.json is missing: the checkout is not whole.")?;
    if installed.is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    go(npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// Builds ui/dist when a source is newer.
pub fn build() -> Done {
    packages()?;
    let ui = root().join("ui");
    let built = changed_at(&ui.join("dist/index.html"));
    let newest = newest(&ui);
    if built.is_some() && built >= newest {
        return Ok(());
    }
    go(npm().args(["run", "build"]))
}

/// The newest change among the sources; what is installed or built does not count.
fn newest(folder: &Path) -> Option<SystemTime> {
    std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            !["node_modules", "dist"].iter().any(|skipped| name == *skipped)
        })
        .filter_map(|entry| {
            if entry.file_type().ok()?.is_dir() {
                newest(&entry.path())
            } else {
                changed_at(&entry.path())
            }
        })
        .max()
}

fn changed_at(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).ok()?.modified().ok()
}
