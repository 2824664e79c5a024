//! What commands and workers share: the store, the passwords, the live state of each blog, and who
//! wants to hear of changes.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use afterword_model::{Blog, BlogId, OutboxId, Problem, Reach, Timestamp};
use afterword_platform::outside::Gate;
use afterword_platform::wordpress::Timeouts;
use afterword_platform::{Platform, wordpress};
use afterword_store::{Store, blogs};
use afterword_sync::Sending;
use chrono::Utc;

use crate::api::{Change, CheckSummary, KeychainState, PullProgress, TripState, UploadProgress};
use crate::secrets::Secrets;
use crate::{DeskConfig, Opener, OpensLinks, Timing, metered};

pub(crate) struct Shared {
    pub store: Store,
    pub secrets: Secrets,
    pub timing: Timing,
    pub opener: Option<Opener>,
    pub opens_links: Option<OpensLinks>,
    pub downloads: Option<PathBuf>,
    pub is_metered: fn() -> bool,
    readable: Vec<SocketAddr>,
    live: Mutex<HashMap<BlogId, Live>>,
    sending: Mutex<HashMap<BlogId, Sending>>,
    trips: Mutex<HashMap<BlogId, TripState>>,
    listeners: Mutex<Vec<Listener>>,
    keychain: Mutex<KeychainState>,
    practice_password: Mutex<Option<String>>,
    /// When the trash was looked through last.
    pub emptied_at: Mutex<Option<Timestamp>>,
}

type Listener = Box<dyn Fn(Change) + Send + Sync>;

/// A blog's state as the writer sees it; gone with the process.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Live {
    pub reach: Reach,
    pub problem: Option<Problem>,
    pub checking: bool,
    pub checked_at: Option<Timestamp>,
    pub last: CheckSummary,
    pub pulling: Option<PullProgress>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            reach: Reach::Unknown,
            problem: None,
            checking: false,
            checked_at: None,
            last: CheckSummary::default(),
            pulling: None,
        }
    }
}

/// No way to sign in from here.
pub(crate) enum NotConnected {
    /// The password is not kept any more, or its keychain is closed.
    NoPassword(String),
    /// The stored address is none.
    Platform(afterword_platform::Error),
    Store(afterword_store::Error),
}

impl Shared {
    pub fn new(store: Store, config: DeskConfig) -> Self {
        let secrets = Secrets::new(store.folder());
        let DeskConfig { timing, opener, opens_links, downloads, is_metered, readable, .. } =
            config;
        let is_metered = is_metered.unwrap_or(metered::is_metered);
        Self {
            store,
            secrets,
            timing,
            opener,
            opens_links,
            downloads,
            is_metered,
            readable,
            live: Mutex::default(),
            sending: Mutex::default(),
            trips: Mutex::default(),
            listeners: Mutex::default(),
            keychain: Mutex::new(KeychainState::Ready),
            practice_password: Mutex::default(),
            emptied_at: Mutex::default(),
        }
    }

    pub fn now(&self) -> Timestamp {
        Utc::now()
    }

    /// What may be fetched for this blog's writer.
    pub fn gate(&self, blog: &Blog) -> Gate {
        Gate::allowing(&blog.url, self.readable.clone())
    }

    pub fn on_change(&self, listener: Listener) {
        lock(&self.listeners).push(listener);
    }

    pub fn changed(&self, change: Change) {
        for listener in lock(&self.listeners).iter() {
            listener(change.clone());
        }
    }

    pub fn live(&self, blog: BlogId) -> Live {
        lock(&self.live).get(&blog).cloned().unwrap_or_default()
    }

    /// Changes a blog's live state and says so if anything moved.
    pub fn set_live(&self, blog: BlogId, set: impl FnOnce(&mut Live)) {
        let moved = {
            let mut all = lock(&self.live);
            let live = all.entry(blog).or_default();
            let before = live.clone();
            set(live);
            *live != before
        };
        if moved {
            self.changed(Change::Status { blog });
        }
    }

    /// How far the upload of this row is, while it goes out.
    pub fn sending(&self, blog: BlogId, item: OutboxId) -> Option<UploadProgress> {
        let sending = lock(&self.sending).get(&blog).copied().filter(|it| it.item == item)?;
        Some(UploadProgress { sent: sending.sent, total: sending.total })
    }

    /// How far a blog's upload is now, or that there is none; whoever calls says so when it is due.
    pub fn set_sending(&self, blog: BlogId, sending: Option<Sending>) {
        let mut all = lock(&self.sending);
        match sending {
            Some(sending) => all.insert(blog, sending),
            None => all.remove(&blog),
        };
    }

    /// How far a blog's getting ready for a trip is.
    pub fn trip(&self, blog: BlogId) -> TripState {
        lock(&self.trips).get(&blog).cloned().unwrap_or_default()
    }

    /// Changes that and says so.
    pub fn set_trip(&self, blog: BlogId, set: impl FnOnce(&mut TripState)) {
        set(lock(&self.trips).entry(blog).or_default());
        self.changed(Change::Trip { blog });
    }

    pub fn keychain(&self) -> KeychainState {
        *lock(&self.keychain)
    }

    /// Tries the keychain and remembers what came of it.
    pub fn try_keychain(&self) -> KeychainState {
        let state = self.secrets.keychain();
        *lock(&self.keychain) = state;
        state
    }

    pub fn set_practice_password(&self, password: &str) {
        *lock(&self.practice_password) = Some(password.to_owned());
    }

    /// A signed-in connection to a blog.
    pub fn connection(&self, blog: &Blog) -> Result<Box<dyn Platform>, NotConnected> {
        self.connection_within(blog, &self.timing.timeouts)
    }

    /// The same with other limits to waiting.
    pub fn connection_within(
        &self,
        blog: &Blog,
        timeouts: &Timeouts,
    ) -> Result<Box<dyn Platform>, NotConnected> {
        let password = if blog.practice {
            lock(&self.practice_password).clone()
        } else {
            let reference = self
                .store
                .read(|db| blogs::secret_ref(db, blog.id))
                .map_err(NotConnected::Store)?;
            self.secrets
                .read(&reference)
                .map_err(|error| NotConnected::NoPassword(error.to_string()))?
        };
        let password = password.ok_or_else(|| NotConnected::NoPassword(String::new()))?;
        wordpress::open(blog.platform, &blog.endpoint, &blog.username, &password, timeouts)
            .map_err(NotConnected::Platform)
    }
}

/// A panic elsewhere does not make these small values unsound.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
