//! The power goes: the app is ended as with `kill -9` while something is on its way, and opened again.

use afterword_practice::Practice;
use afterword_tests::desk::saving;
use afterword_tests::dot::dot;
use afterword_tests::proxy::{Fault, Proxy};
use afterword_tests::served::ServedApp;
use afterword_tests::truth::Truth;
use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;

/// What WordPress's own check for duplicates would miss.
const TEXT: &str = "a & b <p>x</p> back\\slash";

struct Case {
    data: TempDir,
    proxy: Proxy,
    truth: Truth,
    blog: i64,
    _practice: (Practice, TempDir),
}

impl Case {
    /// A writer whose blog is a separate practice blog behind the proxy, with the password in a file.
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let practice = Practice::start(folder.path(), None).unwrap();
        let truth = Truth {
            url: practice.url(),
            user: practice.username().into(),
            password: practice.password().into(),
        };
        let proxy = Proxy::before(truth.port()).unwrap();
        let data = TempDir::new().unwrap();
        let app = ServedApp::start(data.path()).unwrap();
        let found = app.call("blog_find", &json!({ "address": proxy.url() }));
        assert_eq!(found["keychain"], json!("missing"), "{found:#}");
        let connected = app.call(
            "blog_connect",
            &json!({ "endpoint": found["endpoint"], "username": truth.user, "password": truth.password,
                     "keep": "file", "allowUnencrypted": false }),
        );
        let blog = connected["blog"]["id"].as_i64().unwrap();
        // The power is to go while something is on its way, not while it can still be undone.
        let mut settings = app.call("desk_settings", &Value::Null);
        settings["undoSeconds"] = json!(0);
        app.call("desk_settings_set", &settings);
        Self { data, proxy, truth, blog, _practice: (practice, folder) }
    }

    fn app(&self) -> ServedApp {
        ServedApp::start(self.data.path()).unwrap()
    }

    fn post(&self, app: &ServedApp, title: &str, body: &str) -> i64 {
        let post = app.call("post_create", &json!({ "blog": self.blog }));
        let id = post["id"].as_i64().unwrap();
        self.save(app, id, title, body);
        id
    }

    fn save(&self, app: &ServedApp, post: i64, title: &str, body: &str) {
        let open = app.call("post_open", &json!({ "post": post }));
        app.call("post_save", &saving(&open, body, &json!({ "title": title })));
    }

    fn comment(&self, app: &ServedApp, text: &str) -> i64 {
        app.call("blog_check", &json!({ "blog": self.blog }));
        let list = json!({ "blog": self.blog, "folder": "all", "search": text, "limit": 5 });
        // Read between its arrival and its approval it would be held.
        let found = app.wait_for("comment_list", &list, |list| {
            list["total"] == json!(1) && list["rows"][0]["status"] == json!("approved")
        });
        found["rows"][0]["id"].as_i64().unwrap()
    }

    /// A post of its own with one reader's question under it: both by their ids on the blog.
    fn asked(&self, number: u32) -> (u64, u64) {
        let talk = self.truth.publish(&format!("Talk {number}"), None);
        (talk, self.truth.reader_comment(talk, 0, "Dennis", &format!("Question{number}x")))
    }

    fn drained(&self, app: &ServedApp) {
        app.wait_for("outbox_list", &json!({ "blog": self.blog }), |rows| {
            rows.as_array().is_some_and(Vec::is_empty)
        });
    }

    /// Waits until the write has been cut short, then cuts the power.
    fn cut(&self, app: ServedApp, fault: Fault, struck: usize, done: usize) {
        let since = std::time::Instant::now();
        let happened = || match fault {
            Fault::HoldAnswer => self.proxy.done() > done,
            _ => self.proxy.struck() > struck,
        };
        while !happened() {
            assert!(since.elapsed().as_secs() < 30, "{fault:?} never struck");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        drop(app);
    }

    /// Does something that sends, dies in the middle of it, and lets the next start see to it.
    fn killed_while(
        &self,
        method: &'static str,
        path: &'static str,
        fault: Fault,
        send: impl Fn(&ServedApp),
    ) {
        let app = self.app();
        let (struck, done) = (self.proxy.struck(), self.proxy.done());
        self.proxy.fail(method, path, fault, 1);
        send(&app);
        self.cut(app, fault, struck, done);
        self.drained(&self.app());
    }
}

#[test]
fn killed_after_the_blog_did_it_nothing_is_sent_again() {
    every_kind_of_write(Fault::HoldAnswer);
}

#[test]
fn killed_before_the_blog_saw_it_nothing_is_lost() {
    every_kind_of_write(Fault::HoldRequest);
}

fn every_kind_of_write(fault: Fault) {
    let case = Case::new();

    case.killed_while("POST", "wp/v2/posts?", fault, |app| {
        let post = case.post(app, "The draft step", "Words.");
        app.call("post_publish", &json!({ "post": post, "intent": "public" }));
    });
    one_public(&case.truth, "The draft step", "Words.");

    case.killed_while("POST", "wp/v2/posts/", fault, |app| {
        let post = case.post(app, "The public step", "Words.");
        app.call("post_publish", &json!({ "post": post, "intent": "public" }));
    });
    one_public(&case.truth, "The public step", "Words.");

    let app = case.app();
    let post = case.post(&app, "The update", "Old words.");
    app.call("post_publish", &json!({ "post": post, "intent": "public" }));
    case.drained(&app);
    drop(app);
    case.killed_while("POST", "wp/v2/posts/", fault, |app| {
        case.save(app, post, "The update", "New words.");
        app.call("post_publish", &json!({ "post": post, "intent": "public" }));
    });
    one_public(&case.truth, "The update", "New words.");

    let before = case.truth.pictures().len();
    case.killed_while("POST", "wp/v2/media", fault, |app| {
        let post = case.post(app, "The picture", "");
        let base64 = base64::engine::general_purpose::STANDARD.encode(dot("one"));
        let picture = json!({ "post": post, "fileName": "dot.gif", "base64": base64 });
        let added = app.call("picture_add", &picture);
        case.save(app, post, "The picture", added["markdown"].as_str().unwrap());
        app.call("post_publish", &json!({ "post": post, "intent": "public" }));
    });
    one_public(&case.truth, "The picture", "<img");
    assert_eq!(case.truth.pictures().len(), before + 1);

    let talk = case.truth.publish("A talk", None);
    let asked = case.truth.reader_comment(talk, 0, "Dennis", "Whichquestion");
    case.killed_while("POST", "wp/v2/comments?", fault, |app| {
        let comment = case.comment(app, "Whichquestion");
        app.call(
            "reply_queue",
            &json!({ "comment": comment, "text": "Hello Dennis. This one. Hugs" }),
        );
    });
    let answers = case.truth.answers_to(talk, asked);
    assert_eq!(answers.len(), 1, "{answers:#?}");

    let spam = case.truth.reader_comment(talk, 0, "Cheap Pills", "Buypills");
    case.killed_while("POST", "wp/v2/comments/", fault, |app| {
        let comment = case.comment(app, "Buypills");
        app.call("comments_moderate", &json!({ "comments": [comment], "to": "spam" }));
    });
    assert_eq!(case.truth.get(&format!("comments/{spam}?context=edit"))["status"], json!("spam"));
    assert_eq!(case.truth.comments_of(talk).len(), 3);
}

#[test]
fn killed_at_any_step_of_answering_before_the_blog_saw_it_nothing_is_lost() {
    every_step_of_answering(Fault::HoldRequest);
}

#[test]
fn killed_at_any_step_of_answering_after_the_blog_did_it_nothing_is_doubled() {
    every_step_of_answering(Fault::HoldAnswer);
}

/// Every exchange of a reply, of a changed reply and of a moderation.
fn every_step_of_answering(fault: Fault) {
    let case = Case::new();
    let mut number = 0;
    for (method, path) in
        [("GET", "wp/v2/comments/"), ("GET", "parent="), ("POST", "wp/v2/comments?")]
    {
        number += 1;
        let (talk, asked) = case.asked(number);
        case.killed_while(method, path, fault, |app| {
            let comment = case.comment(app, &format!("Question{number}x"));
            app.call("reply_queue", &json!({ "comment": comment, "text": TEXT }));
        });
        let answers = case.truth.answers_to(talk, asked);
        assert_eq!(answers.len(), 1, "{fault:?} {method} {path}: {answers:#?}");
        assert_eq!(case.truth.comments_of(talk).len(), 2, "{fault:?} {method} {path}");
    }
    for (method, path) in [("GET", "wp/v2/comments/"), ("POST", "wp/v2/comments/")] {
        number += 1;
        let (talk, asked) = case.asked(number);
        let app = case.app();
        let comment = case.comment(&app, &format!("Question{number}x"));
        let first = format!("Answer{number}x");
        app.call("reply_queue", &json!({ "comment": comment, "text": first }));
        case.drained(&app);
        drop(app);
        case.killed_while(method, path, fault, |app| {
            let own = case.comment(app, &first);
            let source = app.call("reply_source", &json!({ "comment": own }));
            let ask = json!({ "comment": own, "text": TEXT, "before": source["before"] });
            app.call("reply_change", &ask);
        });
        let answers = case.truth.answers_to(talk, asked);
        assert_eq!(answers.len(), 1, "{fault:?} {method} {path}: {answers:#?}");
        let raw = answers[0]["content"]["raw"].as_str().unwrap();
        assert!(raw.contains("back\\slash"), "{fault:?} {method} {path}: {raw}");

        number += 1;
        let (_, spam) = case.asked(number);
        case.killed_while(method, path, fault, |app| {
            let comment = case.comment(app, &format!("Question{number}x"));
            app.call("comments_moderate", &json!({ "comments": [comment], "to": "spam" }));
        });
        let there = case.truth.get(&format!("comments/{spam}?context=edit"));
        assert_eq!(there["status"], json!("spam"), "{fault:?} {method} {path}");
    }
}

/// The reply arrived and its answer was lost with the power; then the power goes again in the middle of every
/// look for it.
#[test]
fn killed_while_a_lost_reply_is_looked_for_it_is_still_sent_once() {
    let case = Case::new();
    let mut number = 100;
    for outcome in [Fault::HoldAnswer, Fault::HoldRequest] {
        for fault in [Fault::HoldRequest, Fault::HoldAnswer] {
            number += 1;
            let (talk, asked) = case.asked(number);
            let app = case.app();
            let (struck, done) = (case.proxy.struck(), case.proxy.done());
            case.proxy.fail("POST", "wp/v2/comments?", outcome, 1);
            let comment = case.comment(&app, &format!("Question{number}x"));
            app.call("reply_queue", &json!({ "comment": comment, "text": TEXT }));
            case.cut(app, outcome, struck, done);
            for _ in 0..2 {
                let (struck, done) = (case.proxy.struck(), case.proxy.done());
                case.proxy.fail("GET", "before=", fault, 1);
                case.cut(case.app(), fault, struck, done);
            }
            case.drained(&case.app());
            let answers = case.truth.answers_to(talk, asked);
            assert_eq!(answers.len(), 1, "{outcome:?} {fault:?}: {answers:#?}");
            assert_eq!(case.truth.comments_of(talk).len(), 2, "{outcome:?} {fault:?}");
        }
    }
}

/// Replies and posts are on their way while the battery fails again and again.
#[test]
fn eight_power_cuts_on_the_way_home_lose_and_double_nothing() {
    const REPLIES: usize = 20;
    const POSTS: usize = 4;
    let case = Case::new();
    let talk = case.truth.publish("A long talk", None);
    let asked: Vec<u64> = (0..REPLIES)
        .map(|n| case.truth.reader_comment(talk, 0, &format!("Reader{n}"), &format!("Remark{n}x")))
        .collect();
    let app = case.app();
    let list =
        json!({ "blog": case.blog, "folder": "unanswered", "search": "Remark", "limit": 100 });
    app.call("blog_check", &json!({ "blog": case.blog }));
    let rows = app.wait_for("comment_list", &list, |list| list["total"] == json!(REPLIES));
    case.proxy.go_down();
    for row in rows["rows"].as_array().unwrap() {
        let text = format!("Hello {}. Thank you. Hugs", row["author"].as_str().unwrap());
        app.call("reply_queue", &json!({ "comment": row["id"], "text": text }));
    }
    for n in 0..POSTS {
        let post = case.post(&app, &format!("Travel note {n}"), "Words from the train.");
        app.call("post_publish", &json!({ "post": post, "intent": "public" }));
    }
    drop(app);
    case.proxy.come_up().unwrap();
    for cut in 0..8_u64 {
        let app = case.app();
        app.call("blog_check", &json!({ "blog": case.blog }));
        // Spread over what a start and some exchanges take.
        std::thread::sleep(std::time::Duration::from_millis(20 + cut * 37 % 200));
        drop(app);
    }
    let app = case.app();
    case.drained(&app);
    for (n, comment) in asked.iter().enumerate() {
        let answers = case.truth.answers_to(talk, *comment);
        assert_eq!(answers.len(), 1, "reader {n}: {answers:#?}");
    }
    for n in 0..POSTS {
        one_public(&case.truth, &format!("Travel note {n}"), "Words from the train.");
    }
    let receipts = app.call("receipt_list", &json!({ "blog": case.blog }));
    assert_eq!(receipts.as_array().unwrap().len(), REPLIES + POSTS);
}

/// Nothing typed longer than a moment ago is lost; what the window calls saved is on disk.
#[test]
fn a_saved_text_and_a_half_written_reply_survive() {
    let case = Case::new();
    let talk = case.truth.publish("A talk", None);
    case.truth.reader_comment(talk, 0, "Dennis", "Whichquestion");
    let app = case.app();
    let post = case.post(&app, "Half a thought", "");
    let comment = case.comment(&app, "Whichquestion");
    let mut text = String::new();
    for word in 0..50 {
        text.push_str(&format!("word{word} "));
        case.save(&app, post, "Half a thought", &text);
    }
    app.call("reply_draft_save", &json!({ "comment": comment, "text": "Hello Den" }));
    drop(app);
    let app = case.app();
    assert_eq!(app.call("post_open", &json!({ "post": post }))["body"], json!(text));
    let conversation = app.call("conversation_open", &json!({ "comment": comment }));
    let turns = conversation["turns"].as_array().unwrap();
    let turn = turns.iter().find(|turn| turn["id"] == json!(comment)).unwrap();
    assert_eq!(turn["draft"], json!("Hello Den"));
}

#[test]
fn a_second_copy_of_the_app_is_turned_away() {
    let data = TempDir::new().unwrap();
    let first = ServedApp::start(data.path()).unwrap();
    assert!(ServedApp::start(data.path()).is_err(), "two copies would send the same things");
    first.call("app_state", &Value::Null);
}

fn one_public(truth: &Truth, title: &str, text: &str) {
    let posts = truth.posts_titled(title);
    assert_eq!(posts.len(), 1, "{title}: {posts:#?}");
    assert_eq!(posts[0]["status"], json!("publish"), "{title}");
    assert!(posts[0]["content"]["raw"].as_str().unwrap().contains(text), "{title}: {posts:#?}");
}
