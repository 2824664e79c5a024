use crate::blog::Blog;
use serde_json::json;

#[test]
fn pages_live_beside_the_posts_and_under_each_other() {
    let blog = Blog::new();
    let top = blog.post("pages", json!({"title": "About me", "content": "x", "status": "publish"}));
    assert_eq!((top.status, top.at("/type")), (201, json!("page")));
    assert_eq!(top.at("/link"), format!("{}/about-me/", blog.practice.url()));
    assert_eq!((top.at("/comment_status"), top.at("/parent")), (json!("closed"), json!(0)));
    for absent in ["categories", "tags", "sticky", "format"] {
        assert!(top.json().get(absent).is_none(), "{absent}");
    }
    let body =
        json!({"title": "Work", "status": "publish", "parent": top.at("/id"), "menu_order": 2});
    let under = blog.post("pages", body);
    assert_eq!(under.at("/link"), format!("{}/about-me/work/", blog.practice.url()));
    assert_eq!(under.at("/menu_order"), 2);
    let same = blog.post("pages", json!({"title": "Work", "status": "publish"}));
    assert_eq!(same.at("/slug"), "work", "another parent");
    let again = blog.post("pages", json!({"title": "Work", "status": "publish"}));
    assert_eq!(again.at("/slug"), "work-2");
    let id = top.at("/id");
    assert_eq!(blog.get(&format!("posts/{id}")).refusal(), (404, "rest_post_invalid_id".into()));
    assert_eq!(blog.get("pages/1").refusal(), (404, "rest_post_invalid_id".into()), "a post");
    assert_eq!(blog.get("posts").ids(), [1]);
    assert_eq!(blog.get("pages?orderby=menu_order&order=desc&per_page=1").ids().len(), 1);
}

#[test]
fn a_page_is_never_put_under_itself() {
    let blog = Blog::new();
    let page = |body| blog.post("pages", body).at("/id");
    let top = page(json!({"title": "a", "status": "publish"}));
    let under = page(json!({"title": "b", "status": "publish", "parent": top}));
    let refused = (400, "rest_post_invalid_id".to_owned());
    for parent in [json!(99), json!(1), top.clone(), under.clone()] {
        let answer = blog.post(&format!("pages/{top}"), json!({ "parent": parent }));
        assert_eq!(answer.refusal(), refused, "{parent}");
    }
    blog.delete(&format!("pages/{top}"));
    let link = blog.get(&format!("pages/{under}")).at("/link");
    assert_eq!(link, format!("{}/a__trashed/b/", blog.practice.url()));
    blog.delete(&format!("pages/{top}?force=true"));
    let moved = blog.get(&format!("pages/{under}"));
    assert_eq!(
        (moved.at("/parent"), moved.at("/link")),
        (json!(0), json!(format!("{}/b/", blog.practice.url())))
    );
}

#[test]
fn pages_have_addresses_of_their_own() {
    let blog = Blog::new();
    let table = [("2024", "2024-2"), ("page2", "page2-2"), ("feed", "feed-2"), ("Page", "page")];
    for (title, slug) in table {
        let made = blog.post("pages", json!({"title": title, "status": "publish"}));
        assert_eq!(made.at("/slug"), slug, "{title}");
    }
    blog.published("Page", "x");
    let id = blog.post("pages", json!({"title": "Page", "status": "publish"})).at("/id");
    let route = format!("pages/{id}");
    assert_eq!(blog.get(&route).at("/slug"), "page-2", "other pages are asked, posts are not");
    blog.delete(&route);
    assert_eq!(blog.delete(&route).refusal(), (410, "rest_already_trashed".into()));
    assert_eq!(blog.post(&route, json!({"status": "publish"})).at("/slug"), "page-2");
}
