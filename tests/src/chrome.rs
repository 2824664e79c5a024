//! A headless Chromium, driven through chromedriver.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::patience::PATIENCE;
use crate::programs::{end_with_children, free_port};

/// A name that leads this browser to 127.0.0.1, as a stranger's may.
pub const FOREIGN_HOST: &str = "blog.example";

/// A browser with a fresh profile; it ends when this is dropped.
#[derive(Debug)]
pub struct Chrome {
    /// What drives it.
    pub client: Client,
    driver: Driver,
    _profile: TempDir,
}

#[derive(Debug)]
struct Driver(Child);

impl Chrome {
    /// Starts chromedriver and a browser whose page has 1360 × 850 pixels.
    pub async fn start() -> Result<Self, Box<dyn std::error::Error>> {
        let port = free_port()?;
        let profile = TempDir::new()?;
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("chromedriver: {error}"))?;
        let driver = Driver(driver);
        let options = json!({ "goog:chromeOptions": { "args": [
            "--headless=new",
            // Chromium's own sandbox does not start for root, as which containers run tests.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--force-device-scale-factor=1",
            // The page is 143 pixels lower than the window.
            "--window-size=1360,993",
            // A name that a stranger owns and points at this computer.
            format!("--host-resolver-rules=MAP {FOREIGN_HOST} 127.0.0.1"),
            format!("--user-data-dir={}", profile.path().display()),
        ] } });
        let client = connect(&format!("http://127.0.0.1:{port}"), &options).await?;
        Ok(Self { client, driver, _profile: profile })
    }

    /// Closes the browser in order.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
        drop(self.driver);
    }
}

/// The driver needs a moment before it listens.
async fn connect(
    url: &str,
    capabilities: &serde_json::Value,
) -> Result<Client, Box<dyn std::error::Error>> {
    let capabilities = capabilities.as_object().cloned().unwrap_or_default();
    let since = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(url).await {
            Ok(client) => return Ok(client),
            Err(error) if since.elapsed() > PATIENCE => return Err(error.into()),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_with_children(&mut self.0);
    }
}
