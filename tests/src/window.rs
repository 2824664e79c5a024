//! A writer's computer, on which the real window is opened again and again.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::page::Step;
use crate::webkit::AppWindow;

/// A data folder, and a browser that only notes what it is asked to open.
#[derive(Debug)]
pub struct Computer(TempDir);

impl Computer {
    /// A new one, nothing on it.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn new() -> std::io::Result<Self> {
        let computer = Self(TempDir::new()?);
        let programs = computer.0.path().join("bin");
        std::fs::create_dir_all(&programs)?;
        let browser = programs.join("xdg-open");
        std::fs::write(&browser, "#!/bin/sh\necho \"$1\" >> \"$(dirname \"$0\")/opened\"\n")?;
        Command::new("chmod").arg("+x").arg(&browser).status()?;
        Ok(computer)
    }

    /// The app's data folder.
    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Every address that the system's browser was asked to open.
    pub fn opened(&self) -> Vec<String> {
        let list = std::fs::read_to_string(self.0.path().join("bin/opened")).unwrap_or_default();
        list.lines().map(String::from).collect()
    }

    /// Starts the app and waits for its window. Dropping it is a power cut.
    ///
    /// # Errors
    /// When a tool is missing, or the window does not open.
    pub async fn open(&self) -> Step<AppWindow> {
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", self.0.path().join("bin").display());
        AppWindow::open_with(&self.data(), &[("PATH", &path)]).await
    }
}
