//! The pages that readers open: HTML made here, without any script, under a policy that allows none.

mod comment_form;
mod feed;
mod files;
mod front;
mod layout;
mod locked;
mod post;
mod signin;
mod threads;
mod trackback;

use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::app::App;
use crate::db::posts;
use crate::db::terms::Taxonomy;
use crate::rest::post_link;
use crate::server::Asked;
use layout::Page;

/// A page or file that could not be made, because the database or a file could not be read.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error("no random bytes: {0}")]
    System(String),
}

type Made = Result<Response, Broken>;

/// Answers a request for a page.
pub(crate) fn answer(app: &App, asked: &Asked) -> Response {
    let made = app
        .write(|tx| posts::publish_due(tx, app.now()))
        .map_err(Broken::from)
        .and_then(|_| find(app, asked));
    made.unwrap_or_else(|error| {
        tracing::error!(%error, "the practice blog could not make a page");
        Page::new("Something is broken")
            .body("<h1>Something is broken</h1><p>The blog’s own files can’t be read just now.</p>")
            .answer(app, StatusCode::INTERNAL_SERVER_ERROR)
    })
}

fn find(app: &App, asked: &Asked) -> Made {
    let parts: Vec<&str> = asked.path.split('/').filter(|part| !part.is_empty()).collect();
    if asked.method == Method::POST && parts.as_slice() == ["wp-comments-post.php"] {
        return comment_form::take(app, asked);
    }
    if asked.method == Method::POST
        && parts.is_empty()
        && value(asked, "tb").as_deref() == Some("1")
        && let Some(id) = value(asked, "p")
    {
        return trackback::take(app, asked, &id);
    }
    if asked.method == Method::POST
        && parts.as_slice() == ["wp-login.php"]
        && value(asked, "action").as_deref() == Some("postpass")
    {
        return locked::take(app, asked);
    }
    if asked.method != Method::GET && asked.method != Method::HEAD {
        return Ok(refused_method(app));
    }
    match parts.as_slice() {
        [] | ["index.php"] => {
            let id = value(asked, "p").or_else(|| value(asked, "page_id"));
            match (id, value(asked, "feed")) {
                (Some(id), _) => by_id(app, asked, &id),
                (None, Some(_)) => feed::feed(app),
                (None, None) => front::page(app, 1),
            }
        }
        ["page", number] if page_number(number).is_some() => {
            front::page(app, page_number(number).unwrap_or(1))
        }
        ["category", path @ ..] if !path.is_empty() => term(app, Taxonomy::Category, path),
        ["tag", path @ ..] if !path.is_empty() => term(app, Taxonomy::Tag, path),
        ["feed"] | ["feed", "rss2" | "rss"] => feed::feed(app),
        ["wp-content", "themes", "practice", "style.css"] => Ok(files::style_sheet()),
        ["favicon.svg"] => Ok(files::icon()),
        ["wp-content", "uploads", file @ ..] => files::picture(app, &file.join("/")),
        // Where a WordPress is told that it may be time for scheduled posts. Any request does that here.
        ["wp-cron.php"] => Ok(Response::new(Body::empty())),
        ["wp-login.php"] | ["wp-admin", ..] => Ok(signin::page(app)),
        [year, month, slug] if is_number(year, 4) && is_number(month, 2) => {
            post::page(app, asked, &slug.to_ascii_lowercase())
        }
        path => post::by_path(app, asked, &path.join("/").to_ascii_lowercase()),
    }
}

fn term(app: &App, taxonomy: Taxonomy, path: &[&str]) -> Made {
    match path {
        [path @ .., "page", number] if !path.is_empty() && page_number(number).is_some() => {
            front::term(app, taxonomy, path, page_number(number).unwrap_or(1))
        }
        path => front::term(app, taxonomy, path, 1),
    }
}

fn page_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| *number > 0)
}

/// `?p=ID` leads to the post's readable address.
fn by_id(app: &App, asked: &Asked, id: &str) -> Made {
    let post = match id.parse() {
        Ok(id) => app.read(|conn| posts::get(conn, id))?,
        Err(_) => None,
    };
    Ok(match post.filter(|post| post.status == posts::Status::Publish) {
        Some(post) => redirect(
            StatusCode::MOVED_PERMANENTLY,
            &with_query(&path_of(app, &post_link(app, &post)), asked),
        ),
        None => not_found(app),
    })
}

/// The path with what the request's query says beside `p`.
fn with_query(path: &str, asked: &Asked) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let pairs = url::form_urlencoded::parse(asked.query.as_bytes());
    query.extend_pairs(pairs.filter(|(name, _)| name != "p" && name != "page_id"));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())
}

/// A value in the address's query.
fn value(asked: &Asked, name: &str) -> Option<String> {
    url::form_urlencoded::parse(asked.query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// An address of this blog without its host, so that pages work under both of its names.
fn path_of(app: &App, link: &str) -> String {
    link.strip_prefix(&app.base).unwrap_or(link).to_owned()
}

fn redirect(status: StatusCode, to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn not_found(app: &App) -> Response {
    Page::new("Not here")
        .body(
            "<h1>There is nothing here</h1><p>Perhaps the post is still a draft, or it was moved to \
             the trash. All that is public is on the <a href=\"/\">front page</a>.</p>",
        )
        .answer(app, StatusCode::NOT_FOUND)
}

fn refused_method(app: &App) -> Response {
    Page::new("Not like this")
        .body("<h1>Not like this</h1><p>This page can only be read.</p>")
        .answer(app, StatusCode::METHOD_NOT_ALLOWED)
}
