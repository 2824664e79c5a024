//! Finding the REST interface behind an address that a person typed. No credentials are involved, so a few
//! redirects within the same site are followed; one to another host is reported, never followed.
//!
//! The order: the `Link` header, the link in the page, then the places where WordPress usually has it.

use afterword_model::PlatformKind;
use serde::Deserialize;
use serde_json::Value;
use ureq::http::Method;
use url::Url;

use super::address::{self, Typed, is_this_machine, same_site};
use super::connection::Connection;
use super::http::{Answer, Call, Http, Intent, Timeouts};
use super::page::{self, Links};
use super::root::Root;
use super::{answer, text, xmlrpc};
use crate::{Error, Found, Result};

/// How much of a page is read to find the link in its head.
const LARGEST_PAGE: usize = 1 << 20;

/// The index with every plugin's routes, when the blog ignores `_fields`.
const LARGEST_INDEX: usize = 8 << 20;

/// Redirects followed within one site.
const REDIRECTS: usize = 5;

/// Only what is read: the whole index is 160 KB and more.
const INDEX_FIELDS: &str = "name,url,home,namespaces,authentication,timezone_string,gmt_offset";

/// Looks for a WordPress at an address as people type it.
pub fn find(address: &str) -> Result<Found> {
    find_with(address, &Timeouts::default())
}

/// As [`find`], with other limits to waiting.
pub fn find_with(address: &str, timeouts: &Timeouts) -> Result<Found> {
    let Typed { url, scheme_is_certain } = address::parse(address)?;
    let search = |url: Url| {
        let search = Search { http: Http::new(&url, timeouts), site: url };
        match search.run() {
            Err(Error::NoRest(said)) => search.without_rest().ok_or(Error::NoRest(said)),
            answer => answer,
        }
    };
    match search(url.clone()) {
        // Only when nothing answers at all: a bad certificate is no reason to go unencrypted.
        Err(Error::Offline(secure)) if !scheme_is_certain => {
            let mut url = url;
            let _ = url.set_scheme("http");
            search(url).map_err(|error| match error {
                Error::Offline(_) => Error::Offline(secure),
                other => other,
            })
        }
        answer => answer,
    }
}

/// The index of a REST interface.
#[derive(Debug, Deserialize)]
struct Index {
    #[serde(default)]
    name: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    home: String,
    namespaces: Vec<String>,
    /// An object, or an empty list when there is no way to sign in.
    #[serde(default)]
    authentication: Value,
    #[serde(default)]
    timezone_string: String,
    #[serde(default)]
    gmt_offset: Value,
}

/// What is at a place where the interface might be.
enum Place {
    Here(Box<Found>),
    /// It is there, for those who are signed in.
    Closed(Root),
    /// An answer, but not the interface's.
    Other(Answer),
}

struct Search {
    http: Http,
    site: Url,
}

impl Search {
    fn run(&self) -> Result<Found> {
        let (at, front) = self.fetch(&self.site, LARGEST_PAGE)?;
        if front.status == 503 {
            return answer::check(&front, Intent::Read).and(Err(Error::NoBlog(String::new())));
        }
        let links = Links::of(&front, &at);
        if let Some(root) = &links.root {
            if !same_site(&at, root) {
                return Err(Error::Moved(root.to_string()));
            }
            return match self.place(root)? {
                Place::Here(found) => Ok(with_version(*found, &links)),
                Place::Closed(root) => Ok(closed(&root, &front, &at)),
                Place::Other(answer) if answer.status == 503 => {
                    Err(answer::check(&answer, Intent::Read)
                        .err()
                        .unwrap_or_else(|| rest_is_off(&answer)))
                }
                Place::Other(answer) => Err(rest_is_off(&answer)),
            };
        }
        let mut refusal = None;
        for place in usual_places(&at) {
            match self.place(&place) {
                Ok(Place::Here(found)) => return Ok(with_version(*found, &links)),
                Ok(Place::Closed(root)) => return Ok(closed(&root, &front, &at)),
                Ok(Place::Other(answer)) if matches!(answer.status, 401 | 403) => {
                    refusal.get_or_insert(answer);
                }
                Ok(Place::Other(_)) | Err(Error::Moved(_)) => {}
                Err(error) => return Err(error),
            }
        }
        match refusal {
            Some(answer) if links.wordpress => Err(rest_is_off(&answer)),
            _ if links.wordpress => Err(rest_is_off(&front)),
            _ => Err(Error::NoBlog(answer::describe(&front))),
        }
    }

    /// The blog by its XML-RPC, where that is left.
    fn without_rest(&self) -> Option<Found> {
        let (at, front) = self.fetch(&self.site, LARGEST_PAGE).ok()?;
        let title = page::title(&String::from_utf8_lossy(&front.body));
        xmlrpc::find(&self.http, &at, Links::of(&front, &at).rpc.as_ref(), title)
    }

    /// Asks whether the interface is at this address.
    fn place(&self, root: &Url) -> Result<Place> {
        let index = Root::parse(root.as_str())?.join("", &[("_fields", INDEX_FIELDS)]);
        let (at, answer) = self.fetch(&index, LARGEST_INDEX)?;
        let says_json = answer.header("content-type").is_some_and(|kind| kind.contains("json"));
        let index = (answer.status == 200 && says_json && !answer.cut)
            .then(|| answer::json::<Index>(&answer.body))
            .flatten();
        match index {
            Some(index) if index.namespaces.iter().any(|name| name == "wp/v2") => {
                Ok(Place::Here(Box::new(found(&Root::parse(at.as_str())?, index))))
            }
            _ if answer.status == 401 && answer::is_refusal(&answer) => {
                Ok(Place::Closed(Root::parse(at.as_str())?))
            }
            _ => Ok(Place::Other(answer)),
        }
    }

    /// An answer and where it came from in the end.
    fn fetch(&self, url: &Url, limit: usize) -> Result<(Url, Answer)> {
        let mut at = url.clone();
        for _ in 0..=REDIRECTS {
            let answer = self.http.exchange(&Call {
                intent: Intent::Read,
                method: Method::GET,
                url: &at,
                authorization: None,
                headers: Vec::new(),
                body: None,
                limit,
            })?;
            if !(300..400).contains(&answer.status) {
                return Ok((at, answer));
            }
            let location = answer.header("location").unwrap_or_default();
            let next =
                at.join(location).map_err(|_| Error::NotTheBlog(answer::describe(&answer)))?;
            if !same_site(&at, &next) {
                return Err(Error::Moved(next.to_string()));
            }
            at = next;
        }
        Err(Error::NotTheBlog(format!("more than {REDIRECTS} redirects at {url}")))
    }
}

/// Where WordPress has its interface when it does not say: below the address, and below its host.
fn usual_places(at: &Url) -> Vec<Url> {
    let mut base = at.clone();
    base.set_query(None);
    base.set_fragment(None);
    let own = format!("{}/", base.path().trim_end_matches('/'));
    let mut paths = vec![own, "/".to_owned()];
    paths.dedup();
    let mut places = Vec::new();
    for path in paths {
        base.set_query(None);
        base.set_path(&format!("{path}wp-json/"));
        places.push(base.clone());
        base.set_path(&path);
        base.set_query(Some("rest_route=/"));
        places.push(base.clone());
    }
    places
}

fn found(root: &Root, index: Index) -> Found {
    let login = index
        .authentication
        .pointer("/application-passwords/endpoints/authorization")
        .and_then(Value::as_str);
    let authorize_url = login
        .and_then(|page| Url::parse(page).ok())
        .filter(|page| same_site(page, root.url()))
        .map(String::from);
    let url = if index.home.is_empty() { index.url } else { index.home };
    Found {
        platform: PlatformKind::WordPress,
        endpoint: root.endpoint(),
        title: text::plain(&index.name),
        url: page::web_address(&url).unwrap_or_else(|| root.url().to_string()),
        timezone: timezone(index.timezone_string, &index.gmt_offset),
        application_passwords: login.is_some(),
        authorize_url,
        // Without encryption WordPress allows these passwords, and any way back, on a local site only.
        comes_back: login.is_some() && root.url().scheme() == "http",
        unencrypted: unencrypted(root),
        signed_in_only: false,
    }
}

/// A blog that shows its interface to nobody who is not signed in: what its front page tells of it.
fn closed(root: &Root, front: &Answer, at: &Url) -> Found {
    let title = page::title(&String::from_utf8_lossy(&front.body));
    Found {
        platform: PlatformKind::WordPress,
        endpoint: root.endpoint(),
        title: title.unwrap_or_else(|| at.host_str().unwrap_or_default().to_owned()),
        url: at.to_string(),
        timezone: String::new(),
        application_passwords: true,
        authorize_url: None,
        comes_back: false,
        unencrypted: unencrypted(root),
        signed_in_only: true,
    }
}

/// What the blog tells whoever is signed in of itself.
pub(super) fn about(connection: &Connection) -> Result<Found> {
    let index: Index = connection.fetch("", &[("_fields", INDEX_FIELDS)])?;
    Ok(found(connection.root(), index))
}

fn unencrypted(root: &Root) -> bool {
    root.url().scheme() == "http" && !is_this_machine(root.url())
}

/// From 7.0 on WordPress sends a browser back to this computer without encryption; older ones show an
/// error instead, after the sign-in.
fn with_version(mut found: Found, links: &Links) -> Found {
    found.comes_back |= found.application_passwords && links.major >= Some(7);
    found
}

/// The zone's name, or the offset (a number of hours, sometimes as text) as `+02:00`.
fn timezone(name: String, offset: &Value) -> String {
    if !name.is_empty() {
        return name;
    }
    let hours = offset.as_f64().or_else(|| offset.as_str()?.parse().ok());
    hours.filter(|hours| hours.abs() <= 15.0).map_or_else(String::new, |hours| {
        let minutes = (hours * 60.0).round() as i32;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    })
}

fn rest_is_off(answer: &Answer) -> Error {
    Error::NoRest(answer::describe(answer))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_offset_is_written_like_a_zone() {
        let table = [
            ("Europe/Berlin", json!(1), "Europe/Berlin"),
            ("", json!(5.5), "+05:30"),
            ("", json!("-3.5"), "-03:30"),
            ("", json!(0), "+00:00"),
            ("", json!(null), ""),
            ("", json!(9000), ""),
        ];
        for (name, offset, expected) in table {
            assert_eq!(timezone(name.to_owned(), &offset), expected);
        }
    }

    #[test]
    fn the_usual_places_are_below_the_address_and_its_host() {
        let places = usual_places(&Url::parse("https://b.example/sub?x=1").unwrap());
        let places: Vec<&str> = places.iter().map(Url::as_str).collect();
        assert_eq!(
            places,
            [
                "https://b.example/sub/wp-json/",
                "https://b.example/sub/?rest_route=/",
                "https://b.example/wp-json/",
                "https://b.example/?rest_route=/",
            ]
        );
    }
}
