//! One visit to a page: each address is fetched once, a few at a time, within a number of addresses, a number
//! of bytes and a time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use afterword_platform::outside::{Bounds, FetchError, Fetched, Gate};
use url::Url;

use crate::shared::lock;

const AT_ONCE: usize = 4;
const MOST_ADDRESSES: usize = 60;
/// All bodies together.
const MOST_BYTES: u64 = 12 << 20;
/// For one address.
const WITHIN: Duration = Duration::from_secs(15);

pub(super) struct Fetching<'g> {
    gate: &'g Gate,
    end: Instant,
    asked: AtomicUsize,
    bytes: AtomicU64,
    found: Mutex<HashMap<String, Option<Arc<Fetched>>>>,
}

impl<'g> Fetching<'g> {
    pub fn new(gate: &'g Gate, within: Duration) -> Self {
        Self {
            gate,
            end: Instant::now() + within,
            asked: AtomicUsize::default(),
            bytes: AtomicU64::default(),
            found: Mutex::default(),
        }
    }

    /// What is at an address; asks every time.
    pub fn get(&self, address: &str, accept: &str, bytes: u64) -> Result<Fetched, FetchError> {
        let left = self.end.saturating_duration_since(Instant::now());
        let room = MOST_BYTES.saturating_sub(self.bytes.load(Ordering::Relaxed));
        let first = self.asked.fetch_add(1, Ordering::Relaxed) < MOST_ADDRESSES;
        if left.is_zero() || room == 0 || !first {
            return Err(FetchError::TooSlow);
        }
        let bounds = Bounds { bytes: bytes.min(room), within: left.min(WITHIN) };
        let fetched = self.gate.fetch(address, accept, bounds)?;
        self.bytes.fetch_add(fetched.bytes.len() as u64, Ordering::Relaxed);
        Ok(fetched)
    }

    /// What is at each of these addresses, where anything came; an address that was asked before is not
    /// asked again.
    pub fn all(&self, addresses: &[String], accept: &str, bytes: u64) -> Vec<Option<Arc<Fetched>>> {
        let mut new: Vec<&String> = Vec::new();
        for address in addresses {
            if !lock(&self.found).contains_key(address) && !new.contains(&address) {
                new.push(address);
            }
        }
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(new.len()) {
                scope.spawn(|| {
                    while let Some(address) = new.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let got = self.get(address, accept, bytes);
                        if let Err(error) = &got {
                            tracing::info!(%error, "part of a blog's look did not come");
                        }
                        lock(&self.found).insert((*address).clone(), got.ok().map(Arc::new));
                    }
                });
            }
        });
        let found = lock(&self.found);
        addresses.iter().map(|address| found.get(address).cloned().flatten()).collect()
    }
}

/// An address on the web, from where it stands.
pub(super) fn join(base: &str, address: &str) -> Option<String> {
    let url = Url::parse(base).ok()?.join(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}
