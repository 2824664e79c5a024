//! A bad line: whatever is lost on the way, each thing arrives exactly once.
//!
//! Every kind of write, under every fault, against the practice blog and a real WordPress, where the
//! writer is an author (their HTML is rewritten, they are held to the flood limit).

use afterword_practice::Practice;
use afterword_tests::desk::TestDesk;
use afterword_tests::dot::dot;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::proxy::{Fault, Proxy};
use afterword_tests::skip::skip;
use afterword_tests::truth::{Truth, id};
use base64::Engine;
use serde_json::{Value, json};

const FAULTS: [Fault; 5] =
    [Fault::CutAnswer, Fault::HalfAnswer, Fault::BadGateway, Fault::CutRequest, Fault::Portal];

struct Case {
    desk: TestDesk,
    proxy: Proxy,
    truth: Truth,
    blog: i64,
    author: Option<u64>,
}

impl Case {
    fn connect(truth: Truth, user: &str, password: &str, author: Option<u64>) -> Self {
        let proxy = Proxy::before(truth.port()).unwrap();
        let desk = TestDesk::new();
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let connected = desk.call(
            "blog_connect",
            json!({ "endpoint": found["endpoint"], "username": user, "password": password,
                    "keep": "session", "allowUnencrypted": false }),
        );
        let blog = connected["blog"]["id"].as_i64().unwrap();
        Self { desk, proxy, truth, blog, author }
    }

    /// Every kind of write under this fault. What never reaches the blog is sent again, and then fails a
    /// second time.
    fn all_under(&self, fault: Fault) {
        let most = if matches!(fault, Fault::CutRequest | Fault::Portal) { 2 } else { 1 };
        for times in 1..=most {
            let name = format!("{fault:?} {times}");
            let before = self.proxy.struck();
            self.first_publication(&name, fault, times);
            self.publication_step(&name, fault, times);
            self.update(&name, fault, times);
            self.picture(&name, fault, times);
            self.reply(&name, fault, times);
            self.moderation(&name, fault, times);
            assert_eq!(
                self.proxy.struck() - before,
                6 * times as usize,
                "{name}: not every fault struck"
            );
        }
    }

    fn first_publication(&self, name: &str, fault: Fault, times: u32) {
        let title = format!("First {name}");
        let post = self.desk.post(self.blog, &title, "a & b <p>x</p> `back\\slash` *and* more");
        self.proxy.fail("POST", "wp/v2/posts?", fault, times);
        self.publish(post);
        self.one_public(&title);
    }

    /// The draft arrives, the step that makes it public does not.
    fn publication_step(&self, name: &str, fault: Fault, times: u32) {
        let title = format!("Step {name}");
        let post = self.desk.post(self.blog, &title, "Words & [links](https://reports.example).");
        self.proxy.fail("POST", "wp/v2/posts/", fault, times);
        self.publish(post);
        self.one_public(&title);
    }

    fn update(&self, name: &str, fault: Fault, times: u32) {
        let title = format!("Update {name}");
        let post = self.desk.post(self.blog, &title, "Old words.");
        self.publish(post);
        self.desk.save(post, &title, "New & better words.");
        self.proxy.fail("POST", "wp/v2/posts/", fault, times);
        self.publish(post);
        let there = self.one_public(&title);
        let raw = there["content"]["raw"].as_str().unwrap();
        assert!(raw.contains("New &amp; better words."), "{name}: {raw}");
    }

    fn picture(&self, name: &str, fault: Fault, times: u32) {
        let title = format!("Picture {name}");
        let post = self.desk.post(self.blog, &title, "");
        // A picture of its own: the same bytes are uploaded only once per blog.
        let base64 = base64::engine::general_purpose::STANDARD.encode(dot(name));
        let added = self.desk.call(
            "picture_add",
            json!({ "post": post, "fileName": "Boat & sea.gif", "base64": base64 }),
        );
        let body = format!("Look:\n\n{}", added["markdown"].as_str().unwrap());
        self.desk.save(post, &title, &body);
        let before = self.truth.pictures().len();
        self.proxy.fail("POST", "wp/v2/media", fault, times);
        self.publish(post);
        assert_eq!(self.truth.pictures().len(), before + 1, "{name}: one picture");
        let there = self.one_public(&title);
        let raw = there["content"]["raw"].as_str().unwrap();
        assert!(raw.contains("<img") && !raw.contains("media:"), "{name}: {raw}");
    }

    fn reply(&self, name: &str, fault: Fault, times: u32) {
        let post = self.truth.publish(&format!("Talk {name}"), self.author);
        let first = self.truth.reader_comment(post, 0, "Dennis", &format!("First {name}"));
        let second = self.truth.reader_comment(post, first, "Ana", &format!("Second {name}"));
        let comment = self.pulled(&format!("Second {name}"));
        self.proxy.fail("POST", "wp/v2/comments?", fault, times);
        let text = "Hello Ana. a & b <p>x</p> back\\slash, \"quotes\".\n\nHugs";
        self.desk.call("reply_queue", json!({ "comment": comment, "text": text }));
        self.drained();
        let answers = self.truth.answers_to(post, second);
        assert_eq!(answers.len(), 1, "{name}: {answers:#?}");
        assert_eq!(self.truth.comments_of(post).len(), 3, "{name}: nothing else was written");
    }

    fn moderation(&self, name: &str, fault: Fault, times: u32) {
        let post = self.truth.publish(&format!("Spam {name}"), self.author);
        let spam = self.truth.reader_comment(post, 0, "Cheap Pills", &format!("Buy {name}"));
        let comment = self.pulled(&format!("Buy {name}"));
        self.proxy.fail("POST", "wp/v2/comments/", fault, times);
        self.desk.call("comments_moderate", json!({ "comments": [comment], "to": "spam" }));
        self.drained();
        let there = self.truth.get(&format!("comments/{spam}?context=edit"));
        assert_eq!(there["status"], json!("spam"), "{name}");
    }

    fn publish(&self, post: i64) {
        self.desk.publish(post);
        self.drained();
        let open = self.desk.call("post_open", json!({ "post": post }));
        assert_eq!(open["whereabouts"], json!("onBlog"), "{open:#}");
    }

    fn drained(&self) {
        self.desk.wait_for("outbox_list", json!({ "blog": self.blog }), |rows| {
            let rows = rows.as_array().unwrap();
            assert!(
                rows.iter()
                    .all(|row| row["state"] != json!("failed") && row["state"] != json!("blocked")),
                "{rows:#?}"
            );
            rows.is_empty()
        });
    }

    fn one_public(&self, title: &str) -> Value {
        let posts = self.truth.posts_titled(title);
        assert_eq!(posts.len(), 1, "{title}: {posts:#?}");
        assert_eq!(posts[0]["status"], json!("publish"), "{title}");
        let slug = posts[0]["slug"].as_str().unwrap();
        assert!(
            slug.contains(&title.to_lowercase().replace(' ', "-")),
            "{title}: the address is {slug}"
        );
        posts[0].clone()
    }

    fn pulled(&self, text: &str) -> i64 {
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        let list = json!({ "blog": self.blog, "folder": "all", "search": text, "limit": 5 });
        // Read between its arrival and its approval it would be held.
        let found = self.desk.wait_for("comment_list", list, |list| {
            list["total"] == json!(1) && list["rows"][0]["status"] == json!("approved")
        });
        found["rows"][0]["id"].as_i64().unwrap()
    }
}

#[test]
fn on_the_practice_blog_nothing_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::start(folder.path(), None).unwrap();
    let truth = Truth {
        url: practice.url(),
        user: practice.username().to_owned(),
        password: practice.password().to_owned(),
    };
    let case = Case::connect(truth, practice.username(), practice.password(), None);
    FAULTS.into_iter().for_each(|fault| case.all_under(fault));
}

#[test]
fn on_wordpress_nothing_of_an_author_is_lost_or_doubled() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("faults on WordPress", &error.to_string()),
    };
    let (admin, writer) = (peer.user("admin").unwrap(), peer.user("writer").unwrap());
    let truth = Truth {
        url: peer.info().url.clone(),
        user: "admin".into(),
        password: admin.app_password.clone(),
    };
    let case = Case::connect(truth, "writer", &writer.app_password, Some(writer.id));
    FAULTS.into_iter().for_each(|fault| case.all_under(fault));
}

/// Forty answers written on a train: the plug is out, then it is in again.
#[test]
fn forty_replies_of_an_author_go_out_at_the_station_in_order() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("forty replies on WordPress", &error.to_string()),
    };
    let (admin, writer) = (peer.user("admin").unwrap(), peer.user("writer").unwrap());
    let truth = Truth {
        url: peer.info().url.clone(),
        user: "admin".into(),
        password: admin.app_password.clone(),
    };
    let case = Case::connect(truth, "writer", &writer.app_password, Some(writer.id));
    let post = case.truth.publish("On paying soldiers by the danger", Some(writer.id));
    let readers: Vec<u64> = (0..40)
        .map(|n| case.truth.reader_comment(post, 0, &format!("Reader {n}"), &format!("Remark {n}")))
        .collect();
    let list =
        json!({ "blog": case.blog, "folder": "unanswered", "search": "Remark", "limit": 50 });
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    let waiting =
        case.desk.wait_for("comment_list", list.clone(), |list| list["total"] == json!(40));
    case.proxy.go_down();
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    case.desk.wait_for("blog_status", Value::Null, |all| {
        all.as_array()
            .unwrap()
            .iter()
            .any(|s| s["blog"] == json!(case.blog) && s["reach"] == json!("offline"))
    });
    let mut rows = waiting["rows"].as_array().unwrap().clone();
    rows.sort_by_key(|row| row["id"].as_i64());
    for row in &rows {
        let text = format!("Hello {}. Thank you. Hugs", row["author"].as_str().unwrap());
        case.desk.call("reply_queue", json!({ "comment": row["id"], "text": text }));
    }
    // Second thoughts on the way: one is changed, one is taken back and written anew.
    let items = case.desk.call("outbox_list", json!({ "blog": case.blog }));
    case.desk
        .call("reply_edit", json!({ "item": items[0]["id"], "text": "Changed on the way. Hugs" }));
    case.desk.call("outbox_take_back", json!({ "item": items[39]["id"] }));
    let last = rows[39]["id"].clone();
    let conversation = case.desk.call("conversation_open", json!({ "comment": last }));
    let turn = conversation["turns"]
        .as_array()
        .unwrap()
        .iter()
        .find(|turn| turn["id"] == last)
        .unwrap()
        .clone();
    assert!(
        turn["draft"].as_str().unwrap().ends_with("Thank you. Hugs"),
        "its words are back: {turn:#}"
    );
    case.desk.call("reply_queue", json!({ "comment": last, "text": "Written anew. Hugs" }));
    let status = case.desk.call("blog_status", Value::Null);
    let mine =
        status.as_array().unwrap().iter().find(|s| s["blog"] == json!(case.blog)).unwrap().clone();
    assert_eq!(mine["waiting"], json!(40), "{mine:#}");
    case.proxy.come_up().unwrap();
    case.drained();
    // In the order in which they were written.
    let mut sent: Vec<Value> = Vec::new();
    for row in &rows {
        let name = row["author"].as_str().unwrap();
        let reader = readers[name.trim_start_matches("Reader ").parse::<usize>().unwrap()];
        let answers = case.truth.answers_to(post, reader);
        assert_eq!(answers.len(), 1, "{name}: {answers:#?}");
        assert_eq!(answers[0]["author"], json!(writer.id));
        sent.push(answers[0].clone());
    }
    let said = |n: usize| sent[n]["content"]["raw"].as_str().unwrap().to_owned();
    assert_eq!(
        (said(0).as_str(), said(39).as_str()),
        ("Changed on the way. Hugs", "Written anew. Hugs")
    );
    assert!(sent.windows(2).all(|pair| id(&pair[0]) < id(&pair[1])), "not in order");
    assert_eq!(
        case.desk.call("receipt_list", json!({ "blog": case.blog })).as_array().unwrap().len(),
        40
    );
}
