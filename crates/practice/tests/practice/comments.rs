use crate::blog::{As, Blog};
use serde_json::json;

#[test]
fn a_reply_keeps_its_date_and_its_key_and_is_found_by_them() {
    let blog = Blog::new();
    let reply = json!({
        "post": 1, "parent": 3, "content": "Thank you & <em>yes</em>",
        "date_gmt": "2026-07-01T09:59:07", "author_user_agent": "Afterword/1 op=q1",
    });
    let made = blog.post("comments", reply.clone());
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.at("/parent"), 3, "under a held comment");
    assert_eq!(made.at("/status"), "approved");
    assert_eq!(made.at("/author"), 1);
    assert_eq!(made.at("/date_gmt"), "2026-07-01T09:59:07");
    assert_eq!(made.at("/date"), "2026-07-01T11:59:07");
    assert_eq!(made.at("/author_user_agent"), "Afterword/1 op=q1");
    assert_eq!(made.at("/content/raw"), "Thank you & <em>yes</em>");
    let link = made.at("/link");
    assert!(link.as_str().unwrap().ends_with(&format!("#comment-{}", made.at("/id"))));
    let window = "after=2026-07-01T09:59:00Z&before=2026-07-01T09:59:59Z";
    let found = blog.get(&format!("comments?post=1&parent=3&author=1&status=all&{window}"));
    assert_eq!(json!(found.ids()), json!([made.at("/id")]));
    assert_eq!(blog.post("comments", reply).refusal(), (409, "comment_duplicate".into()));
    assert_eq!(blog.get("comments/3?context=edit").at("/status"), "hold", "not approved by it");
}

#[test]
fn the_duplicate_check_misses_what_wordpress_misses() {
    let blog = Blog::new();
    for (content, second) in [("same", 409), ("back\\slash", 201), (" space ", 409)] {
        let body = json!({"post": 1, "content": content});
        assert_eq!(blog.post("comments", body.clone()).status, 201, "{content}");
        assert_eq!(blog.post("comments", body).status, second, "{content}");
    }
    let elsewhere = json!({"post": 1, "parent": 1, "content": "same"});
    assert_eq!(blog.post("comments", elsewhere).status, 201, "under another parent");
}

#[test]
fn parents_are_not_checked() {
    let blog = Blog::new();
    let lost = blog.post("comments", json!({"post": 1, "parent": 999_999, "content": "x"}));
    assert_eq!((lost.status, lost.at("/parent")), (201, json!(999_999)));
    let page = blog.page(&blog.path_of(1)).text();
    assert!(page.contains(&format!("id=\"comment-{}\"", lost.at("/id"))), "and yet it is shown");
}

#[test]
fn comments_that_cannot_be_are_refused_as_wordpress_refuses_them() {
    let blog = Blog::new();
    let draft = blog.post("posts", json!({"title": "d"})).at("/id");
    let closed = json!({"title": "c", "status": "publish", "comment_status": "closed"});
    let closed = blog.post("posts", closed).at("/id");
    let gone = blog.published("g", "");
    blog.delete(&format!("posts/{gone}"));
    let long = "x".repeat(70_000);
    let table = [
        (json!({"content": "x"}), 403, "rest_comment_invalid_post_id"),
        (json!({"post": 99, "content": "x"}), 403, "rest_comment_invalid_post_id"),
        (json!({"post": draft, "content": "x"}), 403, "rest_comment_draft_post"),
        (json!({"post": gone, "content": "x"}), 403, "rest_comment_trash_post"),
        (json!({"post": closed, "content": "x"}), 403, "rest_comment_closed"),
        (json!({"post": 1, "content": ""}), 400, "rest_comment_content_invalid"),
        (json!({"post": 1}), 400, "rest_comment_content_invalid"),
        (json!({"post": 1, "content": long}), 400, "comment_content_column_length"),
        (json!({"post": 1, "content": "x", "date_gmt": "soon"}), 400, "rest_invalid_param"),
    ];
    for (body, status, code) in table {
        assert_eq!(blog.post("comments", body).refusal(), (status, code.into()), "{code}");
    }
    let invalid = (404, "rest_comment_invalid_id".to_owned());
    assert_eq!(blog.get("comments/99").refusal(), invalid);
    assert_eq!(blog.post("comments/99", json!({"status": "hold"})).refusal(), invalid);
    assert_eq!(blog.delete("comments/99").refusal(), invalid);
    assert_eq!(blog.get("comments?status=all").ids().len(), 4, "nothing was stored");
}

#[test]
fn each_standing_has_its_list() {
    let blog = Blog::new();
    blog.post("comments/1", json!({"status": "spam"}));
    blog.post("comments/2", json!({"status": "trash"}));
    let table: [(&str, &[i64]); 10] = [
        ("comments", &[4]),
        ("comments?status=approve", &[4]),
        ("comments?status=hold", &[3]),
        ("comments?status=all", &[4, 3]),
        ("comments?status=any", &[4, 3]),
        ("comments?status=spam", &[1]),
        ("comments?status=trash", &[2]),
        ("comments?status=approved", &[]),
        ("comments?status=hold,spam", &[]),
        ("comments?type=pingback", &[]),
    ];
    for (route, ids) in table {
        assert_eq!(blog.get(route).ids(), ids, "{route}");
    }
}

#[test]
fn lists_are_ordered_filtered_and_empty_past_their_end() {
    let blog = Blog::new();
    let table: [(&str, &[i64]); 9] = [
        ("orderby=id&order=asc", &[1, 2, 3, 4]),
        ("orderby=id&order=desc", &[4, 3, 2, 1]),
        ("orderby=date_gmt&order=asc", &[1, 2, 3, 4]),
        ("parent=2", &[4]),
        ("parent=0&order=asc", &[1, 2]),
        ("include=3,1&orderby=include", &[3, 1]),
        ("search=ten-year", &[2]),
        ("post=99", &[]),
        ("author_email=dennis@reader.example&order=asc", &[1, 4]),
    ];
    for (query, ids) in table {
        assert_eq!(blog.get(&format!("comments?status=all&{query}")).ids(), ids, "{query}");
    }
    let page = blog.get("comments?status=all&per_page=3&page=2&orderby=id&order=asc");
    assert_eq!(page.ids(), [4]);
    assert_eq!(
        (page.header("x-wp-total"), page.header("x-wp-totalpages")),
        ("4".into(), "2".into())
    );
    let past = blog.get("comments?status=all&per_page=3&page=3");
    assert_eq!((past.status, past.json(), past.header("x-wp-total")), (200, json!([]), "4".into()));
    assert_eq!(blog.get("comments?per_page=101").refusal(), (400, "rest_invalid_param".into()));
}

#[test]
fn moderation_moves_a_comment_and_says_so_in_wordpress_words() {
    let blog = Blog::new();
    for (asked, answered) in [
        ("approve", "approved"),
        ("hold", "hold"),
        ("approved", "approved"),
        ("spam", "spam"),
        ("trash", "trash"),
        ("approved", "approved"),
    ] {
        let answer = blog.post("comments/3", json!({"status": asked}));
        assert_eq!((answer.status, answer.at("/status")), (200, json!(answered)), "{asked}");
        let again = blog.post("comments/3", json!({"status": asked}));
        assert_eq!((again.status, again.at("/status")), (200, json!(answered)), "{asked} again");
        assert_eq!(blog.get("comments/3").at("/status"), answered);
    }
}

#[test]
fn editing_a_comment_keeps_its_date_and_the_rest() {
    let blog = Blog::new();
    let before = blog.get("comments/2?context=edit").json();
    let after = blog.send("PATCH", "comments/2", json!({"content": "New words"})).json();
    for field in ["date_gmt", "author_name", "author_email", "status", "parent", "post"] {
        assert_eq!(before[field], after[field], "{field}");
    }
    assert_eq!(after["content"]["raw"], "New words");
    let emptied = blog.post("comments/2", json!({"content": " "}));
    assert_eq!(emptied.refusal(), (400, "rest_comment_content_invalid".into()));
}

#[test]
fn a_deleted_parents_answers_move_up() {
    let blog = Blog::new();
    let under = blog.post("comments", json!({"post": 1, "parent": 4, "content": "x"})).at("/id");
    assert_eq!(blog.delete("comments/4").at("/status"), "trash");
    assert_eq!(blog.delete("comments/4").refusal(), (410, "rest_already_trashed".into()));
    assert_eq!(blog.delete("comments/4?force=true").at("/deleted"), true);
    assert_eq!(blog.get(&format!("comments/{under}")).at("/parent"), 2);
    assert_eq!(blog.get("comments/4").refusal(), (404, "rest_comment_invalid_id".into()));
    blog.delete("comments/2?force=true");
    assert_eq!(blog.get(&format!("comments/{under}")).at("/parent"), 0);
}

#[test]
fn what_readers_gave_in_confidence_is_for_the_writer_only() {
    let blog = Blog::new();
    let seen = blog.peek("comments").text();
    for private in ["reader.example", "author_email", "author_ip", "author_user_agent", "raw"] {
        assert!(!seen.contains(private), "{private}");
    }
    assert_eq!(blog.peek("comments").ids(), [4, 2, 1], "held ones are not public");
    assert!(blog.get("comments?context=edit").text().contains("dennis@reader.example"));
}

#[test]
fn a_notice_from_another_site_is_held_and_told_apart() {
    let blog = Blog::new();
    let form = "title=A+%3Cb%3Etitle%3C%2Fb%3E+%26+more&blog_name=Else+%26+where&excerpt=Some+words\
                &url=https%3A%2F%2Felsewhere.example%2Fx";
    let tell = |post: &str, form: &str| {
        let kind = ("content-type", "application/x-www-form-urlencoded".to_owned());
        blog.ask(
            As::Headers(vec![kind]),
            "POST",
            &format!("/?p={post}&tb=1"),
            Some(form.as_bytes()),
        )
    };
    let said = |form: &str| tell("1", form).text();
    assert!(said(form).contains("<error>0</error>"));
    assert!(said(form).contains("already a ping"), "twice");
    assert!(said("title=x&url=javascript:alert(1)").contains("<error>1</error>"));
    for (query, ids) in [("", &[4, 3, 2, 1][..]), ("&type=trackback", &[5]), ("&type=pings", &[5])]
    {
        let listed = blog.get(&format!("comments?status=all&orderby=id{query}")).ids();
        assert!(ids.iter().all(|id| listed.contains(id)), "{query}: {listed:?}");
        assert_eq!(listed.len(), ids.len(), "{query}");
    }
    assert_eq!(blog.get("comments?status=all&type=all").ids().len(), 5);
    let notice = blog.get("comments/5");
    assert_eq!(notice.at("/type"), "trackback");
    assert_eq!(notice.at("/status"), "hold");
    assert_eq!(notice.at("/author_name"), "Else &amp; where");
    assert_eq!(notice.at("/author_avatar_urls/24"), false);
    let closed = json!({"title": "c", "status": "publish", "ping_status": "closed"});
    let closed = blog.post("posts", closed).at("/id");
    assert!(tell(&closed.to_string(), form).text().contains("closed"));
    assert_eq!(tell("99", form).status, 404);
}

#[test]
fn one_address_has_one_face() {
    let blog = Blog::new();
    let face = |id: i64| blog.get(&format!("comments/{id}")).at("/author_avatar_urls/96");
    assert_eq!(face(1), face(4), "Dennis, both times");
    assert_ne!(face(1), face(2));
    let face = face(1);
    let hash = face.as_str().unwrap().split(['/', '?']).nth(4).unwrap().to_owned();
    assert_eq!((hash.len(), hash.contains("dennis")), (64, false), "{hash}");
}
