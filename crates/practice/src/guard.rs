//! Requests that the blog refuses before it reads them: another Host (a foreign name that was made to lead
//! here, "DNS rebinding") and changes asked for by another site's page.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// The Host header is not this blog's.
    Host,
    /// Another site's page asks for a change.
    Origin,
}

/// Checks the headers against the blog's port.
pub(crate) fn check(method: &Method, headers: &HeaderMap, port: u16) -> Result<(), Foreign> {
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !ours.iter().any(|ours| ours.eq_ignore_ascii_case(host)) {
        return Err(Foreign::Host);
    }
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(Foreign::Origin);
    }
    match headers.get(ORIGIN) {
        // Programs send none; browsers always do with a form.
        None => Ok(()),
        Some(origin) => {
            let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            match host {
                Some(host) if ours.iter().any(|ours| ours == host) => Ok(()),
                _ => Err(Foreign::Origin),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_host_and_pages_are_let_in() {
        let host = ("host", "127.0.0.1:81");
        let table = [
            (Method::GET, vec![host], Ok(())),
            (Method::GET, vec![("host", "localhost:81")], Ok(())),
            (Method::GET, vec![], Err(Foreign::Host)),
            (Method::GET, vec![("host", "127.0.0.1")], Err(Foreign::Host)),
            (Method::GET, vec![("host", "evil.example:81")], Err(Foreign::Host)),
            (Method::GET, vec![("host", "127.0.0.1:81.evil.example")], Err(Foreign::Host)),
            (Method::GET, vec![host, ("origin", "http://evil.example")], Ok(())),
            (Method::POST, vec![host], Ok(())),
            (Method::POST, vec![host, ("origin", "http://127.0.0.1:81")], Ok(())),
            (Method::POST, vec![host, ("origin", "http://127.0.0.1:82")], Err(Foreign::Origin)),
            (Method::POST, vec![host, ("origin", "https://evil.example")], Err(Foreign::Origin)),
            (Method::POST, vec![host, ("origin", "null")], Err(Foreign::Origin)),
            (Method::POST, vec![host, ("sec-fetch-site", "cross-site")], Err(Foreign::Origin)),
            (Method::DELETE, vec![host, ("origin", "null")], Err(Foreign::Origin)),
        ];
        for (method, pairs, expected) in table {
            assert_eq!(check(&method, &headers(&pairs), 81), expected, "{method} {pairs:?}");
        }
    }
}
