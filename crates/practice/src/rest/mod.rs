//! The REST interface under `/wp-json/` and `?rest_route=`: finds the route, reads the parameters, and
//! writes the answer with WordPress's headers. What routes do is in the modules below.

mod comment_json;
mod comment_write;
mod comments;
mod error;
mod fields;
mod index;
mod media;
mod media_upload;
mod params;
mod post_json;
mod post_write;
mod posts;
mod reply;

use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::Response;

use crate::app::App;
use crate::auth::Viewer;
use crate::server::Asked;
use error::Refused;
use params::Params;
use reply::Reply;

pub(crate) use comment_write::LONGEST as LONGEST_COMMENT;
pub(crate) use post_json::{excerpt as post_excerpt, link as post_link};

/// A request with what all routes need.
struct Call<'a> {
    app: &'a App,
    viewer: Viewer,
    params: Params,
    asked: &'a Asked,
}

/// How much of a thing an answer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    View,
    Edit,
}

impl Call<'_> {
    /// The context asked for; `edit` only for the writer, otherwise refused in these words.
    fn context(&self, refusal: &str) -> Result<Context, Refused> {
        match self.params.one_of("context", &["view", "embed", "edit"], "view")?.as_str() {
            "edit" if self.viewer == Viewer::Writer => Ok(Context::Edit),
            "edit" => Err(Refused::new(401, "rest_forbidden_context", refusal)),
            _ => Ok(Context::View),
        }
    }

    /// Refuses everybody but the writer.
    fn writer_only(&self, code: &'static str, message: &str) -> Result<(), Refused> {
        match self.viewer {
            Viewer::Writer => Ok(()),
            Viewer::Anonymous => Err(Refused::new(401, code, message)),
        }
    }
}

/// The route a request asks for, with a slash at its start and none at its end; `None`: it is for a page.
pub(crate) fn route(asked: &Asked) -> Option<String> {
    let route = match asked.path.strip_prefix("/wp-json") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.to_owned(),
        _ => {
            let is_front = matches!(asked.path.as_str(), "/" | "/index.php");
            let asked_route = route_in_query(&asked.query).filter(|_| is_front)?;
            if !asked_route.starts_with('/') {
                return None;
            }
            asked_route
        }
    };
    Some(format!("/{}", route.strip_prefix('/').unwrap_or(&route).trim_end_matches('/')))
}

/// Whether the request may carry a picture.
pub(crate) fn takes_files(parts: &Parts) -> bool {
    parts.method == Method::POST
        && (parts.uri.path().starts_with("/wp-json/wp/v2/media")
            || parts
                .uri
                .query()
                .and_then(route_in_query)
                .is_some_and(|route| route.starts_with("/wp/v2/media")))
}

fn route_in_query(query: &str) -> Option<String> {
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "rest_route")
        .map(|(_, route)| route.into_owned())
}

/// Answers a request for a route.
pub(crate) fn answer(app: &App, asked: &Asked, route: &str) -> Response {
    let reply = match Params::read(asked, is_json_route(route)) {
        Err(refused) => Err(refused),
        Ok(params) => {
            let viewer = app.login.viewer(&asked.headers);
            let call = Call { app, viewer, params, asked };
            dispatch(&call, route).map(|reply| {
                let fields = call.params.list("_fields");
                if fields.is_empty() { reply } else { reply.only(&fields) }
            })
        }
    };
    reply.unwrap_or_else(Reply::from).into_response(app)
}

/// Uploads carry a picture where the others carry JSON.
fn is_json_route(route: &str) -> bool {
    route != "/wp/v2/media"
}

fn dispatch(call: &Call<'_>, route: &str) -> Result<Reply, Refused> {
    let parts: Vec<&str> = route.split('/').skip(1).collect();
    let verb = Verb::of(call);
    call.app.write(|tx| crate::db::posts::publish_due(tx, call.app.now()))?;
    match (parts.as_slice(), verb) {
        ([""], Some(Verb::Read)) => Ok(index::index(call)),
        (["wp", "v2", "users", "me"], Some(Verb::Read)) => index::me(call),
        (["wp", "v2", "users", id], Some(Verb::Read)) => index::user(call, id),
        // Pages are not posts; this blog has none.
        (["wp", "v2", "pages"], Some(Verb::Read)) => {
            Ok(Reply::page(call, vec![], 0, posts::page_of(call)?.0))
        }
        (["wp", "v2", kind @ ("posts" | "media" | "comments")], Some(verb)) => {
            match (*kind, verb) {
                ("posts", Verb::Read) => posts::list(call),
                ("posts", Verb::Create) => post_write::create(call),
                ("media", Verb::Read) => media::list(call),
                ("media", Verb::Create) => media_upload::create(call),
                ("comments", Verb::Read) => comments::list(call),
                ("comments", Verb::Create) => comment_write::create(call),
                _ => Err(Refused::no_route()),
            }
        }
        (["wp", "v2", kind @ ("posts" | "media" | "comments"), id], Some(verb)) => {
            let id = id.parse().map_err(|_| Refused::no_route())?;
            match (*kind, verb) {
                ("posts", Verb::Read) => posts::get(call, id),
                ("posts", Verb::Create | Verb::Change) => post_write::update(call, id),
                ("posts", Verb::Delete) => post_write::delete(call, id),
                ("media", Verb::Read) => media::get(call, id),
                ("media", Verb::Create | Verb::Change) => media::update(call, id),
                ("media", Verb::Delete) => media::delete(call, id),
                ("comments", Verb::Read) => comments::get(call, id),
                ("comments", Verb::Create | Verb::Change) => comment_write::update(call, id),
                ("comments", Verb::Delete) => comment_write::delete(call, id),
                _ => Err(Refused::no_route()),
            }
        }
        _ => Err(Refused::no_route()),
    }
}

/// What a request wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Read,
    /// On a list: make one. On a thing: change it.
    Create,
    Change,
    Delete,
}

impl Verb {
    fn of(call: &Call<'_>) -> Option<Self> {
        // Clients behind proxies that know only GET and POST name the method they mean.
        let meant = call.asked.headers.get("x-http-method-override");
        let method = match meant.and_then(|meant| meant.to_str().ok()) {
            Some(meant) if call.asked.method == Method::POST => meant,
            _ => call.asked.method.as_str(),
        };
        match method {
            "GET" | "HEAD" => Some(Self::Read),
            "POST" => Some(Self::Create),
            "PUT" | "PATCH" => Some(Self::Change),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// The media type of a request's body, without its parameters, in lower case.
fn content_type(asked: &Asked) -> String {
    let value = asked.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let value = value.unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
