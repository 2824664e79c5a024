//! A signed-in connection over XML-RPC: one call at a time, and what a fault means.
//!
//! Faults have HTTP's numbers, loosely. 403 is what WordPress says to a wrong password, and to a few other
//! things too: then the account is asked for, which has no other reason to be refused like that.

use std::sync::OnceLock;

use ureq::http::{Method, header};
use url::Url;

use super::reading::{self, Reply};
use super::value::{self, Value};
use crate::wordpress::http::{Call, Http, Intent, Sent, Timeouts};
use crate::wordpress::root::Root;
use crate::wordpress::{answer, text};
use crate::{Error, Result};

/// Largest answer that is read; a page of a hundred long posts stays far below.
const LARGEST_ANSWER: usize = 32 << 20;

/// Many blogs in one place are told apart by their addresses; WordPress itself reads this number nowhere.
const BLOG: Value = Value::Number(1);

/// The call that proves a login.
pub(super) const PROFILE: &str = "wp.getProfile";

/// See the module.
#[derive(Debug)]
pub(super) struct Connection {
    url: Url,
    username: String,
    password: Secret,
    http: Http,
    /// Whether readers may comment on what is new, by the blog's own settings.
    pub comments_open: OnceLock<bool>,
}

/// Kept out of `Debug` output.
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl Connection {
    pub fn new(
        endpoint: &str,
        username: &str,
        password: &str,
        timeouts: &Timeouts,
    ) -> Result<Self> {
        let bad = || Error::BadAddress(endpoint.to_owned());
        // For the same checks as a REST root's.
        Root::parse(endpoint)?;
        let url = Url::parse(endpoint.trim()).map_err(|_| bad())?;
        Ok(Self {
            username: username.trim().to_owned(),
            password: Secret(password.trim().to_owned()),
            http: Http::new(&url, timeouts),
            url,
            comments_open: OnceLock::new(),
        })
    }

    /// Where `xmlrpc.php` is.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Asks.
    pub fn read(&self, method: &str, parameters: Vec<Value>) -> Result<Value> {
        self.call(Intent::Read, method, parameters)
    }

    /// Changes something.
    pub fn write(&self, method: &str, parameters: Vec<Value>) -> Result<Value> {
        self.call(Intent::Write, method, parameters)
    }

    /// Sends a file of so many bytes, and tells about how many of them have gone out.
    pub fn upload(
        &self,
        method: &str,
        file: Value,
        bytes: u64,
        sent: &dyn Fn(u64),
    ) -> Result<Value> {
        let call = value::call(method, &self.signed(vec![file]));
        let whole = (call.len() as u64).max(1);
        // The call is longer than the file: a third more, and what stands around it.
        let told = |gone: u64| sent(gone.min(whole).saturating_mul(bytes) / whole);
        let body = Sent::Told(call.as_bytes(), &told);
        self.meant(method, send(&self.http, &self.url, Intent::Write, body)?)
    }

    fn call(&self, intent: Intent, method: &str, parameters: Vec<Value>) -> Result<Value> {
        self.meant(method, self.ask(intent, method, parameters)?)
    }

    fn meant(&self, method: &str, reply: Reply) -> Result<Value> {
        match reply {
            Reply::Value(value) => Ok(value),
            Reply::Fault(403, said) if method != PROFILE => {
                match self.ask(Intent::Read, PROFILE, vec![Value::texts(["user_id"])])? {
                    Reply::Fault(403, said) => Err(Error::SignIn(text::plain(&said))),
                    _ => Err(fault(403, &said)),
                }
            }
            Reply::Fault(403, said) => Err(Error::SignIn(text::plain(&said))),
            Reply::Fault(code, said) => Err(fault(code, &said)),
        }
    }

    fn ask(&self, intent: Intent, method: &str, parameters: Vec<Value>) -> Result<Reply> {
        let call = value::call(method, &self.signed(parameters));
        send(&self.http, &self.url, intent, Sent::Quietly(call.as_bytes()))
    }

    fn signed(&self, parameters: Vec<Value>) -> Vec<Value> {
        let login = [BLOG, Value::text(&self.username), Value::text(&self.password.0)];
        login.into_iter().chain(parameters).collect()
    }
}

/// One exchange; also without a login.
pub(super) fn send(http: &Http, url: &Url, intent: Intent, call: Sent<'_>) -> Result<Reply> {
    let answer = http.exchange(&Call {
        intent,
        method: Method::POST,
        url,
        authorization: None,
        headers: vec![(header::CONTENT_TYPE, "text/xml; charset=utf-8".to_owned())],
        body: Some(call),
        limit: LARGEST_ANSWER,
    })?;
    if let Some(reply) = reading::read(&answer.body).filter(|_| !answer.cut) {
        // WordPress gives a fault the status of the same number; the fault says more.
        return Ok(reply);
    }
    answer::check(&answer, intent)?;
    let said = answer::describe(&answer);
    Err(match intent {
        Intent::Read => Error::NotTheBlog(said),
        Intent::Write => Error::Lost(said),
    })
}

/// What WordPress means by a number. It says so before it does anything, except behind 500, which are the
/// words of what failed: nothing was done either.
fn fault(code: i64, said: &str) -> Error {
    let message = text::plain(said);
    let line = || format!("fault {code}: {message}");
    match code {
        401 => Error::Forbidden { code: code.to_string(), message },
        404 => Error::NotFound(line()),
        // XML-RPC is switched off.
        405 => Error::NotTheBlog(line()),
        409 => Error::ChangedMeanwhile(line()),
        _ => Error::Refused { code: code.to_string(), message },
    }
}

/// An answer of another shape than WordPress's.
pub(super) fn odd(what: &str) -> Error {
    Error::NotTheBlog(format!("{what} is missing in the answer"))
}
