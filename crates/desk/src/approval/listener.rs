//! The port that a browser comes back to, open for one question only.
//!
//! Any page in the browser can send requests to 127.0.0.1, and a foreign name can be made to lead there:
//! a request must name our host, ask for the one way back, and carry the question's state.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::request::{Reply, Request};
use super::{Approval, Taken};
use crate::api::ApprovalStage;

/// Where the blog sends the browser.
pub(super) const WAY_BACK: &str = "/connect";

/// Where we send it from there, so that no password stays in its address field.
const DONE: &str = "/done";

/// Where another Afterword makes sure of us.
pub(super) const HERE: &str = "/here";

/// Between two looks at the door.
const TICK: Duration = Duration::from_millis(30);

/// How long the last page may take to be asked for.
const LINGER: Duration = Duration::from_secs(5);

/// Browsers open connections ahead of need, and leave some unused.
const VISITORS: usize = 16;

struct Door<F> {
    approval: Arc<Approval>,
    host: String,
    changed: F,
    answered: AtomicBool,
    shown: AtomicBool,
    visitors: AtomicUsize,
}

/// Listens until the question is over and the browser has been told.
pub(super) fn start(
    listener: TcpListener,
    port: u16,
    approval: Arc<Approval>,
    changed: impl Fn() + Send + Sync + 'static,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let door = Arc::new(Door {
        approval,
        host: format!("127.0.0.1:{port}"),
        changed,
        answered: AtomicBool::new(false),
        shown: AtomicBool::new(false),
        visitors: AtomicUsize::new(0),
    });
    thread::Builder::new().name("approval".to_owned()).spawn(move || keep(&listener, &door))?;
    Ok(())
}

fn keep<F: Fn() + Send + Sync + 'static>(listener: &TcpListener, door: &Arc<Door<F>>) {
    let mut answered_at = None;
    loop {
        if door.approval.runs_out(Instant::now()) {
            (door.changed)();
        }
        if door.answered.load(Ordering::SeqCst) {
            let at = *answered_at.get_or_insert_with(Instant::now);
            if door.shown.load(Ordering::SeqCst) || at.elapsed() > LINGER {
                return;
            }
        } else if door.approval.stage() != ApprovalStage::Waiting {
            return;
        }
        match listener.accept() {
            Ok((stream, _)) => receive(stream, door),
            Err(_) => thread::sleep(TICK),
        }
    }
}

/// Each visitor on a thread of its own: one that says nothing holds up nobody.
fn receive<F: Fn() + Send + Sync + 'static>(mut stream: TcpStream, door: &Arc<Door<F>>) {
    if door.visitors.fetch_add(1, Ordering::SeqCst) >= VISITORS {
        door.visitors.fetch_sub(1, Ordering::SeqCst);
        return;
    }
    let inside = Arc::clone(door);
    let spawned = thread::Builder::new().spawn(move || {
        if stream.set_nonblocking(false).is_ok()
            && let Some(request) = Request::read(&mut stream)
        {
            inside.serve(&request, &mut stream);
        }
        inside.visitors.fetch_sub(1, Ordering::SeqCst);
    });
    if spawned.is_err() {
        door.visitors.fetch_sub(1, Ordering::SeqCst);
    }
}

impl<F: Fn()> Door<F> {
    fn serve(&self, request: &Request, stream: &mut TcpStream) {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let is_last_page = path == DONE;
        let reply = self.reply(request, path, query);
        // Nothing of the request is logged: its address holds the password.
        let written = reply.write(stream).is_ok();
        if is_last_page && written && reply.status == "200 OK" {
            self.shown.store(true, Ordering::SeqCst);
        }
    }

    fn reply(&self, request: &Request, path: &str, query: &str) -> Reply {
        if request.host != self.host {
            return turned_away("403 Forbidden");
        }
        if request.method != "GET" {
            return turned_away("405 Method Not Allowed");
        }
        match path {
            WAY_BACK => match self.approval.take(query) {
                Taken::Now => {
                    self.answered.store(true, Ordering::SeqCst);
                    (self.changed)();
                    Reply::to(DONE)
                }
                Taken::Before => Reply::to(DONE),
                Taken::NotOurs => turned_away("403 Forbidden"),
            },
            DONE => last_page(self.approval.stage()),
            HERE => match &self.approval.token {
                Some(token) => Reply::text(token),
                None => turned_away("404 Not Found"),
            },
            _ => turned_away("404 Not Found"),
        }
    }
}

fn turned_away(status: &'static str) -> Reply {
    Reply::page(
        status,
        "This page is not for you",
        "Afterword waits here for your blog's answer, and this is not it. Nothing was changed.",
    )
}

fn last_page(stage: ApprovalStage) -> Reply {
    let (heading, sentence) = match stage {
        ApprovalStage::Approved | ApprovalStage::Over => {
            ("Thank you", "You can close this page and go back to Afterword.")
        }
        ApprovalStage::Declined => (
            "You declined",
            "Nothing was connected. You can close this page and go back to Afterword.",
        ),
        ApprovalStage::Wrong => (
            "That was not your blog's answer",
            "Afterword did not use it. Close this page and try again from Afterword.",
        ),
        ApprovalStage::Waiting => return turned_away("404 Not Found"),
    };
    Reply::page("200 OK", heading, sentence)
}
