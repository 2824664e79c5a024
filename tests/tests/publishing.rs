//! The publish sheet at the desk, without a window, on the practice blog: what a press would do, what
//! deserves a look, the press, the moves, and two texts that meet.

use afterword_tests::desk::{TestDesk, saving};
use afterword_tests::dot::dot;
use base64::Engine;
use serde_json::{Value, json};

fn check(desk: &TestDesk, post: i64) -> Value {
    desk.call("post_check", json!({ "post": post, "intent": "public" }))
}

fn picture(desk: &TestDesk, post: i64, name: &str) -> Value {
    let base64 = base64::engine::general_purpose::STANDARD.encode(dot(name));
    desk.call("picture_add", json!({ "post": post, "fileName": name, "base64": base64 }))
}

fn on_blog(desk: &TestDesk, post: i64) -> Value {
    desk.wait_for("post_open", json!({ "post": post }), |post| post["whereabouts"] == "onBlog")
}

/// Waits until everything of the blog has been read.
fn read(desk: &TestDesk, blog: i64) {
    let list =
        json!({ "blog": blog, "folder": "published", "search": "", "offset": 0, "limit": 5 });
    desk.wait_for("post_list", list, |page| page["total"] != json!(0));
    desk.wait_for("blog_status", Value::Null, |all| {
        all.as_array().unwrap().iter().all(|one| one["checkedAt"] != Value::Null)
    });
}

#[test]
fn the_sheet_says_what_a_press_would_do() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    read(&desk, blog);
    let post = desk.post(blog, "Slow mail", "");
    let added = picture(&desk, post, "boat.gif");
    let category = desk
        .call("category_add", json!({ "blog": blog, "name": " Letters ", "parent": Value::Null }));
    assert_eq!(category["name"], json!("Letters"));
    let fields = json!({ "categories": [category["id"]], "tags": ["Trains", " trains ", ""] });
    desk.save_with(post, added["markdown"].as_str().unwrap(), &fields);
    let found = check(&desk, post);
    let plan = &found["plan"];
    assert_eq!(plan["kind"], json!("publish"), "{found:#}");
    assert_eq!(plan["changed"], json!(["title", "body", "categories", "tags"]));
    assert_eq!((&plan["pictures"], &plan["pictureBytes"]), (&json!(1), &added["is"]["bytes"]));
    assert_eq!(plan["newTerms"], json!(["Letters", "Trains"]));
    assert_eq!(plan["blocked"], Value::Null);
    assert!(plan["address"].as_str().unwrap().ends_with("/slow-mail/"), "{plan:#}");
    let kinds: Vec<&Value> =
        found["remarks"].as_array().unwrap().iter().map(|remark| &remark["kind"]).collect();
    assert_eq!(kinds, ["pictureWithoutAlt"], "{found:#}");

    let guessed = plan["address"].clone();
    desk.publish(post);
    let there = on_blog(&desk, post);
    assert_eq!(there["link"], guessed);
    assert_eq!(check(&desk, post)["plan"]["newTerms"], json!([]));
    let blocked = check(&desk, post)["plan"]["blocked"].clone();
    assert!(blocked.as_str().unwrap().contains("already has this text"), "{blocked}");
}

#[test]
fn a_pdf_goes_first_and_its_link_leads_to_the_blog() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    read(&desk, blog);
    let post = desk.post(blog, "The log", "");
    let bytes = b"%PDF-1.4\nHigh water at six.\n%%EOF\n";
    let file = |name: &str, bytes: &[u8]| {
        let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
        json!({ "post": post, "fileName": name, "base64": base64 })
    };
    let added = desk.call("picture_add", file("Keeper's log.pdf", bytes));
    let link = format!("[Keeper's log.pdf](media:{})", added["uuid"].as_str().unwrap());
    assert_eq!((&added["markdown"], &added["isPicture"]), (&json!(link), &json!(false)));
    let refused = desk.refused("picture_add", file("run.exe", b"MZ program"));
    assert!(refused.message.contains("do not take files like “run.exe”"), "{refused:?}");
    let mut featured = file("Keeper's log.pdf", bytes);
    featured["picturesOnly"] = json!(true);
    assert!(desk.refused("picture_add", featured).message.contains("not a picture"));

    desk.save(post, "The log", &format!("Read {link} first."));
    assert_eq!(desk.call("picture_list", json!({ "post": post })), json!([]));
    let found = check(&desk, post);
    assert_eq!(found["remarks"], json!([]), "{found:#}");
    let plan = &found["plan"];
    assert_eq!((&plan["pictures"], &plan["files"]), (&json!(0), &json!(1)));
    assert_eq!(plan["pictureBytes"], json!(bytes.len()));

    desk.publish(post);
    let there = on_blog(&desk, post);
    let mut page = ureq::get(there["link"].as_str().unwrap()).call().unwrap();
    let html = page.body_mut().read_to_string().unwrap();
    assert!(!html.contains("media:"), "{html}");
    let end =
        html.find("-keeper-s-log.pdf\"").expect("a link to the file") + "-keeper-s-log.pdf".len();
    let start = html[..end].rfind('"').unwrap() + 1;
    let mut kept = ureq::get(&html[start..end]).call().unwrap();
    assert_eq!(kept.headers()["content-type"], "application/pdf");
    assert_eq!(kept.body_mut().read_to_vec().unwrap(), bytes);
}

#[test]
fn what_deserves_a_look_is_named_with_its_place() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "", "");
    let added = picture(&desk, post, "boat.gif");
    let body = format!(
        "🚲 [here](file:///home/me/notes.txt)\n\n{}\n\n![](media:00000000-0000-4000-8000-000000000000)",
        added["markdown"].as_str().unwrap()
    );
    desk.save(post, "", &body);
    let found = check(&desk, post);
    let remarks = found["remarks"].as_array().unwrap();
    let kind = |kind: &str| {
        let all = remarks.iter().filter(|remark| remark["kind"] == kind);
        all.cloned().collect::<Vec<_>>()
    };
    assert_eq!(kind("titleMissing")[0]["field"], json!("title"), "{found:#}");
    let link = &kind("localLink")[0];
    assert_eq!(link["from"], json!(3), "a bicycle is two units: {link:#}");
    assert_eq!(kind("pictureWithoutAlt").len(), 2);
    let gone = &kind("pictureGone")[0];
    let units: Vec<u16> = body.encode_utf16().collect();
    let (from, to) = (gone["from"].as_u64().unwrap(), gone["to"].as_u64().unwrap());
    let named = String::from_utf16(&units[from as usize..to as usize]).unwrap();
    assert_eq!(named, "media:00000000-0000-4000-8000-000000000000");
    assert!(found["plan"]["blocked"].as_str().unwrap().contains("no title"), "{found:#}");

    desk.call("picture_describe", json!({ "uuid": added["uuid"], "alt": "A boat" }));
    let found = check(&desk, post);
    let left = found["remarks"].as_array().unwrap().iter();
    assert_eq!(left.filter(|remark| remark["kind"] == "pictureWithoutAlt").count(), 1);
    let listed = desk.call("picture_list", json!({ "post": post }));
    assert_eq!((&listed[0]["alt"], &listed[0]["uploaded"]), (&json!("A boat"), &json!(false)));
}

#[test]
fn a_link_to_a_post_that_readers_cannot_see_is_named() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let target = desk.post(blog, "The other one", "Words.");
    desk.publish(target);
    let link = on_blog(&desk, target)["link"].as_str().unwrap().to_owned();
    let post = desk.post(blog, "Links", &format!("See [it]({link})."));
    let named = |desk: &TestDesk| {
        let found = check(desk, post);
        let remarks = found["remarks"].as_array().unwrap().clone();
        remarks.iter().any(|remark| remark["kind"] == "unpublishedLink")
    };
    assert!(!named(&desk));
    desk.call("post_move", json!({ "post": target, "to": "unpublish" }));
    desk.wait_for("post_open", json!({ "post": target }), |post| post["remoteStatus"] == "draft");
    assert!(named(&desk));
}

#[test]
fn an_address_is_free_or_taken_or_not_checked() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let first = desk.post(blog, "Ça & là", "Words.");
    desk.publish(first);
    on_blog(&desk, first);
    let second = desk.post(blog, "Ça & là", "Other words.");
    let check = |post: i64, slug: &str, ask: bool| {
        desk.call("slug_check", json!({ "post": post, "slug": slug, "askBlog": ask }))
    };
    let taken = json!({ "is": "taken", "title": "Ça & là" });
    for ask in [false, true] {
        let of_title = check(second, "", ask);
        assert_eq!((&of_title["slug"], &of_title["state"]), (&json!("ca-la"), &taken));
        assert_eq!(check(first, "ca-la", ask)["state"], json!({ "is": "free" }), "its own");
    }
    assert_eq!(check(second, "Free Way!", false)["state"], json!({ "is": "notChecked" }));
    let found = check(second, "Free Way!", true);
    assert_eq!((&found["slug"], &found["state"]), (&json!("free-way"), &json!({ "is": "free" })));
}

#[test]
fn a_scheduled_post_becomes_public_here_too() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "Later", "Words.");
    // WordPress makes public at once what is due within a minute.
    let due = chrono::Utc::now() + chrono::TimeDelta::seconds(64);
    let at = due.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    desk.save_with(post, "Words.", &json!({ "date": at }));
    let plan = check(&desk, post)["plan"].clone();
    assert_eq!((&plan["kind"], &plan["at"]), (&json!("schedule"), &json!(at)), "{plan:#}");
    desk.publish(post);
    desk.wait_for("outbox_list", json!({ "blog": blog }), |rows| rows == &json!([]));
    let open = desk.call("post_open", json!({ "post": post }));
    assert_eq!(open["remoteStatus"], json!("scheduled"), "{open:#}");
    let list =
        json!({ "blog": blog, "folder": "scheduled", "search": "", "offset": 0, "limit": 5 });
    assert_eq!(desk.call("post_list", list)["total"], json!(1));
    let receipts = desk.call("receipt_list", json!({ "blog": blog }));
    assert_eq!(receipts[0]["kind"], json!("schedule"));
    std::thread::sleep((due - chrono::Utc::now()).to_std().unwrap_or_default());
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["remoteStatus"] == "published" && post["whereabouts"] == "onBlog"
    });
}

#[test]
fn a_post_is_taken_off_trashed_and_restored_by_presses_only() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "To and fro", "Words.");
    let refused = desk.refused("post_move", json!({ "post": post, "to": "trash" }));
    assert!(refused.message.contains("is not on"), "{}", refused.message);
    desk.publish(post);
    on_blog(&desk, post);
    let refused = desk.refused("post_trash", json!({ "post": post }));
    assert!(refused.message.contains("blog's trash"), "{}", refused.message);
    let refused = desk.refused("post_publish", json!({ "post": post, "intent": "draft" }));
    assert!(refused.message.contains("Readers have this post"), "{}", refused.message);
    for (to, standing) in [("unpublish", "draft"), ("trash", "trash"), ("restore", "draft")] {
        desk.call("post_move", json!({ "post": post, "to": to }));
        desk.wait_for("post_open", json!({ "post": post }), |post| {
            post["remoteStatus"] == standing && post["trashed"] == json!(standing == "trash")
        });
    }
    let log =
        desk.call("activity_list", json!({ "blog": blog, "before": Value::Null, "limit": 50 }));
    let said: Vec<&str> =
        log.as_array().unwrap().iter().map(|row| row["sentence"].as_str().unwrap()).collect();
    for words in ["was published", "taken off the blog", "moved to the blog's trash"] {
        assert!(said.iter().any(|line| line.contains(words)), "{words}: {said:#?}");
    }
    let text = desk.call("activity_export", json!({ "blog": blog }))["text"].clone();
    assert!(text.as_str().unwrap().contains("“To and fro” was published."), "{text}");
}

#[test]
fn what_becomes_readable_by_everybody_is_never_called_an_update() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    read(&desk, blog);
    let post = desk.post(blog, "For the editors", "Not yet.");
    desk.save_with(post, "Not yet.", &json!({ "visibility": { "to": "private" } }));
    desk.publish(post);
    desk.wait_for("post_open", json!({ "post": post }), |post| post["remoteStatus"] == "private");
    on_blog(&desk, post);
    desk.save_with(post, "Not yet!", &json!({}));
    assert_eq!(check(&desk, post)["plan"]["kind"], json!("update"), "still for few");
    desk.save_with(post, "Now.", &json!({ "visibility": { "to": "public" } }));
    assert_eq!(check(&desk, post)["plan"]["kind"], json!("publish"));
    desk.publish(post);
    desk.wait_for("post_open", json!({ "post": post }), |post| post["remoteStatus"] == "published");
    let receipts = desk.call("receipt_list", json!({ "blog": blog }));
    assert_eq!(receipts[0]["kind"], json!("publish"), "{receipts:#}");
}

#[test]
fn the_same_picture_goes_up_once_and_stands_for_the_post() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let mut uuids = Vec::new();
    for title in ["One boat", "Same boat"] {
        let post = desk.post(blog, title, "");
        let added = picture(&desk, post, "boat.gif");
        uuids.push(added["uuid"].clone());
        let fields = json!({ "featured": { "where": "here", "id": added["uuid"] } });
        desk.save_with(post, "Words.", &fields);
        desk.publish(post);
        on_blog(&desk, post);
    }
    assert_eq!(uuids[0], uuids[1]);
    let receipts = desk.call("receipt_list", json!({ "blog": blog }));
    let uploads =
        receipts.as_array().unwrap().iter().filter(|receipt| receipt["kind"] == "upload").count();
    assert_eq!(uploads, 1, "{receipts:#}");
}

#[test]
fn a_password_that_was_not_typed_yet_publishes_nothing() {
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "For few", "Words.");
    desk.save_with(post, "Words.", &json!({ "visibility": { "to": "password", "password": "" } }));
    let refused = desk.refused("post_publish", json!({ "post": post, "intent": "public" }));
    assert!(refused.message.contains("chose a password"), "{}", refused.message);
}

#[test]
fn settings_of_a_blog_are_kept_and_pictures_follow_them() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let settings = desk.call("blog_settings", json!({ "blog": blog }));
    let usual = json!({ "classicHtml": false, "pictureLimit": 2560, "keepCameraData": false });
    assert_eq!(settings, usual);
    let tiny = json!({ "classicHtml": false, "pictureLimit": 3, "keepCameraData": false });
    desk.refused("blog_settings_set", json!({ "blog": blog, "settings": tiny }));
    let mine = json!({ "classicHtml": true, "pictureLimit": 1600, "keepCameraData": true });
    desk.call("blog_settings_set", json!({ "blog": blog, "settings": mine }));
    assert_eq!(desk.reopened().call("blog_settings", json!({ "blog": blog })), mine);
}

#[test]
fn two_windows_that_save_the_same_post_lose_nothing() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "Two windows", "One.\n\nTwo.");
    let open = desk.call("post_open", json!({ "post": post }));
    desk.call("post_save", saving(&open, "One, changed.\n\nTwo.", &json!({})));
    // The second window knows nothing of that, and its words are kept beside.
    let argument = saving(&open, "One.\n\nTwo, changed.", &json!({}));
    let refused = desk.refused("post_save", argument);
    assert_eq!(json!(refused.code), json!("changedElsewhere"));
    let stands = desk.call("post_open", json!({ "post": post }));
    assert_eq!(stands["body"], json!("One, changed.\n\nTwo."));
}
