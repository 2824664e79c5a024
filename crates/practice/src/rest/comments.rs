//! Reading comments.

use std::collections::HashMap;

use rusqlite::Connection;

use super::comment_json::json;
use super::error::Refused;
use super::paging::{by_list, direction, page_of};
use super::reply::Reply;
use super::{Call, Context};
use crate::app::App;
use crate::auth::Viewer;
use crate::db::comments::{self, Comment};
use crate::db::posts::{self, Post};
use crate::db::select::Select;

const NOT_IN_EDIT: &str = "Sorry, you are not allowed to edit comments.";

pub(super) fn list(call: &Call<'_>) -> Result<Reply, Refused> {
    let context = call.context(call.can("moderate_comments"), NOT_IN_EDIT)?;
    refuse_private_parameters(call)?;
    let (paging, page) = page_of(call)?;
    let order = order(call)?;
    let select = wanted(call)?;
    // A page past the end is an empty list here, unlike with posts.
    call.app.read(|conn| {
        for id in call.params.ids("post")? {
            let Some(post) = posts::get(conn, id)? else { continue };
            let message = "Sorry, you are not allowed to read the post for this comment.";
            let may = call.may_read(&post) && call.knows_password(&post)?;
            call.require(may, "rest_cannot_read_post", message)?;
        }
        let (found, total) = comments::list(conn, &select, &order, page)?;
        let mut known: HashMap<i64, Option<Post>> = HashMap::new();
        let mut items = Vec::with_capacity(found.len());
        for comment in &found {
            // The total counts it all the same.
            if !call.may_read_comment(conn, comment)? {
                continue;
            }
            let post = match known.get(&comment.post) {
                Some(post) => post.clone(),
                None => {
                    let post = posts::get(conn, comment.post)?;
                    known.insert(comment.post, post.clone());
                    post
                }
            };
            items.push(json(call.app, comment, post.as_ref(), context));
        }
        Ok(Reply::page(call, items, total, paging))
    })
}

pub(super) fn get(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    call.app.read(|conn| {
        let comment = find(conn, id)?;
        let context = call.context(call.can("moderate_comments"), NOT_IN_EDIT)?;
        let post = posts::get(conn, comment.post)?;
        let message = "Sorry, you are not allowed to read this comment.";
        call.require(call.may_read_comment(conn, &comment)?, "rest_cannot_read", message)?;
        Ok(Reply::ok(json(call.app, &comment, post.as_ref(), context)))
    })
}

/// The comment, or WordPress's refusal when there is none.
pub(super) fn find(conn: &Connection, id: i64) -> Result<Comment, Refused> {
    let comment = comments::get(conn, id)?;
    comment.ok_or_else(|| Refused::new(404, "rest_comment_invalid_id", "Invalid comment ID."))
}

/// The comment as answers to writes show it.
pub(super) fn written(
    app: &App,
    conn: &Connection,
    comment: &Comment,
    context: Context,
) -> Result<serde_json::Value, Refused> {
    let post = posts::get(conn, comment.post)?;
    Ok(json(app, comment, post.as_ref(), context))
}

/// Only those who write posts may ask by these.
fn refuse_private_parameters(call: &Call<'_>) -> Result<(), Refused> {
    if call.can("edit_posts") {
        return Ok(());
    }
    let mut asked: Vec<&str> = ["author", "author_exclude", "author_email"]
        .into_iter()
        .filter(|name| call.params.has(name))
        .collect();
    if call.params.text("status")?.is_some_and(|status| status != "approve") {
        asked.push("status");
    }
    if call.params.text("type")?.is_some_and(|kind| kind != "comment") {
        asked.push("type");
    }
    if asked.is_empty() {
        return Ok(());
    }
    let message = format!("Query parameter not permitted: {}", asked.join(", "));
    Err(call.forbidden("rest_forbidden_param", &message))
}

fn order(call: &Call<'_>) -> Result<String, Refused> {
    let words = ["date", "date_gmt", "id", "include", "post", "parent", "type"];
    let column = match call.params.one_of("orderby", &words, "date_gmt")?.as_str() {
        "id" => "comment.id",
        "include" => return by_list(&call.params.ids("include")?, "comment.id"),
        "post" => "comment.post",
        "parent" => "comment.parent",
        _ => "comment.date",
    };
    let direction = direction(call)?;
    Ok(format!("{column} {direction}, comment.id {direction}"))
}

fn wanted(call: &Call<'_>) -> Result<Select, Refused> {
    let params = &call.params;
    let mut select = Select::default();
    // One word; a list of them, or a word that is none, finds nothing, as in WordPress.
    let status = params.text("status")?.unwrap_or_else(|| "approve".into());
    match status.as_str() {
        "all" | "any" | "" => select.and("comment.status IN ('approved', 'hold')"),
        "approve" => select.and("comment.status = 'approved'"),
        "hold" | "spam" | "trash" | "post-trashed" => {
            select.and_value("comment.status = ?", status);
        }
        _ => select.and("0"),
    }
    match params.text("type")?.unwrap_or_else(|| "comment".into()).as_str() {
        "all" | "" => {}
        "pings" => select.and("comment.kind IN ('pingback', 'trackback')"),
        kind => select.and_value("comment.kind = ?", kind.to_owned()),
    }
    if call.viewer == Viewer::Anonymous {
        select.and("post.status = 'publish'");
    }
    for (name, column) in [
        ("post", "comment.post"),
        ("parent", "comment.parent"),
        ("author", "comment.user"),
        ("include", "comment.id"),
    ] {
        let ids = params.ids(name)?;
        if !ids.is_empty() {
            select.and_one_of(column, ids);
        }
    }
    for (name, column) in [
        ("exclude", "comment.id"),
        ("parent_exclude", "comment.parent"),
        ("author_exclude", "comment.user"),
    ] {
        let ids = params.ids(name)?;
        if !ids.is_empty() {
            select.and_none_of(column, ids);
        }
    }
    if let Some(email) = params.text("author_email")?.filter(|email| !email.is_empty()) {
        select.and_value("comment.email = ?", email);
    }
    if let Some(text) = params.text("search")?.filter(|text| !text.is_empty()) {
        let columns = ["comment.name", "comment.email", "comment.url", "comment.content"];
        select.and_search(&columns, &text);
    }
    for (name, condition) in [("after", "comment.date > ?"), ("before", "comment.date < ?")] {
        if let Some(time) = params.time(name, call.app.zone())? {
            select.and_value(condition, time.timestamp());
        }
    }
    Ok(select)
}
