//! Reading posts.

use rusqlite::Connection;

use super::error::Refused;
use super::post_json::json;
use super::reply::{Paging, Reply};
use super::{Call, Context};
use crate::auth::Viewer;
use crate::db::posts::{self, Post, Status};
use crate::db::select::{Page, Select};

/// The largest id and page number that are looked at.
pub(super) const MANY: i64 = i64::MAX / 1000;

pub(super) fn list(call: &Call<'_>) -> Result<Reply, Refused> {
    let context = call.context("Sorry, you are not allowed to edit posts in this post type.")?;
    let (paging, page) = page_of(call)?;
    let order = order(call)?;
    let select = wanted(call)?;
    let (found, total) = call.app.read(|conn| posts::list(conn, select, &order, page))?;
    check_page(call, paging, total)?;
    let items = found.iter().map(|post| json(call.app, post, context)).collect();
    Ok(Reply::page(call, items, total, paging))
}

pub(super) fn get(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let post = call.app.read(|conn| find(conn, id))?;
    let context = call.context("Sorry, you are not allowed to edit this post.")?;
    if post.status != Status::Publish && call.viewer == Viewer::Anonymous {
        let message = "Sorry, you are not allowed to do that.";
        return Err(Refused::new(401, "rest_forbidden", message));
    }
    Ok(Reply::ok(json(call.app, &post, context)))
}

/// The post, or WordPress's refusal when there is none.
pub(super) fn find(conn: &Connection, id: i64) -> Result<Post, Refused> {
    posts::get(conn, id)?
        .ok_or_else(|| Refused::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

/// The page asked for: as numbers for the answer's headers, and as rows.
pub(super) fn page_of(call: &Call<'_>) -> Result<(Paging, Page), Refused> {
    let params = &call.params;
    let per_page = params.number("per_page", (1, 100))?.unwrap_or(10);
    let page = params.number("page", (1, MANY))?.unwrap_or(1);
    let offset = params.number("offset", (0, MANY))?.unwrap_or((page - 1) * per_page);
    Ok((Paging { page, per_page }, Page { limit: per_page, offset }))
}

/// Refuses a page past the end of a list that is not empty.
pub(super) fn check_page(call: &Call<'_>, paging: Paging, total: i64) -> Result<(), Refused> {
    if call.params.has("offset") || total == 0 || paging.page <= paging.pages(total) {
        return Ok(());
    }
    let message = "The page number requested is larger than the number of pages available.";
    Err(Refused::new(400, "rest_post_invalid_page_number", message))
}

fn order(call: &Call<'_>) -> Result<String, Refused> {
    let words =
        ["author", "date", "id", "include", "modified", "parent", "relevance", "slug", "title"];
    let column = match call.params.one_of("orderby", &words, "date")?.as_str() {
        "id" => "id",
        "include" => return by_list(&call.params.ids("include")?, "id"),
        "modified" => "modified",
        "slug" => "slug",
        "title" => "title",
        _ => "coalesce(date, modified)",
    };
    let direction = direction(call)?;
    Ok(format!("{column} {direction}, id {direction}"))
}

pub(super) fn direction(call: &Call<'_>) -> Result<String, Refused> {
    call.params.one_of("order", &["asc", "desc"], "desc")
}

/// The order in which ids were listed.
pub(super) fn by_list(ids: &[i64], column: &str) -> Result<String, Refused> {
    if ids.is_empty() {
        let message = "You need to define an include parameter to order by include.";
        return Err(Refused::new(400, "rest_orderby_include_missing_include", message));
    }
    let places: Vec<String> =
        ids.iter().enumerate().map(|(place, id)| format!("WHEN {id} THEN {place}")).collect();
    Ok(format!("CASE {column} {} ELSE {} END", places.join(" "), ids.len()))
}

fn wanted(call: &Call<'_>) -> Result<Select, Refused> {
    let params = &call.params;
    let mut select = Select::default();
    select.and_one_of("status", statuses(call)?.iter().map(|status| status.as_str().to_owned()));
    if params.has("slug") {
        let slugs = params.list("slug");
        select.and_one_of("slug", slugs.iter().map(|slug| crate::text::slug::slug_of(slug)));
    }
    if params.has("include") {
        select.and_one_of("id", params.ids("include")?);
    }
    if params.has("exclude") {
        select.and_none_of("id", params.ids("exclude")?);
    }
    if params.has("author") && !params.ids("author")?.contains(&crate::app::WRITER_ID) {
        select.and("0");
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
fn statuses(call: &Call<'_>) -> Result<Vec<Status>, Refused> {
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
                    "status[{at}] is not one of publish, future, draft, pending, private, trash, any."
                );
                return Err(Refused::invalid("status", &why));
            }
        }
    }
    if call.viewer == Viewer::Anonymous && statuses.iter().any(|s| *s != Status::Publish) {
        return Err(Refused::invalid("status", "Status is forbidden."));
    }
    Ok(statuses)
}

/// How much an answer to a write shows: everything, since only the writer writes.
pub(super) const AFTER_WRITE: Context = Context::Edit;
