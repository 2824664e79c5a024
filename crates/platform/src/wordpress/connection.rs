//! A signed-in connection to one WordPress: routes joined to its root, the login added, the answer read.
//! What is asked and what it means belongs to the modules of the parts.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::http::{Method, header};

use super::answer;
use super::http::{Answer, Call, Http, Intent, Sent, Timeouts};
use super::root::Root;
use crate::{Error, Result};

/// Largest answer that is read; a page of a hundred long posts stays far below.
const LARGEST_ANSWER: usize = 32 << 20;

/// Rows a page when everything is wanted; the most that WordPress gives.
pub(super) const WHOLE_PAGE: u32 = 100;

/// Pages of a list; a blog that names more would have us ask without end.
const MOST_PAGES: u32 = 100_000;

/// See the module.
#[derive(Debug)]
pub(super) struct Connection {
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

/// A page of a list, with what the headers say of the whole.
#[derive(Debug)]
pub(super) struct Rows<T> {
    pub rows: Vec<T>,
    /// There are more pages.
    pub more: bool,
    /// Rows in all; includes rows that this account may not see.
    pub total: u64,
}

impl Connection {
    pub fn new(
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

    /// The interface's root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// A read.
    pub fn fetch<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
    ) -> Result<T> {
        answer::read(&self.ask(route, parameters)?, Intent::Read)
    }

    /// A read whose headers matter too.
    pub fn ask(&self, route: &str, parameters: &[(&str, &str)]) -> Result<Answer> {
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

    /// One page (from 1) of a list. A page past the end is empty.
    pub fn page<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
        page: u32,
        per_page: u32,
    ) -> Result<Rows<T>> {
        let (page, per_page) = (page.max(1), per_page.clamp(1, WHOLE_PAGE));
        let (number, amount) = (page.to_string(), per_page.to_string());
        let paging = [("page", number.as_str()), ("per_page", amount.as_str())];
        let answer = self.ask(route, &[parameters, &paging].concat())?;
        let said = |name| answer.header(name).and_then(|number| number.parse::<u64>().ok());
        let rows = match answer::read::<Vec<T>>(&answer, Intent::Read) {
            Err(Error::Refused { code, .. }) if code.ends_with("_invalid_page_number") => {
                return Ok(Rows { rows: Vec::new(), more: false, total: 0 });
            }
            rows => rows?,
        };
        // Rows that the account may not see are counted, and missing: a page that is not full is not the last.
        let full = rows.len() >= per_page as usize;
        let more = said("x-wp-totalpages").map_or(full, |pages| u64::from(page) < pages);
        let more = more && page < MOST_PAGES;
        let total = said("x-wp-total").unwrap_or(rows.len() as u64);
        Ok(Rows { rows, more, total })
    }

    /// So many rows of a list after the first ones, where WordPress takes any number of those: unlike pages, what
    /// comes or goes before them can be made up for. Past the end it is empty.
    pub fn slice<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
        offset: u64,
        limit: u32,
    ) -> Result<Rows<T>> {
        let limit = limit.clamp(1, WHOLE_PAGE);
        let (start, amount) = (offset.to_string(), limit.to_string());
        let place = [("offset", start.as_str()), ("per_page", amount.as_str())];
        let answer = self.ask(route, &[parameters, &place].concat())?;
        let rows = answer::read::<Vec<T>>(&answer, Intent::Read)?;
        let until = offset + u64::from(limit);
        let total = answer.header("x-wp-total").and_then(|total| total.parse::<u64>().ok());
        // Rows that the account may not see are counted, and missing.
        let more = total.map_or(rows.len() >= limit as usize, |total| until < total);
        let total = total.unwrap_or(offset + rows.len() as u64);
        Ok(Rows {
            rows,
            more: more && until < u64::from(MOST_PAGES) * u64::from(WHOLE_PAGE),
            total,
        })
    }

    /// Every page of a list, in the order asked for.
    pub fn all<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        let mut number = 1;
        loop {
            let page = self.page(route, parameters, number, WHOLE_PAGE)?;
            all.extend(page.rows);
            if !page.more {
                return Ok(all);
            }
            number += 1;
        }
    }

    /// A change, said in JSON.
    pub fn send<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
        body: &impl Serialize,
    ) -> Result<T> {
        answer::read(&self.tell(route, parameters, body)?, Intent::Write)
    }

    /// A change, said in JSON, whose refusal matters too.
    pub fn tell(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
        body: &impl Serialize,
    ) -> Result<Answer> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Refused {
            code: "not_json".to_owned(),
            message: error.to_string(),
        })?;
        let json = vec![(header::CONTENT_TYPE, "application/json".to_owned())];
        self.change(Method::POST, route, parameters, json, Some(Sent::Quietly(&body)))
    }

    /// Takes something away.
    pub fn delete<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
    ) -> Result<T> {
        let answer = self.change(Method::DELETE, route, parameters, Vec::new(), None)?;
        answer::read(&answer, Intent::Write)
    }

    /// Sends bytes that are no JSON, and tells how many have gone out.
    pub fn upload<T: DeserializeOwned>(
        &self,
        route: &str,
        parameters: &[(&str, &str)],
        headers: Vec<(header::HeaderName, String)>,
        bytes: &[u8],
        sent: &dyn Fn(u64),
    ) -> Result<T> {
        let body = Some(Sent::Told(bytes, sent));
        let answer = self.change(Method::POST, route, parameters, headers, body)?;
        answer::read(&answer, Intent::Write)
    }

    fn change(
        &self,
        method: Method,
        route: &str,
        parameters: &[(&str, &str)],
        headers: Vec<(header::HeaderName, String)>,
        body: Option<Sent<'_>>,
    ) -> Result<Answer> {
        let url = self.root.join(route, parameters);
        self.http.exchange(&Call {
            intent: Intent::Write,
            method,
            url: &url,
            authorization: Some(&self.authorization.0),
            headers,
            body,
            limit: LARGEST_ANSWER,
        })
    }
}
