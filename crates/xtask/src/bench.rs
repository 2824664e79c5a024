//! `cargo xtask bench`: the measurements that stand in the `benches` folders, one after the other.
//!
//! They are built in the everyday profile, which is optimised, so nothing is built twice. Each prints its
//! own rows; the machine should have nothing else to do meanwhile.

use crate::needs::{COMPILER, TESTS, WINDOW};
use crate::shell::{Done, cargo, go};
use crate::{system, ui, versions};

/// All measurements, or the one of that name.
pub fn bench(name: Option<&str>) -> Done {
    versions::check_rust()?;
    versions::check_node()?;
    system::bring(&[COMPILER, WINDOW, TESTS])?;
    ui::build()?;
    let which = name.unwrap_or("*");
    // What the window is measured against, and what is measured: a bench builds neither.
    if matches!(which, "*" | "window") {
        ui::build_floor()?;
        // As a workspace, so that nothing is built twice.
        go(cargo().args([
            "build",
            "--workspace",
            "--bin",
            "floor",
            "--features",
            "afterword/floor",
        ]))?;
        go(cargo().args(["build", "--workspace", "--bin", "afterword"]))?;
    }
    go(cargo().args(["bench", "--workspace", "--profile", "dev", "--bench", which]))
}
