//! Many comments at once: five hundred marked as spam, and that taken back before it goes and after.

use std::time::{Duration, Instant};

use afterword_desk::Timing;
use afterword_practice::Practice;
use afterword_tests::desk::{TestDesk, quick};
use afterword_tests::proxy::Proxy;
use afterword_tests::truth::Truth;
use chrono::TimeDelta;
use serde_json::{Value, json};

const MANY: usize = 500;

struct Case {
    desk: TestDesk,
    proxy: Proxy,
    truth: Truth,
    blog: i64,
    post: u64,
    _practice: (Practice, tempfile::TempDir),
}

impl Case {
    fn start(undo: TimeDelta) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let practice = Practice::start(folder.path(), None).unwrap();
        let truth = Truth {
            url: practice.url(),
            user: practice.username().to_owned(),
            password: practice.password().to_owned(),
        };
        let proxy = Proxy::before(truth.port()).unwrap();
        // Nothing is asked of the blog but what the test asks for.
        let rare = TimeDelta::hours(1);
        let timing = Timing { undo, check_every: rare, check_practice_every: rare, ..quick() };
        let desk = TestDesk::with(timing);
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let connected = desk.call(
            "blog_connect",
            json!({ "endpoint": found["endpoint"], "username": truth.user, "password": truth.password,
                    "keep": "session", "allowUnencrypted": false }),
        );
        let blog = connected["blog"]["id"].as_i64().unwrap();
        let post = truth.publish("A busy post", None);
        for n in 0..MANY {
            truth.reader_comment(post, 0, &format!("Seller {n}"), &format!("Cheappills {n}"));
        }
        Self { desk, proxy, truth, blog, post, _practice: (practice, folder) }
    }

    fn pulled(&self) -> Vec<i64> {
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        let list =
            json!({ "blog": self.blog, "folder": "all", "search": "Cheappills", "limit": 1000 });
        let found = self.desk.wait_for("comment_list", list, |list| list["total"] == json!(MANY));
        // The check that brought them has ended.
        self.desk.wait_for("blog_status", Value::Null, |all| {
            let mut all = all.as_array().unwrap().iter();
            all.any(|one| one["blog"] == json!(self.blog) && one["checking"] == json!(false))
        });
        found["rows"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
    }

    fn spam(&self, comments: &[i64]) -> Value {
        let done =
            self.desk.call("comments_moderate", json!({ "comments": comments, "to": "spam" }));
        assert_eq!(done["before"].as_array().unwrap().len(), MANY);
        json!({ "before": done["before"] })
    }

    fn waiting(&self) -> usize {
        let rows = self.desk.call("outbox_list", json!({ "blog": self.blog }));
        rows.as_array().unwrap().len()
    }

    fn writes(&self) -> usize {
        self.proxy.seen().iter().filter(|line| line.starts_with("POST")).count()
    }

    fn drained(&self) {
        let end = Instant::now() + Duration::from_secs(120);
        while self.waiting() > 0 {
            assert!(Instant::now() < end, "{} still wait", self.waiting());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn standing(&self, status: &str) -> usize {
        let all = self.comments().into_iter();
        all.filter(|comment| comment["status"] == json!(status)).count()
    }

    fn comments(&self) -> Vec<Value> {
        let mut found = Vec::new();
        for status in ["all", "spam"] {
            for page in 1..=MANY / 100 {
                let route = format!(
                    "comments?post={}&status={status}&context=edit&per_page=100&page={page}&orderby=id",
                    self.post
                );
                let rows = self.truth.get(&route);
                let rows = rows.as_array().unwrap();
                found.extend(rows.iter().cloned());
                if rows.len() < 100 {
                    break;
                }
            }
        }
        found
    }

    fn listed(&self, folder: &str) -> Value {
        let list =
            json!({ "blog": self.blog, "folder": folder, "search": "Cheappills", "limit": 1 });
        self.desk.call("comment_list", list)["total"].clone()
    }
}

#[test]
fn spam_taken_back_before_it_goes_asks_nothing_of_the_blog() {
    let case = Case::start(TimeDelta::minutes(10));
    let comments = case.pulled();
    let writes = case.writes();
    let before = case.spam(&comments);
    assert_eq!((case.waiting(), case.listed("spam")), (MANY, json!(MANY)));
    case.desk.call("comments_undo", before);
    assert_eq!((case.waiting(), case.listed("spam")), (0, json!(0)));
    assert_eq!(case.listed("all"), json!(MANY));
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(case.writes(), writes, "nothing was asked of the blog");
    assert_eq!(case.standing("approved"), MANY);
}

#[test]
fn spam_that_went_out_is_asked_back_once_each() {
    let case = Case::start(TimeDelta::zero());
    let comments = case.pulled();
    let writes = case.writes();
    let before = case.spam(&comments);
    case.drained();
    assert_eq!((case.standing("spam"), case.writes() - writes), (MANY, MANY));
    case.desk.call("comments_undo", before);
    case.drained();
    assert_eq!((case.standing("approved"), case.writes() - writes), (MANY, 2 * MANY));
    assert_eq!((case.listed("spam"), case.listed("all")), (json!(0), json!(MANY)));
}
