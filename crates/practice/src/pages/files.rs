//! What pages load: the style sheet, the icon, uploaded pictures.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use super::{Made, not_found};
use crate::app::App;
use crate::db::pictures;

pub(super) fn style_sheet() -> Response {
    file(include_str!("style.css"), "text/css; charset=UTF-8", "no-cache")
}

pub(super) fn icon() -> Response {
    file(include_str!("icon.svg"), "image/svg+xml", "no-cache")
}

/// An uploaded picture. Only names that the database has are looked for on the disk.
pub(super) fn picture(app: &App, name: &str) -> Made {
    let Some(picture) = app.read(|conn| pictures::by_file(conn, name))? else {
        return Ok(not_found(app));
    };
    let Ok(bytes) = std::fs::read(app.uploads.join(&picture.file)) else {
        tracing::warn!(file = picture.file, "an uploaded picture's file is gone");
        return Ok(not_found(app));
    };
    Ok(file(bytes, &picture.mime, "max-age=86400"))
}

fn file(bytes: impl Into<Body>, kind: &str, cache: &'static str) -> Response {
    let mut response = Response::new(bytes.into());
    let kind = HeaderValue::from_str(kind);
    let headers = [
        ("content-type", kind.unwrap_or(HeaderValue::from_static("application/octet-stream"))),
        ("cache-control", HeaderValue::from_static(cache)),
        ("x-content-type-options", HeaderValue::from_static("nosniff")),
        (
            "content-security-policy",
            HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"),
        ),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
    response
}
