//! A real keychain of the tests' own: a session bus with an unlocked gnome-keyring on it.

use std::io::{BufRead, BufReader, Error, Result};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::programs::end_with_children;

/// Ends with everything on its bus when it is dropped.
#[derive(Debug)]
pub struct Keychain {
    session: Child,
    /// What a program needs as `DBUS_SESSION_BUS_ADDRESS`.
    pub bus: String,
    _home: TempDir,
}

impl Keychain {
    /// Starts it.
    ///
    /// # Errors
    /// When dbus-run-session or gnome-keyring-daemon is missing.
    pub fn start() -> Result<Self> {
        let home = TempDir::new()?;
        let script = "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 \
                      || exit 1; echo \"$DBUS_SESSION_BUS_ADDRESS\"; exec sleep 600";
        let mut session = Command::new("dbus-run-session")
            .args(["--", "sh", "-c", script])
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("share"))
            .env("XDG_RUNTIME_DIR", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Error::other(format!("dbus-run-session: {error}")))?;
        let mut bus = String::new();
        if let Some(output) = session.stdout.take() {
            BufReader::new(output).read_line(&mut bus)?;
        }
        let keychain = Self { session, bus: bus.trim().to_owned(), _home: home };
        if keychain.bus.is_empty() {
            return Err(Error::other("gnome-keyring-daemon did not start"));
        }
        Ok(keychain)
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        end_with_children(&mut self.session);
    }
}
