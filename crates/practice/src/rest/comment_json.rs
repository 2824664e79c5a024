//! A comment as the REST interface shows it.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::Context;
use super::post_json::{dates, link as post_link};
use crate::app::App;
use crate::db::comments::{Comment, Kind};
use crate::db::posts::Post;
use crate::text::render;

pub(super) fn json(app: &App, comment: &Comment, post: Option<&Post>, context: Context) -> Value {
    let api = format!("{}/wp-json/wp/v2", app.base);
    let (date, date_gmt) = dates(app, comment.date);
    let page = post.map_or_else(|| format!("{}/", app.base), |post| post_link(app, post));
    let rendered = render::comment(&comment.content);
    let mut out = Map::from_iter([
        ("id".to_owned(), json!(comment.id)),
        ("post".to_owned(), json!(comment.post)),
        ("parent".to_owned(), json!(comment.parent)),
        ("author".to_owned(), json!(comment.user)),
        ("author_name".to_owned(), json!(comment.name)),
        ("author_url".to_owned(), json!(comment.url)),
        ("date".to_owned(), json!(date)),
        ("date_gmt".to_owned(), json!(date_gmt)),
        ("content".to_owned(), json!({ "rendered": rendered })),
        ("link".to_owned(), json!(format!("{page}#comment-{}", comment.id))),
        ("status".to_owned(), json!(comment.status.as_str())),
        ("type".to_owned(), json!(comment.kind.as_str())),
        ("author_avatar_urls".to_owned(), avatars(comment)),
        ("meta".to_owned(), json!([])),
    ]);
    if context == Context::Edit {
        out.insert("author_email".into(), json!(comment.email));
        out.insert("author_ip".into(), json!("127.0.0.1"));
        out.insert("author_user_agent".into(), json!(comment.agent));
        out.insert("content".into(), json!({ "rendered": rendered, "raw": comment.content }));
    }
    let mut links = Map::from_iter([
        ("self".to_owned(), json!([{ "href": format!("{api}/comments/{}", comment.id) }])),
        ("collection".to_owned(), json!([{ "href": format!("{api}/comments") }])),
        (
            "up".to_owned(),
            json!([{ "embeddable": true, "post_type": "post",
                     "href": format!("{api}/posts/{}", comment.post) }]),
        ),
    ]);
    if comment.user > 0 {
        let href = format!("{api}/users/{}", comment.user);
        links.insert("author".into(), json!([{ "embeddable": true, "href": href }]));
    }
    if comment.parent > 0 {
        let href = format!("{api}/comments/{}", comment.parent);
        links.insert("in-reply-to".into(), json!([{ "embeddable": true, "href": href }]));
    }
    out.insert("_links".into(), Value::Object(links));
    Value::Object(out)
}

/// Where WordPress would have the writer's picture looked for: at gravatar.com, under a hash of the e-mail
/// address. This blog shows no such pictures and asks nobody for them; the addresses are named all the same,
/// because programs tell readers apart by them.
fn avatars(comment: &Comment) -> Value {
    let has_one = comment.kind == Kind::Comment;
    let hash = Sha256::digest(comment.email.trim().to_lowercase());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let of = |size: u32| match has_one {
        true => json!(format!("https://secure.gravatar.com/avatar/{hash}?s={size}&d=mm&r=g")),
        false => json!(false),
    };
    json!({ "24": of(24), "48": of(48), "96": of(96) })
}
