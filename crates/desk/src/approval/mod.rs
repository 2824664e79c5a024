//! Waiting for the writer's approval on the blog's own page.
//!
//! One question at a time. A port of this computer, open for as long as the question stands, takes the
//! browser's way back, or what the system opened Afterword with instead; whatever does not carry the question's state is turned away. The new password is held
//! in memory until it is kept somewhere, and gets into no log.

mod link;
mod listener;
mod request;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use afterword_model::Timestamp;
use afterword_platform::Found;
use afterword_platform::wordpress::authorize::{self, Answer, Login};
use chrono::TimeDelta;
use url::Url;
use uuid::Uuid;

use crate::api::ApprovalStage;
use crate::shared::lock;

pub use link::hand_over;

/// What the blog is told to send the browser to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way<'a> {
    /// The port itself.
    Port,
    /// The app's own address; the data folder tells the Afterword that gets it where to go.
    Link(&'a Path),
}

/// The question that stands, if one does.
#[derive(Default)]
pub(crate) struct Approvals {
    current: Mutex<Option<Arc<Approval>>>,
    last_named: Mutex<Option<Timestamp>>,
}

/// One question.
pub(crate) struct Approval {
    /// What the window calls it by; of no use to anybody else.
    pub id: String,
    /// The blog as it was found when the question was put.
    pub found: Found,
    /// The writer accepted that the password travels unencrypted.
    pub allow_unencrypted: bool,
    state: String,
    /// What another Afterword knows us by.
    token: Option<String>,
    until: Instant,
    standing: Mutex<Standing>,
}

enum Standing {
    /// With the note for another Afterword, when one may come.
    Waiting(#[allow(dead_code, reason = "gone with the standing")] Option<link::Notice>),
    Approved(Login),
    /// It is being signed in with.
    InUse,
    Declined,
    Wrong,
    Over,
}

impl Approvals {
    /// Puts a new question; the one before has to be given up. Gives the address to come back to;
    /// `changed` is called whenever the question moves, from the thread that listens.
    pub fn begin(
        &self,
        found: Found,
        allow_unencrypted: bool,
        way: Way<'_>,
        within: Duration,
        changed: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<(Arc<Approval>, Url)> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let port = listener.local_addr()?.port();
        let (address, token, notice) = match way {
            Way::Port => (format!("http://127.0.0.1:{port}{}", listener::WAY_BACK), None, None),
            Way::Link(folder) => {
                let token = secret()?;
                let notice = link::Notice::put(folder, port, &token)?;
                (link::ADDRESS.to_owned(), Some(token), Some(notice))
            }
        };
        let address = Url::parse(&address).map_err(std::io::Error::other)?;
        let approval = Arc::new(Approval {
            id: secret()?,
            found,
            allow_unencrypted,
            state: secret()?,
            token,
            until: Instant::now() + within,
            standing: Mutex::new(Standing::Waiting(notice)),
        });
        lock(&self.current).replace(Arc::clone(&approval));
        listener::start(listener, port, Arc::clone(&approval), changed)?;
        Ok((approval, address))
    }

    /// A time to name the next password by: a second that no question before had, though it was put and
    /// given up in the same one. Its page may still be open, and WordPress makes no two of one name.
    pub fn named_at(&self, now: Timestamp) -> Timestamp {
        let mut last = lock(&self.last_named);
        let next = last.map_or(now, |last| now.max(last + TimeDelta::seconds(1)));
        *last = Some(next);
        next
    }

    /// The question of that name, when it is the one that stands.
    pub fn get(&self, id: &str) -> Option<Arc<Approval>> {
        lock(&self.current).as_ref().filter(|approval| approval.id == id).cloned()
    }

    /// Stops waiting, whatever for. A password that came and was not used is handed out, to be revoked.
    pub fn give_up(&self) -> Option<(Arc<Approval>, Login)> {
        let approval = lock(&self.current).take()?;
        let unused = approval.give_up();
        unused.map(|login| (approval, login))
    }
}

impl Approval {
    /// What marks the answer as this question's.
    pub fn state(&self) -> &str {
        &self.state
    }

    pub fn stage(&self) -> ApprovalStage {
        match *lock(&self.standing) {
            Standing::Waiting(_) => ApprovalStage::Waiting,
            Standing::Approved(_) | Standing::InUse => ApprovalStage::Approved,
            Standing::Declined => ApprovalStage::Declined,
            Standing::Wrong => ApprovalStage::Wrong,
            Standing::Over => ApprovalStage::Over,
        }
    }

    /// What the blog made, once it is here; to be given back with [`Approval::end_use`].
    pub fn begin_use(&self) -> Option<Login> {
        let mut standing = lock(&self.standing);
        match std::mem::replace(&mut *standing, Standing::InUse) {
            Standing::Approved(login) => Some(login),
            other => {
                *standing = other;
                None
            }
        }
    }

    /// One that did not work out is held for another try; it is handed out, to be revoked, when nobody
    /// waits for one any more.
    pub fn end_use(&self, login: Login, worked: bool) -> Option<Login> {
        let mut standing = lock(&self.standing);
        match (worked, &*standing) {
            (true, _) => *standing = Standing::Over,
            (false, Standing::InUse) => *standing = Standing::Approved(login),
            (false, _) => return Some(login),
        }
        None
    }

    /// Forgets the password and stops waiting.
    fn give_up(&self) -> Option<Login> {
        match std::mem::replace(&mut *lock(&self.standing), Standing::Over) {
            Standing::Approved(login) => Some(login),
            _ => None,
        }
    }

    /// Takes what a browser came back with. The first answer to the question counts.
    fn take(&self, query: &str) -> Taken {
        let answer = authorize::read(query, &self.state, &self.found);
        let mut standing = lock(&self.standing);
        if answer == Answer::Stranger {
            return Taken::NotOurs;
        }
        if !matches!(*standing, Standing::Waiting(_)) {
            return Taken::Before;
        }
        *standing = match answer {
            Answer::Approved(login) => Standing::Approved(login),
            Answer::Declined => Standing::Declined,
            Answer::Wrong | Answer::Stranger => Standing::Wrong,
        };
        Taken::Now
    }

    /// True once when its time has run out.
    fn runs_out(&self, now: Instant) -> bool {
        let mut standing = lock(&self.standing);
        let late = matches!(*standing, Standing::Waiting(_)) && now >= self.until;
        if late {
            *standing = Standing::Over;
        }
        late
    }
}

/// What became of a way back.
enum Taken {
    Now,
    Before,
    NotOurs,
}

/// 128 random bits in hex, from the system's source.
fn secret() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(Uuid::from_bytes(bytes).simple().to_string())
}
