//! What every answer needs: the database, the address, the clock. Opening it decides the port and, at the
//! first start, makes the password and the sample content.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, TimeZone, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::auth;
use crate::db::{self, settings};
use crate::roles::Role;
use crate::{Account, PracticeError, Surroundings, sample};

/// The blog's title.
pub(crate) const TITLE: &str = "Practice blog";
/// The line under it.
pub(crate) const TAGLINE: &str = "A blog of your own, on this computer only";
/// The id of the writer's account.
pub(crate) const WRITER_ID: i64 = 1;

/// The open blog.
pub(crate) struct App {
    db: Mutex<Connection>,
    /// `http://127.0.0.1:PORT`.
    pub(crate) base: String,
    /// The port.
    pub(crate) port: u16,
    /// Addresses the blog had before, under which posts may still hold links and pictures.
    pub(crate) earlier: Vec<String>,
    /// The folder of uploaded pictures.
    pub(crate) uploads: PathBuf,
    /// The writer's application password.
    pub(crate) password: String,
    /// The accounts that were asked for beside the writer's.
    pub(crate) guests: Vec<Account>,
    surroundings: Surroundings,
}

impl App {
    /// Opens or makes the blog in `folder` and takes its port.
    pub(crate) fn open(
        folder: &Path,
        asked: Option<u16>,
        surroundings: Surroundings,
        guests: &[(&str, Role)],
    ) -> Result<(TcpListener, Self), PracticeError> {
        let uploads = folder.join("practice-uploads");
        std::fs::create_dir_all(&uploads)
            .map_err(|source| PracticeError::Folder { path: uploads.clone(), source })?;
        let file = folder.join("practice.sqlite");
        let mut conn = db::open(&file)?;

        let kept = settings::get(&conn, "port")?.and_then(|port| port.parse().ok());
        let (listener, port) = listen(asked, kept)?;
        let base = format!("http://127.0.0.1:{port}");
        let now = (surroundings.clock)().trunc_subsecs(0);

        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        settings::set(&tx, "port", &port.to_string())?;
        settings::remember_address(&tx, &base)?;
        let earlier = settings::other_addresses(&tx, &base)?;
        let password = auth::writers_password(&tx, now)?;
        let guests = guests.iter().map(|(login, role)| auth::account(&tx, login, *role, now));
        let guests = guests.collect::<Result<Vec<Account>, PracticeError>>()?;
        if settings::get(&tx, "seeded")?.is_none() {
            sample::plant(&tx, now)?;
            settings::set(&tx, "seeded", &now.to_rfc3339())?;
        }
        tx.commit()?;

        let db = Mutex::new(conn);
        Ok((listener, Self { db, base, port, earlier, uploads, password, guests, surroundings }))
    }

    /// Reads from the database.
    pub(crate) fn read<T, E>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        f(&self.db.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the database: all of `f` or nothing of it.
    pub(crate) fn write<T, E: From<rusqlite::Error>>(
        &self,
        f: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = f(&tx)?;
        tx.commit()?;
        Ok(answer)
    }

    /// Now, in whole seconds, which is all that WordPress keeps.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.surroundings.clock)().trunc_subsecs(0)
    }

    /// The same moment on the blog's own clock.
    pub(crate) fn local(&self, time: DateTime<Utc>) -> DateTime<chrono_tz::Tz> {
        self.surroundings.zone.from_utc_datetime(&time.naive_utc())
    }

    /// The blog's time zone.
    pub(crate) fn zone(&self) -> chrono_tz::Tz {
        self.surroundings.zone
    }

    /// The text with the blog's earlier addresses replaced by the present one.
    pub(crate) fn at_home(&self, html: &str) -> String {
        self.earlier.iter().fold(html.to_owned(), |html, old| {
            html.replace(&format!("{old}/"), &format!("{}/", self.base))
        })
    }
}

fn listen(asked: Option<u16>, kept: Option<u16>) -> Result<(TcpListener, u16), PracticeError> {
    let bind = |port| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    };
    let refused = |port| move |source| PracticeError::Port { port, source };
    match (asked, kept) {
        (Some(port), _) => bind(port).map_err(refused(port)),
        (None, Some(port)) => bind(port).or_else(|_| bind(0)).map_err(refused(port)),
        (None, None) => bind(0).map_err(refused(0)),
    }
}
