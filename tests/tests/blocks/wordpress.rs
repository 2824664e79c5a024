//! The one real WordPress of these tests, and posts on it as somebody's.

use std::sync::LazyLock;

use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use afterword_tests::truth::{Truth, id};
use serde_json::json;

/// Started once. Statics are never dropped: it goes when the test program has ended, as peers do.
static PEER: LazyLock<Result<WordPressPeer, String>> =
    LazyLock::new(|| WordPressPeer::start().map_err(|error| error.to_string()));

/// The peer, or the word that the test is skipped.
pub fn peer(test: &str) -> Option<&'static WordPressPeer> {
    PEER.as_ref().map_err(|why| skip(test, why)).ok()
}

/// An account's view of it: `writer` is an author, whose HTML WordPress filters; `editor` is not filtered.
pub fn account(peer: &WordPressPeer, name: &str) -> Truth {
    let user = peer.user(name).unwrap();
    Truth {
        url: peer.info().url.clone(),
        user: name.to_owned(),
        password: user.app_password.clone(),
    }
}

/// A post on it.
pub struct Post<'a> {
    account: &'a Truth,
    id: u64,
}

impl<'a> Post<'a> {
    /// Made with this content. What the blog then has is in [`Post::raw`].
    pub fn new(account: &'a Truth, title: &str, content: &str) -> Self {
        let body = json!({ "title": title, "content": content, "status": "publish" });
        Self { account, id: id(&account.post("posts", &body)) }
    }

    /// Its content as stored.
    pub fn raw(&self) -> String {
        self.content("raw")
    }

    /// Its content as readers see it.
    pub fn rendered(&self) -> String {
        self.content("rendered")
    }

    /// Sends other content.
    pub fn update(&self, content: &str) {
        self.account.post(&format!("posts/{}", self.id), &json!({ "content": content }));
    }

    /// How many versions WordPress keeps: one more whenever the content has changed.
    pub fn versions(&self) -> usize {
        let versions = self.account.get(&format!("posts/{}/revisions?per_page=100", self.id));
        versions.as_array().unwrap().len()
    }

    /// Its address.
    pub fn link(&self) -> String {
        let post = self.account.get(&format!("posts/{}?context=edit", self.id));
        post["link"].as_str().unwrap().to_owned()
    }

    fn content(&self, form: &str) -> String {
        let post = self.account.get(&format!("posts/{}?context=edit", self.id));
        post["content"][form].as_str().unwrap().to_owned()
    }
}
