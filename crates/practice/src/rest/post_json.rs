//! A post or page as the REST interface shows it.

use chrono::{DateTime, Datelike, Utc};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::post_write::free_slug;
use super::{Call, Context};
use crate::app::App;
use crate::db::posts::{Kind, Post, Status};
use crate::db::revisions;
use crate::db::terms::{self, Taxonomy};
use crate::text::{clean, render};

/// The blog's own clock and UTC, as WordPress writes them: no offset, no zone.
pub(super) fn dates(app: &App, time: DateTime<Utc>) -> (String, String) {
    let form = "%Y-%m-%dT%H:%M:%S";
    (app.local(time).format(form).to_string(), time.format(form).to_string())
}

/// A post's address. Only public ones have a readable one.
pub(crate) fn link(app: &App, post: &Post) -> String {
    match (post.status, post.kind) {
        (Status::Publish | Status::Private, _) => permalink(app, post, &post.slug),
        (_, Kind::Post) => format!("{}/?p={}", app.base, post.id),
        (_, Kind::Page) => format!("{}/?page_id={}", app.base, post.id),
    }
}

fn permalink(app: &App, post: &Post, slug: &str) -> String {
    match post.kind {
        Kind::Page => format!("{}/{}{slug}/", app.base, post.above),
        Kind::Post => {
            let date = app.local(post.date());
            format!("{}/{:04}/{:02}/{slug}/", app.base, date.year(), date.month())
        }
    }
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

/// WordPress marks the titles of private posts here, and does not mark those under a password.
fn shown_title(post: &Post) -> String {
    let title = render::title(&post.title);
    if post.status == Status::Private { format!("Private: {title}") } else { title }
}

pub(super) fn json(
    call: &Call<'_>,
    conn: &Connection,
    post: &Post,
    context: Context,
) -> rusqlite::Result<Value> {
    let app = call.app;
    let (date, date_gmt) = dates(app, post.date());
    let (modified, modified_gmt) = dates(app, post.modified);
    let protected = !post.password.is_empty();
    let knows =
        call.params.text("password").ok().flatten().is_some_and(|word| word == post.password);
    let open = !protected || context == Context::Edit || knows;
    let shown = |html: String| if open { app.at_home(&html) } else { String::new() };
    let word = |open| if open { "open" } else { "closed" };
    let guid = format!(
        "{}/?{}={}",
        app.base,
        if post.kind == Kind::Page { "page_id" } else { "p" },
        post.id
    );
    let mut out = json!({
        "id": post.id,
        "date": date,
        "date_gmt": date_gmt,
        "guid": { "rendered": guid },
        "modified": modified,
        "modified_gmt": modified_gmt,
        "slug": post.slug,
        "status": post.status.as_str(),
        "type": post.kind.as_str(),
        "link": link(app, post),
        "title": { "rendered": shown_title(post) },
        "content": { "rendered": shown(render::post(&post.content, &post.footnotes)), "protected": protected },
        "excerpt": { "rendered": shown(excerpt(post)), "protected": protected },
        "author": post.author,
        "featured_media": post.featured,
        "comment_status": word(post.comments_open),
        "ping_status": word(post.pings_open),
        "template": "",
        "meta": { "footnotes": post.footnotes },
        "_links": Value::Object(links(call, conn, post, context)?),
    });
    if let Value::Object(out) = &mut out {
        match post.kind {
            Kind::Page => {
                out.insert("parent".into(), json!(post.parent));
                out.insert("menu_order".into(), json!(post.menu_order));
            }
            Kind::Post => {
                out.insert("sticky".into(), json!(post.sticky));
                out.insert("format".into(), json!(post.format));
                for taxonomy in [Taxonomy::Category, Taxonomy::Tag] {
                    let terms = terms::of_post(conn, taxonomy, post.id)?;
                    let ids: Vec<i64> = terms.iter().map(|term| term.id).collect();
                    out.insert(taxonomy.route().into(), json!(ids));
                }
            }
        }
        if context == Context::Edit {
            add_raw(call, conn, post, &guid, out)?;
        }
    }
    Ok(out)
}

fn add_raw(
    call: &Call<'_>,
    conn: &Connection,
    post: &Post,
    guid: &str,
    out: &mut Map<String, Value>,
) -> rusqlite::Result<()> {
    let mut put = |name: &str, key: &str, value: Value| {
        if let Some(Value::Object(inside)) = out.get_mut(name) {
            inside.insert(key.to_owned(), value);
        }
    };
    put("guid", "raw", json!(guid));
    put("title", "raw", json!(post.title));
    put("content", "raw", json!(post.content));
    put("content", "block_version", json!(i32::from(post.content.contains("<!-- wp:"))));
    put("excerpt", "raw", json!(post.excerpt));
    let name = if post.kind == Kind::Page { "%pagename%" } else { "%postname%" };
    out.insert("password".into(), json!(post.password));
    out.insert("permalink_template".into(), json!(permalink(call.app, post, name)));
    // Only when it is wanted: it takes a look at every post of like title.
    if call.wants("generated_slug") {
        // What the address would be if the post were public, made from its title.
        let slugless = Post { slug: String::new(), status: Status::Publish, ..post.clone() };
        let generated = free_slug(conn, "", &slugless)?;
        let generated = percent_encoding::percent_decode_str(&generated).decode_utf8_lossy();
        out.insert("generated_slug".into(), json!(generated));
    }
    Ok(())
}

/// Where related things are, which version this is, and in the edit context what the asking person may do.
fn links(
    call: &Call<'_>,
    conn: &Connection,
    post: &Post,
    context: Context,
) -> rusqlite::Result<Map<String, Value>> {
    let api = format!("{}/wp-json/wp/v2", call.app.base);
    let kind = post.kind.route();
    let own = format!("{api}/{kind}/{}", post.id);
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), json!([value]));
    put("self", json!({ "href": own }));
    put("collection", json!({ "href": format!("{api}/{kind}") }));
    put("author", json!({ "embeddable": true, "href": format!("{api}/users/{}", post.author) }));
    let replies = format!("{api}/comments?post={}", post.id);
    put("replies", json!({ "embeddable": true, "href": replies }));
    let (count, newest) = revisions::newest(conn, post.id)?;
    put("version-history", json!({ "count": count, "href": format!("{own}/revisions") }));
    if let Some(id) = newest {
        put("predecessor-version", json!({ "id": id, "href": format!("{own}/revisions/{id}") }));
    }
    if post.parent > 0 {
        put("up", json!({ "embeddable": true, "href": format!("{api}/{kind}/{}", post.parent) }));
    }
    if post.featured > 0 {
        let href = format!("{api}/media/{}", post.featured);
        put("wp:featuredmedia", json!({ "embeddable": true, "href": href }));
    }
    put("wp:attachment", json!({ "href": format!("{api}/media?parent={}", post.id) }));
    let is_post = post.kind == Kind::Post;
    if context == Context::Edit {
        let publishes = call.can(&format!("publish_{kind}"));
        let edits_others = call.can(&format!("edit_others_{kind}"));
        let categories = call.can("manage_categories");
        for (action, allowed) in [
            ("wp:action-publish", publishes),
            ("wp:action-unfiltered-html", call.can("unfiltered_html")),
            ("wp:action-sticky", is_post && publishes && edits_others),
            ("wp:action-assign-author", edits_others),
            ("wp:action-create-categories", is_post && categories),
            ("wp:action-assign-categories", is_post),
            ("wp:action-create-tags", is_post),
            ("wp:action-assign-tags", is_post),
        ] {
            if allowed {
                put(action, json!({ "href": own }));
            }
        }
    }
    if is_post {
        let of = |taxonomy: Taxonomy| {
            let href = format!("{api}/{}?post={}", taxonomy.route(), post.id);
            json!({ "taxonomy": taxonomy.as_str(), "embeddable": true, "href": href })
        };
        out.insert("wp:term".into(), json!([of(Taxonomy::Category), of(Taxonomy::Tag)]));
    }
    Ok(out)
}
