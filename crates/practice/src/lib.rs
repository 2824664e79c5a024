//! The practice blog: a small, honest blog on 127.0.0.1 that starts with the app, so that a writer can try
//! everything without an account. It speaks the parts of WordPress's REST interface that the client uses,
//! with WordPress's status codes, error codes and traps, and shows readable pages with comments and a feed.
//!
//! It leaves out what the client does not ask for: themes, plugins, settings, the block editor, XML-RPC.
//! The blog keeps its own SQLite file and picture folder; it knows nothing of the app's store.

mod app;
mod auth;
mod db;
mod guard;
mod pages;
mod rest;
mod roles;
pub mod sample;
mod server;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use thiserror::Error;

pub use roles::Role;
pub use text::kses::post as kept_of_html;
pub use text::slug::slug_of;

/// What is wrong when the practice blog does not start.
#[derive(Debug, Error)]
pub enum PracticeError {
    /// Its folder or files can't be made or read.
    #[error("the practice blog's folder can't be used: {path}: {source}")]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Its database can't be used.
    #[error("the practice blog's database can't be used: {0}")]
    Database(#[from] rusqlite::Error),
    /// Its database was made by a newer version of the app. It was left as it is.
    #[error("the practice blog's database is from a newer version of the app (format {found})")]
    Newer {
        /// The format found.
        found: i64,
    },
    /// The port that was asked for is taken, or none is free.
    #[error("the practice blog can't listen on 127.0.0.1 port {port}: {source}")]
    Port {
        /// The port; 0 for "any".
        port: u16,
        /// Why.
        source: std::io::Error,
    },
    /// The system gave no thread or no random bytes.
    #[error("the practice blog can't start: {0}")]
    System(String),
}

/// What the blog takes from its surroundings; tests bring their own.
#[derive(Clone)]
pub struct Surroundings {
    /// The time now.
    pub clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// The blog's time zone.
    pub zone: Tz,
}

impl Surroundings {
    /// The computer's clock and zone; UTC when the zone has no name.
    pub fn of_this_computer() -> Self {
        let zone = iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
        Self { clock: Arc::new(Utc::now), zone: zone.unwrap_or(Tz::UTC) }
    }
}

/// An account beside the writer's own, made for tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The id on the blog.
    pub id: i64,
    /// The login name.
    pub login: String,
    /// What it may do.
    pub role: Role,
    /// Its first application password, which stays here even after it was revoked.
    pub password: String,
}

/// A running practice blog. It stops when this is dropped.
#[derive(Debug)]
pub struct Practice {
    server: server::Server,
    password: String,
    guests: Vec<Account>,
}

impl Practice {
    /// Starts the blog on its own thread, with its data in `folder`, and answers once it listens. At the
    /// first start it makes its password and the [`sample`] post and conversation.
    ///
    /// The port is the one asked for, else the one of last time, else a free one, which it then keeps.
    /// When the kept port is taken, another one is chosen and kept.
    pub fn start(folder: &Path, port: Option<u16>) -> Result<Self, PracticeError> {
        Self::start_in(folder, port, Surroundings::of_this_computer())
    }

    /// [`start`](Self::start) with another clock and zone.
    pub fn start_in(
        folder: &Path,
        port: Option<u16>,
        surroundings: Surroundings,
    ) -> Result<Self, PracticeError> {
        Self::start_with(folder, port, surroundings, &[])
    }

    /// [`start_in`](Self::start_in) with more people on the blog, by login name: for tests, which need to see
    /// what another role may do. The writer stays an editor.
    pub fn start_with(
        folder: &Path,
        port: Option<u16>,
        surroundings: Surroundings,
        accounts: &[(&str, Role)],
    ) -> Result<Self, PracticeError> {
        let (listener, app) = app::App::open(folder, port, surroundings, accounts)?;
        let (password, guests) = (app.password.clone(), app.guests.clone());
        Ok(Self { server: server::Server::start(listener, app)?, password, guests })
    }

    /// The accounts that were asked for at the start, in that order.
    pub fn accounts(&self) -> &[Account] {
        &self.guests
    }

    /// The address readers open, without a slash at the end: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        self.server.base.clone()
    }

    /// The root of the REST interface, with a slash at the end.
    pub fn rest_root(&self) -> String {
        format!("{}/wp-json/", self.server.base)
    }

    /// The login name of the writer.
    pub fn username(&self) -> &'static str {
        auth::USERNAME
    }

    /// The writer's application password, the same at every start.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Stops answering and waits until the blog's files are closed.
    pub fn stop(self) {
        drop(self);
    }
}
