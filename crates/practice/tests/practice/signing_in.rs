use crate::blog::{As, Blog};
use serde_json::json;

#[test]
fn the_blog_says_where_its_interface_is() {
    let blog = Blog::new();
    let root = blog.practice.rest_root();
    for method in ["HEAD", "GET"] {
        let front = blog.ask(As::Anybody, method, "/", None);
        assert_eq!(front.status, 200);
        assert_eq!(front.header("link"), format!("<{root}>; rel=\"https://api.w.org/\""));
    }
    let tag = format!("<link rel=\"https://api.w.org/\" href=\"{root}\">");
    assert!(blog.page("/").text().contains(&tag));
    let index = blog.page("/wp-json/");
    assert_eq!(index.header("content-type"), "application/json; charset=UTF-8");
    assert_eq!(index.at("/name"), "Practice blog");
    assert_eq!(index.at("/url"), blog.practice.url());
    assert_eq!(index.at("/timezone_string"), "Europe/Berlin");
    assert_eq!(index.at("/gmt_offset"), 2.0);
    assert_eq!(index.at("/namespaces"), json!(["wp/v2"]));
    let page = index.at("/authentication/application-passwords/endpoints/authorization");
    let page = page.as_str().unwrap().strip_prefix(&blog.practice.url()).unwrap().to_owned();
    assert!(blog.page(&page).text().contains("No password needed"));
}

#[test]
fn the_index_has_only_the_fields_asked_for() {
    let blog = Blog::new();
    let index = blog.page("/wp-json/?_fields=name,authentication.application-passwords");
    let keys: Vec<String> = index.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["authentication", "name"]);
}

#[test]
fn every_route_is_there_in_the_plain_form_too() {
    let blog = Blog::new();
    let plain = blog.page("/?rest_route=/wp/v2/posts&_fields=id");
    assert_eq!(plain.json(), json!([{"id": 1}]));
    assert_eq!(blog.page("/index.php?rest_route=/wp/v2/posts/1&_fields=id").at("/id"), 1);
    assert_eq!(blog.page("/?rest_route=/").at("/name"), "Practice blog");
    let nowhere = blog.page("/?rest_route=//wp/v2/posts");
    assert_eq!(nowhere.refusal(), (404, "rest_no_route".into()));
    assert_eq!(blog.page("/wp-json/wp/v2/nothing").refusal(), (404, "rest_no_route".into()));
}

#[test]
fn the_writer_is_an_editor_who_moderates() {
    let blog = Blog::new();
    let me = blog.get("users/me?context=edit");
    assert_eq!(me.at("/username"), blog.practice.username());
    assert_eq!(me.at("/roles"), json!(["editor"]));
    for capability in
        ["publish_posts", "upload_files", "moderate_comments", "unfiltered_html", "edit_posts"]
    {
        assert_eq!(me.at(&format!("/capabilities/{capability}")), true, "{capability}");
    }
    let plain = blog.get("users/me").json();
    assert!(plain.get("capabilities").is_none(), "only in the edit context");
}

#[test]
fn spaces_in_the_password_and_the_case_of_the_name_do_not_matter() {
    let blog = Blog::new();
    let spaced: String = blog
        .practice
        .password()
        .as_bytes()
        .chunks(4)
        .map(|four| format!("{} ", String::from_utf8_lossy(four)))
        .collect();
    let headers = vec![("authorization", blog.authorization(&spaced))];
    assert_eq!(blog.ask(As::Headers(headers), "GET", "/wp-json/wp/v2/users/me", None).status, 200);
}

#[test]
fn a_wrong_password_reads_as_anybody_and_writes_nothing() {
    let blog = Blog::new();
    let wrong = |method: &str, route: &str| {
        let headers = vec![
            ("authorization", blog.authorization("wrong")),
            ("content-type", "application/json".to_owned()),
        ];
        let body = (method == "POST").then_some(&br#"{"title":"x","post":1,"content":"x"}"#[..]);
        blog.ask(As::Headers(headers), method, &format!("/wp-json/wp/v2/{route}"), body)
    };
    assert_eq!(wrong("GET", "posts").status, 200);
    let table = [
        ("GET", "users/me", "rest_not_logged_in"),
        ("GET", "posts?context=edit", "rest_forbidden_context"),
        ("GET", "posts/1?context=edit", "rest_forbidden_context"),
        ("GET", "comments?context=edit", "rest_forbidden_context"),
        ("GET", "comments?status=hold", "rest_forbidden_param"),
        ("GET", "comments/3", "rest_cannot_read"),
        ("POST", "posts", "rest_cannot_create"),
        ("POST", "posts/1", "rest_cannot_edit"),
        ("DELETE", "posts/1", "rest_cannot_delete"),
        ("POST", "comments", "rest_comment_login_required"),
        ("POST", "comments/1", "rest_cannot_edit"),
        ("DELETE", "comments/1", "rest_cannot_delete"),
        ("POST", "media", "rest_cannot_create"),
    ];
    for (method, route, code) in table {
        assert_eq!(wrong(method, route).refusal(), (401, code.into()), "{method} {route}");
    }
    assert_eq!(wrong("GET", "posts?status=draft").refusal(), (400, "rest_invalid_param".into()));
    assert_eq!(blog.get("posts?status=any,trash").ids(), [1]);
}
