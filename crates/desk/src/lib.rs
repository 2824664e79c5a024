//! The use cases behind the window.
//!
//! A shell (the desktop window, the served one) opens a [`Desk`] and passes on the window's commands and
//! the desk's [`Change`](api::Change)s. The desk knows no window, no SQL and no HTTP.

pub mod api;
mod approval;
mod commands;
mod door;
mod error;
mod first_run;
mod folder;
mod metered;
mod permalinks;
mod pictures;
mod secrets;
mod shared;
mod styles;
mod words;
mod worker;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use afterword_platform::wordpress::Timeouts;
use afterword_practice::Practice;
use afterword_store::{Error as StoreError, Store, blogs, media, outbox};
use afterword_sync::Pace;
use chrono::TimeDelta;
use thiserror::Error;
use url::Url;

pub use approval::hand_over;
pub use door::{Door, knock};
pub use error::{CommandError, ErrorCode, Result};
pub use folder::data_folder;

use approval::Approvals;
use shared::{Shared, lock};
use worker::Workers;

/// Opens an address in the system's browser; the scheme is checked before.
pub type Opener = Box<dyn Fn(&Url) -> std::io::Result<()> + Send + Sync>;

/// Asks the system, which may take a moment.
pub type OpensLinks = Box<dyn Fn() -> bool + Send + Sync>;

/// How a desk is set up.
pub struct DeskConfig {
    /// Where the writer's words are kept.
    pub data_folder: PathBuf,
    /// `None`: the window opens addresses itself.
    pub opener: Option<Opener>,
    /// Whether the system opens Afterword with `afterword:` addresses. `None`: it does not.
    pub opens_links: Option<OpensLinks>,
    /// Where the writer's system keeps files that programs save for them. `None`: the window saves files
    /// itself.
    pub downloads: Option<PathBuf>,
    /// Whether the connection is paid by volume. `None`: the system is asked.
    pub is_metered: Option<fn() -> bool>,
    /// Sockets that pages may be read from although they are not public. For tests.
    pub readable: Vec<SocketAddr>,
    /// How often to look.
    pub timing: Timing,
}

/// How often a blog is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timing {
    /// Between two checks of a reachable blog.
    pub check_every: TimeDelta,
    /// The same for the practice blog, which is on this computer.
    pub check_practice_every: TimeDelta,
    /// First wait after a blog could not be reached; doubled each time.
    pub probe_first: TimeDelta,
    /// The longest such wait.
    pub probe_most: TimeDelta,
    /// How long a reply or a moderation waits, to be undone, before it goes.
    pub undo: TimeDelta,
    /// How long the writer may take to approve in the browser.
    pub approval_within: TimeDelta,
    /// How long to wait when an answer was lost.
    pub pace: Pace,
    /// How long a blog may take for each part of an exchange.
    pub timeouts: Timeouts,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            check_every: TimeDelta::seconds(60),
            check_practice_every: TimeDelta::seconds(4),
            probe_first: TimeDelta::seconds(2),
            probe_most: TimeDelta::seconds(30),
            undo: TimeDelta::seconds(10),
            approval_within: TimeDelta::minutes(10),
            pace: Pace::default(),
            timeouts: Timeouts::default(),
        }
    }
}

impl DeskConfig {
    /// A desk with the usual timing, whose window opens addresses and saves files itself.
    pub fn new(data_folder: PathBuf) -> Self {
        let (opener, opens_links, downloads, is_metered) = (None, None, None, None);
        let (readable, timing) = (Vec::new(), Timing::default());
        Self { data_folder, opener, opens_links, downloads, is_metered, readable, timing }
    }
}

/// Why a desk can't be opened, in the writer's words.
#[derive(Debug, Error)]
#[error("{}{}", .0.message, .0.detail.as_deref().map(|detail| format!(" ({detail})")).unwrap_or_default())]
pub struct OpenError(CommandError, bool);

impl OpenError {
    /// Another copy of the app has the folder open; it may be about to close.
    pub fn is_in_use(&self) -> bool {
        self.1
    }
}

/// A picture's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// MIME type, read from the bytes when it was kept.
    pub mime: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The writer's desk: the store, a worker per blog, and the practice blog.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    shared: Arc<Shared>,
    workers: Workers,
    practice: Mutex<Option<Practice>>,
    approvals: Approvals,
    manners: commands::Memory,
    proofing: commands::Proofing,
    pages: commands::Pages,
}

impl Desk {
    /// Opens the writer's words and starts the practice blog and a worker for each blog. Whatever was
    /// being sent when the app last ended becomes unsure and is looked up.
    ///
    /// # Errors
    /// When the folder can't be used, or another copy of the app has it open.
    pub fn open(config: DeskConfig) -> std::result::Result<Self, OpenError> {
        let mut in_use = false;
        let open = || -> Result<Self> {
            let store = Store::open(&config.data_folder).map_err(|error| {
                in_use = matches!(error, StoreError::InUse(_));
                words::opening(error)
            })?;
            let shared = Arc::new(Shared::new(store, config));
            shared.store.write(|db| outbox::mark_unsure(db, shared.now()))?;
            commands::trash::look(&shared, shared.now());
            let practice = first_run::start_practice(&shared);
            let desk = Self(Arc::new(Inner {
                shared,
                workers: Workers::default(),
                practice: Mutex::new(practice),
                approvals: Approvals::default(),
                manners: commands::Memory::default(),
                proofing: commands::Proofing::default(),
                pages: commands::Pages::default(),
            }));
            for blog in desk.0.shared.store.read(blogs::list)? {
                desk.0.workers.start(&desk.0.shared, blog.id);
            }
            Ok(desk)
        };
        let opened = open();
        opened.map_err(|error| OpenError(error, in_use))
    }

    /// Runs a command of the table in [`api`]. Blocks until its effect is on disk.
    ///
    /// # Errors
    /// In the writer's words, with a code where the window acts on it.
    pub fn call(&self, name: &str, argument: serde_json::Value) -> Result<serde_json::Value> {
        api::dispatch(self, name, argument)
    }

    /// Calls `listener` for every change, from whatever thread made it.
    pub fn on_change(&self, listener: impl Fn(api::Change) + Send + Sync + 'static) {
        self.0.shared.on_change(Box::new(listener));
    }

    /// A picture from the store, by the name that bodies use.
    pub fn picture(&self, uuid: &str) -> Option<Picture> {
        let store = &self.0.shared.store;
        let media = store.read(|db| media::by_uuid(db, uuid)).ok()??;
        // Other files are not for the page to show.
        if !media.kind.is_picture() {
            return None;
        }
        let bytes = store.picture_bytes(&media).ok()?;
        Some(Picture { mime: media.kind.mime(), bytes })
    }

    /// Stops the workers and the practice blog. What is being sent right now is finished first.
    pub fn close(&self) {
        commands::give_up(self);
        self.0.workers.stop_all();
        if let Some(practice) = lock(&self.0.practice).take() {
            practice.stop();
        }
    }

    fn shared(&self) -> &Shared {
        &self.0.shared
    }
}
