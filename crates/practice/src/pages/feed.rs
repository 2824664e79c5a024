//! The RSS feed.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::Made;
use super::post::shown_title;
use crate::app::{App, TAGLINE, TITLE, WRITER_NAME};
use crate::db::posts::{self, Post};
use crate::db::select::{Page, Select};
use crate::rest::{post_excerpt, post_link};
use crate::text::{clean, escape, render};

const POSTS: i64 = 10;

pub(super) fn feed(app: &App) -> Made {
    let (found, _) = app.read(|conn| {
        let mut public = Select::default();
        public.and("status = 'publish'");
        posts::list(conn, public, "date DESC, id DESC", Page { limit: POSTS, offset: 0 })
    })?;
    let changed = found.iter().map(|post| post.modified).max().unwrap_or_else(|| app.now());
    let items: String = found.iter().map(|post| item(app, post)).collect();
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{TITLE}</title>
<atom:link href="{base}/feed/" rel="self" type="application/rss+xml"/>
<link>{base}/</link>
<description>{TAGLINE}</description>
<lastBuildDate>{changed}</lastBuildDate>
<language>en</language>
{items}</channel>
</rss>
"#,
        base = escape(&app.base),
        changed = changed.to_rfc2822(),
    );
    let mut response = Response::new(Body::from(xml));
    let kind = HeaderValue::from_static("application/rss+xml; charset=UTF-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    let sniff = HeaderValue::from_static("nosniff");
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, sniff);
    Ok(response)
}

fn item(app: &App, post: &Post) -> String {
    let text = clean::post(&app.at_home(&render::content(&post.content)));
    let excerpt = clean::words(&post_excerpt(post));
    format!(
        "<item>\n<title>{title}</title>\n<link>{link}</link>\n<dc:creator>{WRITER_NAME}</dc:creator>\n\
         <pubDate>{date}</pubDate>\n<guid isPermaLink=\"false\">{guid}</guid>\n\
         <description>{excerpt}</description>\n<content:encoded>{text}</content:encoded>\n\
         <comments>{link}#comments</comments>\n</item>\n",
        // All of these are HTML inside XML: escaped once more.
        title = escape(&shown_title(post)),
        link = escape(&post_link(app, post)),
        date = app.local(post.date()).to_rfc2822(),
        guid = escape(&format!("{}/?p={}", app.base, post.id)),
        excerpt = escape(excerpt.trim()),
        text = escape(&text),
    )
}
