//! Whether addresses that a text names still lead somewhere. Asks strangers' servers, so it says little and
//! believes little: no cookies, no password, no body read, a few redirects, and never an address of this
//! computer or its network, whatever a name resolves to, unless the blog itself lives there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::{Method, Request, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};
use url::{Host, Url};

/// Addresses asked in one go; the others are left.
pub const MOST_LINKS: usize = 40;

/// For one address, with all its redirects.
const WITHIN: Duration = Duration::from_secs(5);
const REDIRECTS: usize = 5;
const AT_ONCE: usize = 4;

/// What an address answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// Something, if only that it wants to know who asks.
    Answered,
    /// That there is nothing (any longer): 404 or 410.
    Missing,
    /// There is no computer of this name.
    NoSuchHost,
    /// It did not answer in time, or it was not asked.
    Unknown,
}

/// Asks whether addresses answer.
#[derive(Debug)]
pub struct LinkCheck {
    home: Option<Url>,
    allowed: Vec<SocketAddr>,
}

impl LinkCheck {
    /// For the posts of the blog at this address, which may live on this computer or its network.
    pub fn new(home: &str) -> Self {
        Self::allowing(home, Vec::new())
    }

    /// As [`LinkCheck::new`], and these sockets may be asked although they are not public. For tests.
    pub fn allowing(home: &str, allowed: Vec<SocketAddr>) -> Self {
        Self { home: Url::parse(home).ok(), allowed }
    }

    /// Asks each address once, a few at a time, at most [`MOST_LINKS`]; the answers in their order.
    pub fn ask(&self, addresses: &[String]) -> Vec<LinkState> {
        let addresses = addresses.get(..MOST_LINKS).unwrap_or(addresses);
        let next = AtomicUsize::new(0);
        let answers = Mutex::new(vec![LinkState::Unknown; addresses.len()]);
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(addresses.len()) {
                scope.spawn(|| {
                    while let Some((at, address)) = take(&next, addresses) {
                        let state = self.follow(address);
                        let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                        if let Some(answer) = answers.get_mut(at) {
                            *answer = state;
                        }
                    }
                });
            }
        });
        answers.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn follow(&self, address: &str) -> LinkState {
        let end = Instant::now() + WITHIN;
        let Ok(mut url) = Url::parse(address) else { return LinkState::Unknown };
        for _ in 0..=REDIRECTS {
            match self.hop(&url, end) {
                Hop::Ends(state) => return state,
                Hop::Leads(to) => url = to,
            }
        }
        // Round and round.
        LinkState::Unknown
    }

    fn hop(&self, url: &Url, end: Instant) -> Hop {
        let mut answer = self.exchange(Method::HEAD, url, end);
        if let Ok((405 | 501, _)) = answer {
            answer = self.exchange(Method::GET, url, end);
        }
        match answer {
            Ok((404 | 410, _)) => Hop::Ends(LinkState::Missing),
            Ok((301 | 302 | 303 | 307 | 308, Some(to))) => match url.join(&to) {
                Ok(to) => Hop::Leads(to),
                Err(_) => Hop::Ends(LinkState::Unknown),
            },
            Ok(_) => Hop::Ends(LinkState::Answered),
            Err(state) => Hop::Ends(state),
        }
    }

    /// The status and where it leads. Every hop has an agent of its own: nothing is kept from one to the
    /// next, and each name is looked up and judged by itself, for the very connection that is opened.
    fn exchange(
        &self,
        method: Method,
        url: &Url,
        end: Instant,
    ) -> Result<(u16, Option<String>), LinkState> {
        let left = end.saturating_duration_since(Instant::now());
        let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty();
        if !plain || left.is_zero() {
            return Err(LinkState::Unknown);
        }
        let nowhere = Arc::new(AtomicBool::new(false));
        let guard = Guard {
            resolver: DefaultResolver::default(),
            is_home: self.home.as_ref().is_some_and(|home| home.origin() == url.origin()),
            allowed: self.allowed.clone(),
            nowhere: Arc::clone(&nowhere),
        };
        let config = Agent::config_builder()
            .user_agent(concat!("Afterword/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            // A proxy would look names up by itself.
            .proxy(None)
            .timeout_global(Some(left))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        let mut bare = url.clone();
        bare.set_fragment(None);
        let request = Request::builder().method(method).uri(bare.as_str()).body(());
        let answer = request.map_err(Error::from).and_then(|request| agent.run(request));
        match answer {
            Ok(answer) => {
                let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                Ok((answer.status().as_u16(), to.map(str::to_owned)))
            }
            Err(_) if nowhere.load(Ordering::Relaxed) => Err(LinkState::NoSuchHost),
            Err(_) => Err(LinkState::Unknown),
        }
    }
}

enum Hop {
    Ends(LinkState),
    Leads(Url),
}

fn take<'a>(next: &AtomicUsize, all: &'a [String]) -> Option<(usize, &'a String)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    all.get(at).map(|one| (at, one))
}

/// The usual resolver, without addresses that are nobody else's business.
#[derive(Debug)]
struct Guard {
    resolver: DefaultResolver,
    is_home: bool,
    allowed: Vec<SocketAddr>,
    /// The name leads to no address at all.
    nowhere: Arc<AtomicBool>,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout).inspect_err(|error| {
            let none = matches!(error, Error::HostNotFound | Error::Io(_));
            self.nowhere.store(none, Ordering::Relaxed);
        })?;
        let mut fine = self.empty();
        for socket in found.iter() {
            if self.is_home || is_public(socket.ip()) || self.allowed.contains(socket) {
                fine.push(*socket);
            }
        }
        if fine.is_empty() { Err(Error::HostNotFound) } else { Ok(fine) }
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

/// Whether an address may be asked about at all, and by which name it is known among others: without the
/// place on the page.
pub fn link_name(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.username().is_empty();
    let named = !matches!(url.host()?, Host::Domain(name) if name.is_empty());
    url.set_fragment(None);
    (web && named).then(|| url.into())
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

    #[test]
    fn a_place_on_a_page_is_the_same_address() {
        assert_eq!(link_name("https://A.example/x#y").unwrap(), "https://a.example/x");
        for other in ["mailto:a@b.example", "/x", "ftp://a.example/", "https://me:pw@a.example/"] {
            assert_eq!(link_name(other), None, "{other}");
        }
    }
}
