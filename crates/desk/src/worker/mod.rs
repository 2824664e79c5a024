//! One thread per blog: sends what waits, brings in what is new, and notices when the blog can't be
//! reached. It sleeps until something is due or somebody wakes it. Here are the threads and their bells;
//! what one does when it is awake is in `round`.

mod news;
mod round;
mod sources;
mod trip;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use afterword_model::BlogId;

use crate::shared::{Shared, lock};
use round::Round;

/// The workers of all connected blogs.
#[derive(Default)]
pub(crate) struct Workers {
    threads: Mutex<HashMap<BlogId, Worker>>,
}

struct Worker {
    bell: Sender<Ring>,
    /// Somebody rang: a long read makes room.
    rung: Arc<AtomicBool>,
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
        let rung = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&rung);
        let thread = std::thread::spawn(move || Round::new(&shared, blog, &heard).run(&door));
        lock(&self.threads).insert(blog, Worker { bell, rung, thread });
    }

    /// Something was put into the outbox.
    pub fn send(&self, blog: BlogId) {
        self.ring(blog, Ring::Send);
    }

    /// The writer wants to know now.
    pub fn check(&self, blog: BlogId) {
        self.ring(blog, Ring::Check);
    }

    /// The writer wants checks at other times: every worker looks at its clock again.
    pub fn settings_changed(&self) {
        for worker in lock(&self.threads).values() {
            worker.ring(Ring::Send);
        }
    }

    /// Ends a blog's worker after what it is doing right now.
    pub fn stop(&self, blog: BlogId) {
        let worker = lock(&self.threads).remove(&blog);
        if let Some(worker) = worker {
            worker.ring(Ring::Stop);
            let _ = worker.thread.join();
        }
    }

    /// Ends all of them.
    pub fn stop_all(&self) {
        let all: Vec<Worker> = lock(&self.threads).drain().map(|(_, worker)| worker).collect();
        for worker in &all {
            worker.ring(Ring::Stop);
        }
        for worker in all {
            let _ = worker.thread.join();
        }
    }

    fn ring(&self, blog: BlogId, ring: Ring) {
        if let Some(worker) = lock(&self.threads).get(&blog) {
            worker.ring(ring);
        }
    }
}

impl Worker {
    fn ring(&self, ring: Ring) {
        // A worker that has ended has nothing left to do.
        let _ = self.bell.send(ring);
        self.rung.store(true, Ordering::Release);
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
