use crate::blog::Blog;
use serde_json::json;

const KEY: &str = "q0123456789abcdef";

#[test]
fn a_draft_under_a_key_is_found_by_it_wherever_it_stands() {
    let blog = Blog::new();
    let made = blog.post("posts", json!({"slug": KEY, "title": "A & B's", "content": "<p>x</p>"}));
    assert_eq!(made.status, 201);
    let id = made.at("/id");
    assert_eq!(made.at("/status"), "draft");
    assert_eq!(made.at("/slug"), KEY);
    assert_eq!(made.at("/title"), json!({"raw": "A & B's", "rendered": "A &#038; B&#8217;s"}));
    assert_eq!(made.at("/content/raw"), "<p>x</p>");
    assert_eq!(made.at("/link"), format!("{}/?p={id}", blog.practice.url()));
    assert!(made.header("location").ends_with(&format!("/wp-json/wp/v2/posts/{id}")));

    let lookup = format!("posts?slug={KEY},{KEY}__trashed&status=any,trash&context=edit");
    assert_eq!(json!(blog.get(&lookup).ids()), json!([id]));
    assert_eq!(blog.peek(&format!("posts?slug={KEY}")).ids(), [0_i64; 0], "not public");
    let trashed = blog.delete(&format!("posts/{id}"));
    assert_eq!((trashed.status, trashed.at("/slug")), (200, json!(format!("{KEY}__trashed"))));
    assert_eq!(json!(blog.get(&lookup).ids()), json!([id]));
    let restored = blog.post(&format!("posts/{id}"), json!({"status": "draft"}));
    assert_eq!((restored.at("/slug"), restored.at("/status")), (json!(KEY), json!("draft")));
}

#[test]
fn a_second_draft_under_the_same_key_gets_a_number_when_it_is_called_a_draft() {
    let blog = Blog::new();
    let draft = json!({"slug": KEY, "title": "T", "status": "draft"});
    let slugs: Vec<_> = (0..3).map(|_| blog.post("posts", draft.clone()).at("/slug")).collect();
    assert_eq!(slugs, [KEY.to_owned(), format!("{KEY}-2"), format!("{KEY}-3")]);
    let unsaid = blog.post("posts", json!({"slug": KEY, "title": "T"}));
    assert_eq!((unsaid.at("/slug"), unsaid.at("/status")), (json!(KEY), json!("draft")));
    let retitled = blog.post(&format!("posts/{}", unsaid.at("/id")), json!({"title": "U"}));
    assert_eq!(retitled.at("/slug"), KEY);
}

#[test]
fn publishing_with_an_empty_slug_makes_it_from_the_title() {
    let blog = Blog::new();
    let draft = blog.post("posts", json!({"slug": KEY, "title": "Grüße, it’s me!"}));
    let route = format!("posts/{}", draft.at("/id"));
    let public = blog.post(&route, json!({"status": "publish", "slug": ""}));
    assert_eq!(public.at("/slug"), "gruse-its-me");
    assert_eq!(public.at("/link"), format!("{}/2026/07/gruse-its-me/", blog.practice.url()));
    let again = blog.published("Grüße, it’s me!", "");
    assert_eq!(blog.get(&format!("posts/{again}")).at("/slug"), "gruse-its-me-2");
    let untitled = blog.post("posts", json!({"content": "x", "status": "publish"}));
    assert_eq!(untitled.at("/slug"), format!("{}-2", untitled.at("/id")), "digits mean a day");
    let plain = blog.post("posts", json!({"title": "Only a draft"}));
    assert_eq!(plain.at("/slug"), "");
    assert_eq!(plain.at("/generated_slug"), "only-a-draft");
}

#[test]
fn an_update_changes_the_fields_it_names_with_every_method() {
    let blog = Blog::new();
    let id = blog.published("Title", "<p>Text</p>");
    for (method, title) in [("POST", "One"), ("PUT", "Two"), ("PATCH", "Three")] {
        blog.wait(10);
        let answer = blog.send(method, &format!("posts/{id}"), json!({"title": title}));
        assert_eq!((answer.status, answer.at("/title/raw")), (200, json!(title)), "{method}");
        assert_eq!(answer.at("/content/raw"), "<p>Text</p>");
        assert_eq!(answer.at("/slug"), "title");
    }
    let post = blog.get(&format!("posts/{id}"));
    assert_eq!(post.at("/modified_gmt"), "2026-07-01T10:00:30");
    assert_eq!(post.at("/modified"), "2026-07-01T12:00:30");
    assert_eq!(post.at("/date_gmt"), "2026-07-01T10:00:00");
    assert!(post.json()["title"].get("raw").is_none(), "raw only in the edit context");
}

#[test]
fn what_the_writer_sends_is_kept_byte_for_byte() {
    let blog = Blog::new();
    let raw =
        "<!-- wp:html -->\n<script>a && b</script> &#91; \\ <br/>\u{1F600}\n<!-- /wp:html -->  ";
    let id = blog.published("<em>Raw</em> & \\", raw);
    let post = blog.get(&format!("posts/{id}?context=edit"));
    assert_eq!(post.at("/content/raw"), raw);
    assert_eq!(post.at("/title/raw"), "<em>Raw</em> & \\");
    assert!(!post.at("/content/rendered").as_str().unwrap().contains("wp:html"));
}

#[test]
fn deleting_is_trashing_then_gone_for_good_only_by_force() {
    let blog = Blog::new();
    let id = blog.published("Title", "");
    let route = format!("posts/{id}");
    assert_eq!(blog.delete(&route).at("/status"), "trash");
    assert_eq!(blog.delete(&route).refusal(), (410, "rest_already_trashed".into()));
    assert_eq!(blog.get("posts?status=any").ids(), [1]);
    assert_eq!(blog.get("posts?status=trash").ids(), [id]);
    let gone = blog.delete(&format!("{route}?force=true"));
    assert_eq!((gone.at("/deleted"), gone.at("/previous/id")), (json!(true), json!(id)));
    assert_eq!(blog.get(&route).refusal(), (404, "rest_post_invalid_id".into()));
    let missing = blog.post(&route, json!({"title": "x"}));
    assert_eq!(missing.refusal(), (404, "rest_post_invalid_id".into()));
}

#[test]
fn a_trashed_post_takes_its_comments_along_and_does_not_bring_them_back() {
    let blog = Blog::new();
    blog.delete("posts/1");
    assert_eq!(blog.get("comments?status=all").ids(), [0_i64; 0]);
    assert_eq!(blog.get("comments?status=post-trashed").ids().len(), 4);
    blog.post("posts/1", json!({"status": "publish"}));
    assert_eq!(blog.get("comments?status=all").ids(), [0_i64; 0]);
}

#[test]
fn posts_without_words_and_with_unknown_standings_are_refused() {
    let blog = Blog::new();
    assert_eq!(blog.post("posts", json!({})).refusal(), (400, "empty_content".into()));
    let emptied = blog.post("posts/1", json!({"title": " ", "content": ""}));
    assert_eq!(emptied.refusal(), (400, "empty_content".into()));
    assert_eq!(
        blog.get("posts/1?context=edit").at("/title/raw"),
        afterword_practice::sample::POST.title
    );
    let undated = blog.post("posts", json!({"title": "x", "date": ""}));
    assert_eq!(undated.refusal(), (400, "rest_invalid_param".into()));
    let odd = blog.post("posts", json!({"title": "x", "status": "shiny"}));
    assert_eq!(odd.refusal(), (400, "rest_invalid_param".into()));
    let list = blog.post("posts", json!({"title": ["x"]}));
    assert_eq!(list.refusal(), (400, "rest_invalid_param".into()));
    let path = "/wp-json/wp/v2/posts";
    let headers = vec![("content-type", "application/json".to_owned())];
    let broken = blog.ask(crate::blog::As::Headers(headers), "POST", path, Some(b"{\"title"));
    assert_eq!(broken.refusal(), (400, "rest_invalid_json".into()));
}

#[test]
fn lists_come_in_pages_with_totals_and_end_with_a_refusal() {
    let blog = Blog::new();
    let ids: Vec<i64> = (0..4).map(|n| blog.published(&format!("Post {n}"), "x")).collect();
    let page = blog.get("posts?per_page=2&orderby=id&order=asc&page=2");
    assert_eq!(page.ids(), [ids[1], ids[2]]);
    assert_eq!(
        (page.header("x-wp-total"), page.header("x-wp-totalpages")),
        ("5".into(), "3".into())
    );
    let links = page.header("link");
    assert!(links.contains("page=3>; rel=\"next\"") && links.contains("page=1>; rel=\"prev\""));
    let past = blog.get("posts?per_page=2&page=4");
    assert_eq!(past.refusal(), (400, "rest_post_invalid_page_number".into()));
    assert_eq!(blog.get("posts?offset=9").json(), json!([]));
    assert_eq!(blog.get("posts?slug=none&page=2").json(), json!([]), "nothing has no end");
    assert_eq!(blog.get("pages?include=1").json(), json!([]));
    assert_eq!(blog.get("posts?per_page=101").refusal(), (400, "rest_invalid_param".into()));
    assert_eq!(blog.get("posts?orderby=words").refusal(), (400, "rest_invalid_param".into()));
    let some = format!("posts?include={},{}&orderby=include&_fields=id", ids[2], ids[0]);
    assert_eq!(blog.get(&some).json(), json!([{"id": ids[2]}, {"id": ids[0]}]));
    assert_eq!(blog.get("posts?search=post%203").ids(), [ids[3]]);
    assert_eq!(blog.get("posts?search=100%25").ids(), [0_i64; 0], "no wildcards");
    let head = blog.ask(crate::blog::As::Writer, "HEAD", "/wp-json/wp/v2/posts", None);
    assert_eq!((head.header("x-wp-total"), head.bytes.len()), ("5".into(), 0));
}

#[test]
fn dates_without_an_offset_are_the_blogs_own() {
    let blog = Blog::new();
    let local = blog.post("posts", json!({"title": "a", "date": "2026-06-01T12:00:00"}));
    assert_eq!(local.at("/date_gmt"), "2026-06-01T10:00:00");
    assert_eq!(local.at("/modified_gmt"), "2026-06-01T10:00:00", "as old as the post");
    let offset = blog.post("posts", json!({"title": "a", "date": "2026-06-01T12:00:00-05:00"}));
    assert_eq!(offset.at("/date_gmt"), "2026-06-01T17:00:00");
    let utc = blog.post("posts", json!({"title": "a", "date_gmt": "2026-06-01T12:00:00"}));
    assert_eq!(utc.at("/date"), "2026-06-01T14:00:00");
    let bad = blog.post("posts", json!({"title": "a", "date": "soon"}));
    assert_eq!(bad.refusal(), (400, "rest_invalid_param".into()));
}

#[test]
fn a_drafts_date_floats_until_it_is_published() {
    let blog = Blog::new();
    let route = format!("posts/{}", blog.post("posts", json!({"title": "a"})).at("/id"));
    blog.wait(3600);
    assert_eq!(blog.post(&route, json!({"title": "b"})).at("/date_gmt"), "2026-07-01T11:00:00");
    blog.wait(3600);
    let public = blog.post(&route, json!({"status": "publish"}));
    assert_eq!(public.at("/date_gmt"), "2026-07-01T12:00:00");
    blog.wait(3600);
    assert_eq!(blog.post(&route, json!({})).at("/date_gmt"), "2026-07-01T12:00:00");
}

#[test]
fn a_post_for_tomorrow_waits_until_then() {
    let blog = Blog::new();
    let tomorrow = json!({"title": "a", "status": "publish", "date_gmt": "2026-07-02T10:00:00"});
    let post = blog.post("posts", tomorrow);
    assert_eq!(post.at("/status"), "future");
    let route = format!("posts/{}", post.at("/id"));
    assert_eq!(blog.page(&format!("/?p={}", post.at("/id"))).status, 404);
    blog.wait(24 * 3600);
    assert_eq!(blog.peek(&route).at("/status"), "publish");
    let past = json!({"title": "b", "status": "future", "date_gmt": "2026-01-01T10:00:00"});
    assert_eq!(blog.post("posts", past).at("/status"), "publish");
}
