use crate::blog::{Answer, Blog};
use serde_json::{Value, json};

fn version(answer: &Answer) -> Value {
    answer.json().pointer("/_links/predecessor-version/0/id").cloned().unwrap_or(Value::Null)
}

#[test]
fn the_version_moves_with_the_words_and_with_nothing_else() {
    let blog = Blog::new();
    let made = blog.post("posts", json!({"title": "One", "content": "x"}));
    assert_eq!(version(&made), Value::Null);
    assert_eq!(made.at("/_links/version-history/0/count"), 0);
    let route = format!("posts/{}", made.at("/id"));
    let mut last = version(&blog.post(&route, json!({"slug": "s"})));
    assert_ne!(last, Value::Null, "the first change makes a version in any case");
    let table = [
        (json!({"title": "Two"}), true),
        (json!({"content": "y"}), true),
        (json!({"excerpt": "z"}), true),
        (json!({"content": "y"}), false),
        (json!({"slug": "t"}), false),
        (json!({"tags": [], "sticky": true}), false),
        (json!({}), false),
        (json!({"status": "publish"}), false),
    ];
    for (body, moves) in table {
        let now = version(&blog.post(&route, body.clone()));
        assert_eq!(now != last, moves, "{body}");
        last = now;
    }
    let read = blog.get(&format!("{route}?context=edit&_fields=id,_links.predecessor-version"));
    assert_eq!(version(&read), last);
}

#[test]
fn earlier_words_are_found_in_the_revisions() {
    let blog = Blog::with_people();
    let route = format!("posts/{}", blog.published("One", "First words"));
    blog.post(&route, json!({"content": "Second words"}));
    blog.post(&route, json!({"content": "Third words"}));
    let list = blog.get(&format!("{route}/revisions?context=edit"));
    assert_eq!(list.header("x-wp-total"), "2");
    assert_eq!(list.at("/0/content/raw"), "Third words");
    assert_eq!(list.at("/1/content/raw"), "Second words");
    let one = blog.get(&format!("{route}/revisions/{}?context=edit", list.at("/1/id")));
    assert_eq!(one.at("/content/raw"), "Second words");
    assert_eq!(blog.get(&format!("{route}/revisions?per_page=1")).ids().len(), 1);
    let refused = (403, "rest_cannot_read".to_owned());
    assert_eq!(
        blog.by("con", "GET", &format!("{route}/revisions"), json!(null)).refusal(),
        refused
    );
    let past = blog.get(&format!("{route}/revisions?per_page=1&page=9"));
    assert_eq!(past.refusal(), (400, "rest_revision_invalid_page_number".into()));
    assert_eq!(blog.get("posts/99/revisions").refusal(), (404, "rest_post_invalid_parent".into()));
}
