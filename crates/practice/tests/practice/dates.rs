use crate::blog::{Answer, Blog};
use serde_json::{Value, json};

fn stands(answer: &Answer) -> (Value, Value) {
    (answer.at("/status"), answer.at("/date_gmt"))
}

#[test]
fn a_date_decides_between_scheduled_and_public() {
    let blog = Blog::new();
    let table = [
        (json!({"status": "publish", "date_gmt": "2026-07-02T10:00:00"}), "future"),
        (json!({"status": "publish", "date_gmt": "2026-07-01T10:00:59"}), "publish"),
        (json!({"status": "publish", "date_gmt": "2026-07-01T10:01:00"}), "future"),
        (json!({"status": "future", "date_gmt": "2026-07-01T10:00:59"}), "publish"),
        (json!({"status": "future", "date_gmt": "2020-01-01T00:00:00"}), "publish"),
        (json!({"status": "future"}), "publish"),
        (json!({"status": "private", "date_gmt": "2026-07-02T10:00:00"}), "private"),
        (json!({"status": "draft", "date_gmt": "2026-07-02T10:00:00"}), "draft"),
    ];
    for (mut body, status) in table {
        body["title"] = json!("x");
        assert_eq!(blog.post("posts", body.clone()).at("/status"), status, "{body}");
    }
}

#[test]
fn a_scheduled_post_is_published_now_by_status_and_date_together() {
    let blog = Blog::new();
    let ahead = json!({"title": "x", "status": "publish", "date_gmt": "2026-07-02T10:00:00"});
    let route = format!("posts/{}", blog.post("posts", ahead.clone()).at("/id"));
    let status_only = blog.post(&route, json!({"status": "publish"}));
    assert_eq!(status_only.at("/status"), "future", "its date still lies ahead");
    let now = "2026-07-01T10:00:00";
    let both = blog.post(&route, json!({"status": "publish", "date_gmt": now}));
    assert_eq!(stands(&both), (json!("publish"), json!(now)));
    let route = format!("posts/{}", blog.post("posts", ahead).at("/id"));
    let reset = blog.post(&route, json!({"date": null}));
    assert_eq!(stands(&reset), (json!("publish"), json!(now)), "no date is now");
}

#[test]
fn a_drafts_date_floats_until_one_is_set_and_again_when_it_is_taken_away() {
    let blog = Blog::new();
    let draft = blog.post("posts", json!({"title": "x"}));
    let route = format!("posts/{}", draft.at("/id"));
    blog.wait(60);
    let saved = blog.post(&route, json!({"title": "y"}));
    assert_eq!(saved.at("/date_gmt"), "2026-07-01T10:01:00");
    let dated = blog.post(&route, json!({"date": "2026-06-01T08:00:00"}));
    assert_eq!(dated.at("/date_gmt"), "2026-06-01T06:00:00", "the blog's own clock");
    let offset = blog.post(&route, json!({"date_gmt": "2026-06-01T08:00:00+05:00"}));
    assert_eq!(offset.at("/date_gmt"), "2026-06-01T03:00:00");
    blog.wait(60);
    assert_eq!(blog.post(&route, json!({"title": "z"})).at("/date_gmt"), "2026-06-01T03:00:00");
    let floats = blog.post(&route, json!({"date": null}));
    assert_eq!(floats.at("/date_gmt"), "2026-07-01T10:02:00");
}

#[test]
fn a_new_posts_last_change_is_its_date_however_old() {
    let blog = Blog::new();
    let old = json!({"title": "x", "status": "publish", "date_gmt": "2019-01-01T00:00:00"});
    let old = blog.post("posts", old);
    assert_eq!(old.at("/modified_gmt"), "2019-01-01T00:00:00");
    let found = blog.get("posts?modified_after=2026-07-01T00:00:00Z").ids();
    assert!(!found.contains(&old.at("/id").as_i64().unwrap()), "which a client must know");
    blog.wait(5);
    let route = format!("posts/{}", old.at("/id"));
    assert_eq!(blog.post(&route, json!({})).at("/modified_gmt"), "2026-07-01T10:00:05");
    let found = blog.get("posts?modified_after=2026-07-01T00:00:00Z&orderby=modified").ids();
    assert_eq!(json!(found[0]), old.at("/id"));
    let before = blog.get("posts?modified_before=2026-07-01T00:00:00Z");
    assert_eq!(before.ids(), [1]);
}

#[test]
fn publishing_in_time_leaves_the_last_change_as_it_was() {
    let blog = Blog::new();
    let ahead = json!({"title": "x", "status": "publish", "date_gmt": "2026-07-01T11:00:00"});
    let post = blog.post("posts", ahead);
    let route = format!("posts/{}", post.at("/id"));
    blog.post(&route, json!({"title": "y"}));
    blog.wait(3600);
    assert_eq!(blog.page("/wp-cron.php").status, 200);
    let due = blog.peek(&route);
    assert_eq!(
        (due.at("/status"), due.at("/modified_gmt")),
        (json!("publish"), json!("2026-07-01T10:00:00"))
    );
}
