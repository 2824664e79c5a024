//! WordPress over XML-RPC, for blogs whose REST interface is switched off: posts, pictures, categories
//! and tags. What XML-RPC can't do so that nothing goes out twice (replies) or unseen (pages, comments) is
//! not offered; `docs/decisions/0002-connecting.md` says what and why.
//!
//! Here WordPress itself refuses an update to a post that has changed since it was read.

mod account;
mod connection;
mod finding;
mod lists;
mod media;
mod posts;
mod reading;
mod row;
mod terms;
mod value;

use std::sync::Arc;

use self::connection::Connection;
use self::posts::Shelf;
use super::http::Timeouts;
use crate::{Comments, Found, Platform, Posts, Result, Terms, Uploads, User};

pub(super) use self::finding::find;

/// A signed-in connection to one WordPress by its `xmlrpc.php`.
#[derive(Debug)]
pub struct WordPressXmlRpc {
    connection: Arc<Connection>,
    posts: Shelf,
}

impl WordPressXmlRpc {
    /// A connection to the `xmlrpc.php` that [`find`](super::find) named. Asks nothing yet.
    pub fn new(
        endpoint: &str,
        username: &str,
        password: &str,
        timeouts: &Timeouts,
    ) -> Result<Self> {
        let connection = Arc::new(Connection::new(endpoint, username, password, timeouts)?);
        Ok(Self { posts: Shelf::new(Arc::clone(&connection)), connection })
    }

    /// What the blog tells of itself.
    pub fn about(&self) -> Result<Found> {
        self.connection.about()
    }
}

impl Platform for WordPressXmlRpc {
    fn me(&self) -> Result<User> {
        self.connection.me()
    }

    fn posts(&self) -> &dyn Posts {
        &self.posts
    }

    fn pages(&self) -> Option<&dyn Posts> {
        None
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
        None
    }
}
