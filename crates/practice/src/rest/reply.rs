//! An answer before it is bytes.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::Call;
use super::error::Refused;
use super::fields;
use crate::app::App;

/// A status, JSON, and headers.
#[derive(Debug)]
pub(super) struct Reply {
    status: u16,
    json: Value,
    headers: Vec<(&'static str, String)>,
}

impl Reply {
    pub(super) fn ok(json: Value) -> Self {
        Self { status: 200, json, headers: Vec::new() }
    }

    /// A thing that is gone, as it was, without its links.
    pub(super) fn deleted(mut previous: Value) -> Self {
        if let Value::Object(previous) = &mut previous {
            previous.remove("_links");
        }
        Self::ok(json!({ "deleted": true, "previous": previous }))
    }

    /// A thing that was made, with its address in the interface.
    pub(super) fn created(json: Value, location: String) -> Self {
        Self { status: 201, json, headers: vec![("location", location)] }
    }

    /// A page of a list, with the totals and the neighbours that WordPress names in headers.
    pub(super) fn page(call: &Call<'_>, items: Vec<Value>, total: i64, paging: Paging) -> Self {
        let pages = paging.pages(total);
        let mut headers =
            vec![("x-wp-total", total.to_string()), ("x-wp-totalpages", pages.to_string())];
        let mut links = Vec::new();
        if paging.page > 1 {
            links.push(format!(
                "<{}>; rel=\"prev\"",
                page_link(call, paging.page.min(pages + 1) - 1)
            ));
        }
        if paging.page < pages {
            links.push(format!("<{}>; rel=\"next\"", page_link(call, paging.page + 1)));
        }
        if !links.is_empty() {
            headers.push(("link", links.join(", ")));
        }
        Self { status: 200, json: Value::Array(items), headers }
    }

    /// Only these fields of each thing in the answer.
    pub(super) fn only(mut self, wanted: &[String]) -> Self {
        self.json = match self.json {
            Value::Array(items) => {
                items.into_iter().map(|item| fields::only(&item, wanted)).collect()
            }
            json => fields::only(&json, wanted),
        };
        self
    }

    pub(super) fn into_response(self, app: &App) -> Response {
        let mut response = Response::new(Body::from(self.json.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let fixed = [
            ("content-type", "application/json; charset=UTF-8".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
            ("x-robots-tag", "noindex".to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("link", format!("<{}/wp-json/>; rel=\"https://api.w.org/\"", app.base)),
        ];
        for (name, value) in fixed.into_iter().chain(self.headers) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

impl From<Refused> for Reply {
    fn from(refused: Refused) -> Self {
        Self { status: refused.status, json: refused.body(), headers: Vec::new() }
    }
}

/// Which page of how many rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paging {
    pub(super) page: i64,
    pub(super) per_page: i64,
}

impl Paging {
    /// How many pages so many rows make.
    pub(super) fn pages(self, total: i64) -> i64 {
        total.div_euclid(self.per_page) + i64::from(total.rem_euclid(self.per_page) > 0)
    }
}

fn page_link(call: &Call<'_>, page: i64) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let asked = url::form_urlencoded::parse(call.asked.query.as_bytes());
    query.extend_pairs(asked.filter(|(name, _)| name != "page"));
    query.append_pair("page", &page.to_string());
    format!("{}{}?{}", call.app.base, call.asked.path, query.finish())
}
