//! Earlier versions of a post or page, for those who may change it.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::error::Refused;
use super::paging::page_of;
use super::post_json::dates;
use super::post_read::find;
use super::reply::Reply;
use super::{Call, Context};
use crate::db::posts::Kind;
use crate::db::revisions::{self, Revision};
use crate::text::render;

pub(super) fn list(call: &Call<'_>, kind: Kind, post: i64) -> Result<Reply, Refused> {
    call.app.read(|conn| {
        let (found, context) = all(call, conn, kind, post)?;
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let (paging, page) = page_of(call)?;
        // All of them on one page unless a number is asked for, as in WordPress.
        let (skip, take) = match call.params.has("per_page") {
            true => (page.offset, page.limit),
            false => ((paging.page - 1).saturating_mul(total), total),
        };
        if total > 0 && skip >= total {
            let message = "The page number requested is larger than the number of pages available.";
            return Err(Refused::new(400, "rest_revision_invalid_page_number", message));
        }
        let number = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        let part = found.iter().skip(number(skip)).take(number(take));
        let items = part.map(|revision| thing(call, kind, revision, context)).collect();
        Ok(Reply::page(call, items, total, paging))
    })
}

pub(super) fn get(call: &Call<'_>, kind: Kind, post: i64, id: &str) -> Result<Reply, Refused> {
    let id: i64 = id.parse().map_err(|_| Refused::no_route())?;
    call.app.read(|conn| {
        let (found, context) = all(call, conn, kind, post)?;
        let revision = found
            .iter()
            .find(|revision| revision.id == id)
            .ok_or_else(|| Refused::new(404, "rest_post_invalid_id", "Invalid revision ID."))?;
        Ok(Reply::ok(thing(call, kind, revision, context)))
    })
}

fn all(
    call: &Call<'_>,
    conn: &Connection,
    kind: Kind,
    post: i64,
) -> Result<(Vec<Revision>, Context), Refused> {
    let parent = find(conn, kind, post)
        .map_err(|_| Refused::new(404, "rest_post_invalid_parent", "Invalid post parent ID."))?;
    let message = "Sorry, you are not allowed to view revisions of this post.";
    call.require(call.may_edit(&parent), "rest_cannot_read", message)?;
    Ok((revisions::of_post(conn, post)?, call.context(true, message)?))
}

fn thing(call: &Call<'_>, kind: Kind, revision: &Revision, context: Context) -> Value {
    let (date, date_gmt) = dates(call.app, revision.saved);
    let base = &call.app.base;
    let words = |raw: &str, rendered: String| match context {
        Context::Edit => json!({ "raw": raw, "rendered": rendered }),
        Context::View => json!({ "rendered": rendered }),
    };
    let guid = format!("{base}/?revision={}", revision.id);
    let parent = format!("{base}/wp-json/wp/v2/{}/{}", kind.route(), revision.post);
    json!({
        "id": revision.id,
        "parent": revision.post,
        "author": revision.author,
        "date": date,
        "date_gmt": date_gmt,
        "modified": date,
        "modified_gmt": date_gmt,
        "slug": format!("{}-revision-v1", revision.post),
        "guid": words(&guid, guid.clone()),
        "title": words(&revision.title, render::title(&revision.title)),
        "content": words(&revision.content, render::post(&revision.content, &revision.footnotes)),
        "excerpt": words(&revision.excerpt, render::comment(&revision.excerpt)),
        "meta": { "footnotes": revision.footnotes },
        "_links": { "parent": [{ "href": parent }] },
    })
}
