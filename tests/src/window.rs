//! The real window: the desktop app under WebKitWebDriver, on a display of the tests' own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::display::Display;
use crate::page::Page;
use crate::programs::{end_with_children, free_port, program};

/// A writer's computer: a display, a data folder, and a browser that only notes what it is asked to open.
#[derive(Debug)]
pub struct Computer {
    display: Display,
    folder: TempDir,
}

/// The running app.
#[derive(Debug)]
pub struct Window {
    /// What is in it.
    pub page: Page,
    driver: Driver,
}

#[derive(Debug)]
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        end_with_children(&mut self.0);
    }
}

impl Computer {
    /// A new one, nothing on it.
    ///
    /// # Errors
    /// When there is no Xvfb or no room.
    pub fn new() -> std::io::Result<Self> {
        let computer = Self { display: Display::start(1360, 850)?, folder: TempDir::new()? };
        let programs = computer.folder.path().join("bin");
        std::fs::create_dir_all(&programs)?;
        let browser = programs.join("xdg-open");
        std::fs::write(&browser, "#!/bin/sh\necho \"$1\" >> \"$(dirname \"$0\")/opened\"\n")?;
        Command::new("chmod").arg("+x").arg(&browser).status()?;
        Ok(computer)
    }

    /// The app's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Every address that the system's browser was asked to open.
    pub fn opened(&self) -> Vec<String> {
        let list =
            std::fs::read_to_string(self.folder.path().join("bin/opened")).unwrap_or_default();
        list.lines().map(String::from).collect()
    }

    /// Starts the app and waits for its window.
    ///
    /// # Errors
    /// When WebKitWebDriver or the app can't be started.
    pub async fn open(&self) -> Result<Window, Box<dyn std::error::Error>> {
        self.open_with(&[]).await
    }

    /// The same with more in its environment.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with(
        &self,
        environment: &[(&str, &str)],
    ) -> Result<Window, Box<dyn std::error::Error>> {
        let port = free_port()?;
        let path = std::env::var("PATH").unwrap_or_default();
        let mut driver = Command::new("WebKitWebDriver");
        self.display
            .give(&mut driver)
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            // The driver hands its environment to the app.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("AFTERWORD_DATA", self.data())
            .env("PATH", format!("{}:{path}", self.folder.path().join("bin").display()))
            // No keychain of whoever runs the tests.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let driver = driver.spawn().map_err(|error| format!("WebKitWebDriver: {error}"))?;
        let driver = Driver(driver);
        let client = connect(&format!("http://127.0.0.1:{port}"), &program("afterword")?).await?;
        Ok(Window { page: Page(client), driver })
    }
}

impl Window {
    /// Ends the app as `kill -9` or a flat battery does.
    pub fn kill(self) {
        drop(self.driver);
    }
}

async fn connect(url: &str, app: &Path) -> Result<Client, Box<dyn std::error::Error>> {
    let capabilities = json!({ "webkitgtk:browserOptions": { "binary": app, "args": [] } });
    let capabilities = capabilities.as_object().cloned().unwrap_or_default();
    let since = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(url).await {
            Ok(client) => return Ok(client),
            Err(error) if since.elapsed() > Duration::from_secs(30) => return Err(error.into()),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}
