//! One writer, two computers, one blog: what one has done the other does not do again unasked, and neither
//! takes the other's words for its own.

use std::time::Duration;

use afterword_tests::desk::TestDesk;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::proxy::{Fault, Proxy};
use afterword_tests::skip::skip;
use afterword_tests::truth::Truth;
use serde_json::{Value, json};

/// How long a storm may keep something back.
const STORM: Duration = Duration::from_secs(180);

/// A computer with Afterword on it, and its line.
struct Computer {
    desk: TestDesk,
    proxy: Proxy,
    blog: i64,
}

struct Case {
    truth: Truth,
    user: u64,
    post: u64,
    desktop: Computer,
    laptop: Computer,
    _peer: WordPressPeer,
}

impl Case {
    /// Both computers have read what these readers said.
    fn start(test: &str, user: &str, remarks: usize) -> Option<(Self, Vec<u64>)> {
        let peer = match WordPressPeer::start() {
            Ok(peer) => peer,
            Err(error) => {
                skip(test, &error.to_string());
                return None;
            }
        };
        let account = peer.user(user).unwrap().clone();
        let password = peer.user("admin").unwrap().app_password.clone();
        let truth = Truth { url: peer.info().url.clone(), user: "admin".into(), password };
        let post = truth.publish("A talk", Some(account.id));
        let said: Vec<u64> = (0..remarks)
            .map(|n| truth.reader_comment(post, 0, &format!("Reader {n}"), &format!("Remark{n}x")))
            .collect();
        let computer = || Computer::connect(&truth, user, &account.app_password);
        let (desktop, laptop) = (computer(), computer());
        for computer in [&desktop, &laptop] {
            computer.read(remarks);
        }
        Some((Self { truth, user: account.id, post, desktop, laptop, _peer: peer }, said))
    }

    fn mine_under(&self, comment: u64) -> Vec<String> {
        let answers = self.truth.answers_to(self.post, comment).into_iter();
        let mine = answers.filter(|answer| answer["author"] == json!(self.user));
        mine.map(|answer| answer["content"]["raw"].as_str().unwrap().to_owned()).collect()
    }
}

impl Computer {
    fn connect(truth: &Truth, user: &str, password: &str) -> Self {
        let proxy = Proxy::before(truth.port()).unwrap();
        let desk = TestDesk::new();
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let connected = desk.call(
            "blog_connect",
            json!({ "endpoint": found["endpoint"], "username": user, "password": password,
                    "keep": "session", "allowUnencrypted": false }),
        );
        let blog = connected["blog"]["id"].as_i64().unwrap();
        Self { desk, proxy, blog }
    }

    fn list(&self, search: &str) -> Value {
        json!({ "blog": self.blog, "folder": "all", "search": search, "limit": 100 })
    }

    fn read(&self, remarks: usize) {
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        self.desk.wait_for("comment_list", self.list("Remark"), |list| {
            let all = list["rows"].as_array().unwrap();
            all.len() == remarks && all.iter().all(|row| row["status"] == json!("approved"))
        });
    }

    fn comment(&self, text: &str) -> i64 {
        let found = self.desk.call("comment_list", self.list(text));
        assert_eq!(found["total"], json!(1), "{text}: {found:#}");
        found["rows"][0]["id"].as_i64().unwrap()
    }

    fn go_offline(&self) {
        self.proxy.go_down();
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        self.desk.wait_for("blog_status", Value::Null, |all| {
            let mut all = all.as_array().unwrap().iter();
            all.any(|one| one["blog"] == json!(self.blog) && one["reach"] == json!("offline"))
        });
    }

    fn reply(&self, to: &str, text: &str) -> i64 {
        let ask = json!({ "comment": self.comment(to), "text": text });
        self.desk.call("reply_queue", ask)["item"].as_i64().unwrap()
    }

    fn stopped_by(&self, problem: &str) -> Value {
        let rows = self.desk.wait_for("outbox_list", json!({ "blog": self.blog }), |rows| {
            let rows = rows.as_array().unwrap();
            rows.len() == 1
                && rows[0]["state"] == json!("blocked")
                && rows[0]["problem"]["kind"] == json!(problem)
        });
        rows[0].clone()
    }

    fn drained(&self) {
        self.desk.wait_for("outbox_list", json!({ "blog": self.blog }), |rows| rows == &json!([]));
    }
}

#[test]
fn what_one_computer_answered_the_other_does_not_answer_again_unasked() {
    let Some((case, said)) = Case::start("two answers to one comment", "writer", 2) else { return };
    let Case { desktop, laptop, .. } = &case;
    laptop.go_offline();
    laptop.reply("Remark0x", "From the train. Hugs");
    laptop.reply("Remark1x", "Also from the train. Hugs");
    desktop.reply("Remark0x", "From home. Hugs");
    desktop.drained();
    laptop.proxy.come_up().unwrap();
    let row = laptop.stopped_by("answeredElsewhere");
    assert_eq!(row["choices"], json!(["edit", "takeBack", "sendMine"]));
    assert_eq!(case.mine_under(said[0]), ["From home. Hugs"]);
    assert_eq!(case.mine_under(said[1]), ["Also from the train. Hugs"], "it holds no other");
    // What was answered elsewhere stands in the window by now.
    let open = json!({ "comment": laptop.comment("Remark0x") });
    let open = laptop.desk.call("conversation_open", open);
    let texts = open["turns"].to_string();
    assert!(texts.contains("From home. Hugs"), "{open:#}");
    laptop.desk.call("outbox_send_mine", json!({ "item": row["id"] }));
    laptop.drained();
    assert_eq!(case.mine_under(said[0]), ["From home. Hugs", "From the train. Hugs"]);
}

#[test]
fn two_computers_that_send_at_once_lose_and_double_nothing() {
    const EACH: usize = 12;
    let Some((case, said)) = Case::start("two computers at once", "editor", 2 * EACH) else {
        return;
    };
    let Case { desktop, laptop, .. } = &case;
    let faults = [Fault::CutAnswer, Fault::HalfAnswer, Fault::BadGateway, Fault::CutRequest];
    for (computer, from) in [(desktop, 0), (laptop, EACH)] {
        computer.go_offline();
        for n in from..from + EACH {
            computer.reply(&format!("Remark{n}x"), "Thank you & hugs <p>x</p> back\\slash");
        }
        computer.proxy.storm(20_261_123 + from as u64, 25, &faults);
    }
    desktop.proxy.come_up().unwrap();
    laptop.proxy.come_up().unwrap();
    for computer in [desktop, laptop] {
        // Each time an answer is lost the wait grows, from half a minute to an hour: the storm ends before that.
        computer.desk.wait_within(STORM, "outbox_list", json!({ "blog": computer.blog }), |rows| {
            computer.proxy.struck() >= EACH || rows == &json!([])
        });
        computer.proxy.heal();
    }
    for computer in [desktop, laptop] {
        let rows = json!({ "blog": computer.blog });
        computer.desk.wait_within(STORM, "outbox_list", rows, |rows| rows == &json!([]));
    }
    for (n, comment) in said.iter().enumerate() {
        assert_eq!(case.mine_under(*comment).len(), 1, "reader {n}");
    }
    assert_eq!(case.truth.comments_of(case.post).len(), 4 * EACH);
    for computer in [desktop, laptop] {
        let receipts = computer.desk.call("receipt_list", json!({ "blog": computer.blog }));
        assert_eq!(receipts.as_array().unwrap().len(), EACH);
        assert!(computer.proxy.struck() > 0);
    }
}

#[test]
fn two_decisions_about_one_comment_are_asked_about() {
    let Some((case, said)) = Case::start("two decisions", "writer", 1) else { return };
    let Case { desktop, laptop, .. } = &case;
    laptop.go_offline();
    let decide = |computer: &Computer, to: &str| {
        let ask = json!({ "comments": [computer.comment("Remark0x")], "to": to });
        computer.desk.call("comments_moderate", ask);
    };
    decide(laptop, "trash");
    decide(desktop, "spam");
    desktop.drained();
    laptop.proxy.come_up().unwrap();
    let row = laptop.stopped_by("overtaken");
    let there = || case.truth.get(&format!("comments/{}?context=edit", said[0]))["status"].clone();
    assert_eq!(there(), json!("spam"));
    laptop.desk.call("outbox_retry", json!({ "item": row["id"] }));
    laptop.drained();
    assert_eq!(there(), json!("trash"));
}

#[test]
fn two_changes_of_one_reply_are_asked_about() {
    let Some((case, said)) = Case::start("two changes of a reply", "writer", 1) else { return };
    let Case { desktop, laptop, .. } = &case;
    desktop.reply("Remark0x", "First words. Hugs");
    desktop.drained();
    laptop.desk.call("blog_check", json!({ "blog": laptop.blog }));
    laptop
        .desk
        .wait_for("comment_list", laptop.list("First words"), |list| list["total"] == json!(1));
    laptop.go_offline();
    let change = |computer: &Computer, text: &str| {
        let comment = computer.comment("First words");
        let source = computer.desk.call("reply_source", json!({ "comment": comment }));
        let ask = json!({ "comment": comment, "text": text, "before": source["before"] });
        computer.desk.call("reply_change", ask);
    };
    change(laptop, "Words from the train. Hugs");
    change(desktop, "Words from home. Hugs");
    desktop.drained();
    laptop.proxy.come_up().unwrap();
    let row = laptop.stopped_by("conflict");
    assert_eq!(case.mine_under(said[0]), ["Words from home. Hugs"]);
    assert_eq!(row["problem"]["detail"], json!("Words from home. Hugs"));
    laptop.desk.call("outbox_send_mine", json!({ "item": row["id"] }));
    laptop.drained();
    assert_eq!(case.mine_under(said[0]), ["Words from the train. Hugs"]);
    let answers = case.truth.answers_to(case.post, said[0]);
    assert_eq!(answers.len(), 1, "{answers:#?}");
}
