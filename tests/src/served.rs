//! The served window as a real process with a data folder of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::programs::program;

/// `afterword-web`, running; killed when this is dropped, as with `kill -9`.
#[derive(Debug)]
pub struct ServedApp {
    process: Child,
    /// The address it printed, with the key.
    pub url: String,
    cookie: OnceLock<String>,
}

impl ServedApp {
    /// Starts it on a free port and waits for its address.
    pub fn start(data: &Path) -> std::io::Result<Self> {
        // No keychain of whoever runs the tests.
        Self::start_with(data, &[("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")])
    }

    /// The same with more in its environment.
    pub fn start_with(data: &Path, environment: &[(&str, &str)]) -> std::io::Result<Self> {
        let mut process = Command::new(program("afterword-web")?)
            .args(["--port", "0"])
            .env("AFTERWORD_DATA", data)
            .envs(environment.iter().copied())
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
        let mut app = Self { process, url: String::new(), cookie: OnceLock::new() };
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

    /// Runs a command that has to work, as the page would. Uses the key up.
    ///
    /// # Panics
    /// When the command fails or the app is gone.
    #[track_caller]
    pub fn call(&self, name: &str, argument: &Value) -> Value {
        match self.try_call(name, argument) {
            Ok(reply) => reply,
            Err(error) => panic!("{name}: {error}"),
        }
    }

    /// Runs a command as the page would.
    ///
    /// # Errors
    /// With the answer's text when the command fails, or the reason why there is none.
    pub fn try_call(&self, name: &str, argument: &Value) -> Result<Value, String> {
        let cookie = self.cookie.get_or_init(|| self.come_in().unwrap_or_default());
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        let mut answer = ureq::Agent::new_with_config(config)
            .post(format!("{}/api/call/{name}", self.origin()))
            .header("cookie", cookie)
            .header("x-afterword", "1")
            .send_json(argument)
            .map_err(|error| error.to_string())?;
        let text = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
        if !answer.status().is_success() {
            return Err(text);
        }
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// Waits until a command's reply is as wanted.
    ///
    /// # Panics
    /// When it never is.
    #[track_caller]
    pub fn wait_for(&self, name: &str, argument: &Value, wanted: impl Fn(&Value) -> bool) -> Value {
        let since = Instant::now();
        loop {
            let reply = self.call(name, argument);
            if wanted(&reply) {
                return reply;
            }
            assert!(
                since.elapsed() < Duration::from_secs(120),
                "{name} stays at {reply:#}, while {:#}",
                self.call("blog_status", &Value::Null)
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn come_in(&self) -> Option<String> {
        let config = ureq::Agent::config_builder().max_redirects(0).build();
        let answer = ureq::Agent::new_with_config(config).get(&self.url).call().ok()?;
        let cookie = answer.headers().get("set-cookie")?.to_str().ok()?;
        cookie.split(';').next().map(String::from)
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
