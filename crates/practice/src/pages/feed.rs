//! The RSS feed.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use rusqlite::Connection;

use super::Made;
use super::post::shown_title;
use crate::app::{App, TAGLINE, TITLE};
use crate::db::accounts;
use crate::db::posts::{self, Kind, Post};
use crate::db::select::{Page, Select};
use crate::db::terms::{self, Taxonomy};
use crate::rest::{post_excerpt, post_link};
use crate::text::{clean, escape, render};

const POSTS: i64 = 10;

pub(super) fn feed(app: &App) -> Made {
    let (found, about) = app.read(|conn| {
        let mut public = Select::default();
        public.and("status = 'publish'");
        let page = Page { limit: POSTS, offset: 0 };
        let (found, _) = posts::list(conn, Kind::Post, public, "date DESC, id DESC", page)?;
        let about: rusqlite::Result<Vec<About>> =
            found.iter().map(|post| About::of(conn, post)).collect();
        Ok::<_, rusqlite::Error>((found, about?))
    })?;
    let changed = found.iter().map(|post| post.modified).max().unwrap_or_else(|| app.now());
    let items: String =
        found.iter().zip(&about).map(|(post, about)| item(app, post, about)).collect();
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

/// What a post's own row does not say.
struct About {
    author: String,
    /// Names with entities.
    terms: Vec<String>,
}

impl About {
    fn of(conn: &Connection, post: &Post) -> rusqlite::Result<Self> {
        let mut terms = terms::of_post(conn, Taxonomy::Category, post.id)?;
        terms.extend(terms::of_post(conn, Taxonomy::Tag, post.id)?);
        let terms = terms.into_iter().map(|term| term.name).collect();
        Ok(Self { author: accounts::name(conn, post.author)?, terms })
    }
}

fn item(app: &App, post: &Post, about: &About) -> String {
    let (text, excerpt) = if post.password.is_empty() {
        let text = clean::post(&app.at_home(&render::post(&post.content, &post.footnotes)));
        (text, clean::words(&post_excerpt(post)))
    } else {
        let why = "This post is protected by a password.";
        (format!("<p>{why}</p>"), why.to_owned())
    };
    let terms: String = about
        .terms
        .iter()
        .map(|name| format!("<category>{}</category>\n", escape(&clean::words(name))))
        .collect();
    format!(
        "<item>\n<title>{title}</title>\n<link>{link}</link>\n<dc:creator>{author}</dc:creator>\n\
         <pubDate>{date}</pubDate>\n{terms}<guid isPermaLink=\"false\">{guid}</guid>\n\
         <description>{excerpt}</description>\n<content:encoded>{text}</content:encoded>\n\
         <comments>{link}#comments</comments>\n</item>\n",
        // All of these are HTML inside XML: escaped once more.
        title = escape(&shown_title(post)),
        author = escape(&about.author),
        link = escape(&post_link(app, post)),
        date = app.local(post.date()).to_rfc2822(),
        guid = escape(&format!("{}/?p={}", app.base, post.id)),
        excerpt = escape(excerpt.trim()),
        text = escape(&text),
    )
}
