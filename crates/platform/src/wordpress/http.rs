//! One exchange over HTTP, and the line between "nothing left" and "it may have arrived".
//!
//! The line is drawn by the connector: it notes the moment a connection (with its TLS) stands, and whatever
//! fails later may have arrived. Writes always open a connection of their own, since one from a pool may be
//! dead without saying so, and are never tried twice. No redirect is followed.

use std::cell::Cell;
use std::io::Read;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::request::Builder;
use ureq::http::{HeaderMap, Method, Request, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};
use ureq::{Agent, SendBody};
use url::Url;

use super::address::is_this_machine;
use crate::{Error, Result};

/// Says who we are; nothing more about the machine or the writer.
pub(super) const USER_AGENT: &str = concat!("Afterword/", env!("CARGO_PKG_VERSION"));

/// How long to wait for each part of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Resolving the name, and again for connecting.
    pub connect: Duration,
    /// Until the answer begins, once everything is sent.
    pub answer: Duration,
    /// For the bytes of a request or an answer to pass.
    pub transfer: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            answer: Duration::from_secs(60),
            transfer: Duration::from_secs(300),
        }
    }
}

/// Whether an exchange only asks, or changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Intent {
    Read,
    Write,
}

/// The bytes of a body.
#[derive(Clone, Copy)]
pub(super) enum Sent<'a> {
    Quietly(&'a [u8]),
    /// Tells how many have gone out so far.
    Told(&'a [u8], &'a dyn Fn(u64)),
}

/// What to send.
pub(super) struct Call<'a> {
    pub intent: Intent,
    pub method: Method,
    pub url: &'a Url,
    pub authorization: Option<&'a str>,
    pub headers: Vec<(header::HeaderName, String)>,
    pub body: Option<Sent<'a>>,
    /// Bytes of the answer to read at most.
    pub limit: usize,
}

/// A whole answer, of whatever kind.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// There was more than the limit; `body` is its beginning.
    pub cut: bool,
}

impl Answer {
    /// A header's text, when it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The HTTP side of a connection to one site.
#[derive(Debug)]
pub(super) struct Http {
    reads: Agent,
    writes: Agent,
}

impl Http {
    pub fn new(site: &Url, timeouts: &Timeouts) -> Self {
        Self { reads: agent(site, timeouts, 4), writes: agent(site, timeouts, 0) }
    }

    /// Sends the call and reads the answer, whatever its status.
    pub fn exchange(&self, call: &Call<'_>) -> Result<Answer> {
        match call.intent {
            Intent::Write => once(&self.writes, call),
            Intent::Read => match once(&self.reads, call) {
                // An idle connection had been closed on the other side. Asking again is harmless.
                Err(Error::Offline(_)) if CONNECTION.get() == Connection::Used => {
                    once(&self.writes, call)
                }
                answer => answer,
            },
        }
    }
}

fn once(agent: &Agent, call: &Call<'_>) -> Result<Answer> {
    let request = request(call);
    CONNECTION.set(Connection::Opening);
    let sent = match call.body {
        Some(Sent::Quietly(body)) => {
            request.body(body).map_err(ureq::Error::from).and_then(|r| agent.run(r))
        }
        Some(Sent::Told(body, told)) => {
            let mut counted = Counted { left: body, sent: 0, told };
            // Its length is known: sent in chunks, some servers would not take it.
            let request = request.header(header::CONTENT_LENGTH, body.len());
            let body = SendBody::from_reader(&mut counted);
            request.body(body).map_err(ureq::Error::from).and_then(|r| agent.run(r))
        }
        None => request.body(()).map_err(ureq::Error::from).and_then(|r| agent.run(r)),
    };
    let mut response = sent.map_err(|error| failure(&error, call.intent))?;

    let mut body = Vec::new();
    let more_than_allowed = call.limit.saturating_add(1);
    let stream = response.body_mut().as_reader();
    let read = stream.take(more_than_allowed as u64).read_to_end(&mut body);
    read.map_err(|error| failure(&ureq::Error::from(error), call.intent))?;
    let cut = body.len() > call.limit;
    body.truncate(call.limit);
    Ok(Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body,
        cut,
    })
}

fn agent(site: &Url, timeouts: &Timeouts, idle: usize) -> Agent {
    let mut config = Agent::config_builder()
        .user_agent(USER_AGENT)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(idle)
        .max_idle_connections_per_host(idle)
        .timeout_resolve(Some(timeouts.connect))
        .timeout_connect(Some(timeouts.connect))
        .timeout_send_request(Some(timeouts.connect))
        .timeout_send_body(Some(timeouts.transfer))
        .timeout_recv_response(Some(timeouts.answer))
        .timeout_recv_body(Some(timeouts.transfer));
    if is_this_machine(site) {
        config = config.proxy(None);
    }
    Agent::with_parts(
        config.build(),
        Marked::<DefaultConnector>::default(),
        Marked::<DefaultResolver>::default(),
    )
}

fn request(call: &Call<'_>) -> Builder {
    let mut request = Request::builder()
        .method(call.method.clone())
        .uri(call.url.as_str())
        .header(header::ACCEPT, "application/json, text/html;q=0.5");
    if let Some(authorization) = call.authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    for (name, value) in &call.headers {
        request = request.header(name, value);
    }
    request
}

/// Bytes that tell how many of them were taken to be sent. What is taken has nearly left: the next are
/// taken only when there is room again.
struct Counted<'a> {
    left: &'a [u8],
    sent: u64,
    told: &'a dyn Fn(u64),
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let taken = self.left.read(buffer)?;
        self.sent = self.sent.saturating_add(taken as u64);
        (self.told)(self.sent);
        Ok(taken)
    }
}

/// The connection of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connection {
    /// The name, TCP or TLS is not done. Nothing of the request has left.
    Opening,
    /// The name was found and no connection opened since: it is one from the pool.
    Used,
    /// It stands.
    New,
}

thread_local! {
    /// That of the exchange which runs on this thread; ureq connects on its caller's thread.
    static CONNECTION: Cell<Connection> = const { Cell::new(Connection::Opening) };
}

/// The usual resolver or connector, noting how far it gets.
#[derive(Debug, Default)]
struct Marked<T>(T);

impl Resolver for Marked<DefaultResolver> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> std::result::Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.0.resolve(uri, config, timeout)?;
        CONNECTION.set(Connection::Used);
        Ok(addresses)
    }
}

impl Connector for Marked<DefaultConnector> {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> std::result::Result<Option<Self::Out>, ureq::Error> {
        CONNECTION.set(Connection::Opening);
        let transport = self.0.connect(details, chained)?;
        CONNECTION.set(Connection::New);
        Ok(transport)
    }
}

/// What a failed exchange means. A read is never `Lost`: nobody has to ask whether it was done.
fn failure(error: &ureq::Error, intent: Intent) -> Error {
    let words = error.to_string();
    if intent == Intent::Write && CONNECTION.get() != Connection::Opening {
        return Error::Lost(words);
    }
    match error {
        ureq::Error::Io(io) => match io.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(tls) => tls_failure(tls),
            None => Error::Offline(words),
        },
        ureq::Error::Rustls(tls) => tls_failure(tls),
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => Error::BadAddress(words),
        ureq::Error::Protocol(_)
        | ureq::Error::LargeResponseHeader(..)
        | ureq::Error::Decompress(..) => Error::NotTheBlog(words),
        _ => Error::Offline(words),
    }
}

fn tls_failure(error: &rustls::Error) -> Error {
    match error {
        rustls::Error::InvalidCertificate(_)
        | rustls::Error::NoCertificatesPresented
        | rustls::Error::UnsupportedNameType => Error::Certificate(error.to_string()),
        other => Error::Offline(other.to_string()),
    }
}
