//! The REST interface under `/wp-json/` and `?rest_route=`: finds the route, reads the parameters, and
//! writes the answer with WordPress's headers. What routes do is in the modules below.

mod app_passwords;
mod comment_json;
mod comment_write;
mod comments;
mod error;
mod fields;
mod index;
mod media;
mod media_upload;
mod paging;
mod params;
mod post_changes;
mod post_json;
mod post_read;
mod post_write;
mod reply;
mod revisions;
mod rights;
mod routes;
mod term_write;
mod terms;
mod users;

use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::Response;

use crate::app::App;
use crate::auth::Viewer;
use crate::db::{accounts, posts};
use crate::server::Asked;
use error::Refused;
use params::Params;
use reply::Reply;

pub(crate) use comment_write::LONGEST as LONGEST_COMMENT;
pub(crate) use post_json::{excerpt as post_excerpt, link as post_link};
pub(crate) use terms::link as term_link;

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
    /// Whether the answer is to have this field: all of them, unless some are asked for.
    fn wants(&self, field: &str) -> bool {
        let fields = self.params.list("_fields");
        fields.is_empty() || fields.iter().any(|wanted| wanted.split('.').next() == Some(field))
    }

    /// The context asked for; `edit` only for those who may, otherwise refused in these words.
    fn context(&self, may_edit: bool, refusal: &str) -> Result<Context, Refused> {
        match self.params.one_of("context", &["view", "embed", "edit"], "view")?.as_str() {
            "edit" if may_edit => Ok(Context::Edit),
            "edit" => Err(self.forbidden("rest_forbidden_context", refusal)),
            _ => Ok(Context::View),
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
            let signed_in = app.write(|tx| {
                posts::publish_due(tx, app.now())?;
                let viewer = Viewer::of(tx, &asked.headers)?;
                if let Viewer::User(_, password) = &viewer {
                    accounts::used(tx, password, app.now())?;
                }
                Ok::<_, Refused>(viewer)
            });
            signed_in.and_then(|viewer| {
                let call = Call { app, viewer, params, asked };
                let fields = call.params.list("_fields");
                let reply = routes::dispatch(&call, route)?;
                Ok(if fields.is_empty() { reply } else { reply.only(&fields) })
            })
        }
    };
    reply.unwrap_or_else(Reply::from).into_response(app)
}

/// Uploads carry a picture where the others carry JSON.
fn is_json_route(route: &str) -> bool {
    route != "/wp/v2/media"
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
