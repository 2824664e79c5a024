//! Trackbacks: another site's notice, by a form without a page, that it links to a post. They are held for
//! review. The pingback protocol, for which a blog asks the other site back, is not offered.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::{Made, not_found};
use crate::app::App;
use crate::db::comments::{self, Comment, Kind, Status};
use crate::db::posts;
use crate::server::Asked;
use crate::text::{clean, escape};

/// Takes a notice for the post with this id.
pub(super) fn take(app: &App, asked: &Asked, id: &str) -> Made {
    let (mut title, mut excerpt, mut name, mut url) = Default::default();
    for (field, value) in url::form_urlencoded::parse(&asked.body) {
        match field.as_ref() {
            "title" => title = value.trim().to_owned(),
            "excerpt" => excerpt = value.trim().to_owned(),
            "blog_name" => name = value.trim().to_owned(),
            "url" => url = clean::site(value.trim()).unwrap_or_default(),
            _ => {}
        }
    }
    let post = match id.parse() {
        Ok(id) => app.read(|conn| posts::get(conn, id))?,
        Err(_) => None,
    };
    let Some(post) = post.filter(|post| post.status == posts::Status::Publish) else {
        return Ok(not_found(app));
    };
    if !post.pings_open {
        return Ok(answer(Some("Sorry, trackbacks are closed for this item.")));
    }
    if url.is_empty() || title.is_empty() {
        return Ok(answer(Some("A title and an address are needed.")));
    }
    let words = |text: &str| escape(&clean::comment(text)).trim().to_owned();
    let notice = Comment {
        id: 0,
        post: post.id,
        parent: 0,
        user: 0,
        name: escape(&name),
        email: String::new(),
        url,
        agent: String::new(),
        content: format!("<strong>{}</strong>\n\n{}", words(&title), words(&excerpt)),
        status: Status::Hold,
        date: app.now(),
        token: String::new(),
        kind: Kind::Trackback,
    };
    let is_new = app.write(|tx| {
        if comments::has_notice(tx, post.id, &notice.url)? {
            return Ok(false);
        }
        comments::insert(tx, &notice).map(|_| true)
    })?;
    Ok(answer((!is_new).then_some("There is already a ping from that URL for this post.")))
}

fn answer(refusal: Option<&str>) -> Response {
    let said = match refusal {
        Some(why) => format!("<error>1</error>\n<message>{why}</message>"),
        None => "<error>0</error>".to_owned(),
    };
    let xml =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<response>\n{said}\n</response>\n");
    let mut response = Response::new(Body::from(xml));
    let kind = HeaderValue::from_static("text/xml; charset=UTF-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
