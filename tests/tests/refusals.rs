//! What goes wrong outside is told in the writer's words, with what to do, and nothing is lost by it.

use std::io::{Read, Write};
use std::net::TcpListener;

use afterword_desk::{ErrorCode, Timing};
use afterword_tests::desk::{TestDesk, quick};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use afterword_tests::truth::Truth;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A server that gives the same answer to everything.
fn always(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut visitor in listener.incoming().map_while(Result::ok) {
            let _ = visitor.read(&mut [0; 8192]);
            let _ = visitor.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}")
}

fn page(status: &str, kind: &str, more: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn an_address_that_is_no_blog_is_told_apart() {
    let desk = TestDesk::new();
    let html = "text/html";
    let huge = format!("<!doctype html><title>Big</title>{}", "x".repeat(5_000_000));
    let no_rest = "<html><head><link rel='EditURI' type='application/rsd+xml' href='/xmlrpc.php?rsd'>\
                   <meta name='generator' content='WordPress 6.1'></head></html>";
    let table: [(String, &str); 7] = [
        ("not an address at all".into(), "not a web address"),
        ("http://127.0.0.1:1".into(), "Nothing answers"),
        (
            always(page("200 OK", html, "", "<!doctype html><title>A bakery</title>")),
            "no WordPress blog",
        ),
        (always(page("200 OK", html, "", &huge)), "no WordPress blog"),
        (always(page("200 OK", html, "", no_rest)), "REST interface is switched off"),
        (
            always(page("503 Service Unavailable", html, "Retry-After: 600\r\n", "Maintenance")),
            "being maintained",
        ),
        (
            always(page(
                "301 Moved Permanently",
                html,
                "Location: https://elsewhere.example/\r\n",
                "",
            )),
            "leads to",
        ),
    ];
    for (address, words) in table {
        let error = desk.refused("blog_find", json!({ "address": address }));
        assert!(error.message.contains(words), "{address}: {} ({:?})", error.message, error.detail);
    }
    let state = desk.call("app_state", Value::Null);
    assert_eq!(state["blogs"].as_array().unwrap().len(), 1, "only the practice blog: {state:#}");
}

#[test]
fn an_untitled_or_empty_post_is_not_sent() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let untitled = desk.post(blog, "  ", "Words.");
    assert!(
        desk.refused("post_publish", json!({ "post": untitled, "intent": "public" }))
            .message
            .contains("no title")
    );
    let empty = desk.post(blog, "Title", " \n");
    assert!(
        desk.refused("post_publish", json!({ "post": empty, "intent": "public" }))
            .message
            .contains("nothing in this post")
    );
    assert_eq!(desk.call("outbox_list", json!({ "blog": blog })), json!([]));
}

#[test]
fn a_file_that_is_no_picture_is_refused_by_name() {
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "Title", "Words.");
    for base64 in ["PHN2Zz48L3N2Zz4=", "", "!!!", "iVBORw0KGgo="] {
        let ask = json!({ "post": post, "fileName": "drawing.svg", "base64": base64 });
        let error = desk.refused("picture_add", ask);
        assert!(error.message.contains("“drawing.svg” is not a picture"), "{}", error.message);
    }
    let large = "/9j/".to_owned() + &"A".repeat(150_000_000);
    let error = desk
        .refused("picture_add", json!({ "post": post, "fileName": "big.jpg", "base64": large }));
    assert!(error.message.contains("larger than 100 MB"), "{}", error.message);
}

#[test]
fn only_web_and_mail_addresses_are_opened() {
    let desk = TestDesk::new();
    for url in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://x/y",
        "data:text/html,x",
        "no address",
        "http://",
    ] {
        assert!(
            desk.refused("link_open", json!({ "url": url })).message.contains("only web and mail"),
            "{url}"
        );
    }
    for url in ["https://reports.example/9", "mailto:dennis@reader.example"] {
        assert_eq!(desk.call("link_open", json!({ "url": url }))["opened"], json!(false), "{url}");
    }
}

#[test]
fn a_reply_that_has_left_can_no_longer_be_changed() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let list = json!({ "blog": blog, "folder": "unanswered", "search": "", "limit": 50 });
    let rows = desk.wait_for("comment_list", list, |list| list["total"].as_u64() >= Some(2));
    let comment = rows["rows"][0]["id"].clone();
    let held = desk
        .call("comment_list", json!({ "blog": blog, "folder": "held", "search": "", "limit": 5 }));
    let refused =
        desk.refused("reply_queue", json!({ "comment": held["rows"][0]["id"], "text": "Hello" }));
    assert!(refused.message.contains("Approve it first"), "{}", refused.message);
    assert!(
        desk.refused("reply_queue", json!({ "comment": comment, "text": " \n" }))
            .message
            .contains("nothing in this reply")
    );

    let queued = desk.call("reply_queue", json!({ "comment": comment, "text": "Hello" }));
    desk.wait_for("receipt_list", json!({ "blog": blog }), |receipts| {
        receipts.as_array().unwrap().len() == 1
    });
    // It has left: nothing of it can be changed any more.
    let gone = desk.refused("reply_edit", json!({ "item": queued["item"], "text": "Hullo" }));
    assert!(gone.message.contains("has reached the blog meanwhile"), "{}", gone.message);
    assert!(gone.message.contains("still in this window"), "{}", gone.message);
    assert_eq!(gone.code, ErrorCode::Gone);
}

#[test]
fn a_reply_that_was_taken_back_can_no_longer_be_changed() {
    let desk = TestDesk::with(Timing { undo: TimeDelta::minutes(2), ..quick() });
    let blog = desk.practice();
    let list = json!({ "blog": blog, "folder": "unanswered", "search": "", "limit": 50 });
    let rows = desk.wait_for("comment_list", list, |list| list["total"].as_u64() >= Some(2));
    let comment = rows["rows"][0]["id"].clone();
    let queued = desk.call("reply_queue", json!({ "comment": comment, "text": "Hello" }));
    desk.call("reply_edit", json!({ "item": queued["item"], "text": "Hello there" }));
    desk.call("outbox_take_back", json!({ "item": queued["item"] }));
    let gone = desk.refused("reply_edit", json!({ "item": queued["item"], "text": "Hullo" }));
    assert!(gone.message.contains("was taken back meanwhile"), "{}", gone.message);
    assert_eq!(gone.code, ErrorCode::Gone);
    assert_eq!(desk.call("outbox_list", json!({ "blog": blog })), json!([]));
}

/// On a real WordPress: a password that is revoked, and a role that is too small.
#[test]
fn a_lost_login_and_a_small_role_cost_no_words() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("lost login on WordPress", &error.to_string()),
    };
    let user = |name: &str| peer.user(name).unwrap().clone();
    let truth = Truth {
        url: peer.info().url.clone(),
        user: "admin".into(),
        password: user("admin").app_password,
    };
    let desk = TestDesk::new();
    let connect = |name: &str, password: &str| {
        json!({ "endpoint": peer.info().rest, "username": name, "password": password,
                "keep": "session", "allowUnencrypted": false })
    };
    let wrong = desk.refused("blog_connect", connect("writer", "wrong"));
    assert!(wrong.message.contains("did not accept this name and password"), "{}", wrong.message);
    let reader = desk.refused("blog_connect", connect("reader", &user("reader").app_password));
    assert!(reader.message.contains("may not write posts"), "{}", reader.message);

    let contributor =
        desk.call("blog_connect", connect("contributor", &user("contributor").app_password));
    assert!(
        contributor["abilities"]
            .as_array()
            .unwrap()
            .contains(&json!({ "ability": "publish", "allowed": false }))
    );
    let small = contributor["blog"]["id"].as_i64().unwrap();
    let post = desk.post(small, "Too small", "Words.");
    let refused = desk.refused("post_publish", json!({ "post": post, "intent": "public" }));
    assert!(refused.message.contains("may not publish posts"), "{}", refused.message);
    assert!(refused.message.contains("Submit it for review instead"), "{}", refused.message);
    desk.call("post_publish", json!({ "post": post, "intent": "review" }));
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["remoteStatus"] == json!("pending")
    });
    assert_eq!(truth.posts_titled("Too small")[0]["status"], json!("pending"));

    let blog =
        desk.call("blog_connect", connect("writer", &user("writer").app_password))["blog"]["id"]
            .clone();
    let talk = truth.publish("A talk", Some(user("writer").id));
    truth.reader_comment(talk, 0, "Dennis", "Whichquestion");
    let list = json!({ "blog": blog, "folder": "all", "search": "Whichquestion", "limit": 5 });
    desk.call("blog_check", json!({ "blog": blog }));
    let found = desk.wait_for("comment_list", list.clone(), |list| {
        list["total"] == json!(1) && list["rows"][0]["status"] == json!("approved")
    });

    let writer = user("writer").id;
    truth.delete(&format!("users/{writer}/application-passwords"));
    desk.call("blog_check", json!({ "blog": blog }));
    let signed_out = |all: &Value| {
        all.as_array()
            .unwrap()
            .iter()
            .any(|one| one["blog"] == blog && one["reach"] == json!("signIn"))
    };
    desk.wait_for("blog_status", Value::Null, signed_out);
    let text = "Hello Dennis. It stays. Hugs";
    desk.call("reply_queue", json!({ "comment": found["rows"][0]["id"], "text": text }));
    std::thread::sleep(std::time::Duration::from_millis(600));
    desk.wait_for("blog_status", Value::Null, signed_out);
    assert_eq!(
        desk.call("comment_list", list)["rows"][0]["author"],
        json!("Dennis"),
        "nothing vanishes"
    );
    let waiting = desk.call("outbox_list", json!({ "blog": blog }));
    assert_eq!(
        (&waiting[0]["state"], &waiting[0]["excerpt"]),
        (&json!("queued"), &json!(text)),
        "{waiting:#}"
    );

    // A new password, and it goes out.
    let made =
        truth.post(&format!("users/{writer}/application-passwords"), &json!({ "name": "again" }));
    desk.call(
        "blog_sign_in",
        json!({ "blog": blog, "password": made["password"], "keep": "session" }),
    );
    desk.wait_for("receipt_list", json!({ "blog": blog }), |receipts| {
        receipts[0]["kind"] == json!("reply")
    });
    assert_eq!(truth.comments_of(talk).len(), 2);
}

/// Somebody edits the post on the blog between two updates from here.
#[test]
fn a_version_that_changed_on_the_blog_is_never_replaced_unasked() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("conflict on WordPress", &error.to_string()),
    };
    let admin = peer.user("admin").unwrap().app_password.clone();
    let truth = Truth { url: peer.info().url.clone(), user: "admin".into(), password: admin };
    let writer = peer.user("writer").unwrap().app_password.clone();
    let desk = TestDesk::new();
    let blog = desk.call(
        "blog_connect",
        json!({ "endpoint": peer.info().rest, "username": "writer", "password": writer, "keep": "session",
                "allowUnencrypted": false }),
    )["blog"]["id"].clone();
    let post = desk.post(blog.as_i64().unwrap(), "Two hands", "Mine.");
    let send = |body: &str| {
        desk.save(post, "Two hands", body);
        desk.publish(post);
    };
    desk.publish(post);
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    let id = truth.posts_titled("Two hands")[0]["id"].as_u64().unwrap();
    truth.post(&format!("posts/{id}"), &json!({ "content": "<p>Theirs.</p>" }));

    send("Mine, newer.");
    let rows = desk.wait_for("outbox_list", json!({ "blog": blog }), |rows| {
        rows[0]["state"] == json!("blocked")
    });
    assert_eq!(rows[0]["choices"], json!(["takeBack", "settle", "takeTheirs", "sendMine"]));
    let theirs = || desk.call("conflict_open", json!({ "post": post }))["theirs"]["body"].clone();
    assert_eq!(theirs(), json!("Theirs."), "{rows:#}");
    assert_eq!(truth.posts_titled("Two hands")[0]["content"]["raw"], json!("<p>Theirs.</p>"));

    // The writer decides, but somebody is faster again: they are asked again.
    truth.post(&format!("posts/{id}"), &json!({ "content": "<p>Theirs again.</p>" }));
    desk.call("outbox_send_mine", json!({ "item": rows[0]["id"] }));
    let rows = desk.wait_for("outbox_list", json!({ "blog": blog }), |rows| {
        rows[0]["state"] == json!("blocked") && theirs() == json!("Theirs again.")
    });
    desk.call("outbox_send_mine", json!({ "item": rows[0]["id"] }));
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    let there = truth.posts_titled("Two hands");
    assert!(there[0]["content"]["raw"].as_str().unwrap().contains("Mine, newer."), "{there:#?}");

    // Once more, and this time the writer puts both together.
    truth.post(&format!("posts/{id}"), &json!({ "content": "<p>Theirs at last.</p>" }));
    send("Mine at last.");
    desk.wait_for("outbox_list", json!({ "blog": blog }), |rows| {
        rows[0]["state"] == json!("blocked")
    });
    let both = desk.call("conflict_open", json!({ "post": post }));
    assert_eq!(both["clashes"].as_array().unwrap().len(), 1, "{both:#}");
    let settled = json!({ "post": post, "fields": both["mine"]["fields"], "version": both["version"],
        "body": "Mine and theirs." });
    desk.call("conflict_settle", settled);
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    let there = truth.posts_titled("Two hands");
    assert!(
        there[0]["content"]["raw"].as_str().unwrap().contains("Mine and theirs."),
        "{there:#?}"
    );
}
