//! The main job at the desk, without a window, on the practice blog.

use afterword_tests::desk::{TestDesk, saving};
use serde_json::{Value, json};

fn list(blog: i64, folder: &str) -> Value {
    json!({ "blog": blog, "folder": folder, "search": "", "offset": 0, "limit": 50 })
}

#[test]
fn a_new_writer_finds_a_draft_and_a_conversation() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let drafts = desk.call("post_list", list(blog, "drafts"));
    assert_eq!((drafts["total"].as_u64(), drafts["rows"].as_array().unwrap().len()), (Some(1), 1));
    // What is on the blog comes by itself, and can be edited here.
    let published =
        desk.wait_for("post_list", list(blog, "published"), |page| page["total"] == json!(1));
    let sample = desk.call("post_open", json!({ "post": published["rows"][0]["id"] }));
    assert_eq!(sample["fields"]["bodyKind"], json!("markdown"), "{sample:#}");
    assert_eq!(sample["whereabouts"], json!("onBlog"));
    desk.wait_for("blog_counts", json!({ "blog": blog }), |counts| {
        counts["unanswered"].as_u64() >= Some(2) && counts["held"] == json!(1)
    });
}

#[test]
fn a_post_goes_out_once_and_its_update_too() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "Fish & chips <b>", "One *word*.\n\nTwo.");
    for _ in 0..5 {
        let press = json!({ "post": post, "intent": "public" });
        let _ = desk.desk.call("post_publish", press);
    }
    let there = desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    assert!(there["link"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{there:#}");
    let receipts = desk.call("receipt_list", json!({ "blog": blog }));
    assert_eq!(receipts.as_array().unwrap().len(), 1, "{receipts:#}");
    assert_eq!(receipts[0]["kind"], json!("publish"));

    let saved = desk.call("post_save", saving(&there, "Three.", &json!({})));
    assert_eq!(saved["whereabouts"], json!("changedHere"));
    desk.publish(post);
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    let receipts = desk.call("receipt_list", json!({ "blog": blog }));
    assert_eq!(
        (&receipts[0]["kind"], receipts.as_array().unwrap().len()),
        (&json!("update"), 2),
        "{receipts:#}"
    );
}

#[test]
fn a_reply_goes_out_under_its_comment_and_survives_a_restart() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let list = json!({ "blog": blog, "folder": "unanswered", "search": "", "limit": 50 });
    let waiting =
        desk.wait_for("comment_list", list.clone(), |list| list["total"].as_u64() >= Some(2));
    let comment = waiting["rows"][0]["id"].clone();
    let desk = desk.reopened();
    desk.call(
        "reply_queue",
        json!({ "comment": comment, "text": "Hello Dennis. A & B, **really**.\n\nHugs" }),
    );
    desk.wait_for("receipt_list", json!({ "blog": blog }), |receipts| {
        receipts[0]["kind"] == json!("reply")
    });
    let conversation = desk.call("conversation_open", json!({ "comment": comment }));
    let turns = conversation["turns"].as_array().unwrap();
    let at = turns.iter().position(|turn| turn["id"] == comment).unwrap();
    let reply = &turns[at + 1];
    assert_eq!((&reply["mine"], &reply["sending"]), (&json!(true), &Value::Null), "{reply:#}");
    assert_eq!(reply["depth"].as_u64(), turns[at]["depth"].as_u64().map(|depth| depth + 1));
    assert_eq!(turns[at]["unanswered"], json!(false));
    // What it answers, and what that answers in turn, wait no longer.
    let left = desk.call("comment_list", list);
    assert!(left["rows"].as_array().unwrap().iter().all(|row| row["id"] != comment), "{left:#}");
}

#[test]
fn the_window_hears_while_a_thing_is_on_its_way() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "On its way", "Words.");
    let (seen, hears) = std::sync::mpsc::channel();
    let listener = desk.desk.clone();
    desk.desk.on_change(move |_| {
        let open = listener.call("post_open", json!({ "post": post })).unwrap();
        let _ = seen.send(open["whereabouts"].clone());
    });
    desk.publish(post);
    let mut heard: Vec<Value> = Vec::new();
    while heard.last() != Some(&json!("onBlog")) {
        heard.push(hears.recv_timeout(std::time::Duration::from_secs(20)).unwrap());
        heard.dedup();
    }
    assert!(heard.contains(&json!("sending")), "{heard:?}");
}

#[test]
fn a_place_a_goal_and_snippets_outlive_a_restart_and_change_no_post() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "The keeper", "Words of the keeper.");
    let before = desk.call("post_open", json!({ "post": post }));
    let place = json!({ "post": post, "anchor": 3, "head": 9, "top": 0 });
    desk.call("post_place_set", place);
    desk.call("post_goal_set", json!({ "post": post, "goal": 800 }));
    let sig = json!({ "id": null, "name": " sig ", "text": "Yours, ${1:Ada}\n" });
    let kept = desk.call("snippet_put", sig.clone());
    assert_eq!((&kept["name"], &kept["text"]), (&json!("sig"), &json!("Yours, ${1:Ada}\n")));
    assert!(desk.desk.call("snippet_put", sig).is_err(), "a name is free or it is not");
    for (name, text) in [("two words", "x"), ("", "x"), ("empty", " \n")] {
        let bad = json!({ "id": null, "name": name, "text": text });
        assert!(desk.desk.call("snippet_put", bad).is_err(), "{name:?} {text:?}");
    }
    let desk = desk.reopened();
    let place = desk.call("post_place", json!({ "post": post }));
    assert_eq!(place, json!({ "anchor": 3, "head": 9, "top": 0, "goal": 800 }));
    assert_eq!(desk.call("snippet_list", Value::Null), json!([kept]));
    assert_eq!(desk.call("post_open", json!({ "post": post })), before);
    let renamed = json!({ "id": kept["id"], "name": "sign", "text": "Ever yours" });
    assert_eq!(desk.call("snippet_put", renamed)["name"], json!("sign"));
    desk.call("snippet_remove", json!({ "id": kept["id"] }));
    assert_eq!(desk.call("snippet_list", Value::Null), json!([]));
}

#[test]
fn only_posts_that_readers_find_have_an_address_to_link_to() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let out = desk.post(blog, "Lamps of the north", "Words.");
    let draft = desk.post(blog, "A lamp to come", "Words.");
    desk.publish(out);
    desk.wait_for("post_open", json!({ "post": out }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    let found = desk.call("post_titled", json!({ "blog": blog, "typed": "lam" }));
    let ids: Vec<&Value> = found.as_array().unwrap().iter().map(|post| &post["id"]).collect();
    assert_eq!(ids, [&json!(out), &json!(draft)], "{found:#}");
    let link = found[0]["link"].as_str().unwrap();
    assert!(link.starts_with("http://127.0.0.1:"), "{found:#}");
    assert_eq!(found[1]["link"], Value::Null, "{found:#}");
}
