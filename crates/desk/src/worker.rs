//! One thread per blog: sends what waits, brings in what is new, and notices when the blog can't be
//! reached. It sleeps until something is due or somebody wakes it.

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use afterword_model::{Blog, BlogId, OpKind, Problem, ProblemKind, Reach, Timestamp};
use afterword_platform::wordpress::WordPress;
use afterword_platform::{Error as BlogError, Platform};
use afterword_store::{blogs, outbox};
use afterword_sync::{Error as SyncError, Exchange, pull, push};
use chrono::TimeDelta;

use crate::Timing;
use crate::api::{Change, CheckSummary};
use crate::shared::{NotConnected, Shared, lock};

/// The workers of all connected blogs.
#[derive(Default)]
pub(crate) struct Workers {
    threads: Mutex<HashMap<BlogId, Worker>>,
}

struct Worker {
    bell: Sender<Ring>,
    thread: JoinHandle<()>,
}

/// Why a worker is woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ring {
    /// The outbox has something new.
    Send,
    /// The writer asks for a check now, or signed in again.
    Check,
    /// The end.
    Stop,
}

impl Workers {
    /// Starts a blog's worker; one that runs is replaced, so that it reads blog and password afresh.
    pub fn start(&self, shared: &Arc<Shared>, blog: BlogId) {
        self.stop(blog);
        let (bell, door) = mpsc::channel();
        let shared = Arc::clone(shared);
        let thread = std::thread::spawn(move || Round::new(&shared, blog).run(&door));
        lock(&self.threads).insert(blog, Worker { bell, thread });
    }

    /// Something was put into the outbox.
    pub fn send(&self, blog: BlogId) {
        self.ring(blog, Ring::Send);
    }

    /// The writer wants to know now.
    pub fn check(&self, blog: BlogId) {
        self.ring(blog, Ring::Check);
    }

    /// Ends a blog's worker after what it is doing right now.
    pub fn stop(&self, blog: BlogId) {
        let worker = lock(&self.threads).remove(&blog);
        if let Some(worker) = worker {
            let _ = worker.bell.send(Ring::Stop);
            let _ = worker.thread.join();
        }
    }

    /// Ends all of them.
    pub fn stop_all(&self) {
        let all: Vec<Worker> = lock(&self.threads).drain().map(|(_, worker)| worker).collect();
        for worker in &all {
            let _ = worker.bell.send(Ring::Stop);
        }
        for worker in all {
            let _ = worker.thread.join();
        }
    }

    fn ring(&self, blog: BlogId, ring: Ring) {
        if let Some(worker) = lock(&self.threads).get(&blog) {
            // A worker that has ended has nothing left to do.
            let _ = worker.bell.send(ring);
        }
    }
}

/// What a worker knows between two turns.
struct Round<'a> {
    shared: &'a Shared,
    blog: BlogId,
    next_check: Timestamp,
    /// After an unreachable blog: when to try again, and how long to wait after that.
    probe: Option<(Timestamp, TimeDelta)>,
    /// The writer has to sign in: no further tries until they say so.
    locked_out: bool,
}

impl<'a> Round<'a> {
    fn new(shared: &'a Shared, blog: BlogId) -> Self {
        Self { shared, blog, next_check: shared.now(), probe: None, locked_out: false }
    }

    fn run(mut self, door: &Receiver<Ring>) {
        let mut ring = Ring::Check;
        loop {
            if ring == Ring::Check {
                self.next_check = self.shared.now();
                self.probe = None;
                self.locked_out = false;
            }
            // Several rings at once are one turn.
            if ring == Ring::Stop || self.turn().is_err() {
                break;
            }
            ring = match door.recv_timeout(self.pause()) {
                Ok(ring) => door.try_iter().fold(ring, Ring::stronger),
                Err(RecvTimeoutError::Timeout) => Ring::Send,
                Err(RecvTimeoutError::Disconnected) => Ring::Stop,
            };
        }
        self.shared.set_live(self.blog, |live| live.checking = false);
    }

    /// Whatever is due now. `Err`: the blog is no longer connected, the worker ends.
    fn turn(&mut self) -> Result<(), ()> {
        let now = self.shared.now();
        if self.locked_out || self.probe.is_some_and(|(at, _)| at > now) {
            return Ok(());
        }
        let found = self.shared.store.read(|db| {
            Ok(if blogs::is_connected(db, self.blog)? {
                Some(blogs::get(db, self.blog)?)
            } else {
                None
            })
        });
        let blog = match found {
            Ok(Some(blog)) => blog,
            Ok(None) => return Err(()),
            Err(error) => {
                self.file_trouble(&error);
                return Ok(());
            }
        };
        let due = self.next_check <= now;
        if !due && !self.outbox_is_due(now) {
            return Ok(());
        }
        match self.shared.connection(&blog) {
            Ok(platform) => self.exchange(&blog, &platform, due),
            Err(NotConnected::NoPassword(detail)) => {
                self.locked_out = true;
                self.unreachable(Reach::SignIn, Problem { kind: ProblemKind::NoPassword, detail });
            }
            Err(NotConnected::Platform(error)) => self.halted(&error),
            Err(NotConnected::Store(error)) => self.file_trouble(&error),
        }
        Ok(())
    }

    fn exchange(&mut self, blog: &Blog, platform: &WordPress, due: bool) {
        let shared = self.shared;
        let clock = || shared.now();
        let mut pace = shared.timing.pace;
        pace.jitter *= jitter();
        let id = self.blog;
        let taken = || row_moved(shared, id);
        let x = Exchange { store: &shared.store, platform, blog, now: &clock, pace, taken: &taken };
        if due {
            shared.set_live(self.blog, |live| live.checking = true);
        }
        let went = self
            .knock(platform)
            .and_then(|()| self.push(&x))
            .and_then(|()| if due { self.pull(&x) } else { Ok(()) });
        match went {
            Ok(()) => self.probe = None,
            Err(SyncError::Blog(error)) => self.halted(&error),
            Err(SyncError::Needs(problem)) if problem.kind == ProblemKind::SignIn => {
                self.locked_out = true;
                self.unreachable(Reach::SignIn, problem);
            }
            Err(SyncError::Needs(problem)) => {
                self.next_check = shared.now() + self.check_every(blog);
                self.unreachable(Reach::Trouble, problem);
            }
            Err(SyncError::Store(error)) => self.file_trouble(&error),
        }
        shared.set_live(self.blog, |live| live.checking = false);
    }

    /// After an unreachable blog, asks who we are before anything is sent: a row's tries are for the row.
    fn knock(&self, platform: &WordPress) -> Result<(), SyncError> {
        if self.probe.is_some() {
            platform.me()?;
        }
        Ok(())
    }

    fn push(&self, x: &Exchange<'_>) -> Result<(), SyncError> {
        loop {
            let step = push::step(x)?;
            match &step {
                push::Step::Nothing => return Ok(()),
                push::Step::Sent(kind) => self.sent(*kind),
                push::Step::Later | push::Step::NeedsWriter | push::Step::Halt(_) => {}
            }
            row_moved(self.shared, self.blog);
            if let push::Step::Halt(error) = step {
                return Err(SyncError::Blog(error));
            }
        }
    }

    fn pull(&mut self, x: &Exchange<'_>) -> Result<(), SyncError> {
        let pulled = pull::run(x)?;
        let now = self.shared.now();
        self.next_check = now + self.check_every(x.blog);
        self.shared.set_live(self.blog, |live| {
            live.reach = Reach::Online;
            live.problem = None;
            live.checked_at = Some(now);
            if pulled.new > 0 {
                live.last = CheckSummary { new_comments: pulled.new, ..CheckSummary::default() };
            }
        });
        if pulled != pull::Pulled::default() {
            self.tell(Change::Comments { blog: self.blog });
        }
        Ok(())
    }

    fn sent(&self, kind: OpKind) {
        self.shared.set_live(self.blog, |live| {
            live.reach = Reach::Online;
            live.problem = None;
            match kind {
                OpKind::Reply => live.last.sent_replies += 1,
                OpKind::Publish | OpKind::Update => live.last.sent_posts += 1,
                OpKind::Moderate => live.last.sent_moderations += 1,
                OpKind::Upload => {}
            }
        });
    }

    /// The blog can't be used now. Tries again by itself, less and less often, except where that could
    /// lock the writer out.
    fn halted(&mut self, error: &BlogError) {
        let reach = match error {
            BlogError::SignIn(_) => {
                self.locked_out = true;
                Reach::SignIn
            }
            BlogError::Offline(_) | BlogError::Lost(_) => Reach::Offline,
            _ => Reach::Trouble,
        };
        let Timing { probe_first, probe_most, .. } = self.shared.timing;
        let wait = self.probe.map_or(probe_first, |(_, wait)| (wait * 2).min(probe_most));
        self.probe = Some((self.shared.now() + wait, wait));
        self.next_check = self.shared.now();
        self.unreachable(reach, error.problem());
    }

    fn unreachable(&self, reach: Reach, problem: Problem) {
        self.shared.set_live(self.blog, |live| {
            live.reach = reach;
            live.problem = Some(problem);
        });
    }

    /// The writer's own disk does not take it: nothing may be sent that can't be noted.
    fn file_trouble(&mut self, error: &afterword_store::Error) {
        tracing::error!("the store: {error}");
        let detail = error.to_string();
        self.unreachable(Reach::Trouble, Problem { kind: ProblemKind::NotSaved, detail });
        let wait = self.shared.timing.probe_most;
        self.probe = Some((self.shared.now() + wait, wait));
    }

    fn outbox_is_due(&self, now: Timestamp) -> bool {
        let next = self.shared.store.read(|db| outbox::next_due(db, self.blog)).ok().flatten();
        next.is_some_and(|next| next <= now)
    }

    /// Until the next check, probe or row of the outbox.
    fn pause(&self) -> Duration {
        let now = self.shared.now();
        let long = TimeDelta::minutes(10);
        let until = if self.locked_out {
            now + long
        } else if let Some((at, _)) = self.probe {
            at
        } else {
            let row = self.shared.store.read(|db| outbox::next_due(db, self.blog)).ok().flatten();
            // A row that waits for another one has no time of its own: it is seen again after each step.
            let row = row.filter(|at| *at > now).unwrap_or(now + long);
            self.next_check.min(row)
        };
        (until - now)
            .clamp(TimeDelta::milliseconds(20), long)
            .to_std()
            .unwrap_or(Duration::from_secs(1))
    }

    fn check_every(&self, blog: &Blog) -> TimeDelta {
        if blog.practice {
            self.shared.timing.check_practice_every
        } else {
            self.shared.timing.check_every
        }
    }

    fn tell(&self, change: Change) {
        self.shared.changed(change);
    }
}

impl Ring {
    fn stronger(self, other: Self) -> Self {
        match (self, other) {
            (Self::Stop, _) | (_, Self::Stop) => Self::Stop,
            (Self::Check, _) | (_, Self::Check) => Self::Check,
            (Self::Send, Self::Send) => Self::Send,
        }
    }
}

/// A row of the outbox moved, and with it what it is about.
fn row_moved(shared: &Shared, blog: BlogId) {
    for change in [Change::Outbox { blog }, Change::Posts { blog }, Change::Comments { blog }] {
        shared.changed(change);
    }
}

/// Between 0.8 and 1.2, so that many copies of the app don't ask a blog in step.
fn jitter() -> f64 {
    let mut byte = [0_u8; 1];
    match getrandom::fill(&mut byte) {
        Ok(()) => 0.8 + f64::from(u8::from_le_bytes(byte)) / 255.0 * 0.4,
        Err(_) => 1.0,
    }
}
