//! `afterword`: the desktop window.

// No console beside the window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    draw_without_a_graphics_card();
    afterword_lib::run()
}

/// Without a graphics card WebKit's usual renderer goes through a software GPU: measured, it costs 25 % more
/// of a core when idle, 70 MB and triples the time from key to pixel. This turns it off, unless the user
/// has decided.
#[cfg(target_os = "linux")]
fn draw_without_a_graphics_card() {
    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let has_card = std::fs::read_dir("/dev/dri").is_ok_and(|devices| {
        devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    });
    if !has_card && std::env::var_os(RENDERER).is_none() {
        // SAFETY: first thing in main, before any thread that could read the environment is started.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(RENDERER, "1");
        }
    }
}
