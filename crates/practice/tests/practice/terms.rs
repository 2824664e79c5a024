use crate::blog::Blog;
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|term| term["name"].as_str().unwrap()).collect()
}

#[test]
fn a_name_that_is_there_is_refused_with_its_id() {
    let blog = Blog::new();
    let news = blog.post("categories", json!({"name": "News & Co", "description": "D"}));
    assert_eq!(news.status, 201, "{}", news.text());
    assert_eq!(news.at("/name"), "News &amp; Co");
    assert_eq!(news.at("/slug"), "news-co");
    assert_eq!(news.at("/link"), format!("{}/category/news-co/", blog.practice.url()));
    let again = blog.post("categories", json!({"name": "NEWS & co"}));
    assert_eq!(again.refusal(), (400, "term_exists".into()));
    assert_eq!(again.at("/data/term_id"), news.at("/id"));
    let under = json!({"name": "News & Co", "parent": news.at("/id")});
    let child = blog.post("categories", under.clone());
    assert_eq!((child.status, child.at("/slug")), (201, json!("news-co-news-co")));
    assert_eq!(
        child.at("/link"),
        format!("{}/category/news-co/news-co-news-co/", blog.practice.url())
    );
    assert_eq!(blog.post("categories", under).at("/data/term_id"), child.at("/id"));
    let tag = blog.post("tags", json!({"name": "Grüße"}));
    let shouted = blog.post("tags", json!({"name": "GRÜSSE"}));
    assert_eq!(shouted.status, 201);
    let cased = blog.post("tags", json!({"name": "GRüßE"}));
    assert_eq!(cased.at("/data/term_id"), tag.at("/id"), "letters beyond ASCII have cases, too");
}

#[test]
fn names_that_make_the_same_slug_are_different_terms() {
    let blog = Blog::new();
    let table =
        [("Rust", "rust"), ("Rust!", "rust-2"), ("C#", "c"), ("C", "c-2"), ("<b>a  b</b>", "a-b")];
    for (name, slug) in table {
        let made = blog.post("tags", json!({ "name": name }));
        assert_eq!(made.at("/slug"), slug, "{name}");
    }
    assert_eq!(blog.get("tags?slug=a-b").at("/0/name"), "a b");
}

#[test]
fn terms_that_cannot_be_are_refused_as_wordpress_refuses_them() {
    let blog = Blog::new();
    assert_eq!(blog.post("tags", json!({})).refusal(), (400, "rest_missing_callback_param".into()));
    let empty = blog.post("tags", json!({"name": " "}));
    assert_eq!(
        (empty.status, empty.at("/code"), empty.at("/data")),
        (500, json!("empty_term_name"), json!(null))
    );
    let long = blog.post("tags", json!({"name": "x".repeat(201)}));
    assert_eq!((long.status, long.at("/code")), (500, json!("db_insert_error")));
    let under = blog.post("tags", json!({"name": "x", "parent": 1}));
    assert_eq!(under.refusal(), (400, "rest_taxonomy_not_hierarchical".into()));
    let lost = blog.post("categories", json!({"name": "x", "parent": 99}));
    assert_eq!(lost.refusal(), (400, "rest_term_invalid".into()));
    assert_eq!(blog.get("tags/1").refusal(), (404, "rest_term_invalid".into()), "a category");
    let words = blog.post("posts", json!({"title": "x", "tags": ["word"]}));
    assert_eq!(words.refusal(), (400, "rest_invalid_param".into()));
}

#[test]
fn a_post_without_a_category_gets_the_default_one() {
    let blog = Blog::new();
    let made = blog.post("posts", json!({"title": "x"}));
    assert_eq!(made.at("/categories"), json!([1]));
    let route = format!("posts/{}", made.at("/id"));
    let unknown = blog.post(&route, json!({"categories": [99], "tags": [1]}));
    assert_eq!(unknown.at("/categories"), json!([]), "unknown ones are left out without a word");
    assert_eq!(unknown.at("/tags"), json!([]), "a category is no tag");
    assert_eq!(blog.post(&route, json!({"status": "publish"})).at("/categories"), json!([1]));
    assert_eq!(blog.get("categories/1").at("/name"), "Uncategorized");
    let refused = blog.delete("categories/1?force=true").refusal();
    assert_eq!(refused, (403, "rest_cannot_delete".into()));
}

#[test]
fn terms_are_listed_counted_and_searched() {
    let blog = Blog::new();
    let top = blog.post("categories", json!({"name": "Zoo"})).at("/id");
    let under = blog.post("categories", json!({"name": "apes", "parent": top})).at("/id");
    blog.post("categories", json!({"name": "Empty"}));
    let body = json!({"title": "x", "status": "publish", "categories": [under]});
    let post = blog.post("posts", body.clone()).at("/id");
    blog.post("posts", json!({"title": "draft", "categories": [under]}));
    let all = blog.get("categories");
    assert_eq!(names(&all.json()), ["apes", "Empty", "Uncategorized", "Zoo"], "by name");
    assert_eq!(all.at("/0/count"), 1, "public posts only");
    let list = |query: &str| blog.get(&format!("categories?{query}")).json();
    assert_eq!(names(&list("hide_empty=true")), ["apes", "Uncategorized", "Zoo"]);
    assert_eq!(names(&list("search=ZO")), ["Zoo"]);
    assert_eq!(names(&list("parent=0")), ["Empty", "Uncategorized", "Zoo"]);
    assert_eq!(names(&list(&format!("post={post}"))), ["apes"]);
    assert_eq!(names(&list("orderby=id&order=desc&per_page=2")), ["Empty", "apes"]);
    let page = blog.get("categories?per_page=3&page=2");
    assert_eq!((names(&page.json()), page.header("x-wp-total")), (vec!["Zoo"], "4".into()));
    assert_eq!(list("page=99"), json!([]), "no refusal here, unlike with posts");
    assert_eq!(blog.get("categories?per_page=101").refusal(), (400, "rest_invalid_param".into()));
    assert_eq!(json!(blog.get(&format!("posts?categories={under}")).ids()), json!([post]));
    assert_eq!(blog.get(&format!("posts?categories_exclude={under}")).ids(), [1]);
}

#[test]
fn a_deleted_category_leaves_its_posts_and_children_somewhere() {
    let blog = Blog::new();
    let top = blog.post("categories", json!({"name": "Top"})).at("/id");
    let under = blog.post("categories", json!({"name": "Under", "parent": top})).at("/id");
    let body = json!({"title": "x", "status": "publish", "categories": [top]});
    let post = format!("posts/{}", blog.post("posts", body).at("/id"));
    let trash = blog.delete(&format!("categories/{top}"));
    assert_eq!(trash.refusal(), (501, "rest_trash_not_supported".into()));
    let gone = blog.delete(&format!("categories/{top}?force=true"));
    assert_eq!((gone.at("/deleted"), gone.at("/previous/name")), (json!(true), json!("Top")));
    assert_eq!(blog.get(&format!("categories/{under}")).at("/parent"), 0);
    assert_eq!(blog.get(&post).at("/categories"), json!([1]));
}

#[test]
fn a_term_is_changed_without_taking_anothers_slug() {
    let blog = Blog::new();
    let one = format!("tags/{}", blog.post("tags", json!({"name": "One"})).at("/id"));
    blog.post("tags", json!({"name": "Two"}));
    let renamed = blog.post(&one, json!({"name": "Uno"}));
    assert_eq!((renamed.at("/name"), renamed.at("/slug")), (json!("Uno"), json!("one")));
    assert_eq!(blog.post(&one, json!({"slug": "U no"})).at("/slug"), "u-no");
    let taken = blog.post(&one, json!({"slug": "two"}));
    assert_eq!((taken.status, taken.at("/code")), (500, json!("duplicate_term_slug")));
}
