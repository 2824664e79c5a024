//! What a blog's worker does when it is awake: whatever is due, then back to sleep.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use afterword_model::{Blog, BlogId, OpKind, Problem, ProblemKind, Reach, Timestamp};
use afterword_platform::{Error as BlogError, Platform};
use afterword_store::activity::{self, Kind};
use afterword_store::{blogs, outbox, posts};
use afterword_sync::{Error as SyncError, Exchange, Sending, pull, push};
use chrono::TimeDelta;

use super::news::News;
use super::{Ring, sources, trip};
use crate::Timing;
use crate::api::{Change, CheckSummary, PullProgress};
use crate::commands::settings::{self, Kept};
use crate::commands::trash;
use crate::shared::{Live, NotConnected, Shared, lock};
use crate::words::word;

/// WordPress publishes what is due when somebody asks it for anything.
const AFTER_DUE: TimeDelta = TimeDelta::seconds(3);
/// While posts come in for the first time, their lists are read again for the first of them, and then
/// after so many.
const FIRST_PAGES: u32 = 60;
const EVERY: u32 = 200;

/// While an upload goes out, how often the window hears how far it is.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// What a worker knows between two turns.
pub(super) struct Round<'a> {
    shared: &'a Shared,
    blog: BlogId,
    rung: &'a AtomicBool,
    next_check: Timestamp,
    /// When the last check came through: the writer may want the next one sooner than was planned.
    checked: Option<Timestamp>,
    /// Somebody asked for the check: it is made on any connection.
    asked: bool,
    /// How things stood before a check that was interrupted: it has not told what it brought.
    news: Option<News>,
    /// After an unreachable blog: when to try again, and how long to wait after that.
    probe: Option<(Timestamp, TimeDelta)>,
    /// The writer has to sign in: no further tries until they say so.
    locked_out: bool,
}

impl<'a> Round<'a> {
    pub fn new(shared: &'a Shared, blog: BlogId, rung: &'a AtomicBool) -> Self {
        let next_check = shared.now();
        let (checked, asked, news, probe, locked_out) = (None, false, None, None, false);
        Self { shared, blog, rung, next_check, checked, asked, news, probe, locked_out }
    }

    pub fn run(mut self, door: &Receiver<Ring>) {
        let mut ring = Ring::Send;
        loop {
            // Before the door is looked at: what rings from here on is heard by a long read.
            self.rung.store(false, Ordering::Release);
            ring = door.try_iter().fold(ring, Ring::stronger);
            if ring == Ring::Check {
                self.next_check = self.shared.now();
                self.asked = true;
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
        trash::look(self.shared, now);
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
        sources::fill_in(self.shared, &blog);
        let due = self.is_check_due(&blog, now);
        if !due && !trip::is_wanted(self.shared, self.blog) && !self.outbox_is_due(now) {
            return Ok(());
        }
        match self.shared.connection(&blog) {
            Ok(platform) => self.exchange(&blog, &*platform, due),
            Err(NotConnected::NoPassword(detail)) => {
                self.locked_out = true;
                self.unreachable(Reach::SignIn, Problem { kind: ProblemKind::NoPassword, detail });
            }
            Err(NotConnected::Platform(error)) => self.halted(&error),
            Err(NotConnected::Store(error)) => self.file_trouble(&error),
        }
        Ok(())
    }

    /// Whether it is time to look, and the writer wants it on this connection.
    fn is_check_due(&mut self, blog: &Blog, now: Timestamp) -> bool {
        if let Some(checked) = self.checked {
            self.next_check = self.next_check.min(checked + self.check_every(blog));
        }
        if self.next_check > now {
            return false;
        }
        let is_quiet = !self.asked && !blog.practice && self.settings().quiet_on_metered;
        if is_quiet && (self.shared.is_metered)() {
            self.checked = Some(now);
            self.next_check = now + self.check_every(blog);
            return false;
        }
        true
    }

    /// What the writer set; without it the desk goes on as it was set up.
    fn settings(&self) -> Kept {
        settings::kept(self.shared).unwrap_or_default()
    }

    fn exchange(&mut self, blog: &Blog, platform: &dyn Platform, due: bool) {
        let shared = self.shared;
        let clock = || shared.now();
        let mut pace = shared.timing.pace;
        pace.jitter *= jitter();
        let id = self.blog;
        let taken = || row_moved(shared, id);
        let told = Mutex::new(Instant::now());
        let sending = |sending: Sending| {
            shared.set_sending(id, Some(sending));
            let mut told = lock(&told);
            if told.elapsed() >= TELL_EVERY {
                *told = Instant::now();
                shared.changed(Change::Outbox { blog: id });
            }
        };
        let pulling = |progress: pull::Progress| {
            let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
            let (done, total) = (number(progress.done), number(progress.total));
            shared.set_live(id, |live| live.pulling = Some(PullProgress { done, total }));
            // The newest are there at once; a list is not read again for every page.
            let first = done <= FIRST_PAGES;
            match progress.feed {
                pull::Feed::Posts if first || done.is_multiple_of(EVERY) => {
                    shared.changed(Change::Posts { blog: id });
                }
                // A hundred at a time.
                pull::Feed::Comments if done <= EVERY || done % (EVERY * 5) < 100 => {
                    shared.changed(Change::Comments { blog: id });
                }
                pull::Feed::Posts | pull::Feed::Comments => {}
            }
        };
        let rung = self.rung;
        let is_stopping = || rung.load(Ordering::Acquire);
        let x = Exchange {
            store: &shared.store,
            platform,
            blog,
            now: &clock,
            pace,
            taken: &taken,
            sending: &sending,
            pulling: &pulling,
            is_stopping: &is_stopping,
        };
        if due {
            shared.set_live(self.blog, |live| live.checking = true);
        }
        let went = self
            .knock(platform)
            .and_then(|()| self.push(&x))
            .and_then(|()| if due { self.pull(&x) } else { Ok(()) })
            .and_then(|()| {
                let wanted = trip::is_wanted(shared, id);
                if wanted { trip::prepare(shared, &x) } else { Ok(()) }
            });
        match went {
            // Somebody wants something else first; the rest of the check follows.
            Ok(()) | Err(SyncError::Stopped) => self.probe = None,
            Err(SyncError::Blog(error)) => self.halted(&error),
            Err(SyncError::Needs(problem)) if problem.kind == ProblemKind::SignIn => {
                self.locked_out = true;
                self.unreachable(Reach::SignIn, problem);
            }
            Err(SyncError::Needs(problem)) => {
                self.checked = Some(shared.now());
                self.next_check = shared.now() + self.check_every(blog);
                self.unreachable(Reach::Trouble, problem);
            }
            Err(SyncError::Store(error)) => self.file_trouble(&error),
        }
        shared.set_live(self.blog, |live| {
            live.checking = false;
            live.pulling = None;
        });
    }

    /// After an unreachable blog, asks who we are before anything is sent: a row's tries are for the row.
    fn knock(&self, platform: &dyn Platform) -> Result<(), SyncError> {
        if self.probe.is_some() {
            platform.me()?;
        }
        Ok(())
    }

    fn push(&self, x: &Exchange<'_>) -> Result<(), SyncError> {
        loop {
            let step = push::step(x);
            self.shared.set_sending(self.blog, None);
            let step = step?;
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
        let (shared, blog) = (self.shared, self.blog);
        let news = *self.news.get_or_insert_with(|| News::before(&shared.store, blog));
        let pulled = pull::run(x).inspect_err(|_| {
            // What came until then is here.
            self.tell(Change::Comments { blog });
            self.tell(Change::Posts { blog });
        })?;
        self.news = None;
        let now = self.shared.now();
        self.checked = Some(now);
        self.asked = false;
        // A first pull of very many comments rests only to let the posts in.
        self.next_check = if pulled.unfinished { now } else { self.next_look(x.blog, now) };
        let new_posts = pulled.posts.new + pulled.posts.changed;
        self.reachable(|live| {
            live.checked_at = Some(now);
            if pulled.new > 0 || new_posts > 0 {
                live.last =
                    CheckSummary { new_comments: pulled.new, new_posts, ..CheckSummary::default() };
            }
        });
        if pulled.new + pulled.changed + pulled.gone > 0 {
            self.tell(Change::Comments { blog: self.blog });
        }
        if let Some(arrived) = news.to_tell(&shared.store, self.settings().notify) {
            self.tell(arrived);
        }
        if pulled.posts != pull::PulledPosts::default() {
            self.tell(Change::Posts { blog: self.blog });
        }
        Ok(())
    }

    /// The usual time, or just after the next scheduled post becomes public.
    fn next_look(&self, blog: &Blog, now: Timestamp) -> Timestamp {
        let usual = now + self.check_every(blog);
        let scheduled = self.shared.store.read(|db| {
            let (next, _) =
                posts::list(db, self.blog, &posts::Query::new(posts::Folder::Scheduled, 1))?;
            Ok(next.first().and_then(|post| post.published_at))
        });
        match scheduled {
            Ok(Some(at)) if at + AFTER_DUE > now => usual.min(at + AFTER_DUE),
            _ => usual,
        }
    }

    /// The blog answers; if it did not before, the log says so.
    fn reachable(&self, set: impl FnOnce(&mut Live)) {
        let mut before = None;
        self.shared.set_live(self.blog, |live| {
            before = live.problem.take();
            live.reach = Reach::Online;
            set(live);
        });
        if before.is_some() {
            self.note(Kind::Reachable, "");
        }
    }

    fn sent(&self, kind: OpKind) {
        self.reachable(|live| match kind {
            OpKind::Reply | OpKind::EditReply => live.last.sent_replies += 1,
            OpKind::Moderate => live.last.sent_moderations += 1,
            OpKind::Upload => {}
            _ => live.last.sent_posts += 1,
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
        trip::stop(self.shared, self.blog, reach);
        let kind = problem.kind;
        let mut before = None;
        self.shared.set_live(self.blog, |live| {
            before = live.problem.take().map(|problem| problem.kind);
            live.reach = reach;
            live.problem = Some(problem);
        });
        let new = before != Some(kind);
        match kind {
            // The pull wrote its own line.
            ProblemKind::MassDisappearance => {}
            ProblemKind::SignIn if new => self.note(Kind::SignedOut, ""),
            _ if before.is_none() => self.note(Kind::Unreachable, &word(&kind)),
            _ => {}
        }
    }

    /// A line in the log; without it nothing is wrong.
    fn note(&self, kind: Kind, detail: &str) {
        let now = self.shared.now();
        let noted =
            self.shared.store.write(|db| activity::add(db, Some(self.blog), kind, "", detail, now));
        if let Err(error) = noted {
            tracing::warn!("the log: {error}");
        }
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
        } else if trip::is_wanted(self.shared, self.blog) {
            now
        } else {
            let row = self.shared.store.read(|db| outbox::next_due(db, self.blog)).ok().flatten();
            // One that became due while comments and posts were read goes out now, not after the next check.
            let page = sources::next(self.shared, self.blog);
            self.next_check.min(row.unwrap_or(now + long)).min(page.unwrap_or(now + long))
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
            self.settings().check_every(self.shared)
        }
    }

    fn tell(&self, change: Change) {
        self.shared.changed(change);
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
