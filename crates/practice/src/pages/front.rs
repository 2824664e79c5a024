//! The front page: the posts, newest first.

use axum::http::StatusCode;

use super::layout::Page;
use super::post::{day, machine_time, shown_title};
use super::{Made, not_found, path_of};
use crate::app::App;
use crate::db::comments;
use crate::db::posts::{self, Post};
use crate::db::select::{Page as Rows, Select};
use crate::rest::{post_excerpt, post_link};
use crate::text::{clean, escape};

const POSTS: i64 = 10;

pub(super) fn page(app: &App, number: i64) -> Made {
    let (found, total, counts) = app.read(|conn| {
        let mut public = Select::default();
        public.and("status = 'publish'");
        let rows = Rows { limit: POSTS, offset: number.saturating_sub(1).saturating_mul(POSTS) };
        let (found, total) = posts::list(conn, public, "date DESC, id DESC", rows)?;
        let counts: rusqlite::Result<Vec<i64>> =
            found.iter().map(|post| comments::count_public(conn, post.id)).collect();
        Ok::<_, rusqlite::Error>((found, total, counts?))
    })?;
    if found.is_empty() && number > 1 {
        return Ok(not_found(app));
    }
    let mut body = String::new();
    if found.is_empty() {
        body.push_str("<p class=\"empty\">Nothing is published yet. Press Publish in Afterword and look here again.</p>");
    }
    for (post, comments) in found.iter().zip(counts) {
        body.push_str(&entry(app, post, comments));
    }
    body.push_str(&neighbours(number, total));
    let page = Page::front().body(body).canonical(format!("{}/", app.base));
    Ok(page.answer(app, StatusCode::OK))
}

fn entry(app: &App, post: &Post, comments: i64) -> String {
    let link = escape(&path_of(app, &post_link(app, post)));
    let says = match comments {
        0 => "No comments yet".to_owned(),
        1 => "1 comment".to_owned(),
        many => format!("{many} comments"),
    };
    format!(
        r#"<article class="entry">
<p class="when"><time datetime="{machine}">{day}</time> <span class="dot">·</span> <a href="{link}#comments">{says}</a></p>
<h2><a href="{link}">{title}</a></h2>
<div class="excerpt">{excerpt}</div>
</article>
"#,
        machine = machine_time(post.date()),
        day = day(app, post.date()),
        title = shown_title(post),
        excerpt = clean::post(&app.at_home(&post_excerpt(post).replace(" [&hellip;]", "…"))),
    )
}

fn neighbours(number: i64, total: i64) -> String {
    let mut links = String::new();
    if number > 1 {
        let newer = number - 1;
        let link = if newer == 1 { "/".to_owned() } else { format!("/page/{newer}/") };
        links.push_str(&format!("<a rel=\"prev\" href=\"{link}\">← Newer posts</a>"));
    }
    if number.saturating_mul(POSTS) < total {
        links
            .push_str(&format!("<a rel=\"next\" href=\"/page/{}/\">Older posts →</a>", number + 1));
    }
    if links.is_empty() { links } else { format!("<nav class=\"pages\">{links}</nav>") }
}
