//! The main job at the desk, without a window, on the practice blog.

use afterword_tests::desk::{TestDesk, saving};
use afterword_tests::patience::{PATIENCE, eventually};
use rusqlite::Connection;
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
        heard.push(hears.recv_timeout(PATIENCE).unwrap());
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

fn versions(desk: &TestDesk, post: i64) -> Vec<String> {
    let rows = desk.call("revision_list", json!({ "post": post }));
    let because = |row: &Value| row["because"].as_str().unwrap_or_default().to_owned();
    rows.as_array().unwrap().iter().map(because).collect()
}

/// The store as another program has it.
fn store(desk: &TestDesk) -> Connection {
    let store = Connection::open(desk.folder().join("afterword.sqlite")).unwrap();
    store.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    store
}

#[test]
fn what_stood_at_the_press_is_kept_at_once_and_only_once() {
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "Slow mail", "As it was pressed.");
    assert_eq!(versions(&desk, post), Vec::<String>::new());
    desk.publish(post);
    let at_once = versions(&desk, post);
    assert!(at_once == ["pressed"] || at_once == ["sent"], "{at_once:?}");
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    assert_eq!(versions(&desk, post), ["sent"]);
}

#[test]
fn a_press_that_is_taken_back_leaves_its_text_as_a_version() {
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "Slow mail", "As it was pressed.");
    let item = desk.publish(post)["item"].clone();
    let taken = desk.desk.call("outbox_take_back", json!({ "item": item })).is_ok();
    desk.save(post, "Slow mail", "As it is now.");
    let kept = versions(&desk, post);
    assert!(kept == ["pressed"] || !taken && kept == ["sent"], "{kept:?}");
}

#[test]
fn a_post_that_left_the_trash_does_not_come_back_with_the_next_look() {
    let desk = TestDesk::new();
    let blog = desk.practice();
    let post = desk.post(blog, "Old plans", "Words.");
    desk.publish(post);
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
    desk.call("post_move", json!({ "post": post, "to": "trash" }));
    let there = desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["remoteStatus"] == json!("trash") && post["sending"].is_null()
    });
    assert!(there["goesAt"].is_string(), "{there:#}");
    let month = 31 * 24 * 3_600_000_i64;
    let sql = "UPDATE post SET trashed_at = trashed_at - ?1 WHERE id = ?2";
    store(&desk).execute(sql, [month, post]).unwrap();

    let desk = desk.reopened();
    assert_eq!(desk.call("post_list", list(blog, "trash"))["total"], json!(0));
    // Everything on the blog is compared, not only what changed.
    store(&desk).execute("UPDATE cursor SET swept_at = NULL", []).unwrap();
    desk.call("blog_check", json!({ "blog": blog }));
    let swept = "SELECT count(*) FROM cursor WHERE feed LIKE '%post%' AND swept_at IS NOT NULL";
    eventually("all was swept", || {
        store(&desk).query_row(swept, [], |row| row.get::<_, i64>(0)).unwrap() > 0
    });
    for folder in ["trash", "drafts", "published"] {
        let rows = desk.call("post_list", list(blog, folder))["rows"].clone();
        let titles: Vec<&Value> =
            rows.as_array().unwrap().iter().map(|row| &row["title"]).collect();
        assert!(!titles.contains(&&json!("Old plans")), "{folder}: {titles:?}");
    }
}

#[test]
fn a_save_that_is_not_taken_says_so_and_changes_nothing() {
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "Slow mail", "Safe.");
    let open = desk.call("post_open", json!({ "post": post }));
    let other = store(&desk);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = desk.refused("post_save", saving(&open, "Not safe.", &json!({})));
    assert_eq!(json!(refused.code), json!("notSaved"));
    assert!(refused.message.contains("still in this window"), "{}", refused.message);
    other.execute_batch("ROLLBACK").unwrap();
    let still = desk.call("post_open", json!({ "post": post }));
    assert_eq!((&still["body"], &still["version"]), (&json!("Safe."), &open["version"]));
    desk.call("post_save", saving(&still, "Safe again.", &json!({})));
}

#[test]
fn a_second_program_on_the_same_words_is_told_so() {
    let desk = TestDesk::new();
    let config = afterword_desk::DeskConfig::new(desk.folder().to_owned());
    let Err(refused) = afterword_desk::Desk::open(config) else { panic!("two have one store") };
    assert!(refused.is_in_use());
    assert!(refused.to_string().contains("already open"), "{refused}");
}
