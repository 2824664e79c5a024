//! A bad line: a small proxy between the app and a blog on this machine that loses answers on purpose.
//!
//! One HTTP exchange a connection. Addresses in answers are rewritten to the proxy's own, so that an app
//! that was given the proxy's address keeps to it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use socket2::SockRef;

use crate::chance::Chance;

/// What goes wrong with an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The blog does it; the connection breaks before the answer.
    CutAnswer,
    /// The blog does it; the connection breaks in the middle of the answer.
    HalfAnswer,
    /// The blog does it; something on the way answers 502 in its place.
    BadGateway,
    /// The request is swallowed: the blog never sees it.
    CutRequest,
    /// A network's sign-in page answers; the blog never sees it.
    Portal,
    /// A firewall refuses: the blog never sees it.
    Forbidden,
    /// The server before the blog takes no body of that size: the blog never sees it.
    TooLarge,
    /// The blog does it; the answer is held back for as long as the proxy lives.
    HoldAnswer,
    /// The request is held back for as long as the proxy lives, and never reaches the blog.
    HoldRequest,
    /// The blog does it; the connection is reset before the answer.
    Reset,
    /// Everything arrives, a little at a time.
    Slow,
}

struct Rule {
    method: &'static str,
    path: &'static str,
    fault: Fault,
    left: u32,
}

/// Bad weather: any request may go wrong.
struct Storm {
    chance: Chance,
    percent: u64,
    faults: Vec<Fault>,
}

#[derive(Default)]
struct Plan {
    rules: Mutex<Vec<Rule>>,
    storm: Mutex<Option<Storm>>,
    struck: Mutex<Vec<Fault>>,
    /// Every request line that was let through to the blog.
    seen: Mutex<Vec<String>>,
    /// Faulty exchanges that the blog has carried out.
    done: AtomicUsize,
    down: AtomicBool,
}

/// The proxy; it ends when this is dropped.
pub struct Proxy {
    plan: Arc<Plan>,
    port: u16,
    upstream: u16,
    ended: Arc<AtomicBool>,
    generation: Arc<AtomicU16>,
}

impl Proxy {
    /// Stands before the server on this port.
    pub fn before(upstream: u16) -> std::io::Result<Self> {
        let proxy = Self {
            plan: Arc::default(),
            port: bind_like(upstream)?,
            upstream,
            ended: Arc::default(),
            generation: Arc::default(),
        };
        proxy.listen()?;
        Ok(proxy)
    }

    /// The address to use in the blog's place.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The next `times` requests with this method, whose path and query contain `path`, go wrong.
    pub fn fail(&self, method: &'static str, path: &'static str, fault: Fault, times: u32) {
        lock(&self.plan.rules).push(Rule { method, path, fault, left: times });
    }

    /// From now on so many of a hundred requests go wrong, each in one of these ways: the seed decides.
    pub fn storm(&self, seed: u64, percent: u64, faults: &[Fault]) {
        let storm = Storm { chance: Chance::new(seed), percent, faults: faults.to_vec() };
        *lock(&self.plan.storm) = Some(storm);
    }

    /// Nothing goes wrong any more.
    pub fn heal(&self) {
        lock(&self.plan.rules).clear();
        *lock(&self.plan.storm) = None;
    }

    /// How many faults have struck so far.
    pub fn struck(&self) -> usize {
        lock(&self.plan.struck).len()
    }

    /// How often this one has struck so far.
    pub fn struck_by(&self, fault: Fault) -> usize {
        lock(&self.plan.struck).iter().filter(|struck| **struck == fault).count()
    }

    /// How many exchanges that went wrong the blog has carried out all the same.
    pub fn done(&self) -> usize {
        self.plan.done.load(Ordering::SeqCst)
    }

    /// Every request line that reached the blog.
    pub fn seen(&self) -> Vec<String> {
        lock(&self.plan.seen).clone()
    }

    /// Pulls the plug: connections are refused.
    pub fn go_down(&self) {
        self.plan.down.store(true, Ordering::SeqCst);
        self.generation.fetch_add(1, Ordering::SeqCst);
        // Wake the listener so that it lets go of the port.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let end = std::time::Instant::now() + Duration::from_secs(5);
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok()
            && std::time::Instant::now() < end
        {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Back on the same port.
    pub fn come_up(&self) -> std::io::Result<()> {
        self.plan.down.store(false, Ordering::SeqCst);
        self.listen()
    }

    fn listen(&self) -> std::io::Result<()> {
        let listener = TcpListener::bind(("127.0.0.1", self.port))?;
        let (plan, ended, generation) =
            (Arc::clone(&self.plan), Arc::clone(&self.ended), Arc::clone(&self.generation));
        let mine = generation.load(Ordering::SeqCst);
        let (port, upstream) = (self.port, self.upstream);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) || generation.load(Ordering::SeqCst) != mine {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (plan, ended) = (Arc::clone(&plan), Arc::clone(&ended));
                std::thread::spawn(move || {
                    // A broken exchange is what this is for.
                    let _ = exchange(stream, &plan, port, upstream, &ended);
                });
            }
        });
        Ok(())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// A free port with as many digits as the other one: rewritten answers keep their length.
fn bind_like(upstream: u16) -> std::io::Result<u16> {
    for _ in 0..200 {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        if port.to_string().len() == upstream.to_string().len() {
            return Ok(port);
        }
    }
    Err(std::io::Error::other("no port of that length"))
}

fn exchange(
    mut client: TcpStream,
    plan: &Plan,
    port: u16,
    upstream: u16,
    ended: &AtomicBool,
) -> std::io::Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(60)))?;
    let Some(request) = read_request(&mut client)? else { return Ok(()) };
    let line = request_line(&request);
    let fault = plan.strike(&line);
    match fault {
        Some(Fault::CutRequest) => return client.shutdown(Shutdown::Both),
        Some(Fault::HoldRequest) => return hold(ended),
        Some(Fault::Forbidden) => {
            let refusal = r#"{"code":"rest_forbidden","message":"Not you."}"#;
            return answer(&mut client, "403 Forbidden", refusal);
        }
        Some(Fault::TooLarge) => {
            return answer(&mut client, "413 Content Too Large", "<h1>413</h1>");
        }
        Some(Fault::Portal) => {
            return answer(
                &mut client,
                "200 OK",
                "<!doctype html><title>Welcome to TrainNet</title>",
            );
        }
        _ => {}
    }
    lock(&plan.seen).push(line);
    let back = forward(&request, port, upstream)?;
    if fault.is_some() {
        plan.done.fetch_add(1, Ordering::SeqCst);
    }
    match fault {
        Some(Fault::CutAnswer) => client.shutdown(Shutdown::Both),
        Some(Fault::HalfAnswer) => {
            client.write_all(back.get(..back.len() / 2).unwrap_or_default())?;
            client.shutdown(Shutdown::Both)
        }
        Some(Fault::BadGateway) => answer(&mut client, "502 Bad Gateway", "<h1>502</h1>"),
        Some(Fault::HoldAnswer) => hold(ended),
        Some(Fault::Reset) => SockRef::from(&client).set_linger(Some(Duration::ZERO)),
        Some(Fault::Slow) => drip(&mut client, &back),
        _ => client.write_all(&back),
    }
}

fn drip(client: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    for piece in bytes.chunks(bytes.len() / 6 + 1) {
        std::thread::sleep(Duration::from_millis(60));
        client.write_all(piece)?;
    }
    Ok(())
}

fn hold(ended: &AtomicBool) -> std::io::Result<()> {
    while !ended.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

impl Plan {
    fn strike(&self, line: &str) -> Option<Fault> {
        let fault = self.by_rule(line).or_else(|| self.by_storm())?;
        lock(&self.struck).push(fault);
        Some(fault)
    }

    fn by_rule(&self, line: &str) -> Option<Fault> {
        let mut rules = lock(&self.rules);
        let rule = rules.iter_mut().find(|rule| {
            rule.left > 0
                && line.starts_with(&format!("{} ", rule.method))
                && line.contains(rule.path)
        })?;
        rule.left -= 1;
        Some(rule.fault)
    }

    fn by_storm(&self) -> Option<Fault> {
        let mut storm = lock(&self.storm);
        let storm = storm.as_mut()?;
        let strikes = storm.chance.below(100) < storm.percent;
        let which = usize::try_from(storm.chance.below(storm.faults.len() as u64)).ok()?;
        storm.faults.get(which).copied().filter(|_| strikes)
    }
}

fn answer(client: &mut TcpStream, status: &str, body: &str) -> std::io::Result<()> {
    write!(
        client,
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// The whole request, head and body, or nothing when the connection was only a knock.
fn read_request(client: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut request = Vec::new();
    let mut buffer = [0_u8; 64 * 1024];
    loop {
        if let Some(head_end) = find(&request, b"\r\n\r\n") {
            let head =
                String::from_utf8_lossy(request.get(..head_end).unwrap_or_default()).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .and_then(|value| value.trim().parse::<usize>().ok())
                .unwrap_or(0);
            if request.len() >= head_end + 4 + length {
                return Ok(Some(request));
            }
        }
        let read = client.read(&mut buffer)?;
        if read == 0 {
            return Ok(None);
        }
        request.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
}

fn request_line(request: &[u8]) -> String {
    let end = find(request, b"\r\n").unwrap_or(request.len());
    let line = String::from_utf8_lossy(request.get(..end).unwrap_or_default()).into_owned();
    // A plain permalink carries the route percent-encoded.
    line.replace("%2F", "/")
}

fn forward(request: &[u8], port: u16, upstream: u16) -> std::io::Result<Vec<u8>> {
    let head_end = find(request, b"\r\n\r\n").unwrap_or(request.len());
    let (head, body) = request.split_at(head_end);
    let head = String::from_utf8_lossy(head);
    let mut lines: Vec<String> = head
        .split("\r\n")
        .filter(|line| {
            let line = line.to_lowercase();
            // Plain answers only: a compressed one can't be rewritten.
            !line.starts_with("connection:") && !line.starts_with("accept-encoding:")
        })
        .map(|line| line.replace(&format!("127.0.0.1:{port}"), &format!("127.0.0.1:{upstream}")))
        .collect();
    lines.push("Connection: close".into());
    let mut server = TcpStream::connect(("127.0.0.1", upstream))?;
    server.set_read_timeout(Some(Duration::from_secs(60)))?;
    server.write_all(lines.join("\r\n").as_bytes())?;
    server.write_all(body)?;
    let mut back = Vec::new();
    server.read_to_end(&mut back)?;
    Ok(replace(
        &back,
        format!("127.0.0.1:{upstream}").as_bytes(),
        format!("127.0.0.1:{port}").as_bytes(),
    ))
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find(rest, from) {
        let (before, after) = rest.split_at(at);
        out.extend_from_slice(before);
        out.extend_from_slice(to);
        rest = after.get(from.len()..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
