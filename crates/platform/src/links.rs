//! Whether addresses that a text names still lead somewhere. Asks strangers' servers, so it says little and
//! believes little: no cookies, no password, no body read, a few redirects, and never an address of this
//! computer or its network, whatever a name resolves to, unless the blog itself lives there.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::Error;
use ureq::http::{Method, Request, header};
use url::{Host, Url};

use crate::outside::{self, Gate};

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
    gate: Gate,
}

impl LinkCheck {
    /// For the posts of the blog at this address, which may live on this computer or its network.
    pub fn new(home: &str) -> Self {
        Self::allowing(home, Vec::new())
    }

    /// As [`LinkCheck::new`], and these sockets may be asked although they are not public. For tests.
    pub fn allowing(home: &str, allowed: Vec<SocketAddr>) -> Self {
        Self { gate: Gate::allowing(home, allowed) }
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
        if !outside::is_plain(url) || left.is_zero() {
            return Err(LinkState::Unknown);
        }
        let (agent, nowhere) = self.gate.agent(url, left, "link check");
        let mut bare = url.clone();
        bare.set_fragment(None);
        let request = Request::builder().method(method).uri(bare.as_str()).body(());
        let answer = request.map_err(Error::from).and_then(|request| agent.run(request));
        match answer {
            Ok(answer) => {
                let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                Ok((answer.status().as_u16(), to.map(str::to_owned)))
            }
            Err(_) if nowhere.leads_nowhere() => Err(LinkState::NoSuchHost),
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
    fn a_place_on_a_page_is_the_same_address() {
        assert_eq!(link_name("https://A.example/x#y").unwrap(), "https://a.example/x");
        for other in ["mailto:a@b.example", "/x", "ftp://a.example/", "https://me:pw@a.example/"] {
            assert_eq!(link_name(other), None, "{other}");
        }
    }
}
