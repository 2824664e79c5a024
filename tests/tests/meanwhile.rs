//! What happens on a real WordPress while things wait here: the writer is asked, and nothing is lost.

use afterword_tests::desk::TestDesk;
use afterword_tests::dot::dot;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::proxy::{Fault, Proxy};
use afterword_tests::skip::skip;
use afterword_tests::truth::Truth;
use base64::Engine;
use serde_json::{Value, json};

/// An author's desk, a bad line to a real WordPress, and the truth about it.
struct Case {
    desk: TestDesk,
    proxy: Proxy,
    truth: Truth,
    blog: i64,
    writer: u64,
    _peer: WordPressPeer,
}

impl Case {
    fn start(test: &str) -> Option<Self> {
        let peer = match WordPressPeer::start() {
            Ok(peer) => peer,
            Err(error) => {
                skip(test, &error.to_string());
                return None;
            }
        };
        let writer = peer.user("writer").unwrap().clone();
        let password = peer.user("admin").unwrap().app_password.clone();
        let truth = Truth { url: peer.info().url.clone(), user: "admin".into(), password };
        let proxy = Proxy::before(truth.port()).unwrap();
        let desk = TestDesk::new();
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let connect = json!({ "endpoint": found["endpoint"], "username": "writer",
            "password": writer.app_password, "keep": "session", "allowUnencrypted": false });
        let blog = desk.call("blog_connect", connect)["blog"]["id"].as_i64().unwrap();
        Some(Self { desk, proxy, truth, blog, writer: writer.id, _peer: peer })
    }

    fn talk(&self, texts: &[&str]) -> (u64, Vec<u64>) {
        let post = self.truth.publish("A talk", Some(self.writer));
        (post, texts.iter().map(|text| self.truth.reader_comment(post, 0, text, text)).collect())
    }

    fn pulled(&self, text: &str) -> i64 {
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        let list = json!({ "blog": self.blog, "folder": "all", "search": text, "limit": 5 });
        let found = self.desk.wait_for("comment_list", list, |list| {
            list["total"] == json!(1) && list["rows"][0]["status"] == json!("approved")
        });
        found["rows"][0]["id"].as_i64().unwrap()
    }

    fn offline(&self) {
        self.proxy.go_down();
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        self.desk.wait_for("blog_status", Value::Null, |all| {
            self.status(all)["reach"] == json!("offline")
        });
    }

    fn status(&self, all: &Value) -> Value {
        all.as_array().unwrap().iter().find(|one| one["blog"] == json!(self.blog)).unwrap().clone()
    }

    /// Waits until the only row of the outbox has this problem.
    fn stopped_by(&self, problem: &str) -> Value {
        let rows = self.desk.wait_for("outbox_list", json!({ "blog": self.blog }), |rows| {
            rows[0]["problem"]["kind"] == json!(problem)
                && (rows[0]["state"] == json!("blocked") || rows[0]["state"] == json!("failed"))
        });
        rows[0].clone()
    }

    fn drained(&self) {
        self.desk.wait_for("outbox_list", json!({ "blog": self.blog }), |rows| rows == &json!([]));
    }

    fn save(&self, post: i64, title: &str, body: &str) {
        self.desk.save(post, title, body);
    }

    fn published(&self, title: &str) -> (i64, u64) {
        let post = self.desk.post(self.blog, title, "Words.");
        self.desk.publish(post);
        self.drained();
        (post, self.truth.posts_titled(title)[0]["id"].as_u64().unwrap())
    }
}

#[test]
fn a_reply_to_a_comment_that_went_away_waits_for_the_writer() {
    let Some(case) = Case::start("replies to what went away") else { return };
    for how in ["deleted", "trash", "spam"] {
        let (talk, comments) = case.talk(&[&format!("Dennis{how}")]);
        let comment = case.pulled(&format!("Dennis{how}"));
        case.offline();
        let item =
            case.desk.call("reply_queue", json!({ "comment": comment, "text": "Hello. Hugs" }));
        match how {
            "deleted" => case.truth.delete(&format!("comments/{}", comments[0])),
            "trash" => case.truth.trash(&format!("comments/{}", comments[0])),
            _ => {
                case.truth.post(&format!("comments/{}", comments[0]), &json!({ "status": "spam" }));
            }
        }
        case.proxy.come_up().unwrap();
        let row = case.stopped_by("gone");
        assert_eq!(row["choices"], json!(["edit", "takeBack", "retry"]), "{how}");
        let mine = case
            .truth
            .comments_of(talk)
            .into_iter()
            .filter(|one| one["author"] == json!(case.writer));
        assert_eq!(mine.count(), 0, "{how}: it was sent all the same");
        case.desk.call("outbox_take_back", json!({ "item": item["item"] }));
    }
}

/// What goes on under a comment while a reply to it waits: each is asked about once, and the reply goes as
/// soon as the writer says so.
#[test]
fn a_reply_whose_conversation_went_on_waits_for_the_writer() {
    let Some(case) = Case::start("replies to what went on") else { return };
    for (how, problem) in [
        ("edited", "parentEdited"),
        ("answered", "answeredElsewhere"),
        ("gone on with", "newTurn"),
        ("held", "overtaken"),
    ] {
        let name = format!("Dennis{}", how.replace(' ', ""));
        let (talk, comments) = case.talk(&[&name]);
        let comment = case.pulled(&name);
        case.offline();
        let ask = json!({ "comment": comment, "text": "Hello. a & b <p>x</p> back\\slash" });
        case.desk.call("reply_queue", ask);
        let there = format!("comments/{}", comments[0]);
        match how {
            "edited" => {
                case.truth.post(&there, &json!({ "content": "The very opposite" }));
            }
            "answered" => {
                // In the browser, by the same account.
                let by_hand = json!({ "post": talk, "parent": comments[0], "author": case.writer,
                    "content": "Answered by hand", "date_gmt": "2020-01-01T00:00:00" });
                case.truth.post("comments", &by_hand);
            }
            "gone on with" => {
                case.truth.reader_comment(talk, comments[0], &name, "Forget it, I found it");
            }
            _ => {
                case.truth.post(&there, &json!({ "status": "hold" }));
            }
        }
        case.proxy.come_up().unwrap();
        let row = case.stopped_by(problem);
        let mine = || {
            let answers = case.truth.answers_to(talk, comments[0]).into_iter();
            let mine = answers.filter(|answer| answer["author"] == json!(case.writer));
            mine.filter(|answer| answer["content"]["raw"] != json!("Answered by hand")).count()
        };
        assert_eq!(mine(), 0, "{how}: it was sent all the same");
        let shown = case.desk.call("conversation_open", json!({ "comment": comment })).to_string();
        if how == "held" {
            assert_eq!(row["choices"], json!(["edit", "takeBack", "retry"]));
            let approve = json!({ "comments": [comment], "to": "approve" });
            case.desk.call("comments_moderate", approve);
            case.desk.call("outbox_retry", json!({ "item": row["id"] }));
        } else {
            let words = ["The very opposite", "Answered by hand", "Forget it, I found it"];
            assert!(words.iter().any(|words| shown.contains(words)), "{how}: {shown}");
            assert_eq!(row["choices"], json!(["edit", "takeBack", "sendMine"]), "{how}");
            case.desk.call("outbox_send_mine", json!({ "item": row["id"] }));
        }
        case.drained();
        assert_eq!(mine(), 1, "{how}");
    }
}

#[test]
fn a_reply_to_a_closed_post_waits_until_it_is_opened_again() {
    let Some(case) = Case::start("closed comments") else { return };
    let (talk, comments) = case.talk(&["Dennisclosed"]);
    let comment = case.pulled("Dennisclosed");
    case.truth.post(&format!("posts/{talk}"), &json!({ "comment_status": "closed" }));
    case.desk.call("reply_queue", json!({ "comment": comment, "text": "Hello. Hugs" }));
    let row = case.stopped_by("commentsClosed");
    case.truth.post(&format!("posts/{talk}"), &json!({ "comment_status": "open" }));
    case.desk.call("outbox_retry", json!({ "item": row["id"] }));
    case.drained();
    assert_eq!(case.truth.answers_to(talk, comments[0]).len(), 1);
}

#[test]
fn one_reply_that_fails_holds_no_other() {
    let Some(case) = Case::start("one failing reply") else { return };
    let texts = ["Dennisone", "Dennistwo", "Dennisthree"];
    let (talk, comments) = case.talk(&texts);
    let here: Vec<i64> = texts.iter().map(|text| case.pulled(text)).collect();
    case.offline();
    for comment in &here {
        case.desk.call("reply_queue", json!({ "comment": comment, "text": "Hello. Hugs" }));
    }
    // Whatever shows the first of them breaks the blog.
    let route: &'static str = format!("wp/v2/comments/{}?", comments[0]).leak();
    case.proxy.fail("GET", route, Fault::BadGateway, 1000);
    case.proxy.come_up().unwrap();
    case.desk.wait_for("outbox_list", json!({ "blog": case.blog }), |rows| {
        rows.as_array().is_some_and(|rows| rows.len() == 1)
    });
    let answered =
        || comments.iter().map(|one| case.truth.answers_to(talk, *one).len()).collect::<Vec<_>>();
    assert_eq!(answered(), [0, 1, 1]);
    case.proxy.heal();
    let rows = case.desk.call("outbox_list", json!({ "blog": case.blog }));
    case.desk.call("outbox_retry", json!({ "item": rows[0]["id"] }));
    case.drained();
    assert_eq!(answered(), [1, 1, 1]);
}

#[test]
fn a_reply_under_an_unsent_reply_gets_the_real_parent_after_every_fault() {
    let Some(case) = Case::start("replies under unsent replies") else { return };
    let faults = [
        Fault::CutAnswer,
        Fault::HalfAnswer,
        Fault::BadGateway,
        Fault::Reset,
        Fault::CutRequest,
        Fault::Portal,
    ];
    let names: Vec<String> = (0..faults.len()).map(|n| format!("Dennis{n}x")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (talk, comments) = case.talk(&names);
    let here: Vec<i64> = names.iter().map(|name| case.pulled(name)).collect();
    case.offline();
    for comment in &here {
        case.desk.call("reply_queue", json!({ "comment": comment, "text": "a & b" }));
        let open = case.desk.call("conversation_open", json!({ "comment": comment }));
        let turns = open["turns"].as_array().unwrap();
        let at = turns.iter().position(|turn| turn["id"] == json!(comment)).unwrap();
        let own = &turns[at + 1];
        assert_eq!(own["mine"], json!(true), "{open:#}");
        case.desk.call("reply_queue", json!({ "comment": own["id"], "text": "a & b" }));
    }
    for fault in faults {
        case.proxy.fail("POST", "wp/v2/comments?", fault, 1);
    }
    case.proxy.come_up().unwrap();
    // An author's answers are dated apart, each after what it answers: the last may have to wait for its time.
    let end = std::time::Instant::now() + std::time::Duration::from_secs(180);
    let waiting = || case.desk.call("outbox_list", json!({ "blog": case.blog }));
    while waiting() != json!([]) {
        assert!(std::time::Instant::now() < end, "{:#}", waiting());
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(case.proxy.struck(), faults.len());
    for (name, comment) in names.iter().zip(&comments) {
        let answers = case.truth.answers_to(talk, *comment);
        assert_eq!(answers.len(), 1, "{name}: {answers:#?}");
        let below = case.truth.answers_to(talk, answers[0]["id"].as_u64().unwrap());
        assert_eq!(below.len(), 1, "{name}: {below:#?}");
    }
    assert_eq!(case.truth.comments_of(talk).len(), 3 * faults.len());
}

#[test]
fn a_reply_that_may_have_arrived_cannot_be_taken_back() {
    let Some(case) = Case::start("take back of the unsure") else { return };
    let (talk, comments) = case.talk(&["Whichquestion"]);
    let comment = case.pulled("Whichquestion");
    case.proxy.fail("POST", "wp/v2/comments?", Fault::BadGateway, 1);
    // What looks it up, and nothing else, asks for a time.
    case.proxy.fail("GET", "before=", Fault::Forbidden, 1000);
    let item = case.desk.call("reply_queue", json!({ "comment": comment, "text": "Hello. Hugs" }))
        ["item"]
        .clone();
    let row = case.stopped_by("role");
    assert_eq!(row["choices"], json!(["retry"]), "{row:#}");
    let refused = case.desk.refused("outbox_take_back", json!({ "item": item }));
    assert!(refused.message.contains("on its way"), "{}", refused.message);
    case.desk.refused("reply_edit", json!({ "item": item, "text": "Other" }));
    case.proxy.heal();
    case.desk.call("outbox_retry", json!({ "item": item }));
    case.drained();
    assert_eq!(case.truth.answers_to(talk, comments[0]).len(), 1);
}

#[test]
fn a_post_that_was_taken_off_the_blog_is_not_made_public_unasked() {
    let Some(case) = Case::start("posts taken off") else { return };
    let (post, id) = case.published("Taken off");
    case.truth.post(&format!("posts/{id}"), &json!({ "status": "draft" }));
    case.save(post, "Taken off", "Newer words.");
    case.desk.publish(post);
    let row = case.stopped_by("takenOff");
    assert_eq!(case.truth.posts_titled("Taken off")[0]["status"], json!("draft"));
    case.desk.call("outbox_send_mine", json!({ "item": row["id"] }));
    case.drained();
    assert_eq!(case.truth.posts_titled("Taken off")[0]["status"], json!("publish"));
}

#[test]
fn a_post_that_was_deleted_there_can_be_published_as_new() {
    let Some(case) = Case::start("posts deleted") else { return };
    let (post, id) = case.published("Deleted there");
    case.truth.delete(&format!("posts/{id}"));
    case.save(post, "Deleted there", "Newer words.");
    case.desk.publish(post);
    let row = case.stopped_by("gone");
    assert_eq!(case.truth.posts_titled("Deleted there").len(), 0);
    case.desk.call("outbox_send_mine", json!({ "item": row["id"] }));
    case.drained();
    let there = case.truth.posts_titled("Deleted there");
    assert_eq!(
        (there.len(), &there[0]["status"], &there[0]["slug"]),
        (1, &json!("publish"), &json!("deleted-there"))
    );
}

#[test]
fn a_decision_that_somebody_overruled_is_not_forced_through() {
    let Some(case) = Case::start("moderation overtaken") else { return };
    let (_, comments) = case.talk(&["Sellsthings"]);
    let comment = case.pulled("Sellsthings");
    case.offline();
    case.desk.call("comments_moderate", json!({ "comments": [comment], "to": "unapprove" }));
    case.truth.post(&format!("comments/{}", comments[0]), &json!({ "status": "spam" }));
    case.proxy.come_up().unwrap();
    let row = case.stopped_by("overtaken");
    let there =
        || case.truth.get(&format!("comments/{}?context=edit", comments[0]))["status"].clone();
    assert_eq!(there(), json!("spam"));
    case.desk.call("outbox_retry", json!({ "item": row["id"] }));
    case.drained();
    assert_eq!(there(), json!("hold"), "asked a second time, it is done");
}

#[test]
fn a_post_taken_back_halfway_gets_a_readable_address_later() {
    let Some(case) = Case::start("addresses after taking back") else { return };
    // The draft is made; then the blog's answers are not its own.
    case.proxy.fail("GET", "wp/v2/posts/", Fault::Portal, 1000);
    let post = case.desk.post(case.blog, "Halfway there", "Words.");
    let item = case.desk.publish(post)["item"].clone();
    let since = std::time::Instant::now();
    while case.truth.posts_titled("Halfway there").is_empty()
        || case.desk.desk.call("outbox_take_back", json!({ "item": item })).is_err()
    {
        assert!(since.elapsed().as_secs() < 20, "it never could be taken back");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    case.proxy.heal();
    case.desk.publish(post);
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    case.drained();
    let there = case.truth.posts_titled("Halfway there");
    assert_eq!((there.len(), &there[0]["slug"]), (1, &json!("halfway-there")), "{there:#?}");
}

#[test]
fn a_picture_that_left_the_post_no_longer_holds_it() {
    let Some(case) = Case::start("refused pictures") else { return };
    let post = case.desk.post(case.blog, "No picture after all", "");
    let base64 = base64::engine::general_purpose::STANDARD.encode(dot("one"));
    let picture = json!({ "post": post, "fileName": "dot.gif", "base64": base64 });
    let added = case.desk.call("picture_add", picture);
    case.save(post, "No picture after all", added["markdown"].as_str().unwrap());
    case.proxy.fail("POST", "wp/v2/media", Fault::TooLarge, 1000);
    case.desk.publish(post);
    case.stopped_by("tooLarge");
    case.save(post, "No picture after all", "Only words.");
    case.desk.publish(post);
    case.drained();
    assert_eq!(case.truth.posts_titled("No picture after all").len(), 1);
}

#[test]
fn many_vanished_comments_are_believed_only_when_the_writer_says_so() {
    let Some(case) = Case::start("mass disappearance") else { return };
    let names: Vec<String> = (0..14).map(|n| format!("Vanishing{n}x")).collect();
    let (_, comments) = case.talk(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let list = json!({ "blog": case.blog, "folder": "all", "search": "Vanishing", "limit": 50 });
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    case.desk.wait_for("comment_list", list.clone(), |list| list["total"] == json!(14));
    // All between two checks.
    case.offline();
    for comment in &comments {
        case.truth.delete(&format!("comments/{comment}"));
    }
    case.proxy.come_up().unwrap();
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    case.desk.wait_for("blog_status", Value::Null, |all| {
        case.status(all)["problem"]["kind"] == json!("massDisappearance")
    });
    assert_eq!(
        case.desk.call("comment_list", list.clone())["total"],
        json!(14),
        "nothing was changed"
    );
    case.desk.call("blog_accept_missing", json!({ "blog": case.blog }));
    case.desk.wait_for("comment_list", list, |list| list["total"] == json!(0));
    case.desk
        .wait_for("blog_status", Value::Null, |all| case.status(all)["reach"] == json!("online"));
}
