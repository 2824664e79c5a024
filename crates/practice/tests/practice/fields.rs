use crate::blog::{As, Blog};
use crate::media::GIF;
use serde_json::json;

#[test]
fn a_post_keeps_all_its_fields() {
    let blog = Blog::new();
    let sent = json!({
        "title": "All", "slug": "all-of-it", "excerpt": "Short", "status": "publish",
        "sticky": true, "format": "aside", "comment_status": "closed", "ping_status": "open",
    });
    let made = blog.post("posts", sent.clone());
    assert_eq!(made.status, 201, "{}", made.text());
    let post = blog.get(&format!("posts/{}?context=edit", made.at("/id")));
    for field in ["slug", "status", "sticky", "format", "comment_status", "ping_status"] {
        assert_eq!(post.at(&format!("/{field}")), sent[field], "{field}");
    }
    assert_eq!(post.at("/excerpt/raw"), "Short");
    assert_eq!(post.at("/author"), 1);
    let odd = blog.post("posts", json!({"title": "x", "format": "ballad"}));
    assert_eq!(odd.refusal(), (400, "rest_invalid_param".into()));
    let odd = blog.post("posts", json!({"title": "x", "sticky": "yes"}));
    assert_eq!(odd.refusal(), (400, "rest_invalid_param".into()));
}

#[test]
fn sticky_and_a_password_do_not_go_together() {
    let blog = Blog::new();
    let refused = (400, "rest_invalid_field".to_owned());
    let both = blog.post("posts", json!({"title": "x", "sticky": true, "password": "p"}));
    assert_eq!(both.refusal(), refused);
    let sticky = blog.post("posts", json!({"title": "x", "sticky": true})).at("/id");
    let locked = blog.post("posts", json!({"title": "x", "password": "p"})).at("/id");
    let table = [(&sticky, json!({"password": "p"})), (&locked, json!({"sticky": true}))];
    for (id, body) in table {
        assert_eq!(blog.post(&format!("posts/{id}"), body.clone()).refusal(), refused, "{body}");
    }
    let route = format!("posts/{sticky}");
    let both = blog.post(&route, json!({"sticky": false, "password": "p"}));
    assert_eq!(both.refusal(), refused, "even when it stops being sticky with it");
    blog.post(&route, json!({"sticky": false}));
    assert_eq!(blog.post(&route, json!({"password": "p"})).at("/password"), "p");
}

#[test]
fn a_password_hides_the_words_and_not_the_title() {
    let blog = Blog::new();
    let body = json!({"title": "Open title", "content": "Secret", "excerpt": "Secret too",
                      "status": "publish", "password": "sesame"});
    let route = format!("posts/{}", blog.post("posts", body).at("/id"));
    let anybody = blog.peek(&route);
    assert_eq!(anybody.at("/title/rendered"), "Open title");
    assert_eq!(anybody.at("/content"), json!({"rendered": "", "protected": true}));
    assert_eq!(anybody.at("/excerpt/rendered"), "");
    let right = blog.peek(&format!("{route}?password=sesame"));
    assert!(right.at("/content/rendered").as_str().unwrap().contains("Secret"));
    let wrong = blog.peek(&format!("{route}?password=open"));
    assert_eq!(wrong.refusal(), (403, "rest_post_incorrect_password".into()));
    assert_eq!(blog.get(&route).at("/content/rendered"), "", "who may edit it says so");
    assert_eq!(blog.get(&format!("{route}?context=edit")).at("/content/raw"), "Secret");
    let private = blog.post(&route, json!({"status": "private"}));
    assert_eq!(private.at("/password"), "", "private needs none");
    assert_eq!(private.at("/title/rendered"), "Private: Open title");
    assert_eq!(blog.peek(&route).refusal(), (401, "rest_forbidden".into()));
}

#[test]
fn a_featured_picture_is_one_that_is_there() {
    let blog = Blog::new();
    let headers = vec![
        ("authorization", blog.authorization(blog.practice.password())),
        ("content-type", "image/gif".to_owned()),
        ("content-disposition", "attachment; filename=\"dot.gif\"".to_owned()),
    ];
    let picture =
        blog.ask(As::Headers(headers), "POST", "/wp-json/wp/v2/media", Some(GIF)).at("/id");
    let made = blog.post("posts", json!({"title": "x", "featured_media": picture}));
    assert_eq!(made.at("/featured_media"), picture);
    let route = format!("posts/{}", made.at("/id"));
    let unknown = blog.post(&route, json!({"featured_media": 99_999}));
    assert_eq!((unknown.status, unknown.at("/featured_media")), (200, picture.clone()));
    assert_eq!(blog.post(&route, json!({"featured_media": 0})).at("/featured_media"), 0);
    blog.post(&route, json!({"featured_media": picture}));
    blog.delete(&format!("media/{picture}?force=true"));
    assert_eq!(blog.get(&route).at("/featured_media"), 0, "it went with the picture");
}

#[test]
fn the_trash_is_reached_by_deleting_only() {
    let blog = Blog::new();
    let id = blog.published("Title", "");
    let route = format!("posts/{id}");
    let refused = blog.post(&route, json!({"status": "trash"}));
    assert_eq!(refused.refusal(), (400, "rest_invalid_param".into()));
    assert_eq!(blog.delete(&route).at("/slug"), "title__trashed");
    let other = blog.published("Title", "");
    assert_eq!(blog.get(&format!("posts/{other}")).at("/slug"), "title", "the address is free");
    let back = blog.post(&route, json!({"status": "draft"}));
    assert_eq!(back.at("/slug"), "title", "a draft gets its own back all the same");
    assert_eq!(blog.post(&route, json!({"status": "publish"})).at("/slug"), "title-2");
}

#[test]
fn null_is_nothing_except_with_dates() {
    let blog = Blog::new();
    let id = blog.published("Title", "Words");
    let nothing = json!({"title": null, "slug": null, "featured_media": null, "format": null,
                         "categories": null, "sticky": null, "password": null});
    let same = blog.post(&format!("posts/{id}"), nothing);
    assert_eq!(same.status, 200, "{}", same.text());
    assert_eq!((same.at("/title/raw"), same.at("/slug")), (json!("Title"), json!("title")));
    assert_eq!(same.at("/categories"), json!([1]));
}

#[test]
fn addresses_of_days_and_feeds_are_left_free() {
    let blog = Blog::new();
    let table = [("22", "22-2"), ("2024", "2024"), ("feed", "feed-2"), ("a&nbsp;b", "a-b")];
    for (title, slug) in table {
        let id = blog.published(title, "x");
        assert_eq!(blog.get(&format!("posts/{id}")).at("/slug"), slug, "{title}");
    }
}
