//! What the blog says of itself.

use serde_json::{Value, json};

use super::Call;
use super::reply::Reply;
use crate::app::{TAGLINE, TITLE};

pub(super) fn index(call: &Call<'_>) -> Reply {
    let base = &call.app.base;
    let now = call.app.local(call.app.now());
    let hours = f64::from(chrono::Offset::fix(now.offset()).local_minus_utc()) / 3600.0;
    Reply::ok(json!({
        "name": TITLE,
        "description": TAGLINE,
        "url": base,
        "home": base,
        "gmt_offset": hours,
        "timezone_string": call.app.zone().name(),
        "namespaces": ["wp/v2"],
        "authentication": {
            "application-passwords": {
                "endpoints": {
                    "authorization": format!("{base}/wp-admin/authorize-application.php"),
                },
            },
        },
        "routes": routes(base),
        "_links": {},
    }))
}

fn routes(base: &str) -> Value {
    let all = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    let mut routes = serde_json::Map::new();
    let mut route = |path: &str, methods: &[&str]| {
        let link = format!("{base}/wp-json{path}");
        let about = json!({ "methods": methods, "_links": { "self": [{ "href": link }] } });
        routes.insert(path.to_owned(), about);
    };
    for name in ["posts", "pages", "categories", "tags", "media", "comments"] {
        route(&format!("/wp/v2/{name}"), &["GET", "POST"]);
        route(&format!("/wp/v2/{name}/(?P<id>[\\d]+)"), &all);
    }
    for name in ["posts", "pages"] {
        route(&format!("/wp/v2/{name}/(?P<parent>[\\d]+)/revisions"), &["GET"]);
    }
    route("/wp/v2/block-types/(?P<namespace>[a-zA-Z0-9_-]+)/(?P<name>[a-zA-Z0-9_-]+)", &["GET"]);
    route("/wp/v2/users", &["GET"]);
    route("/wp/v2/users/me", &["GET"]);
    route("/wp/v2/users/(?P<id>[\\d]+)", &["GET"]);
    let own = "/wp/v2/users/(?P<user_id>(?:[\\d]+|me))/application-passwords";
    route(own, &["GET", "POST"]);
    route(&format!("{own}/introspect"), &["GET"]);
    route(&format!("{own}/(?P<uuid>[\\w\\-]+)"), &["GET", "DELETE"]);
    Value::Object(routes)
}
