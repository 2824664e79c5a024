//! What a writer feels, beside the floor (a bare Tauri window with CodeMirror, tests/floor) and beside
//! ghostwriter and apostrophe where they are installed: `cargo bench --bench window`, with the number of
//! rounds behind `--` (3), the size to measure if not all, and `alone` without the two. `AFTERWORD_PROGRAMS` names the folder of the programs to measure, if not this
//! profile's.
//!
//! Every program has a display of its own size, one after the other, each in every round; the figures are
//! the middle of the rounds, and behind each stands its ratio to the floor. The machine should have nothing
//! else to do. Linux with Xvfb and openbox.

// A measurement that fails should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[cfg(target_os = "linux")]
mod desk;
#[cfg(target_os = "linux")]
mod processes;
#[cfg(target_os = "linux")]
mod run;
#[cfg(target_os = "linux")]
mod screen;

fn main() {
    #[cfg(target_os = "linux")]
    run::all();
    #[cfg(not(target_os = "linux"))]
    println!("the window is measured on Linux only");
}
