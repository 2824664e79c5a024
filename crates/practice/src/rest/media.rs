//! Reading, describing and deleting uploaded pictures.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::error::Refused;
use super::post_json::dates;
use super::post_write::unlike_others;
use super::posts::{by_list, check_page, direction, page_of};
use super::reply::Reply;
use super::{Call, Context};
use crate::app::{App, WRITER_ID};
use crate::db::pictures::{self, Picture};
use crate::db::posts::{self, Namespace};
use crate::db::select::Select;
use crate::text::{render, slug};

pub(super) fn list(call: &Call<'_>) -> Result<Reply, Refused> {
    let context = call.context("Sorry, you are not allowed to edit posts in this post type.")?;
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
    if let Some(text) = params.text("search")?.filter(|text| !text.is_empty()) {
        select.and_search(&["title", "excerpt", "content", "file"], &text);
    }
    let (found, total) = call.app.read(|conn| pictures::list(conn, &select, &order, page))?;
    check_page(call, paging, total)?;
    let items = found.iter().map(|picture| thing(call.app, picture, context)).collect();
    Ok(Reply::page(call, items, total, paging))
}

pub(super) fn get(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let picture = call.app.read(|conn| find(conn, id))?;
    let context = call.context("Sorry, you are not allowed to edit this post.")?;
    Ok(Reply::ok(thing(call.app, &picture, context)))
}

pub(super) fn update(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    app.write(|tx| {
        let mut picture = find(tx, id)?;
        call.writer_only("rest_cannot_edit", "Sorry, you are not allowed to edit this post.")?;
        describe(call, &mut picture)?;
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
        call.writer_only("rest_cannot_delete", "Sorry, you are not allowed to delete this post.")?;
        if !call.params.flag("force") {
            let message =
                "The post does not support trashing. Set &#8217;force=true&#8217; to delete.";
            return Err(Refused::new(501, "rest_trash_not_supported", message));
        }
        posts::delete(tx, id)?;
        Ok(picture)
    })?;
    if let Err(error) = std::fs::remove_file(app.uploads.join(&picture.file)) {
        tracing::warn!(%error, file = picture.file, "a deleted picture's file stays");
    }
    let previous = thing(app, &picture, Context::Edit);
    Ok(Reply::ok(json!({ "deleted": true, "previous": previous })))
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
    // A description for those who can't see the picture is plain text.
    picture.alt = slug::without_tags(&picture.alt);
    Ok(())
}

fn find(conn: &Connection, id: i64) -> Result<Picture, Refused> {
    let picture = pictures::get(conn, id)?;
    picture.ok_or_else(|| Refused::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

pub(super) fn thing(app: &App, picture: &Picture, context: Context) -> Value {
    let (date, date_gmt) = dates(app, picture.date);
    let (modified, modified_gmt) = dates(app, picture.modified);
    let source = format!("{}/wp-content/uploads/{}", app.base, picture.file);
    let own = format!("{}/wp-json/wp/v2/media/{}", app.base, picture.id);
    let words = |raw: &str, rendered: String| match context {
        Context::Edit => json!({ "raw": raw, "rendered": rendered }),
        Context::View => json!({ "rendered": rendered }),
    };
    let file_name = picture.file.rsplit('/').next().unwrap_or_default();
    json!({
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
        "author": WRITER_ID,
        "comment_status": "closed",
        "ping_status": "closed",
        "template": "",
        "meta": [],
        "description": words(&picture.description, render::comment(&picture.description)),
        "caption": words(&picture.caption, render::comment(&picture.caption)),
        "alt_text": picture.alt,
        "media_type": "image",
        "mime_type": picture.mime,
        "media_details": {
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
        },
        "post": null,
        "source_url": source,
        "_links": {
            "self": [{ "href": own }],
            "collection": [{ "href": format!("{}/wp-json/wp/v2/media", app.base) }],
        },
    })
}
