//! The one command, and the one event.

use std::sync::atomic::{AtomicUsize, Ordering};

use afterword_desk::{CommandError, Desk, ErrorCode};
use serde_json::Value;
use tauri::State;

/// The event that carries a change to the window.
pub const CHANGE: &str = "change";

/// How many commands are being carried out.
#[derive(Debug, Default)]
pub struct Running(AtomicUsize);

/// Counts one command for as long as it lives.
struct Counted<'a>(&'a Running);

impl Running {
    /// Whether any command is being carried out.
    pub fn any(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 0
    }

    fn count(&self) -> Counted<'_> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Counted(self)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Passes a command of the desk's table in and its reply out.
#[tauri::command]
pub async fn call(
    name: String,
    argument: Value,
    desk: State<'_, Desk>,
    running: State<'_, Running>,
) -> Result<Value, CommandError> {
    let _counted = running.count();
    let desk = Desk::clone(&desk);
    let done = tauri::async_runtime::spawn_blocking(move || desk.call(&name, argument)).await;
    done.unwrap_or_else(|broken| {
        tracing::error!(%broken, "a command broke off");
        Err(CommandError {
            code: ErrorCode::Failed,
            message: "Something in Afterword broke. What was saved is safe; please try again."
                .into(),
            detail: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_counts_while_it_runs() {
        let running = Running::default();
        assert!(!running.any());
        let first = running.count();
        let second = running.count();
        drop(first);
        assert!(running.any());
        drop(second);
        assert!(!running.any());
    }
}
