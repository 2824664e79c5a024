//! Who may come in: a browser on this computer that was given the address with the key, and a page of ours.
//!
//! The key works once and becomes a cookie. Because any page in the browser can send requests to 127.0.0.1,
//! and a foreign name can be made to point there, every request must also name our host and, where it names
//! a sender, our page. A cookie goes to every port of a host, so its name carries ours; it protects from
//! other pages, not from other programs of the same user.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::headers;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The door of one served window.
pub struct Gate {
    port: u16,
    /// Taken by the first who brings it.
    key: Mutex<Option<String>>,
    token: String,
}

/// How a request gets in.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    /// With the cookie.
    Known,
    /// With the key, which is used up by that.
    WithKey,
}

/// Why it does not.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    Host,
    Page,
    Key,
    NoCookie,
}

impl Gate {
    /// A new key and a new cookie for a server on that port.
    pub fn new(port: u16) -> Result<(Self, String), getrandom::Error> {
        let key = secret()?;
        let gate = Self { port, key: Mutex::new(Some(key.clone())), token: secret()? };
        Ok((gate, key))
    }

    fn check(&self, request: &Request) -> Result<Way, Refusal> {
        let headers = request.headers();
        let ours = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let named = request.uri().authority().map(|authority| authority.as_str());
        let host = one(headers, &HOST).ok_or(Refusal::Host)?;
        if !ours.iter().any(|our| our == host) || named.is_some_and(|named| named != host) {
            return Err(Refusal::Host);
        }
        let foreign_origin = headers.get_all(ORIGIN).iter().any(|origin| {
            origin.to_str().ok().and_then(|text| text.strip_prefix("http://")) != Some(host)
        });
        let foreign_site = headers
            .get_all(FETCH_SITE)
            .iter()
            .any(|site| !["same-origin", "none"].iter().any(|good| site == good));
        if foreign_origin || foreign_site {
            return Err(Refusal::Page);
        }
        if self.has_cookie(headers) {
            return Ok(Way::Known);
        }
        match offered_key(request) {
            None => Err(Refusal::NoCookie),
            Some(key) if self.take(key) => Ok(Way::WithKey),
            Some(_) => Err(Refusal::Key),
        }
    }

    /// True once, for the right key.
    fn take(&self, offered: &str) -> bool {
        let mut key = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        let right = key.as_deref().is_some_and(|key| same(key, offered));
        if right {
            *key = None;
        }
        right
    }

    fn cookie_name(&self) -> String {
        format!("afterword-{}", self.port)
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(found, value)| found == name && same(&self.token, value))
    }

    fn welcome(&self) -> Response {
        let cookie =
            format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.token);
        let headers = [
            (SET_COOKIE, cookie),
            (LOCATION, "/".to_string()),
            (CACHE_CONTROL, "no-store".to_string()),
        ];
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}

/// Lets in, turns away, and completes the headers of whatever is answered.
pub async fn guard(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let mut response = match gate.check(&request) {
        // An address with a key stays in the browser's history: off it, also for those who are in.
        Ok(Way::Known) if offered_key(&request).is_some() => gate.welcome(),
        Ok(Way::Known) => next.run(request).await,
        Ok(Way::WithKey) => gate.welcome(),
        Err(refusal) => refusal.into_response(),
    };
    headers::complete(response.headers_mut());
    response
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let sentence = match self {
            Self::Host => "Afterword answers only to 127.0.0.1 and localhost.",
            Self::Page => "Afterword does not answer to other sites' pages.",
            Self::Key => {
                "This address has been used already; it works once. Start Afterword again and open the \
                 new address that it prints."
            }
            Self::NoCookie => {
                "This browser has not been let in. Open the whole address that Afterword printed when it \
                 started, with its key. If it has been used already, start Afterword again for a new one."
            }
        };
        (StatusCode::FORBIDDEN, [(CACHE_CONTROL, "no-store")], format!("{sentence}\n"))
            .into_response()
    }
}

/// The key of `/?key=…`, asked for as a page.
fn offered_key(request: &Request) -> Option<&str> {
    if request.method() != Method::GET || request.uri().path() != "/" {
        return None;
    }
    request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix("key="))
}

/// A header that must be there exactly once.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn same(secret: &str, offered: &str) -> bool {
    secret.as_bytes().ct_eq(offered.as_bytes()).into()
}

/// 128 random bits in hex.
fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn gate() -> (Gate, String) {
        Gate::new(4000).unwrap()
    }

    fn request(headers: &[(&str, &str)], uri: &str) -> Request {
        let mut builder = Request::builder().uri(uri);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        builder.body(Body::empty()).unwrap()
    }

    #[test]
    fn the_key_lets_in_one_browser_and_no_second() {
        let (gate, key) = gate();
        let uri = format!("/?key={key}");
        let host = [("host", "127.0.0.1:4000")];
        assert_eq!(gate.check(&request(&host, "/?key=0123")), Err(Refusal::Key));
        assert_eq!(gate.check(&request(&host, &uri)), Ok(Way::WithKey));
        assert_eq!(gate.check(&request(&host, &uri)), Err(Refusal::Key));
        assert_eq!(gate.check(&request(&host, "/?key=")), Err(Refusal::Key));
    }

    #[test]
    fn a_request_must_come_from_our_page_to_our_host() {
        let (gate, _) = gate();
        let cookie = format!("other=1; afterword-4000={}", gate.token);
        let host = ("host", "localhost:4000");
        let cookie = ("cookie", cookie.as_str());
        type Headers<'a> = &'a [(&'a str, &'a str)];
        let table: &[(Headers, Result<Way, Refusal>)] = &[
            (&[host, cookie], Ok(Way::Known)),
            (&[host, cookie, ("origin", "http://localhost:4000")], Ok(Way::Known)),
            (&[host, cookie, ("sec-fetch-site", "same-origin")], Ok(Way::Known)),
            (&[host, cookie, ("sec-fetch-site", "none")], Ok(Way::Known)),
            (&[host], Err(Refusal::NoCookie)),
            (&[host, ("cookie", "afterword-4000=")], Err(Refusal::NoCookie)),
            (&[cookie], Err(Refusal::Host)),
            (&[("host", "localhost"), cookie], Err(Refusal::Host)),
            (&[("host", "localhost:4001"), cookie], Err(Refusal::Host)),
            (&[("host", "blog.example:4000"), cookie], Err(Refusal::Host)),
            (&[host, ("host", "blog.example"), cookie], Err(Refusal::Host)),
            (&[host, cookie, ("origin", "http://127.0.0.1:4000")], Err(Refusal::Page)),
            (&[host, cookie, ("origin", "http://localhost:4001")], Err(Refusal::Page)),
            (&[host, cookie, ("origin", "https://localhost:4000")], Err(Refusal::Page)),
            (&[host, cookie, ("origin", "http://blog.example")], Err(Refusal::Page)),
            (&[host, cookie, ("origin", "null")], Err(Refusal::Page)),
            (&[host, cookie, ("sec-fetch-site", "cross-site")], Err(Refusal::Page)),
            (&[host, cookie, ("sec-fetch-site", "same-site")], Err(Refusal::Page)),
        ];
        for (headers, wanted) in table {
            assert_eq!(&gate.check(&request(headers, "/")), wanted, "{headers:?}");
        }
    }

    #[test]
    fn an_absolute_request_line_names_our_host_too() {
        let (gate, _) = gate();
        let cookie = format!("afterword-4000={}", gate.token);
        let headers = [("host", "127.0.0.1:4000"), ("cookie", cookie.as_str())];
        assert_eq!(gate.check(&request(&headers, "http://127.0.0.1:4000/")), Ok(Way::Known));
        assert_eq!(gate.check(&request(&headers, "http://blog.example/")), Err(Refusal::Host));
    }

    #[test]
    fn keys_and_cookies_are_never_the_same_twice() {
        let (one, key_one) = gate();
        let (two, key_two) = gate();
        assert_ne!(key_one, key_two);
        assert_ne!(one.token, two.token);
        assert_ne!(one.token, key_one);
        assert_eq!(key_one.len(), 32);
    }
}
