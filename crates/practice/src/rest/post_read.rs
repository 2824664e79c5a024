//! Reading posts and pages. As in WordPress, totals count what the asking person may not read.

use rusqlite::Connection;

use super::error::Refused;
use super::paging::{by_list, check_page, direction, page_of};
use super::post_json::json;
use super::reply::Reply;
use super::{Call, Context};
use crate::auth::Viewer;
use crate::db::posts::{self, Kind, Post, Status};
use crate::db::select::Select;
use crate::db::terms::Taxonomy;
use crate::text::slug::slug_of;

pub(super) fn list(call: &Call<'_>, kind: Kind) -> Result<Reply, Refused> {
    let may = call.can(&format!("edit_{}", kind.route()));
    let refusal = "Sorry, you are not allowed to edit posts in this post type.";
    let context = call.context(may, refusal)?;
    let (paging, page) = page_of(call)?;
    let order = order(call, kind)?;
    let select = wanted(call, kind)?;
    call.app.read(|conn| {
        let (found, total) = posts::list(conn, kind, select, &order, page)?;
        check_page(call, paging, total)?;
        let readable = found.iter().filter(|post| match context {
            Context::Edit => call.may_edit(post),
            Context::View => call.may_read(post),
        });
        let items: rusqlite::Result<Vec<_>> =
            readable.map(|post| json(call, conn, post, context)).collect();
        Ok(Reply::page(call, items?, total, paging))
    })
}

pub(super) fn get(call: &Call<'_>, kind: Kind, id: i64) -> Result<Reply, Refused> {
    call.app.read(|conn| {
        let post = find(conn, kind, id)?;
        let refusal = "Sorry, you are not allowed to edit this post.";
        let context = call.context(call.may_edit(&post), refusal)?;
        if let Some(password) = call.params.text("password")?.filter(|word| !word.is_empty())
            && !crate::auth::same(password.as_bytes(), post.password.as_bytes())
        {
            let message = "Incorrect post password.";
            return Err(Refused::new(403, "rest_post_incorrect_password", message));
        }
        let message = "Sorry, you are not allowed to do that.";
        call.require(call.may_read(&post), "rest_forbidden", message)?;
        Ok(Reply::ok(json(call, conn, &post, context)?))
    })
}

/// The post or page, or WordPress's refusal when there is none.
pub(super) fn find(conn: &Connection, kind: Kind, id: i64) -> Result<Post, Refused> {
    posts::get(conn, id)?
        .filter(|post| post.kind == kind)
        .ok_or_else(|| Refused::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

fn order(call: &Call<'_>, kind: Kind) -> Result<String, Refused> {
    let mut words = vec![
        "author",
        "date",
        "id",
        "include",
        "modified",
        "parent",
        "relevance",
        "slug",
        "include_slugs",
        "title",
    ];
    if kind == Kind::Page {
        words.push("menu_order");
    }
    let column = match call.params.one_of("orderby", &words, "date")?.as_str() {
        "id" => "id",
        "include" => return by_list(&call.params.ids("include")?, "id"),
        "modified" => "modified",
        "author" => "author",
        "parent" => "parent",
        "menu_order" => "menu_order",
        "slug" => "slug",
        "title" => "title COLLATE NOCASE",
        "relevance" if !call.params.has("search") => {
            let message = "You need to define a search term to order by relevance.";
            return Err(Refused::new(400, "rest_no_search_term_defined", message));
        }
        _ => "coalesce(date, modified)",
    };
    let direction = direction(call)?;
    Ok(format!("{column} {direction}, id {direction}"))
}

fn wanted(call: &Call<'_>, kind: Kind) -> Result<Select, Refused> {
    let params = &call.params;
    let mut select = Select::default();
    let statuses = statuses(call, kind)?;
    select.and_one_of("status", statuses.iter().map(|status| status.as_str().to_owned()));
    if !call.can(&format!("read_private_{}", kind.route())) {
        select.and_value("(status <> 'private' OR author = ?)", call.viewer.id());
    }
    if params.has("slug") {
        select.and_one_of("slug", params.list("slug").iter().map(|slug| slug_of(slug)));
    }
    for (name, column) in [("include", "id"), ("author", "author"), ("parent", "parent")] {
        if params.has(name) {
            select.and_one_of(column, params.ids(name)?);
        }
    }
    for (name, column) in
        [("exclude", "id"), ("author_exclude", "author"), ("parent_exclude", "parent")]
    {
        if params.has(name) {
            select.and_none_of(column, params.ids(name)?);
        }
    }
    if kind == Kind::Post {
        for taxonomy in [Taxonomy::Category, Taxonomy::Tag] {
            let query = match taxonomy {
                Taxonomy::Category => {
                    "SELECT post FROM post_term JOIN term ON term.id = post_term.term AND taxonomy = 'category'
                     WHERE term.id"
                }
                Taxonomy::Tag => {
                    "SELECT post FROM post_term JOIN term ON term.id = post_term.term AND taxonomy = 'post_tag'
                     WHERE term.id"
                }
            };
            let ids = params.ids(taxonomy.route())?;
            if !ids.is_empty() {
                select.and_inside("id", query, ids);
            }
            let ids = params.ids(&format!("{}_exclude", taxonomy.route()))?;
            if !ids.is_empty() {
                select.and_not_inside("id", query, ids);
            }
        }
        if let Some(sticky) = params.boolean("sticky")? {
            select.and(if sticky { "sticky" } else { "NOT sticky" });
        }
    }
    if let Some(text) = params.text("search")?.filter(|text| !text.is_empty()) {
        for word in text.split_whitespace() {
            select.and_search(&["title", "excerpt", "content"], word);
        }
    }
    for (name, condition) in [
        ("after", "coalesce(date, modified) > ?"),
        ("before", "coalesce(date, modified) < ?"),
        ("modified_after", "modified > ?"),
        ("modified_before", "modified < ?"),
    ] {
        if let Some(time) = params.time(name, call.app.zone())? {
            select.and_value(condition, time.timestamp());
        }
    }
    Ok(select)
}

/// The standings asked for: public posts unless said otherwise; `any` is all but the trash.
fn statuses(call: &Call<'_>, kind: Kind) -> Result<Vec<Status>, Refused> {
    let words = call.params.list("status");
    if words.is_empty() {
        return Ok(vec![Status::Publish]);
    }
    let mut statuses = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match (word.as_str(), Status::parse(word)) {
            ("any", _) => {
                statuses.extend(Status::ALL.into_iter().filter(|status| *status != Status::Trash));
            }
            (_, Some(status)) => statuses.push(status),
            (_, None) => {
                let why = format!(
                    "status[{at}] is not one of publish, future, draft, pending, private, trash, and any."
                );
                return Err(Refused::invalid("status", &why));
            }
        }
    }
    let hidden = statuses.iter().any(|status| *status != Status::Publish);
    let may = call.viewer != Viewer::Anonymous && call.can(&format!("edit_{}", kind.route()));
    if hidden && !may {
        return Err(Refused::invalid("status", "Status is forbidden."));
    }
    Ok(statuses)
}
