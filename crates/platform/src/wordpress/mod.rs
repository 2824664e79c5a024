//! WordPress over its REST API, with an application password; over XML-RPC ([`xmlrpc`]) where REST is off.
//!
//! [`find`] looks for a blog at an address, without credentials; [`WordPress`] is the signed-in
//! connection. Whatever only WordPress knows (keys in slugs, dates as marks, error codes) stays in here.

mod account;
mod address;
mod answer;
pub mod authorize;
mod changes;
mod comments;
mod connection;
mod discovery;
mod footnotes;
mod http;
mod media;
mod page;
mod posts;
mod root;
mod terms;
mod text;
mod wire;
pub mod xmlrpc;

pub use discovery::{find, find_with};
pub use http::Timeouts;

use std::sync::Arc;

use afterword_model::{PlatformKind, PostKind, RemoteId};

use self::connection::Connection;
use self::posts::Shelf;
use self::xmlrpc::WordPressXmlRpc;
use crate::{Comments, Found, Platform, Posts, Result, Terms, Uploads, User};

/// A signed-in connection by the interface that [`find`] named. Asks nothing yet.
pub fn open(
    kind: PlatformKind,
    endpoint: &str,
    username: &str,
    password: &str,
    timeouts: &Timeouts,
) -> Result<Box<dyn Platform>> {
    Ok(match kind {
        PlatformKind::WordPress => {
            Box::new(WordPress::with_timeouts(endpoint, username, password, timeouts)?)
        }
        PlatformKind::WordPressXmlRpc => {
            Box::new(WordPressXmlRpc::new(endpoint, username, password, timeouts)?)
        }
    })
}

/// What the blog that was found tells of itself to whoever is signed in.
pub fn about(found: &Found, username: &str, password: &str) -> Result<Found> {
    let endpoint = found.endpoint.as_str();
    match found.platform {
        PlatformKind::WordPress => WordPress::new(endpoint, username, password)?.about(),
        PlatformKind::WordPressXmlRpc => {
            WordPressXmlRpc::new(endpoint, username, password, &Timeouts::default())?.about()
        }
    }
}

/// A signed-in connection to one WordPress.
#[derive(Debug)]
pub struct WordPress {
    connection: Arc<Connection>,
    posts: Shelf,
    pages: Shelf,
}

impl WordPress {
    /// A connection to the REST root that [`find`] named. Asks nothing yet.
    pub fn new(endpoint: &str, username: &str, password: &str) -> Result<Self> {
        Self::with_timeouts(endpoint, username, password, &Timeouts::default())
    }

    /// As [`WordPress::new`], with other limits to waiting.
    pub fn with_timeouts(
        endpoint: &str,
        username: &str,
        password: &str,
        timeouts: &Timeouts,
    ) -> Result<Self> {
        let connection = Arc::new(Connection::new(endpoint, username, password, timeouts)?);
        let shelf = |kind| Shelf::new(Arc::clone(&connection), kind);
        Ok(Self { posts: shelf(PostKind::Post), pages: shelf(PostKind::Page), connection })
    }

    /// What the blog tells of itself to whoever is signed in; most tell it to everybody.
    pub fn about(&self) -> Result<Found> {
        discovery::about(&self.connection)
    }
}

impl Platform for WordPress {
    fn me(&self) -> Result<User> {
        self.connection.me()
    }

    fn posts(&self) -> &dyn Posts {
        &self.posts
    }

    fn pages(&self) -> Option<&dyn Posts> {
        Some(&self.pages)
    }

    fn terms(&self) -> Option<&dyn Terms> {
        Some(&*self.connection)
    }

    fn revoke(&self) -> Result<()> {
        self.connection.revoke()
    }

    fn media(&self) -> Option<&dyn Uploads> {
        Some(&*self.connection)
    }

    fn comments(&self) -> Option<&dyn Comments> {
        Some(&*self.connection)
    }
}

/// An id as part of a route. WordPress's are numbers; anything else stays one harmless segment.
fn segment(id: &RemoteId) -> String {
    percent_encoding::utf8_percent_encode(id.as_str(), percent_encoding::NON_ALPHANUMERIC)
        .to_string()
}

/// Ids as a parameter.
fn listed(ids: &[RemoteId]) -> String {
    ids.iter().map(RemoteId::as_str).collect::<Vec<_>>().join(",")
}
