//! What all pages share: head, masthead, footer, and the headers that keep scripts out.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::path_of;
use super::post::shown_title;
use crate::app::{App, TAGLINE, TITLE};
use crate::db::posts;
use crate::rest::post_link;
use crate::text::escape;

/// No script, no frame, nothing from elsewhere but pictures.
const POLICY: &str = "default-src 'none'; img-src 'self' https: http:; style-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page in the making.
#[derive(Debug, Default)]
pub(super) struct Page {
    title: String,
    body: String,
    canonical: Option<String>,
    is_front: bool,
}

impl Page {
    /// A page with a plain-text title.
    pub(super) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }

    /// The front page.
    pub(super) fn front() -> Self {
        Self { is_front: true, ..Self::default() }
    }

    /// What stands between masthead and footer.
    pub(super) fn body(mut self, html: impl Into<String>) -> Self {
        self.body = html.into();
        self
    }

    /// The page's one address.
    pub(super) fn canonical(mut self, link: String) -> Self {
        self.canonical = Some(link);
        self
    }

    pub(super) fn answer(self, app: &App, status: StatusCode) -> Response {
        let mut response = Response::new(Body::from(self.html(app)));
        *response.status_mut() = status;
        let headers = [
            ("content-type", "text/html; charset=UTF-8"),
            ("content-security-policy", POLICY),
            ("x-content-type-options", "nosniff"),
            // With none at all, browsers would not say where a comment form was sent from.
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
        ];
        for (name, value) in headers {
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
        let api = format!("<{}/wp-json/>; rel=\"https://api.w.org/\"", app.base);
        if let Ok(api) = HeaderValue::from_str(&api) {
            response.headers_mut().insert("link", api);
        }
        response
    }

    fn html(&self, app: &App) -> String {
        let title = match self.title.as_str() {
            "" => TITLE.to_owned(),
            title => format!("{} · {TITLE}", escape(title)),
        };
        let canonical = self.canonical.as_deref().map_or_else(String::new, |link| {
            format!("<link rel=\"canonical\" href=\"{}\">\n", escape(link))
        });
        // A page has one h1: the blog's name on the front page, the post's title elsewhere.
        let name = if self.is_front { "h1" } else { "p" };
        format!(
            r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{canonical}<link rel="stylesheet" href="/wp-content/themes/practice/style.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="alternate" type="application/rss+xml" title="{TITLE}" href="{base}/feed/">
<link rel="https://api.w.org/" href="{base}/wp-json/">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="masthead">
<a class="mark" href="/" tabindex="-1" aria-hidden="true"></a>
<div>
<{name} class="site-name"><a href="/">{TITLE}</a></{name}>
<p class="site-line">{TAGLINE}</p>
</div>
{pages}</header>
<main id="content">
{body}
</main>
<footer class="foot">
<p>This blog runs inside Afterword. Nobody but you can open it: publish, comment and answer as you like.</p>
<p><a href="/feed/">RSS feed</a></p>
</footer>
</body>
</html>
"##,
            base = escape(&app.base),
            pages = pages(app),
            body = self.body,
        )
    }
}

/// The way to the pages that stand by themselves.
fn pages(app: &App) -> String {
    let pages = app.read(posts::top_pages).unwrap_or_else(|error| {
        tracing::warn!(%error, "the pages could not be read");
        Vec::new()
    });
    if pages.is_empty() {
        return String::new();
    }
    let links: String = pages
        .iter()
        .map(|page| {
            let link = escape(&path_of(app, &post_link(app, page)));
            format!("<a href=\"{link}\">{}</a>\n", shown_title(page))
        })
        .collect();
    format!("<nav class=\"menu\" aria-label=\"Pages\">\n{links}</nav>\n")
}
