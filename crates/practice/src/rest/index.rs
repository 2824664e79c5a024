//! What the blog says of itself, and who is signed in.

use serde_json::{Value, json};

use super::error::Refused;
use super::reply::Reply;
use super::{Call, Context};
use crate::app::{TAGLINE, TITLE, WRITER_ID, WRITER_NAME};
use crate::auth::{EMAIL, USERNAME, Viewer};

/// What an editor may do on WordPress.
const CAPABILITIES: [&str; 34] = [
    "moderate_comments",
    "manage_categories",
    "manage_links",
    "upload_files",
    "unfiltered_html",
    "edit_posts",
    "edit_others_posts",
    "edit_published_posts",
    "publish_posts",
    "edit_pages",
    "read",
    "level_7",
    "level_6",
    "level_5",
    "level_4",
    "level_3",
    "level_2",
    "level_1",
    "level_0",
    "edit_others_pages",
    "edit_published_pages",
    "publish_pages",
    "delete_pages",
    "delete_others_pages",
    "delete_published_pages",
    "delete_posts",
    "delete_others_posts",
    "delete_published_posts",
    "delete_private_posts",
    "edit_private_posts",
    "read_private_posts",
    "delete_private_pages",
    "edit_private_pages",
    "read_private_pages",
];

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
    let route = |path: &str, methods: &[&str]| {
        let link = format!("{base}/wp-json{path}");
        (path.to_owned(), json!({ "methods": methods, "_links": { "self": [{ "href": link }] } }))
    };
    Value::Object(serde_json::Map::from_iter([
        route("/wp/v2/posts", &["GET", "POST"]),
        route("/wp/v2/posts/(?P<id>[\\d]+)", &["GET", "POST", "PUT", "PATCH", "DELETE"]),
        route("/wp/v2/media", &["GET", "POST"]),
        route("/wp/v2/media/(?P<id>[\\d]+)", &["GET", "POST", "PUT", "PATCH", "DELETE"]),
        route("/wp/v2/comments", &["GET", "POST"]),
        route("/wp/v2/comments/(?P<id>[\\d]+)", &["GET", "POST", "PUT", "PATCH", "DELETE"]),
        route("/wp/v2/users/me", &["GET"]),
        route("/wp/v2/users/(?P<id>[\\d]+)", &["GET"]),
    ]))
}

pub(super) fn me(call: &Call<'_>) -> Result<Reply, Refused> {
    call.writer_only("rest_not_logged_in", "You are not currently logged in.")?;
    let context = call.context("Sorry, you are not allowed to edit this user.")?;
    Ok(Reply::ok(writer(call, context)))
}

pub(super) fn user(call: &Call<'_>, id: &str) -> Result<Reply, Refused> {
    let context = call.context("Sorry, you are not allowed to edit this user.")?;
    match id.parse() {
        Ok(WRITER_ID) => Ok(Reply::ok(writer(call, context))),
        Ok(_) => Err(Refused::new(404, "rest_user_invalid_id", "Invalid user ID.")),
        Err(_) => Err(Refused::no_route()),
    }
}

fn writer(call: &Call<'_>, context: Context) -> Value {
    let base = &call.app.base;
    let mut user = json!({
        "id": WRITER_ID,
        "name": WRITER_NAME,
        "url": "",
        "description": "",
        "link": format!("{base}/"),
        "slug": USERNAME,
        "avatar_urls": {},
        "meta": [],
        "_links": {
            "self": [{ "href": format!("{base}/wp-json/wp/v2/users/{WRITER_ID}") }],
            "collection": [{ "href": format!("{base}/wp-json/wp/v2/users") }],
        },
    });
    if let (Context::Edit, Viewer::Writer, Value::Object(user)) = (context, call.viewer, &mut user)
    {
        let mut capabilities: serde_json::Map<String, Value> =
            CAPABILITIES.iter().map(|name| ((*name).to_owned(), json!(true))).collect();
        capabilities.insert("editor".into(), json!(true));
        user.insert("username".into(), json!(USERNAME));
        user.insert("first_name".into(), json!(""));
        user.insert("last_name".into(), json!(""));
        user.insert("nickname".into(), json!(WRITER_NAME));
        user.insert("email".into(), json!(EMAIL));
        user.insert("locale".into(), json!("en_US"));
        user.insert("roles".into(), json!(["editor"]));
        user.insert("capabilities".into(), Value::Object(capabilities));
        user.insert("extra_capabilities".into(), json!({ "editor": true }));
    }
    user
}
