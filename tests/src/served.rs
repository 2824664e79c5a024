//! The served window as a real process with a data folder of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::programs::program;

/// `afterword-web`, running; killed when this is dropped, as with `kill -9`.
#[derive(Debug)]
pub struct ServedApp {
    process: Child,
    /// The address it printed, with the key.
    pub url: String,
}

impl ServedApp {
    /// Starts it on a free port and waits for its address.
    pub fn start(data: &Path) -> std::io::Result<Self> {
        let mut process = Command::new(program("afterword-web")?)
            .args(["--port", "0"])
            .env("AFTERWORD_DATA", data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = None;
        if let Some(output) = process.stdout.take() {
            // The first line; the pipe stays open for the rest.
            let mut lines = BufReader::new(output).lines();
            url = lines
                .next()
                .transpose()?
                .and_then(|line| line.strip_prefix("Afterword is at ").map(String::from));
            std::thread::spawn(move || lines.for_each(drop));
        }
        let mut app = Self { process, url: String::new() };
        app.url = url.ok_or_else(|| std::io::Error::other("afterword-web printed no address"))?;
        Ok(app)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        self.url.split("/?").next().unwrap_or_default()
    }

    /// The key from the address.
    pub fn key(&self) -> &str {
        self.url.rsplit("key=").next().unwrap_or_default()
    }

    /// Asks it to end as the system does, and returns whether it ended well in time.
    pub fn end(mut self) -> std::io::Result<bool> {
        Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(15) {
            if let Some(status) = self.process.try_wait()? {
                return Ok(status.success());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    }
}

impl Drop for ServedApp {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
