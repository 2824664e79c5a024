//! Who is on the blog, and who is asking.

use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::error::Refused;
use super::paging::{by_list, page_of};
use super::reply::Reply;
use super::{Call, Context};
use crate::auth::User;
use crate::db::accounts;
use crate::db::select::Select;
use crate::roles::Role;

/// Everybody who has public posts; for those who may list users, everybody.
pub(super) fn list(call: &Call<'_>) -> Result<Reply, Refused> {
    let may_list = call.can("list_users");
    let params = &call.params;
    for name in ["roles", "capabilities"] {
        let message = "Sorry, you are not allowed to filter users by capability.";
        let allowed = may_list || params.list(name).is_empty();
        call.require(allowed, "rest_user_cannot_view", message)?;
    }
    let context = call.context(may_list, "Sorry, you are not allowed to edit users.")?;
    let authors = params.text("who")?.as_deref() == Some("authors");
    let message = "Sorry, you are not allowed to query users by this parameter.";
    call.require(!authors || call.can("edit_posts"), "rest_forbidden_who", message)?;

    let (paging, page) = page_of(call)?;
    let mut select = Select::default();
    let roles = |wanted: &dyn Fn(Role) -> bool| {
        Role::ALL
            .into_iter()
            .filter(|role| wanted(*role))
            .map(|role| role.name().to_owned())
            .collect::<Vec<_>>()
    };
    if authors {
        select.and_one_of("role", roles(&|role| role != Role::Subscriber));
    } else if !may_list {
        select.and(
            "id IN (SELECT author FROM post WHERE status = 'publish' AND kind IN ('post', 'page'))",
        );
    }
    for capability in params.list("capabilities") {
        select.and_one_of("role", roles(&|role| role.can(&capability)));
    }
    if params.has("roles") {
        select.and_one_of("role", params.list("roles"));
    }
    if params.has("include") {
        select.and_one_of("id", params.ids("include")?);
    }
    if params.has("exclude") {
        select.and_none_of("id", params.ids("exclude")?);
    }
    if params.has("slug") {
        select.and_one_of("login", params.list("slug"));
    }
    if let Some(text) = params.text("search")?.filter(|text| !text.is_empty()) {
        select.and_search(&["login", "name"], &text);
    }
    let words =
        ["id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url"];
    let order = match params.one_of("orderby", &words, "name")?.as_str() {
        "include" => by_list(&params.ids("include")?, "id")?,
        column => {
            let column = match column {
                "id" | "registered_date" => "id",
                "slug" => "login",
                _ => "name COLLATE NOCASE",
            };
            format!("{column} {}", params.one_of("order", &["asc", "desc"], "asc")?)
        }
    };
    let (found, total) = call.app.read(|conn| accounts::list(conn, &select, &order, page))?;
    let items = found.iter().map(|user| thing(call, user, context)).collect();
    Ok(Reply::page(call, items, total, paging))
}

/// One of them by id, or `me`.
pub(super) fn get(call: &Call<'_>, id: &str) -> Result<Reply, Refused> {
    let refusal = "Sorry, you are not allowed to edit this user.";
    if id == "me" {
        let Some(me) = call.viewer.user() else {
            let message = "You are not currently logged in.";
            return Err(Refused::new(401, "rest_not_logged_in", message));
        };
        return Ok(Reply::ok(thing(call, me, call.context(true, refusal)?)));
    }
    let id: i64 = id.parse().map_err(|_| Refused::no_route())?;
    let (user, posts) = call.app.read(|conn| {
        let sql = "SELECT count(*) FROM post WHERE author = ?1 AND status = 'publish'
                   AND kind IN ('post', 'page')";
        let posts: i64 = conn.query_row(sql, [id], |row| row.get(0))?;
        Ok::<_, Refused>((accounts::get(conn, id)?, posts))
    })?;
    let missing = || Refused::new(404, "rest_user_invalid_id", "Invalid user ID.");
    let user = user.ok_or_else(missing)?;
    let is_me = call.viewer.id() == id;
    let context = call.context(is_me || call.can("edit_users"), refusal)?;
    let known = is_me || posts > 0 || call.can("list_users");
    let message = "Sorry, you are not allowed to list users.";
    call.require(known, "rest_user_cannot_view", message)?;
    Ok(Reply::ok(thing(call, &user, context)))
}

fn thing(call: &Call<'_>, user: &User, context: Context) -> Value {
    let base = &call.app.base;
    let mut out = json!({
        "id": user.id,
        "name": user.name,
        "url": "",
        "description": "",
        "link": format!("{base}/"),
        "slug": user.login,
        // WordPress names pictures at gravatar.com here; this blog asks nobody for pictures.
        "avatar_urls": {},
        "meta": [],
        "_links": {
            "self": [{ "href": format!("{base}/wp-json/wp/v2/users/{}", user.id) }],
            "collection": [{ "href": format!("{base}/wp-json/wp/v2/users") }],
        },
    });
    if let (Context::Edit, Value::Object(out)) = (context, &mut out) {
        let role = user.role.name();
        let allowed = user.role.capabilities().chain([role]);
        let capabilities: Map<String, Value> =
            allowed.map(|name| (name.to_owned(), json!(true))).collect();
        let more = [
            ("username", json!(user.login)),
            ("first_name", json!("")),
            ("last_name", json!("")),
            ("nickname", json!(user.login)),
            ("email", json!(user.email)),
            ("locale", json!("en_US")),
            ("roles", json!([role])),
            (
                "registered_date",
                json!(DateTime::UNIX_EPOCH.to_rfc3339_opts(SecondsFormat::Secs, false)),
            ),
            ("capabilities", Value::Object(capabilities)),
            ("extra_capabilities", json!({ role: true })),
        ];
        out.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    out
}
