//! WordPress over its REST API, with an application password.
//!
//! [`find`] looks for a blog at an address, without credentials; [`WordPress`] is the signed-in
//! connection. Whatever only WordPress knows (keys in slugs, dates as marks, error codes) stays in here.

mod address;
mod answer;
mod comments;
mod discovery;
mod http;
mod media;
mod page;
mod posts;
mod root;
mod text;
mod wire;

pub use discovery::{find, find_with};
pub use http::Timeouts;

use afterword_model::{Capabilities, Identity, RemoteId};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::http::{Method, header};

use self::http::{Answer, Call, Http, Intent};
use self::root::Root;
use crate::{Comments, Error, Platform, Posts, Result, Uploads, User};

/// Largest answer that is read; a page of a hundred long posts stays far below.
const LARGEST_ANSWER: usize = 32 << 20;

/// A signed-in connection to one WordPress.
#[derive(Debug)]
pub struct WordPress {
    root: Root,
    authorization: Secret,
    http: Http,
}

/// Kept out of `Debug` output.
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
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
        let root = Root::parse(endpoint)?;
        let login = format!("{}:{}", username.trim(), password.trim());
        let authorization = Secret(format!("Basic {}", BASE64_STANDARD.encode(login)));
        let http = Http::new(root.url(), timeouts);
        Ok(Self { root, authorization, http })
    }

    fn get<T: DeserializeOwned>(&self, route: &str, parameters: &[(&str, &str)]) -> Result<T> {
        answer::read(&self.ask(route, parameters)?, Intent::Read)
    }

    /// A read whose headers matter too.
    fn ask(&self, route: &str, parameters: &[(&str, &str)]) -> Result<Answer> {
        let url = self.root.join(route, parameters);
        self.http.exchange(&Call {
            intent: Intent::Read,
            method: Method::GET,
            url: &url,
            authorization: Some(&self.authorization.0),
            headers: Vec::new(),
            body: None,
            limit: LARGEST_ANSWER,
        })
    }

    fn post<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
        body: &impl Serialize,
    ) -> Result<T> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Refused {
            code: "not_json".to_owned(),
            message: error.to_string(),
        })?;
        let json = vec![(header::CONTENT_TYPE, "application/json".to_owned())];
        self.write(Method::POST, route, parameters, json, Some(&body))
    }

    fn write<T: DeserializeOwned>(
        &self,
        method: Method,
        route: &str,
        parameters: &[(&str, &str)],
        headers: Vec<(header::HeaderName, String)>,
        body: Option<&[u8]>,
    ) -> Result<T> {
        let url = self.root.join(route, parameters);
        let answer = self.http.exchange(&Call {
            intent: Intent::Write,
            method,
            url: &url,
            authorization: Some(&self.authorization.0),
            headers,
            body,
            limit: LARGEST_ANSWER,
        })?;
        answer::read(&answer, Intent::Write)
    }
}

impl Platform for WordPress {
    fn me(&self) -> Result<User> {
        let fields = [("context", "edit"), ("_fields", "id,name,roles,capabilities")];
        let user: wire::User = self.get("wp/v2/users/me", &fields)?;
        let may = |capability: &str| user.capabilities.get(capability).copied().unwrap_or(false);
        Ok(User {
            capabilities: Capabilities {
                write_posts: may("edit_posts"),
                publish_posts: may("publish_posts"),
                upload_media: may("upload_files"),
                moderate_comments: may("moderate_comments"),
                unfiltered_html: may("unfiltered_html"),
            },
            identity: Identity {
                remote_id: user.id.into(),
                name: text::decoded(&user.name).into_owned(),
                roles: user.roles,
            },
        })
    }

    fn posts(&self) -> &dyn Posts {
        self
    }

    fn media(&self) -> Option<&dyn Uploads> {
        Some(self)
    }

    fn comments(&self) -> Option<&dyn Comments> {
        Some(self)
    }
}

/// An id as part of a route. WordPress's are numbers; anything else stays one harmless segment.
fn segment(id: &RemoteId) -> String {
    percent_encoding::utf8_percent_encode(id.as_str(), percent_encoding::NON_ALPHANUMERIC)
        .to_string()
}
