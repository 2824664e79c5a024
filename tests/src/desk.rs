//! A desk in a folder of its own, with short waits, and plain calls to its commands.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use afterword_desk::{CommandError, Desk, DeskConfig, Timing};
use afterword_platform::wordpress::Timeouts;
use afterword_sync::Pace;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::patience::PATIENCE;

/// A desk that is closed when it goes.
pub struct TestDesk {
    /// The desk.
    pub desk: Desk,
    timing: Timing,
    folder: Option<TempDir>,
}

/// Waits that suit a test: nothing depends on them but its length.
pub fn quick() -> Timing {
    Timing {
        check_every: TimeDelta::milliseconds(400),
        check_practice_every: TimeDelta::milliseconds(400),
        probe_first: TimeDelta::milliseconds(100),
        probe_most: TimeDelta::milliseconds(400),
        undo: TimeDelta::zero(),
        approval_within: TimeDelta::minutes(10),
        pace: Pace {
            settle: TimeDelta::milliseconds(900),
            look_again: TimeDelta::milliseconds(150),
            jitter: 0.02,
        },
        timeouts: Timeouts::default(),
    }
}

impl TestDesk {
    /// A new writer's desk.
    pub fn new() -> Self {
        Self::with(quick())
    }

    /// A new writer's desk with other waits.
    pub fn with(timing: Timing) -> Self {
        let folder =
            tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        Self { desk: open(folder.path(), timing, None), timing, folder: Some(folder) }
    }

    /// A new writer's desk on a connection that is paid by volume when this says so.
    pub fn on_line(timing: Timing, is_metered: fn() -> bool) -> Self {
        let folder =
            tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        let desk = open(folder.path(), timing, Some(is_metered));
        Self { desk, timing, folder: Some(folder) }
    }

    /// A new writer's desk that may read pages from these sockets of this computer.
    pub fn reading(timing: Timing, readable: Vec<SocketAddr>) -> Self {
        let folder =
            tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        let config = DeskConfig { timing, readable, ..DeskConfig::new(folder.path().to_owned()) };
        let desk = Desk::open(config).unwrap_or_else(|error| panic!("no desk: {error}"));
        Self { desk, timing, folder: Some(folder) }
    }

    /// Where the writer's words are.
    #[track_caller]
    pub fn folder(&self) -> &Path {
        match &self.folder {
            Some(folder) => folder.path(),
            None => panic!("this desk has given its folder on"),
        }
    }

    /// The same writer after closing and opening the app.
    pub fn reopened(mut self) -> Self {
        self.desk.close();
        let folder = self.folder.take();
        let path = folder.as_ref().map(|folder| folder.path().to_owned()).unwrap_or_default();
        let timing = self.timing;
        drop(self);
        Self { desk: open(&path, timing, None), timing, folder }
    }

    /// Calls a command that has to work.
    #[track_caller]
    pub fn call(&self, name: &str, argument: Value) -> Value {
        match self.desk.call(name, argument) {
            Ok(reply) => reply,
            Err(error) => panic!("{name}: {error} {:?}", error.detail),
        }
    }

    /// Calls a command that has to fail.
    #[track_caller]
    pub fn refused(&self, name: &str, argument: Value) -> CommandError {
        match self.desk.call(name, argument) {
            Ok(reply) => panic!("{name} worked: {reply}"),
            Err(error) => error,
        }
    }

    /// The practice blog's id.
    #[track_caller]
    pub fn practice(&self) -> i64 {
        let state = self.call("app_state", Value::Null);
        let blogs = state["blogs"].as_array().cloned().unwrap_or_default();
        let found = blogs.iter().find(|blog| blog["practice"] == json!(true));
        found
            .and_then(|blog| blog["id"].as_i64())
            .unwrap_or_else(|| panic!("no practice blog: {state}"))
    }

    /// Makes a post with this title and body, saved.
    #[track_caller]
    pub fn post(&self, blog: i64, title: &str, body: &str) -> i64 {
        let post = self.call("post_create", json!({ "blog": blog }));
        let id = post["id"].as_i64().unwrap_or_else(|| panic!("{post}"));
        self.save(id, title, body);
        id
    }

    /// Saves title and body as a window that has just opened the post.
    #[track_caller]
    pub fn save(&self, post: i64, title: &str, body: &str) -> Value {
        self.save_with(post, body, &json!({ "title": title }))
    }

    /// Saves the body and these fields, leaving the others as they are.
    #[track_caller]
    pub fn save_with(&self, post: i64, body: &str, fields: &Value) -> Value {
        let open = self.call("post_open", json!({ "post": post }));
        self.call("post_save", saving(&open, body, fields))
    }

    /// Presses Publish.
    #[track_caller]
    pub fn publish(&self, post: i64) -> Value {
        self.call("post_publish", json!({ "post": post, "intent": "public" }))
    }

    /// Waits until the command's reply is as wanted.
    #[track_caller]
    pub fn wait_for(&self, name: &str, argument: Value, wanted: impl Fn(&Value) -> bool) -> Value {
        self.wait_within(PATIENCE, name, argument, wanted)
    }

    /// The same with another limit.
    #[track_caller]
    pub fn wait_within(
        &self,
        limit: Duration,
        name: &str,
        argument: Value,
        wanted: impl Fn(&Value) -> bool,
    ) -> Value {
        let end = Instant::now() + limit;
        loop {
            let reply = self.call(name, argument.clone());
            if wanted(&reply) {
                return reply;
            }
            assert!(
                Instant::now() < end,
                "{name} {argument} stays at {reply:#}, while {:#}, and these wait: {:#}",
                self.call("blog_status", Value::Null),
                self.waiting()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// The outbox of every blog.
    #[track_caller]
    fn waiting(&self) -> Value {
        let state = self.call("app_state", Value::Null);
        let blogs = state["blogs"].as_array().cloned().unwrap_or_default();
        let rows = |blog: &Value| self.call("outbox_list", json!({ "blog": blog["id"] }));
        blogs.iter().map(rows).collect()
    }
}

impl Default for TestDesk {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TestDesk {
    fn drop(&mut self) {
        self.desk.close();
    }
}

/// The argument of `post_save` for an opened post with another body and other fields.
pub fn saving(open: &Value, body: &str, fields: &Value) -> Value {
    let mut all = open["fields"].clone();
    if let (Some(all), Some(new)) = (all.as_object_mut(), fields.as_object()) {
        all.extend(new.clone());
    }
    json!({ "post": open["id"], "fields": all, "body": body, "version": open["version"] })
}

fn open(folder: &Path, timing: Timing, is_metered: Option<fn() -> bool>) -> Desk {
    // The desk of a moment ago may still be letting go of its lock.
    let end = Instant::now() + PATIENCE;
    loop {
        let config = DeskConfig { timing, is_metered, ..DeskConfig::new(folder.to_owned()) };
        match Desk::open(config) {
            Ok(desk) => return desk,
            Err(error) if Instant::now() > end => panic!("the desk does not open: {error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
