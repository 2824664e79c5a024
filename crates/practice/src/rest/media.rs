//! Reading, describing and deleting uploaded pictures and other files.

use chrono_tz::Tz;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::error::Refused;
use super::paging::{by_list, check_page, direction, page_of};
use super::post_json::dates;
use super::post_write::unlike_others;
use super::reply::Reply;
use super::{Call, Context};
use crate::app::App;
use crate::db::accounts;
use crate::db::pictures::{self, Picture};
use crate::db::posts;
use crate::db::select::Select;
use crate::db::slugs::Namespace;
use crate::text::{kses, render, slug};

pub(super) fn list(call: &Call<'_>) -> Result<Reply, Refused> {
    let refusal = "Sorry, you are not allowed to edit posts in this post type.";
    let context = call.context(call.can("edit_posts"), refusal)?;
    let (paging, page) = page_of(call)?;
    let params = &call.params;
    let words = ["author", "date", "id", "include", "modified", "parent", "slug", "title"];
    let column = match params.one_of("orderby", &words, "date")?.as_str() {
        "id" => "id",
        "include" => "include",
        "modified" => "modified",
        "slug" => "slug",
        "title" => "title",
        _ => "coalesce(date, modified)",
    };
    let order = match column {
        "include" => by_list(&params.ids("include")?, "id")?,
        column => format!("{column} {0}, id {0}", direction(call)?),
    };
    let mut select = Select::default();
    if params.has("slug") {
        let slugs = params.list("slug");
        select.and_one_of("slug", slugs.iter().map(|slug| slug::slug_of(slug)));
    }
    if params.has("include") {
        select.and_one_of("id", params.ids("include")?);
    }
    if params.has("exclude") {
        select.and_none_of("id", params.ids("exclude")?);
    }
    for (name, column) in [("parent", "parent"), ("author", "author")] {
        if params.has(name) {
            select.and_one_of(column, params.ids(name)?);
        }
    }
    let kinds = ["image", "video", "text", "application", "audio"];
    if params.has("media_type") {
        let kind = params.one_of("media_type", &kinds, "image")?;
        select.and_value("mime LIKE ?", format!("{kind}/%"));
    }
    if let Some(kind) = params.text("mime_type")? {
        select.and_value("mime = ?", kind);
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
    if let Some(text) = params.text("search")?.filter(|text| !text.is_empty()) {
        select.and_search(&["title", "excerpt", "content", "file"], &text);
    }
    let (found, total) = call.app.read(|conn| pictures::list(conn, &select, &order, page))?;
    check_page(call, paging, total)?;
    let readable = found.iter().filter(|p| context == Context::View || may_change(call, p));
    let items = readable.map(|picture| thing(call.app, picture, context)).collect();
    Ok(Reply::page(call, items, total, paging))
}

pub(super) fn get(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let picture = call.app.read(|conn| find(conn, id))?;
    let refusal = "Sorry, you are not allowed to edit this post.";
    let context = call.context(may_change(call, &picture), refusal)?;
    Ok(Reply::ok(thing(call.app, &picture, context)))
}

pub(super) fn update(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    app.write(|tx| {
        let mut picture = find(tx, id)?;
        let message = "Sorry, you are not allowed to edit this post.";
        call.require(may_change(call, &picture), "rest_cannot_edit", message)?;
        let author = call.params.number("author", (0, i64::MAX))?.unwrap_or(picture.author);
        let others = author == call.viewer.id() || call.can("edit_others_posts");
        let message = "Sorry, you are not allowed to update posts as this user.";
        let changes_author = call.params.has("author");
        call.require(!changes_author || others, "rest_cannot_edit_others", message)?;
        if changes_author && accounts::get(tx, author)?.is_none() {
            return Err(Refused::new(400, "rest_invalid_author", "Invalid author ID."));
        }
        if call.params.has("status") {
            let words = ["publish", "future", "draft", "pending", "private"];
            call.params.one_of("status", &words, "")?;
        }
        picture.author = author;
        describe(call, &mut picture)?;
        for (name, zone) in [("date", app.zone()), ("date_gmt", Tz::UTC)] {
            if let Some(date) = call.params.time(name, zone)? {
                picture.date = date;
                break;
            }
        }
        if let Some(wished) = call.params.text("slug")? {
            let wished = slug::slug_of(&wished);
            picture.slug = unlike_others(tx, Namespace::Everything, &wished, id)?;
        }
        picture.modified = app.now();
        pictures::update(tx, &picture)?;
        Ok(Reply::ok(thing(app, &picture, Context::Edit)))
    })
}

pub(super) fn delete(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    let picture = app.write(|tx| {
        let picture = find(tx, id)?;
        let message = "Sorry, you are not allowed to delete this post.";
        call.require(may_change(call, &picture), "rest_cannot_delete", message)?;
        if !call.params.flag("force") {
            let message = "The post does not support trashing. Set 'force=true' to delete.";
            return Err(Refused::new(501, "rest_trash_not_supported", message));
        }
        posts::delete(tx, id)?;
        Ok(picture)
    })?;
    if let Err(error) = std::fs::remove_file(app.uploads.join(&picture.file)) {
        tracing::warn!(%error, file = picture.file, "a deleted picture's file stays");
    }
    let previous = thing(app, &picture, Context::Edit);
    Ok(Reply::deleted(previous))
}

/// Sets the words that the request names.
pub(super) fn describe(call: &Call<'_>, picture: &mut Picture) -> Result<(), Refused> {
    for (name, field) in [
        ("title", &mut picture.title),
        ("caption", &mut picture.caption),
        ("description", &mut picture.description),
        ("alt_text", &mut picture.alt),
    ] {
        if let Some(text) = call.params.text(name)? {
            *field = text;
        }
    }
    if !call.can("unfiltered_html") {
        picture.title = kses::inline(&picture.title);
        picture.caption = kses::post(&picture.caption);
        picture.description = kses::post(&picture.description);
    }
    if let Some(post) = call.params.number("post", (0, i64::MAX))? {
        picture.parent = post;
    }
    // A description for those who can't see the picture is plain text.
    picture.alt = slug::without_tags(&picture.alt);
    Ok(())
}

/// Whether the asking person may change or delete this picture.
fn may_change(call: &Call<'_>, picture: &Picture) -> bool {
    let own = call.viewer.id() == picture.author;
    call.can(if own { "edit_published_posts" } else { "edit_others_posts" })
}

fn find(conn: &Connection, id: i64) -> Result<Picture, Refused> {
    let picture = pictures::get(conn, id)?;
    picture.ok_or_else(|| Refused::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

pub(super) fn thing(app: &App, picture: &Picture, context: Context) -> Value {
    let (date, date_gmt) = dates(app, picture.date);
    let (modified, modified_gmt) = dates(app, picture.modified);
    let source = format!("{}/wp-content/uploads/{}", app.base, picture.file);
    let api = format!("{}/wp-json/wp/v2", app.base);
    let own = format!("{api}/media/{}", picture.id);
    let words = |raw: &str, rendered: String| match context {
        Context::Edit => json!({ "raw": raw, "rendered": rendered }),
        Context::View => json!({ "rendered": rendered }),
    };
    let file_name = picture.file.rsplit('/').next().unwrap_or_default();
    let is_picture = picture.mime.starts_with("image/");
    let details = if is_picture {
        json!({
            "width": picture.width,
            "height": picture.height,
            "file": picture.file,
            "filesize": picture.size,
            "sizes": {
                "full": {
                    "file": file_name,
                    "width": picture.width,
                    "height": picture.height,
                    "mime_type": picture.mime,
                    "source_url": source,
                },
            },
        })
    } else {
        json!({ "filesize": picture.size, "sizes": {} })
    };
    let mut out = json!({
        "id": picture.id,
        "date": date,
        "date_gmt": date_gmt,
        "guid": words(&source, source.clone()),
        "modified": modified,
        "modified_gmt": modified_gmt,
        "slug": picture.slug,
        "status": "inherit",
        "type": "attachment",
        "link": format!("{}/?attachment_id={}", app.base, picture.id),
        "title": words(&picture.title, render::title(&picture.title)),
        "author": picture.author,
        "comment_status": "open",
        "ping_status": "closed",
        "template": "",
        "meta": [],
        "description": words(&picture.description, render::comment(&picture.description)),
        "caption": words(&picture.caption, render::comment(&picture.caption)),
        "alt_text": picture.alt,
        "media_type": if is_picture { "image" } else { "file" },
        "mime_type": picture.mime,
        "media_details": details,
        "post": if picture.parent > 0 { json!(picture.parent) } else { Value::Null },
        "source_url": source,
        "_links": {
            "self": [{ "href": own }],
            "collection": [{ "href": format!("{api}/media") }],
            "author": [{ "embeddable": true, "href": format!("{api}/users/{}", picture.author) }],
            "replies": [
                { "embeddable": true, "href": format!("{api}/comments?post={}", picture.id) },
            ],
        },
    });
    if let (Context::Edit, Value::Object(out)) = (context, &mut out) {
        let template = format!("{}/?attachment_id={}", app.base, picture.id);
        out.insert("permalink_template".into(), json!(template));
        out.insert("generated_slug".into(), json!(picture.slug));
        out.insert("missing_image_sizes".into(), json!([]));
    }
    out
}
