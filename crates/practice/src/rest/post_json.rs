//! A post as the REST interface shows it.

use chrono::{DateTime, Datelike, Utc};
use serde_json::{Value, json};

use super::Context;
use crate::app::{App, WRITER_ID};
use crate::db::posts::{Post, Status};
use crate::text::{clean, render, slug};

/// The blog's own clock and UTC, as WordPress writes them: no offset, no zone.
pub(super) fn dates(app: &App, time: DateTime<Utc>) -> (String, String) {
    let form = "%Y-%m-%dT%H:%M:%S";
    (app.local(time).format(form).to_string(), time.format(form).to_string())
}

/// A post's address. Only public ones have a readable one.
pub(crate) fn link(app: &App, post: &Post) -> String {
    match post.status {
        Status::Publish | Status::Private => permalink(app, post, &post.slug),
        _ => format!("{}/?p={}", app.base, post.id),
    }
}

fn permalink(app: &App, post: &Post, slug: &str) -> String {
    let date = app.local(post.date());
    format!("{}/{:04}/{:02}/{slug}/", app.base, date.year(), date.month())
}

/// The first words of a post, or the excerpt that it was given.
pub(crate) fn excerpt(post: &Post) -> String {
    if !post.excerpt.trim().is_empty() {
        return render::comment(&post.excerpt);
    }
    let words = clean::words(&render::content(&post.content));
    let mut all = words.split_whitespace();
    let mut first: Vec<&str> = all.by_ref().take(55).collect();
    if first.is_empty() {
        return String::new();
    }
    if all.next().is_some() {
        first.push("[&hellip;]");
    }
    format!("<p>{}</p>\n", first.join(" "))
}

pub(super) fn json(app: &App, post: &Post, context: Context) -> Value {
    let api = format!("{}/wp-json/wp/v2", app.base);
    let (date, date_gmt) = dates(app, post.date());
    let (modified, modified_gmt) = dates(app, post.modified);
    let mut out = json!({
        "id": post.id,
        "date": date,
        "date_gmt": date_gmt,
        "guid": { "rendered": format!("{}/?p={}", app.base, post.id) },
        "modified": modified,
        "modified_gmt": modified_gmt,
        "slug": post.slug,
        "status": post.status.as_str(),
        "type": "post",
        "link": link(app, post),
        "title": { "rendered": render::title(&post.title) },
        "content": { "rendered": app.at_home(&render::content(&post.content)), "protected": false },
        "excerpt": { "rendered": app.at_home(&excerpt(post)), "protected": false },
        "author": WRITER_ID,
        "featured_media": 0,
        "comment_status": if post.comments_open { "open" } else { "closed" },
        "ping_status": "closed",
        "sticky": false,
        "template": "",
        "format": "standard",
        "meta": [],
        "categories": [],
        "tags": [],
        "_links": {
            "self": [{ "href": format!("{api}/posts/{}", post.id) }],
            "collection": [{ "href": format!("{api}/posts") }],
            "author": [{ "embeddable": true, "href": format!("{api}/users/{WRITER_ID}") }],
            "replies": [{ "embeddable": true, "href": format!("{api}/comments?post={}", post.id) }],
        },
    });
    if context == Context::Edit {
        add_raw(app, post, &mut out);
    }
    out
}

fn add_raw(app: &App, post: &Post, out: &mut Value) {
    let generated = match slug::slug_of(&post.title) {
        slug if slug.is_empty() => post.id.to_string(),
        slug => slug,
    };
    let own = format!("{}/wp-json/wp/v2/posts/{}", app.base, post.id);
    let mut put = |name: &str, key: &str, value: Value| {
        if let Some(Value::Object(inside)) = out.get_mut(name) {
            inside.insert(key.to_owned(), value);
        }
    };
    put("guid", "raw", json!(format!("{}/?p={}", app.base, post.id)));
    put("title", "raw", json!(post.title));
    put("content", "raw", json!(post.content));
    put("content", "block_version", json!(i32::from(post.content.contains("<!-- wp:"))));
    put("excerpt", "raw", json!(post.excerpt));
    put("_links", "wp:action-publish", json!([{ "href": own }]));
    put("_links", "wp:action-unfiltered-html", json!([{ "href": own }]));
    if let Value::Object(out) = out {
        out.insert("password".into(), json!(""));
        out.insert("permalink_template".into(), json!(permalink(app, post, "%postname%")));
        out.insert("generated_slug".into(), json!(generated));
    }
}
