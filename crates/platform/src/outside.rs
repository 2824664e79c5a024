//! What lies outside: pages and files of strangers' servers, fetched without trusting them. Nothing goes along
//! (no cookie, no password, no referrer), and nothing of this computer or its network answers, whatever a
//! name resolves to or a page redirects to, unless the blog itself lives there.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use thiserror::Error;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, HeaderName, Request, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

const REDIRECTS: usize = 5;

/// Which addresses may be asked.
#[derive(Debug, Clone)]
pub struct Gate {
    home: Option<Url>,
    allowed: Vec<SocketAddr>,
}

/// What a fetch may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of the body, unpacked.
    pub bytes: u64,
    /// From the first look-up to the last byte, all redirects included.
    pub within: Duration,
}

/// What came, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found in the end.
    pub address: String,
    /// The `Content-Type` as it was sent; empty: none.
    pub content_type: String,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
}

/// Why nothing came.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FetchError {
    /// No web address, or one with a name and password in it.
    #[error("not an address of a web page")]
    BadAddress,
    /// It leads to this computer or its network.
    #[error("an address of this computer or its network")]
    Private,
    /// There is no such name, or no line to ask over: nobody can tell the two apart.
    #[error("no computer of this name was found")]
    NotFound,
    /// The name is there, and nobody answers.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// It took too long.
    #[error("it took too long")]
    TooSlow,
    /// It is larger than asked for.
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    /// It leads on and on, or round and round.
    #[error("too many redirects")]
    Circles,
    /// The server says no: the status.
    #[error("status {0}")]
    Refused(u16),
    /// The certificate is not to be trusted.
    #[error("certificate: {0}")]
    Certificate(String),
}

impl Gate {
    /// For the writer of the blog at this address, which may live on this computer or its network.
    pub fn new(home: &str) -> Self {
        Self::allowing(home, Vec::new())
    }

    /// As [`Gate::new`], and these sockets may be asked although they are not public. For tests.
    pub fn allowing(home: &str, allowed: Vec<SocketAddr>) -> Self {
        Self { home: Url::parse(home).ok(), allowed }
    }

    /// Gets what is at an address, after at most five redirects.
    ///
    /// # Errors
    /// [`FetchError`]; also when the answer is no 2xx.
    pub fn fetch(
        &self,
        address: &str,
        accept: &str,
        bounds: Bounds,
    ) -> Result<Fetched, FetchError> {
        let end = Instant::now() + bounds.within;
        let mut url = Url::parse(address).map_err(|_| FetchError::BadAddress)?;
        for _ in 0..=REDIRECTS {
            match self.hop(&url, accept, bounds, end)? {
                Hop::Ends(fetched) => return Ok(fetched),
                Hop::Leads(to) => url = to,
            }
        }
        Err(FetchError::Circles)
    }

    fn hop(
        &self,
        url: &Url,
        accept: &str,
        bounds: Bounds,
        end: Instant,
    ) -> Result<Hop, FetchError> {
        if !is_plain(url) {
            return Err(FetchError::BadAddress);
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(FetchError::TooSlow);
        }
        let (agent, seen) = self.agent(url, left, "reader");
        let mut bare = url.clone();
        bare.set_fragment(None);
        let request = Request::get(bare.as_str())
            .header(header::ACCEPT, accept)
            .body(())
            .map_err(|_| FetchError::BadAddress)?;
        let answer = agent.run(request).map_err(|error| seen.why(&error))?;
        let status = answer.status().as_u16();
        if let (301 | 302 | 303 | 307 | 308, Some(to)) =
            (status, word(answer.headers(), &header::LOCATION))
        {
            return url.join(&to).map(Hop::Leads).map_err(|_| FetchError::BadAddress);
        }
        if !answer.status().is_success() {
            return Err(FetchError::Refused(status));
        }
        let content_type = word(answer.headers(), &header::CONTENT_TYPE).unwrap_or_default();
        let mut bytes = Vec::new();
        let body = answer.into_body().into_reader();
        let read = body.take(bounds.bytes.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| match error.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => FetchError::TooSlow,
            _ if Instant::now() >= end => FetchError::TooSlow,
            _ => FetchError::NoAnswer(error.to_string()),
        })?;
        if bytes.len() as u64 > bounds.bytes {
            return Err(FetchError::TooLarge(bounds.bytes));
        }
        Ok(Hop::Ends(Fetched { address: bare.into(), content_type, bytes }))
    }

    /// An agent for one exchange with the server of this address. Every hop has its own: nothing is kept from
    /// one to the next, and each name is looked up and judged by itself, for the very connection that is
    /// opened.
    pub(crate) fn agent(&self, url: &Url, left: Duration, purpose: &str) -> (Agent, Seen) {
        let seen = Seen::default();
        let guard = Guard {
            resolver: DefaultResolver::default(),
            is_home: self.home.as_ref().is_some_and(|home| home.origin() == url.origin()),
            allowed: self.allowed.clone(),
            seen: seen.clone(),
        };
        let name = format!("Afterword/{} ({purpose})", env!("CARGO_PKG_VERSION"));
        let config = Agent::config_builder()
            .user_agent(name)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            // A proxy would look names up by itself.
            .proxy(None)
            .timeout_global(Some(left))
            .build();
        (Agent::with_parts(config, DefaultConnector::default(), guard), seen)
    }
}

enum Hop {
    Ends(Fetched),
    Leads(Url),
}

/// Whether an address is one of the web, and tells nobody's name.
pub(crate) fn is_plain(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
}

fn word(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned())
}

/// What came of looking a name up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(Arc<Flags>);

#[derive(Debug, Default)]
struct Flags {
    nowhere: AtomicBool,
    private: AtomicBool,
}

impl Seen {
    /// The name leads to no address at all.
    pub fn leads_nowhere(&self) -> bool {
        self.0.nowhere.load(Ordering::Relaxed)
    }

    fn why(&self, error: &ureq::Error) -> FetchError {
        if self.0.private.load(Ordering::Relaxed) {
            return FetchError::Private;
        }
        if self.leads_nowhere() {
            return FetchError::NotFound;
        }
        match error {
            ureq::Error::Timeout(_) => FetchError::TooSlow,
            ureq::Error::Tls(detail) => FetchError::Certificate((*detail).to_owned()),
            ureq::Error::Rustls(detail) => FetchError::Certificate(detail.to_string()),
            other => FetchError::NoAnswer(other.to_string()),
        }
    }
}

/// The usual resolver, without addresses that are nobody else's business.
#[derive(Debug)]
struct Guard {
    resolver: DefaultResolver,
    is_home: bool,
    allowed: Vec<SocketAddr>,
    seen: Seen,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout).inspect_err(|error| {
            let none = matches!(error, ureq::Error::HostNotFound | ureq::Error::Io(_));
            self.seen.0.nowhere.store(none, Ordering::Relaxed);
        })?;
        let mut fine = self.empty();
        for socket in found.iter() {
            if self.is_home || is_public(socket.ip()) || self.allowed.contains(socket) {
                fine.push(*socket);
            }
        }
        if fine.is_empty() {
            self.seen.0.private.store(true, Ordering::Relaxed);
            return Err(ureq::Error::HostNotFound);
        }
        Ok(fine)
    }
}

/// Whether an address is one that anybody may reach: not this computer, its network, or a place that
/// only looks like another.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = (a, b, c) == (192, 0, 0) || (a == 198 && (b == 18 || b == 19)) || a >= 240;
    !(a == 0
        || shared
        || special
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let inner = |high: u16, low: u16| {
        is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)))
    };
    match (a, b) {
        // One of the old kind in another dress: mapped, translated, tunnelled.
        (0, 0) if (c, d, e) == (0, 0, 0) && (f == 0xffff || f == 0) => f == 0xffff && inner(g, h),
        (0x64, 0xff9b) => (c, d, e, f) == (0, 0, 0, 0) && inner(g, h),
        (0x2002, _) => inner(b, c),
        (0x2001, 0 | 0xdb8) => false,
        // What is given out so far begins with 001.
        _ => (a & 0xe000) == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_anybody_may_reach_is_public() {
        for ip in ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::5db8:d822"] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.9.9",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "192.0.0.8",
            "240.0.0.1",
            "::",
            "::1",
            "::7f00:1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001:0:1::",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
    }
}
