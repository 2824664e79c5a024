//! Closing the window without losing the last words: it is hidden at once, and goes when the page has saved.
//!
//! The page saves at most a second after a key; it hears that the window closes, too, and can save at once.

use std::time::{Duration, Instant};

use tauri::{Emitter, Manager, Runtime, Window, WindowEvent};

use crate::Front;
use crate::commands::Running;

/// The event that tells the page to save now.
const CLOSING: &str = "closing";

/// Longer than the page ever waits before it saves.
const LAST_SAVE: Duration = Duration::from_millis(1500);

/// A command that hangs does not keep the app alive for longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes over when the writer closes the window.
pub fn on_window_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        // From here on Afterword is opened anew.
        window.state::<Front>().put(None);
        let told = window.hide().and_then(|()| window.emit(CLOSING, ()));
        if let Err(error) = told {
            tracing::warn!(%error, "the page was not told that the window closes");
        }
        let window = window.clone();
        std::thread::spawn(move || finish(&window));
    }
}

fn finish<R: Runtime>(window: &Window<R>) {
    std::thread::sleep(LAST_SAVE);
    let running = window.state::<Running>();
    let since = Instant::now();
    while running.any() && since.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(20));
    }
    if let Err(error) = window.destroy() {
        tracing::error!(%error, "the window could not be closed");
        window.app_handle().exit(1);
    }
}
