use crate::blog::{As, Blog};
use crate::media::GIF;
use serde_json::{Value, json};

const NOTHING: Value = Value::Null;

#[test]
fn a_contributor_sends_for_review_and_publishes_nothing() {
    let blog = Blog::with_people();
    let refused = (403, "rest_cannot_publish".to_owned());
    for status in ["publish", "future", "private"] {
        let answer = blog.by("con", "POST", "posts", json!({"title": "x", "status": status}));
        assert_eq!(answer.refusal(), refused, "{status}");
    }
    let body = json!({"title": "x", "status": "pending", "slug": "mine"});
    let sent = blog.by("con", "POST", "posts", body);
    assert_eq!(
        (sent.status, sent.at("/status"), sent.at("/slug")),
        (201, json!("pending"), json!(""))
    );
    let route = format!("posts/{}", sent.at("/id"));
    assert_eq!(blog.by("con", "POST", &route, json!({"title": "y"})).at("/title/raw"), "y");
    assert_eq!(blog.by("con", "POST", &route, json!({"status": "publish"})).refusal(), refused);
    assert_eq!(
        blog.by("ed", "POST", &route, json!({"status": "publish"})).at("/status"),
        "publish"
    );
    let late = blog.by("con", "POST", &route, json!({"title": "z"}));
    assert_eq!(late.refusal(), (403, "rest_cannot_edit".into()), "it is public now");
    let gone = blog.by("con", "DELETE", &route, NOTHING);
    assert_eq!(gone.refusal(), (403, "rest_cannot_delete".into()));
    let sticky = blog.by("con", "POST", "posts", json!({"title": "x", "sticky": true}));
    assert_eq!(sticky.refusal(), (403, "rest_cannot_assign_sticky".into()));
}

#[test]
fn an_author_has_own_posts_and_leaves_others_alone() {
    let blog = Blog::with_people();
    let own =
        blog.by("ann", "POST", "posts", json!({"title": "x", "status": "publish", "sticky": true}));
    assert_eq!((own.status, own.at("/author")), (201, json!(blog.id_of("ann"))));
    let table = [
        ("POST", "posts/1", json!({"title": "x"}), "rest_cannot_edit"),
        ("DELETE", "posts/1", NOTHING, "rest_cannot_delete"),
        ("GET", "posts/1?context=edit", NOTHING, "rest_forbidden_context"),
        ("GET", "posts/1/revisions", NOTHING, "rest_cannot_read"),
        ("POST", "posts", json!({"title": "x", "author": 1}), "rest_cannot_edit_others"),
        ("POST", "pages", json!({"title": "x"}), "rest_cannot_create"),
        ("POST", "categories", json!({"name": "x"}), "rest_cannot_create"),
        ("GET", "categories?context=edit", NOTHING, "rest_forbidden_context"),
        ("GET", "comments?context=edit", NOTHING, "rest_forbidden_context"),
        ("GET", "users?context=edit", NOTHING, "rest_forbidden_context"),
    ];
    for (method, route, body, code) in table {
        let answer = blog.by("ann", method, route, body);
        assert_eq!(answer.refusal(), (403, code.into()), "{method} {route}");
    }
    let tag = blog.by("ann", "POST", "tags", json!({"name": "x"}));
    assert_eq!(tag.status, 201, "tags are an author's");
    let tag = format!("tags/{}", tag.at("/id"));
    let renamed = blog.by("ann", "POST", &tag, json!({"name": "y"}));
    assert_eq!(renamed.refusal(), (403, "rest_cannot_update".into()));
    let gone = blog.by("ann", "DELETE", &format!("{tag}?force=true"), NOTHING);
    assert_eq!(gone.refusal(), (403, "rest_cannot_delete".into()));
}

#[test]
fn an_editor_gives_posts_to_others() {
    let blog = Blog::with_people();
    let ann = blog.id_of("ann");
    let id = blog.published("x", "");
    let given = blog.by("ed", "POST", &format!("posts/{id}"), json!({ "author": ann }));
    assert_eq!(given.at("/author"), ann);
    assert_eq!(json!(blog.get(&format!("posts?author={ann}")).ids()), json!([id]));
    let nobody = blog.by("ed", "POST", &format!("posts/{id}"), json!({"author": 99}));
    assert_eq!(nobody.refusal(), (400, "rest_invalid_author".into()));
}

#[test]
fn lists_leave_out_what_one_may_not_read_and_count_it_all_the_same() {
    let blog = Blog::with_people();
    blog.post("posts", json!({"title": "editor's draft"}));
    blog.post("posts", json!({"title": "private", "status": "private"}));
    let own = blog.by("con", "POST", "posts", json!({"title": "own draft"})).at("/id");
    let drafts = blog.by("con", "GET", "posts?status=draft", NOTHING);
    assert_eq!((json!(drafts.ids()), drafts.header("x-wp-total")), (json!([own]), "2".into()));
    let private = blog.by("ann", "GET", "posts?status=private", NOTHING);
    assert_eq!((private.json(), private.header("x-wp-total")), (json!([]), "0".into()));
    assert_eq!(blog.get("posts?status=private").ids().len(), 1);
    let subscriber = blog.by("sub", "GET", "posts?status=draft", NOTHING);
    assert_eq!(subscriber.refusal(), (400, "rest_invalid_param".into()));
}

#[test]
fn what_an_author_sends_is_stored_filtered() {
    let blog = Blog::with_people();
    let sent = json!({"title": "A & B", "content": "x<br/> &#91; <iframe src=\"y\"></iframe><script>z</script>"});
    let made = blog.by("ann", "POST", "posts", sent.clone());
    assert_eq!(made.at("/title/raw"), "A &amp; B");
    assert_eq!(made.at("/content/raw"), "x<br /> &#091; z");
    let made = blog.by("ed", "POST", "posts", sent.clone());
    assert_eq!(
        (made.at("/title/raw"), made.at("/content/raw")),
        (sent["title"].clone(), sent["content"].clone())
    );
    let given = json!({ "author": blog.id_of("ann") });
    let route = format!("posts/{}", made.at("/id"));
    blog.by("ed", "POST", &route, given);
    let renamed = blog.by("ann", "POST", &route, json!({"title": "C"}));
    assert_eq!(renamed.at("/content/raw"), "x<br /> &#091; z", "every save filters all of it");
}

#[test]
fn only_who_may_upload_uploads() {
    let blog = Blog::with_people();
    let upload = |login| {
        let headers = vec![
            ("authorization", blog.authorization_of(login)),
            ("content-type", "image/gif".to_owned()),
            ("content-disposition", "attachment; filename=\"dot.gif\"".to_owned()),
        ];
        blog.ask(As::Headers(headers), "POST", "/wp-json/wp/v2/media", Some(GIF))
    };
    assert_eq!(upload("con").refusal(), (403, "rest_cannot_create".into()));
    let made = upload("ann");
    assert_eq!((made.status, made.at("/author")), (201, json!(blog.id_of("ann"))));
    let route = format!("media/{}", made.at("/id"));
    let other = blog.by("con", "POST", &route, json!({"alt_text": "x"}));
    assert_eq!(other.refusal(), (403, "rest_cannot_edit".into()));
    let words = json!({"alt_text": "<b>A</b> dot", "caption": "C & D", "title": "T", "post": 1});
    let told = blog.by("ann", "POST", &route, words);
    assert_eq!(
        (told.at("/alt_text"), told.at("/caption/raw")),
        (json!("A dot"), json!("C &amp; D"))
    );
    assert_eq!((told.at("/title/raw"), told.at("/post")), (json!("T"), json!(1)));
    let by_author = format!("media?author={}&media_type=image&parent=1", blog.id_of("ann"));
    assert_eq!(json!(blog.get(&by_author).ids()), json!([made.at("/id")]));
    assert_eq!(blog.by("con", "DELETE", &format!("{route}?force=true"), NOTHING).status, 403);
}

#[test]
fn an_author_moderates_on_own_posts_only_and_sees_no_addresses() {
    let blog = Blog::with_people();
    let post = json!({"title": "x", "status": "publish"});
    let own = blog.by("ann", "POST", "posts", post).at("/id").to_string();
    let held = |post: &str| {
        let form = [
            ("comment_post_ID", post),
            ("author", "R"),
            ("email", "r@r.example"),
            ("comment", "Hello"),
        ];
        assert_eq!(blog.comment(&form).status, 303);
        let newest = blog.get("comments?status=hold&orderby=id&order=desc");
        format!("comments/{}", newest.ids()[0])
    };
    let here = held(&own);
    let there = held("1");
    let approved = blog.by("ann", "POST", &here, json!({"status": "approved"}));
    assert_eq!((approved.status, approved.at("/author_email")), (200, json!("r@r.example")));
    let read = blog.by("ann", "GET", &here, NOTHING);
    assert!(read.json().get("author_email").is_none());
    for (method, code) in [
        ("GET", "rest_cannot_read"),
        ("POST", "rest_cannot_edit"),
        ("DELETE", "rest_cannot_delete"),
    ] {
        let body = if method == "POST" { json!({"status": "approved"}) } else { NOTHING };
        assert_eq!(blog.by("ann", method, &there, body).refusal(), (403, code.into()), "{method}");
    }
    let list = blog.by("ann", "GET", "comments?status=hold", NOTHING);
    assert_eq!((list.json(), list.header("x-wp-total")), (json!([]), "2".into()));
    assert_eq!(
        blog.by("sub", "GET", "comments?status=hold", NOTHING).refusal(),
        (403, "rest_forbidden_param".into())
    );
}

#[test]
fn an_authors_reply_is_filtered_counted_and_slowed_down() {
    let blog = Blog::with_people();
    let post =
        blog.by("ann", "POST", "posts", json!({"title": "x", "status": "publish"})).at("/id");
    let say = |login, content: &str, at: &str| {
        let body =
            json!({"post": post, "content": content, "date_gmt": format!("2026-07-01T{at}")});
        blog.by(login, "POST", "comments", body)
    };
    let first = say("ann", "a & b <p>c</p>", "09:50:00");
    assert_eq!((first.status, first.at("/status")), (201, json!("approved")), "on her own post");
    assert_eq!(first.at("/content/rendered"), "<p>a &amp; b c</p>\n");
    assert!(first.at("/content").get("raw").is_none(), "no moderator, no raw");
    let again = say("ann", "a & b <p>c</p>", "09:50:00");
    assert_eq!(again.refusal(), (400, "comment_flood".into()), "not seen to be the same");
    assert_eq!(say("ann", "two", "09:50:14").refusal(), (400, "comment_flood".into()));
    assert_eq!(say("ann", "two", "09:50:16").status, 201);
    assert_eq!(say("ann", "two", "09:51:00").refusal(), (409, "comment_duplicate".into()));
    for n in 0..3 {
        assert_eq!(say("ed", &format!("quick {n}"), "09:55:00").status, 201, "a moderator");
    }
    let held = say("con", "May I?", "09:56:00");
    assert_eq!((held.status, held.at("/status")), (201, json!("hold")), "unknown here");
    let table = [
        ("author", json!(1), "rest_comment_invalid_author"),
        ("status", json!("approve"), "rest_comment_invalid_status"),
    ];
    for (field, value, code) in table {
        let body = json!({"post": post, "content": "x", field: value});
        assert_eq!(blog.by("ann", "POST", "comments", body).refusal(), (403, code.into()));
    }
}

#[test]
fn people_are_listed_by_who_asks() {
    let blog = Blog::with_people();
    let anybody = blog.peek("users");
    assert_eq!(anybody.ids(), [1], "who has public posts");
    assert_eq!(blog.peek("users?who=authors").refusal(), (401, "rest_forbidden_who".into()));
    let authors = blog.by("con", "GET", "users?who=authors&_fields=slug", NOTHING).json();
    let slugs: Vec<&str> =
        authors.as_array().unwrap().iter().map(|user| user["slug"].as_str().unwrap()).collect();
    assert_eq!(slugs, ["ada", "ann", "con", "ed", "writer"], "all but subscribers");
    assert_eq!(
        blog.get("users?capabilities=edit_posts").refusal(),
        (403, "rest_user_cannot_view".into())
    );
    let able = blog.by("ada", "GET", "users?capabilities=publish_posts", NOTHING);
    assert_eq!(able.ids().len(), 4);
    assert_eq!(blog.by("ada", "GET", "users?context=edit", NOTHING).header("x-wp-total"), "6");
    let con = format!("users/{}", blog.id_of("con"));
    assert_eq!(blog.peek(&con).refusal(), (401, "rest_user_cannot_view".into()));
    for (login, role, may, may_not) in [
        ("ada", "administrator", "manage_options", "x"),
        ("ann", "author", "upload_files", "unfiltered_html"),
        ("con", "contributor", "edit_posts", "publish_posts"),
        ("sub", "subscriber", "read", "edit_posts"),
    ] {
        let me = blog.by(login, "GET", "users/me?context=edit", NOTHING);
        assert_eq!(me.at("/roles"), json!([role]));
        assert_eq!(me.at(&format!("/capabilities/{may}")), true);
        assert!(me.at("/capabilities").get(may_not).is_none(), "{login} {may_not}");
    }
}

#[test]
fn a_revoked_password_signs_in_no_more_even_after_a_restart() {
    let blog = Blog::with_people();
    let own = "users/me/application-passwords";
    let used = blog.by("ann", "GET", &format!("{own}/introspect"), NOTHING);
    assert_eq!(used.status, 200, "{}", used.text());
    let uuid = used.at("/uuid").as_str().unwrap().to_owned();
    let other = blog.by("con", "DELETE", &format!("{own}/{uuid}"), NOTHING);
    assert_eq!(other.refusal(), (404, "rest_application_password_not_found".into()));
    let foreign = format!("users/{}/application-passwords/{uuid}", blog.id_of("ann"));
    assert_eq!(blog.by("con", "DELETE", &foreign, NOTHING).status, 403);
    let gone = blog.by("ann", "DELETE", &format!("{own}/{uuid}"), NOTHING);
    assert_eq!((gone.at("/deleted"), gone.at("/previous/uuid")), (json!(true), json!(uuid)));
    let refused = (401, "rest_not_logged_in".to_owned());
    assert_eq!(blog.by("ann", "GET", "users/me", NOTHING).refusal(), refused);
    assert_eq!(blog.by("ann", "GET", "posts", NOTHING).status, 200, "reads on as anybody");
    let blog = blog.restarted_with_people();
    assert_eq!(blog.by("ann", "GET", "users/me", NOTHING).refusal(), refused);
    assert_eq!(blog.by("con", "GET", "users/me", NOTHING).status, 200);
}

#[test]
fn the_writers_own_password_is_never_revoked() {
    let blog = Blog::new();
    let own = "users/me/application-passwords";
    let uuid = blog.get(&format!("{own}/introspect")).at("/uuid").as_str().unwrap().to_owned();
    let refused = blog.delete(&format!("{own}/{uuid}"));
    assert_eq!(refused.refusal(), (403, "rest_cannot_delete_application_password".into()));
    assert_eq!(blog.get("users/me").status, 200);
    assert_eq!(
        blog.peek(&format!("{own}/introspect")).refusal(),
        (401, "rest_not_logged_in".into())
    );
    let made = blog.post(own, json!({"name": "Another app"}));
    assert_eq!(made.status, 201);
    let word = made.at("/password").as_str().unwrap().to_owned();
    let headers = vec![("authorization", blog.authorization(&word))];
    let me = blog.ask(As::Headers(headers), "GET", "/wp-json/wp/v2/users/me", None);
    assert_eq!(me.status, 200);
    let other = format!("{own}/{}", made.at("/uuid").as_str().unwrap());
    assert_eq!(blog.delete(&other).at("/deleted"), true, "one that another app was given");
}
