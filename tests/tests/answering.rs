//! Answering readers at the desk, on a practice blog behind a line that says what went over it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use afterword_desk::Timing;
use afterword_desk::api::Change;
use afterword_practice::Practice;
use afterword_tests::desk::{TestDesk, quick};
use afterword_tests::patience::{PATIENCE, eventually};
use afterword_tests::proxy::Proxy;
use afterword_tests::truth::Truth;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;

struct Case {
    desk: TestDesk,
    proxy: Proxy,
    truth: Truth,
    blog: i64,
    post: u64,
    _practice: Practice,
    _folder: TempDir,
}

impl Case {
    fn start() -> Self {
        Self::with(quick())
    }

    /// A writer who can undo for a long time.
    fn unhurried() -> Self {
        Self::with(Timing { undo: TimeDelta::minutes(2), ..quick() })
    }

    fn with(timing: Timing) -> Self {
        Self::at(TestDesk::with(timing))
    }

    fn at(desk: TestDesk) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let practice = Practice::start(folder.path(), None).unwrap();
        let (user, password) = (practice.username().to_owned(), practice.password().to_owned());
        let truth = Truth { url: practice.url(), user: user.clone(), password: password.clone() };
        let proxy = Proxy::before(truth.port()).unwrap();
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let connect = json!({ "endpoint": found["endpoint"], "username": user, "password": password,
            "keep": "session", "allowUnencrypted": false });
        let blog = desk.call("blog_connect", connect)["blog"]["id"].as_i64().unwrap();
        let post = truth.publish("A talk", None);
        Self { desk, proxy, truth, blog, post, _practice: practice, _folder: folder }
    }

    /// A reader's comment on the post, as it is here.
    fn reader(&self, name: &str, text: &str) -> i64 {
        self.truth.reader_comment(self.post, 0, name, text);
        self.here(text)
    }

    /// A comment that waits for review.
    fn held(&self, name: &str, text: &str) -> (u64, i64) {
        let there = self.truth.reader_comment(self.post, 0, name, text);
        self.truth.post(&format!("comments/{there}"), &json!({ "status": "hold" }));
        let list = self.list("held", &format!("{name} {text}"));
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        let found = self.desk.wait_for("comment_list", list, |list| list["total"] == json!(1));
        (there, found["rows"][0]["id"].as_i64().unwrap())
    }

    fn here(&self, text: &str) -> i64 {
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        let found = |list: &Value| {
            let rows = list["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row["excerpt"].as_str().unwrap().starts_with(text))?;
            row["id"].as_i64().filter(|_| row["status"] == json!("approved"))
        };
        let list = self.list("all", "");
        found(&self.desk.wait_for("comment_list", list, |list| found(list).is_some())).unwrap()
    }

    fn list(&self, folder: &str, search: &str) -> Value {
        json!({ "blog": self.blog, "folder": folder, "search": search, "limit": 600 })
    }

    fn total(&self, folder: &str) -> u64 {
        self.desk.call("comment_list", self.list(folder, ""))["total"].as_u64().unwrap()
    }

    fn outbox(&self) -> Vec<Value> {
        self.desk.call("outbox_list", json!({ "blog": self.blog })).as_array().unwrap().clone()
    }

    fn drained(&self) {
        self.desk.wait_for("outbox_list", json!({ "blog": self.blog }), |rows| rows == &json!([]));
    }

    fn turn(&self, comment: i64) -> Value {
        let open = self.desk.call("conversation_open", json!({ "comment": comment }));
        let turns = open["turns"].as_array().unwrap();
        turns.iter().find(|turn| turn["id"] == json!(comment)).unwrap().clone()
    }

    /// Several checks have come and gone.
    fn after_some_checks(&self) {
        let checks = || self.proxy.seen().iter().filter(|line| line.contains("users/me")).count();
        let before = checks();
        eventually("checks come", || checks() >= before + 3);
    }

    /// Requests that write comments.
    fn writes(&self) -> Vec<String> {
        let seen = self.proxy.seen();
        seen.into_iter()
            .filter(|line| !line.starts_with("GET") && line.contains("wp/v2/comments"))
            .collect()
    }

    fn status_there(&self, comment: u64) -> Value {
        self.truth.get(&format!("comments/{comment}?context=edit"))["status"].clone()
    }
}

#[test]
fn a_held_comment_is_approved_and_answered_as_one() {
    let case = Case::start();
    let (there, comment) = case.held("Dennis", "May I come in?");
    let reply =
        |approve: bool| json!({ "comment": comment, "text": "Do come in.", "approve": approve });
    let refused = case.desk.refused("reply_queue", reply(false));
    assert!(refused.message.contains("held for review"), "{refused}");
    assert_eq!(case.outbox(), Vec::<Value>::new(), "neither of the two was queued");

    case.desk.call("reply_queue", reply(true));
    case.drained();
    assert_eq!(case.status_there(there), json!("approved"));
    assert_eq!(case.truth.answers_to(case.post, there).len(), 1);
    let writes = case.writes();
    assert_eq!(writes.len(), 2, "{writes:#?}");
    assert!(
        writes[0].contains(&format!("comments/{there}")),
        "the approval goes first: {writes:#?}"
    );
}

#[test]
fn what_is_taken_back_in_time_was_never_sent() {
    let case = Case::unhurried();
    let (there, comment) = case.held("Dennis", "May I come in?");
    let queued = case
        .desk
        .call("reply_queue", json!({ "comment": comment, "text": "Do come in.", "approve": true }));
    assert!(queued["until"].is_string(), "{queued}");
    let rows = case.outbox();
    assert_eq!(rows.len(), 2, "{rows:#?}");
    assert!(rows.iter().all(|row| row["problem"].is_null() && row["attempts"] == json!(0)));
    case.after_some_checks();
    assert_eq!(case.writes(), Vec::<String>::new(), "it went before its time");

    case.desk.call("outbox_take_back", json!({ "item": queued["item"] }));
    assert_eq!(case.outbox(), Vec::<Value>::new(), "its approval goes back with it");
    let turn = case.turn(comment);
    assert_eq!((&turn["status"], &turn["draft"]), (&json!("held"), &json!("Do come in.")));
    case.after_some_checks();
    assert_eq!(case.writes(), Vec::<String>::new());
    assert_eq!(case.status_there(there), json!("hold"));
}

#[test]
fn an_approval_is_not_taken_back_under_its_reply() {
    let case = Case::unhurried();
    let (_, comment) = case.held("Dennis", "May I come in?");
    case.desk
        .call("reply_queue", json!({ "comment": comment, "text": "Do come in.", "approve": true }));
    let approval = case.outbox()[0].clone();
    assert_eq!(approval["kind"], json!("moderate"), "{approval:#}");
    case.desk.refused("outbox_take_back", json!({ "item": approval["id"] }));
    assert_eq!(case.outbox().len(), 2);
}

#[test]
fn send_now_does_not_wait_and_nothing_else_goes_with_it() {
    let case = Case::unhurried();
    let (ann, ben) = (case.reader("Ann", "One"), case.reader("Ben", "Two"));
    let ask = |comment: i64| json!({ "comment": comment, "text": "Yes, quite so." });
    let first = case.desk.call("reply_queue", ask(ann));
    case.desk.call("reply_queue", ask(ben));
    case.desk.call("outbox_send_now", json!({ "item": first["item"] }));
    case.desk.wait_for("receipt_list", json!({ "blog": case.blog }), |all| {
        all.as_array().unwrap().len() == 1
    });
    let left = case.outbox();
    assert_eq!((left.len(), &left[0]["subject"]), (1, &json!("Ben")), "{left:#?}");
    assert_eq!(case.writes().len(), 1);
}

#[test]
fn a_reply_that_was_held_to_be_edited_can_be_undone_once_more() {
    let case = Case::unhurried();
    let ann = case.reader("Ann", "One");
    let queued = case.desk.call("reply_queue", json!({ "comment": ann, "text": "Yes, quite so." }));
    let item = json!({ "item": queued["item"] });
    case.desk.call("outbox_hold", item.clone());
    assert_eq!(case.outbox()[0]["notBefore"], Value::Null);
    let edit = json!({ "item": queued["item"], "text": "No, not quite." });
    case.desk.call("reply_edit", edit);
    assert_eq!(case.outbox()[0]["state"], json!("onHold"), "it is the writer who lets it go");
    case.desk.call("outbox_release", item.clone());
    assert!(case.outbox()[0]["notBefore"].is_string(), "{:#?}", case.outbox());
    case.after_some_checks();
    assert_eq!(case.writes(), Vec::<String>::new(), "it went before its time");
    case.desk.call("outbox_take_back", item);
    assert_eq!(case.turn(ann)["draft"], json!("No, not quite."));
}

#[test]
fn the_moment_to_undo_ends_by_itself() {
    let case = Case::with(Timing { undo: TimeDelta::seconds(2), ..quick() });
    let ann = case.reader("Ann", "One");
    let pressed = std::time::Instant::now();
    case.desk.call("reply_queue", json!({ "comment": ann, "text": "Yes, quite so." }));
    case.drained();
    assert!(pressed.elapsed() >= Duration::from_millis(1_900), "{:?}", pressed.elapsed());
    assert_eq!(case.writes().len(), 1);
}

#[test]
fn only_manners_are_not_sent_and_the_sheet_says_which() {
    let case = Case::start();
    case.desk.call(
        "manners_set",
        json!({ "blog": case.blog, "greeting": "Hello {name}. ", "signOff": "Hugs", "on": true }),
    );
    let (ann, ben) = (case.reader("Ann", "One"), case.reader("Ben", "Two"));
    let (_, held) = case.held("Cleo", "Three");
    let refused =
        case.desk.refused("reply_queue", json!({ "comment": ann, "text": "Hello Ann.\n\nHugs" }));
    assert!(refused.message.contains("greeting and sign-off"), "{refused}");
    let many = case.desk.call(
        "replies_queue",
        json!({ "replies": [
            { "comment": ann, "text": "Hello Ann. \n\nHugs" },
            { "comment": ben, "text": "Hello Ben. Yes, I was there.\n\nHugs" },
            { "comment": held, "text": "Hello Cleo. Me too." },
            { "comment": ann, "text": "  " },
        ] }),
    );
    let why: Vec<&Value> =
        many["skipped"].as_array().unwrap().iter().map(|skipped| &skipped["why"]).collect();
    assert_eq!(why, [&json!("onlyManners"), &json!("cannotBeAnswered"), &json!("empty")]);
    assert_eq!(many["queued"].as_array().unwrap().len(), 1, "{many:#}");
    assert_eq!(many["queued"][0]["comment"], json!(ben));
    case.drained();
    assert_eq!(case.writes().len(), 1);
}

#[test]
fn manners_are_learned_from_own_replies_and_only_put_into_boxes() {
    let case = Case::start();
    for (name, text) in [("Ann", "One"), ("Ben", "Two"), ("Cleo", "Three")] {
        let there = case.truth.reader_comment(case.post, 0, name, text);
        let answer = format!("Hello {name}. Thank you for {text}, I mean it.\n\nHugs");
        let body = json!({ "post": case.post, "parent": there, "content": answer });
        case.truth.post("comments", &body);
    }
    let dennis = case.reader("Dennis", "Four");
    let open = json!({ "blog": case.blog });
    let manners =
        case.desk.wait_for("manners_open", open, |manners| manners["from"] == json!("learned"));
    assert_eq!(manners["learnedGreeting"], json!("Hello {name}. "), "{manners:#}");
    assert_eq!(manners["learnedSignOff"], json!("\n\nHugs"));
    let sheet =
        json!({ "blog": case.blog, "scope": { "of": "all" }, "order": "oldestFirst", "limit": 50 });
    let page = case.desk.call("answers_open", sheet.clone());
    let row = page["rows"].as_array().unwrap().iter().find(|row| row["comment"] == json!(dennis));
    let row = row.unwrap();
    assert_eq!((&row["opening"], &row["closing"]), (&json!("Hello Dennis. "), &json!("\n\nHugs")));
    assert_eq!(row["draft"], json!(""));
    case.desk.refused("reply_queue", json!({ "comment": dennis, "text": "Hello Dennis. Hugs" }));
    case.after_some_checks();
    assert_eq!((case.outbox(), case.writes()), (vec![], vec![]), "something went by itself");

    // The writer's own template wins, and goes again.
    let set =
        json!({ "blog": case.blog, "greeting": "Dear {first},\n\n", "signOff": null, "on": true });
    let manners = case.desk.call("manners_set", set);
    assert_eq!((&manners["from"], &manners["signOff"]), (&json!("written"), &json!("\n\nHugs")));
    let off = json!({ "blog": case.blog, "greeting": null, "signOff": null, "on": false });
    assert_eq!(case.desk.call("manners_set", off)["from"], json!("learned"));
    let page = case.desk.call("answers_open", sheet);
    assert!(page["rows"].as_array().unwrap().iter().all(|row| row["opening"] == json!("")));
    // Nothing was put into the box for them: these are words of their own.
    case.desk.call("reply_queue", json!({ "comment": dennis, "text": "Hello Dennis. Hugs" }));
    case.drained();
    assert_eq!(case.writes().len(), 1);
}

#[test]
fn a_template_of_ones_own_is_all_that_counts_as_manners() {
    let case = Case::start();
    for (name, text) in [("Ann", "One"), ("Ben", "Two"), ("Cleo", "Three")] {
        let there = case.truth.reader_comment(case.post, 0, name, text);
        let answer = format!("Hello {name}. It was {text}, I mean it.\n\nThank you so much");
        let body = json!({ "post": case.post, "parent": there, "content": answer });
        case.truth.post("comments", &body);
    }
    let dennis = case.reader("Dennis", "Four");
    case.desk.wait_for("manners_open", json!({ "blog": case.blog }), |manners| {
        manners["learnedSignOff"] == json!("\n\nThank you so much")
    });
    let kinds = |text: &str| -> Vec<Value> {
        let ask = json!({ "comment": dennis, "text": text });
        let checked = case.desk.call("reply_check", ask);
        checked["remarks"].as_array().unwrap().iter().map(|one| one["kind"].clone()).collect()
    };
    assert_eq!(kinds("Thank you so much"), [json!("onlyManners")]);
    case.desk.call(
        "manners_set",
        json!({ "blog": case.blog, "greeting": null, "signOff": "Hugs", "on": true }),
    );
    assert_eq!(kinds("Thank you so much!"), Vec::<Value>::new());
    assert_eq!(kinds("Hello Dennis. Hugs"), [json!("onlyManners")]);
}

#[test]
fn changed_replies_say_something_too() {
    let case = Case::unhurried();
    case.desk.call(
        "manners_set",
        json!({ "blog": case.blog, "greeting": "Hello {name}. ", "signOff": "Hugs", "on": true }),
    );
    let ann = case.reader("Ann", "One");
    let text = "Hello Ann. Yes, I was there. Hugs";
    let queued = case.desk.call("reply_queue", json!({ "comment": ann, "text": text }));
    let cut = json!({ "item": queued["item"], "text": "Hello Ann.\n\nHugs" });
    let refused = case.desk.refused("reply_edit", cut);
    assert!(refused.message.contains("greeting and sign-off"), "{refused}");
    assert_eq!(case.outbox()[0]["excerpt"], json!(text), "it waits as it was");
    let fuller = "Hello Ann. Yes, I was there.\n\nHugs";
    case.desk.call("reply_edit", json!({ "item": queued["item"], "text": fuller }));
    let mine = |search: &str| case.list("mine", search);
    let waits = case.desk.call("comment_list", mine("there"))["rows"][0]["id"].as_i64().unwrap();
    let shown = json!("<p>Hello Ann. Yes, I was there.</p><p>Hugs</p>");
    assert_eq!(case.turn(waits)["html"], shown);
    case.desk.call("outbox_send_now", json!({ "item": queued["item"] }));
    case.drained();
    let found = case.desk.wait_for("comment_list", mine("there"), |list| list["total"] == json!(1));
    let reply = found["rows"][0]["id"].clone();
    let source = case.desk.call("reply_source", json!({ "comment": reply }));
    let cut = json!({ "comment": reply, "text": "Hugs", "before": source["before"] });
    let refused = case.desk.refused("reply_change", cut);
    assert!(refused.message.contains("greeting and sign-off"), "{refused}");
    assert_eq!((case.outbox().len(), case.writes().len()), (0, 1));

    // The change of a reply that waits is no way around it.
    let change = json!({ "comment": reply, "text": "I was not.", "before": source["before"] });
    let change = case.desk.call("reply_change", change);
    case.desk.refused("reply_edit", json!({ "item": change["item"], "text": "Hello Ann!" }));
    assert_eq!(case.outbox()[0]["excerpt"], json!("I was not."));
}

#[test]
fn words_begun_under_a_comment_that_is_deleted_stay_to_be_found() {
    let case = Case::start();
    let there = case.truth.reader_comment(case.post, 0, "Ann", "Fleeting words");
    let nobody = case.truth.reader_comment(case.post, 0, "Ben", "Unanswered words");
    let (ann, ben) = (case.here("Fleeting"), case.here("Unanswered"));
    let other = case.reader("Cleo", "Lasting words");
    case.desk.call("reply_draft_save", json!({ "comment": ann, "text": "Half a reply" }));
    for comment in [there, nobody] {
        case.truth.delete(&format!("comments/{comment}"));
    }
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    for search in ["", "Fleeting"] {
        let trash = case.list("trash", search);
        let found = case.desk.wait_for("comment_list", trash, |list| list["total"] == json!(1));
        let row = &found["rows"][0];
        assert_eq!((&row["id"], &row["status"]), (&json!(ann), &json!("deleted")), "{row:#}");
        assert_eq!(row["hasDraft"], json!(true));
    }
    // It stands in the conversation whoever opens that; what is gone without words does not.
    let ids = || -> Vec<i64> {
        let open = case.desk.call("conversation_open", json!({ "comment": other }));
        let turns = open["turns"].as_array().unwrap();
        turns.iter().map(|turn| turn["id"].as_i64().unwrap()).collect()
    };
    case.desk.wait_for("conversation_open", json!({ "comment": ben }), |open| {
        let turns = open["turns"].as_array().unwrap();
        turns.iter().any(|turn| turn["id"] == json!(ben) && turn["status"] == json!("deleted"))
    });
    assert_eq!(ids(), [ann, other]);
    assert_eq!(case.turn(ann)["draft"], json!("Half a reply"));
    case.desk.call("reply_draft_save", json!({ "comment": ann, "text": "" }));
    assert_eq!((ids(), case.total("trash")), (vec![other], 0));
}

/// Whether the line of the test below is paid by volume.
static METERED: AtomicBool = AtomicBool::new(false);

#[test]
fn nothing_is_looked_for_on_a_metered_line_unless_asked() {
    let case = Case::at(TestDesk::on_line(quick(), || METERED.load(Ordering::Acquire)));
    case.after_some_checks();
    let set = |quiet: bool| {
        let mut settings = case.desk.call("desk_settings", Value::Null);
        settings["quietOnMetered"] = json!(quiet);
        case.desk.call("desk_settings_set", settings);
    };
    METERED.store(true, Ordering::Release);
    case.after_some_checks();
    set(true);
    // A check that began before may end.
    std::thread::sleep(Duration::from_secs(1));
    let there = case.truth.reader_comment(case.post, 0, "Ann", "Costly words");
    let before = case.proxy.seen().len();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(case.proxy.seen().len(), before, "it looked: {:#?}", case.proxy.seen());
    assert_eq!(case.desk.call("comment_list", case.list("all", "Costly"))["total"], json!(0));

    // Asked for, it looks once; and what the writer sends goes.
    let ann = case.here("Costly words");
    case.desk.call("reply_queue", json!({ "comment": ann, "text": "Worth it." }));
    case.drained();
    assert_eq!(case.truth.answers_to(case.post, there).len(), 1);
    let lists = || {
        let seen = case.proxy.seen();
        seen.iter().filter(|line| line.starts_with("GET") && line.contains("wp/v2/posts?")).count()
    };
    std::thread::sleep(Duration::from_secs(1));
    let before = lists();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(lists(), before, "{:#?}", case.proxy.seen());
    METERED.store(false, Ordering::Release);
    case.after_some_checks();
}

#[test]
fn the_answer_sheet_holds_who_waits_in_the_order_asked_for() {
    let case = Case::start();
    let other = case.truth.publish("Elsewhere", None);
    let first = case.truth.reader_comment(case.post, 0, "Ann", "One");
    // Within one second, who came first is who was here first.
    case.here("One");
    case.truth.reader_comment(case.post, first, "Ben", "Two");
    case.here("Two");
    case.truth.reader_comment(other, 0, "Cleo", "Three");
    case.here("Three");
    let names = |scope: Value, order: &str| -> Vec<String> {
        let ask = json!({ "blog": case.blog, "scope": scope, "order": order, "limit": 50 });
        let page = case.desk.call("answers_open", ask);
        let rows = page["rows"].as_array().unwrap();
        assert_eq!(page["total"], json!(rows.len()));
        rows.iter().map(|row| row["author"].as_str().unwrap().to_owned()).collect()
    };
    let post = |post: u64| json!({ "of": "post", "post": post.to_string() });
    assert_eq!(names(post(case.post), "oldestFirst"), ["Ann", "Ben"]);
    assert_eq!(names(post(case.post), "newestFirst"), ["Ben", "Ann"]);
    assert_eq!(names(post(other), "newestFirst"), ["Cleo"]);
    let mut all = names(json!({ "of": "all" }), "oldestFirst");
    let mut backwards = names(json!({ "of": "all" }), "newestFirst");
    backwards.reverse();
    assert_eq!(all, backwards);
    all.retain(|name| ["Ann", "Ben", "Cleo"].contains(&name.as_str()));
    assert_eq!(all.len(), 3);
    let ask =
        json!({ "blog": case.blog, "scope": post(case.post), "order": "oldestFirst", "limit": 50 });
    let ben = case.desk.call("answers_open", ask)["rows"][1].clone();
    assert_eq!(ben["before"], json!({ "author": "Ann", "mine": false, "excerpt": "One" }));
}

#[test]
fn five_hundred_spam_comments_undone_in_time_cost_no_request() {
    let case = Case::unhurried();
    case.desk.call("blog_disconnect", json!({ "blog": case.blog, "password": "forget" }));
    let mut case = case;
    for n in 0..500 {
        case.truth.reader_comment(case.post, 0, &format!("Pills {n}"), &format!("Buy {n}"));
    }
    let connect = json!({ "endpoint": format!("{}/wp-json/", case.proxy.url()), "username": case.truth.user,
        "password": case.truth.password, "keep": "session", "allowUnencrypted": false });
    case.blog = case.desk.call("blog_connect", connect)["blog"]["id"].as_i64().unwrap();
    let found = case.desk.wait_for("comment_list", case.list("unanswered", "Buy"), |list| {
        list["total"] == json!(500)
    });
    let all: Vec<&Value> = found["rows"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    // Until the oldest are here too.
    case.after_some_checks();
    let before = case.total("unanswered");
    let done = case.desk.call("comments_moderate", json!({ "comments": all, "to": "spam" }));
    assert_eq!(done["before"].as_array().unwrap().len(), 500);
    assert_eq!((case.total("unanswered"), case.outbox().len()), (before - 500, 500));
    case.desk.call("comments_undo", json!({ "before": done["before"] }));
    assert_eq!((case.total("unanswered"), case.outbox().len()), (before, 0));
    case.after_some_checks();
    assert_eq!(case.writes(), Vec::<String>::new());
}

#[test]
fn what_was_moderated_already_is_asked_back() {
    let case = Case::start();
    let there = case.truth.reader_comment(case.post, 0, "Ann", "One");
    let ann = case.here("One");
    let done = case.desk.call("comments_moderate", json!({ "comments": [ann], "to": "trash" }));
    case.drained();
    assert_eq!(case.status_there(there), json!("trash"));
    case.desk.call("comments_undo", json!({ "before": done["before"] }));
    case.drained();
    assert_eq!(case.status_there(there), json!("approved"));
    assert_eq!(case.writes().len(), 2);

    // What stands where it shall stand needs nothing.
    let again = case.desk.call("comments_moderate", json!({ "comments": [ann], "to": "approve" }));
    assert_eq!(again, json!({ "before": [], "leftAlone": 0 }));
    case.desk.call("comments_handle", json!({ "comments": [ann], "handled": true }));
    assert_eq!(case.turn(ann)["handled"], json!(true));
}

#[test]
fn a_reply_on_the_blog_is_changed_there_once() {
    let case = Case::start();
    let ann = case.reader("Ann", "One");
    case.desk.call("reply_queue", json!({ "comment": ann, "text": "A & B, **really**.\n\nHugs" }));
    case.drained();
    let open = case.desk.call("conversation_open", json!({ "comment": ann }));
    let reply = open["turns"].as_array().unwrap().iter().find(|turn| turn["mine"] == json!(true));
    let reply = reply.unwrap()["id"].as_i64().unwrap();
    let source = case.desk.call("reply_source", json!({ "comment": reply }));
    assert_eq!(source["text"], json!("A & B, **really**.\n\nHugs"));
    let text = "A & B, *perhaps*.\n\nHugs";
    let change = json!({ "comment": reply, "text": text, "before": source["before"] });
    case.desk.call("reply_change", change);
    case.drained();
    let there = case.truth.comments_of(case.post);
    let mine = there.iter().find(|comment| comment["parent"] != json!(0)).unwrap();
    assert_eq!(mine["content"]["raw"], json!("A &amp; B, <em>perhaps</em>.\n\nHugs"), "{mine:#}");
    assert_eq!(there.len(), 2, "nothing else was written");
    let turn = case.turn(reply);
    assert!(turn["html"].as_str().unwrap().contains("<em>perhaps</em>"), "{turn:#}");
    case.desk.refused("reply_source", json!({ "comment": ann }));
}

#[test]
fn a_change_that_waits_is_shown_and_can_be_taken_back() {
    let case = Case::unhurried();
    let ann = case.reader("Ann", "One");
    let queued = case.desk.call("reply_queue", json!({ "comment": ann, "text": "Old words." }));
    case.desk.call("outbox_send_now", json!({ "item": queued["item"] }));
    case.drained();
    let mine = case.list("mine", "Old");
    let found = case.desk.wait_for("comment_list", mine, |list| list["total"] == json!(1));
    let reply = found["rows"][0]["id"].as_i64().unwrap();
    let source = case.desk.call("reply_source", json!({ "comment": reply }));
    let change = |text: &str| json!({ "comment": reply, "text": text, "before": source["before"] });
    case.desk.call("reply_change", change("New words."));
    let second = case.desk.call("reply_change", change("Newer words."));
    assert_eq!(case.outbox().len(), 1, "one row for one reply");
    let turn = case.turn(reply);
    assert!(turn["html"].as_str().unwrap().contains("Newer words."), "{turn:#}");
    assert_eq!(turn["sending"]["kind"], json!("editReply"));
    let again = case.desk.call("reply_source", json!({ "comment": reply }));
    assert_eq!(again, json!({ "text": "Newer words.", "before": source["before"] }));
    case.desk.call("outbox_take_back", json!({ "item": second["item"] }));
    let turn = case.turn(reply);
    assert!(turn["html"].as_str().unwrap().contains("Old words."), "{turn:#}");
    assert_eq!(turn["draft"], json!("Newer words."), "what was typed is kept");
    assert_eq!(case.writes().len(), 1);
}

#[test]
fn a_look_before_it_goes_says_what_deserves_one() {
    let case = Case::start();
    let first = case.truth.reader_comment(case.post, 0, "Renée Weber", "One");
    case.truth.reader_comment(case.post, first, "Dennis", "Two");
    let (renee, dennis) = (case.here("One"), case.here("Two"));
    let check = |comment: i64, text: &str| {
        case.desk.call("reply_check", json!({ "comment": comment, "text": text }))
    };
    let kinds = |comment: i64, text: &str| -> Vec<String> {
        let checked = check(comment, text);
        let remarks = checked["remarks"].as_array().unwrap();
        remarks.iter().map(|remark| remark["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(renee, "Hello Renee. Yes."), Vec::<String>::new());
    assert_eq!(kinds(dennis, "Hello Renee. Yes."), ["wrongName"]);
    let message = check(renee, "Hello Dennis. Yes.")["remarks"][0]["message"].clone();
    assert!(message.as_str().unwrap().contains("Dennis wrote another one here"), "{message}");
    assert_eq!(kinds(renee, " "), ["empty"]);
    assert_eq!(kinds(renee, "# Yes\n\n- one\n- two"), ["marksDropped"]);
    let html = check(renee, "A & B, **really**.\nSo.\n\n<script>x()</script>")["html"].clone();
    assert_eq!(
        html,
        json!(
            "<p>A &amp; B, <strong>really</strong>.<br>So.</p><p>&lt;script&gt;x()&lt;/script&gt;</p>"
        )
    );

    case.truth.post(&format!("posts/{}", case.post), &json!({ "comment_status": "closed" }));
    case.desk.call("blog_check", json!({ "blog": case.blog }));
    case.desk.wait_for("conversation_open", json!({ "comment": renee }), |open| {
        open["post"]["commentsOpen"] == json!(false)
    });
    assert_eq!(kinds(renee, "Yes, really."), ["commentsClosed"]);
}

#[test]
fn a_deep_conversation_says_where_a_reply_will_stand() {
    let case = Case::start();
    let mut parent = 0;
    for n in 1..=5 {
        parent = case.truth.reader_comment(case.post, parent, "Ann", &format!("Level{n} words"));
    }
    let (fourth, fifth) = (case.here("Level4"), case.here("Level5"));
    assert_eq!(case.turn(fourth)["tooDeep"], json!(false));
    assert_eq!(case.turn(fifth)["tooDeep"], json!(true));
    let checked =
        case.desk.call("reply_check", json!({ "comment": fifth, "text": "Yes, really." }));
    assert_eq!(checked["remarks"][0]["kind"], json!("tooDeep"), "{checked:#}");
}

#[test]
fn a_comment_becomes_a_draft_that_goes_nowhere() {
    let case = Case::start();
    case.truth.reader_comment(case.post, 0, "Ann *A.*", "How did you <em>get</em> there?");
    let ann = case.here("How did you get");
    case.desk.wait_for("conversation_open", json!({ "comment": ann }), |open| {
        open["post"]["title"] == json!("A talk")
    });
    let made = case.desk.call(
        "post_from_comment",
        json!({ "comment": ann, "answer": "By train, which is a long story." }),
    );
    let body = made["body"].as_str().unwrap();
    assert!(
        body.starts_with("> How did you *get* there?\n>\n> — Ann \\*A.\\*, [A talk](http"),
        "{body}"
    );
    assert!(body.ends_with("\n\nBy train, which is a long story."), "{body}");
    assert_eq!((&made["whereabouts"], &made["onBlog"]), (&json!("localOnly"), &json!(false)));
    let before = case.truth.get("posts?status=any&per_page=100").as_array().unwrap().len();
    case.after_some_checks();
    assert_eq!((case.outbox(), case.writes()), (vec![], vec![]));
    assert_eq!(case.truth.get("posts?status=any&per_page=100").as_array().unwrap().len(), before);
    assert_eq!(case.turn(ann)["unanswered"], json!(true), "it still waits for an answer");
}

#[test]
fn two_names_of_one_reader_become_one_and_two_again() {
    let case = Case::start();
    let (ann, annie) = (case.reader("Ann", "One"), case.reader("Annie", "Two"));
    let reader = |comment: i64| case.turn(comment)["reader"].clone();
    let (into, from) = (reader(ann), reader(annie));
    assert_ne!(into, from);
    case.desk.call("reader_note", json!({ "reader": from, "note": " Has a dog. " }));
    case.desk.call("reader_mark", json!({ "reader": into, "regular": true }));
    case.desk.call("reader_merge", json!({ "into": into, "from": from }));
    assert_eq!(reader(annie), into);
    let card = case.desk.call("reader_open", json!({ "reader": into }));
    assert_eq!((&card["comments"], &card["regular"]), (&json!(2), &json!(true)), "{card:#}");
    assert_eq!(card["note"], json!("Has a dog."));
    assert_eq!(card["merged"], json!([{ "reader": from, "name": "Annie" }]));
    let mut list = case.list("all", "");
    list["reader"] = into.clone();
    assert_eq!(case.desk.call("comment_list", list)["total"], json!(2));
    let people = json!({ "blog": case.blog, "search": "annie", "offset": 0, "limit": 10 });
    assert_eq!(case.desk.call("reader_list", people)["total"], json!(1));

    case.desk.call("reader_unmerge", json!({ "reader": from }));
    assert_eq!((reader(ann), reader(annie)), (into.clone(), from.clone()));
    let card = case.desk.call("reader_open", json!({ "reader": from }));
    assert_eq!((&card["comments"], &card["note"]), (&json!(1), &json!("Has a dog.")), "{card:#}");
    case.desk.refused("reader_merge", json!({ "into": into, "from": into }));
}

#[test]
fn a_reader_who_is_the_writer_waits_for_nothing() {
    let case = Case::start();
    let first = case.truth.reader_comment(case.post, 0, "Ann", "One");
    case.truth.reader_comment(case.post, first, "Me elsewhere", "Two");
    let (ann, me) = (case.here("One"), case.here("Two"));
    assert_eq!(
        (&case.turn(ann)["unanswered"], &case.turn(me)["unanswered"]),
        (&json!(true), &json!(true))
    );
    let reader = case.turn(me)["reader"].clone();
    case.desk.call("reader_mark", json!({ "reader": reader, "isMe": true }));
    assert_eq!(
        (&case.turn(ann)["unanswered"], &case.turn(me)["unanswered"]),
        (&json!(false), &json!(false))
    );
    case.desk.call("reader_mark", json!({ "reader": reader, "isMe": false }));
    assert_eq!(
        (&case.turn(ann)["unanswered"], &case.turn(me)["unanswered"]),
        (&json!(true), &json!(true))
    );
}

#[test]
fn saved_replies_are_filled_in_for_a_reader() {
    let case = Case::start();
    let ann = case.reader("{first} Ann", "One");
    let put = |id: Value, text: &str| {
        case.desk.call("saved_reply_put", json!({ "id": id, "name": "Thanks", "text": text }))
    };
    let saved = put(Value::Null, "Dear {name}, “{post}” {stays}.");
    let id = saved["id"].clone();
    let fill = json!({ "id": id, "comment": ann });
    // The post's name comes right behind the comment.
    let filled = case.desk.wait_for("saved_reply_fill", fill.clone(), |filled| {
        filled["text"].as_str().unwrap().contains("A talk")
    });
    assert_eq!(filled["text"], json!("Dear {first} Ann, “A talk” {stays}."));
    put(id.clone(), "Hello {first}");
    assert_eq!(case.desk.call("saved_reply_list", Value::Null).as_array().unwrap().len(), 1);
    case.desk.refused("saved_reply_put", json!({ "id": null, "name": " ", "text": "x" }));
    case.desk.refused("saved_reply_put", json!({ "id": null, "name": "x", "text": " " }));
    case.desk.call("saved_reply_remove", json!({ "id": id }));
    assert_eq!(case.desk.call("saved_reply_list", Value::Null), json!([]));
    case.desk.refused("saved_reply_fill", fill);
}

#[test]
fn settings_hold_and_count_at_once() {
    let case = Case::start();
    let found = case.desk.call("desk_settings", Value::Null);
    assert_eq!(
        found,
        json!({ "undoSeconds": 0, "checkMinutes": 1, "notify": "off", "quietOnMetered": false })
    );
    let set = json!({ "undoSeconds": 60, "checkMinutes": 15, "notify": "regulars", "quietOnMetered": true });
    assert_eq!(case.desk.call("desk_settings_set", set.clone()), set);
    assert_eq!(case.desk.call("desk_settings", Value::Null), set);
    let mut odd = set;
    odd["checkMinutes"] = json!(0);
    case.desk.refused("desk_settings_set", odd);
    let ann = case.reader("Ann", "One");
    let queued = case.desk.call("reply_queue", json!({ "comment": ann, "text": "Yes, really." }));
    assert!(queued["until"].is_string(), "{queued}");
}

#[test]
fn the_writer_hears_of_new_comments_as_they_asked() {
    let case = Case::start();
    let regular = case.reader("Ann", "One");
    let (hear, heard) = mpsc::channel();
    case.desk.desk.on_change(move |change| {
        if let Change::Arrived { name, excerpt, more, .. } = change {
            let _ = hear.send((name, excerpt, more));
        }
    });
    let notify = |which: &str| {
        let mut settings = case.desk.call("desk_settings", Value::Null);
        settings["notify"] = json!(which);
        case.desk.call("desk_settings_set", settings);
    };
    case.reader("Ben", "Two");
    // A first reading that was interrupted is still one: its end is no news either.
    case.after_some_checks();
    assert!(heard.try_recv().is_err(), "nobody asked for it");
    notify("all");
    case.reader("Ben", "Three words & more");
    let news = heard.recv_timeout(PATIENCE).unwrap();
    assert_eq!(news, ("Ben".to_owned(), "Three words & more".to_owned(), 0));
    notify("regulars");
    let reader = case.turn(regular)["reader"].clone();
    case.desk.call("reader_mark", json!({ "reader": reader, "regular": true }));
    case.reader("Ben", "Four");
    case.reader("Ann", "Five");
    let news = heard.recv_timeout(PATIENCE).unwrap();
    assert_eq!(news, ("Ann".to_owned(), "Five".to_owned(), 0), "only regulars");
}

#[test]
fn ready_for_a_trip_says_what_will_be_there() {
    let case = Case::start();
    case.desk.call("trip_prepare", json!({ "blog": case.blog }));
    case.truth.reader_comment(case.post, 0, "Ann", "Before you go");
    let ask = json!({ "blog": case.blog });
    let first =
        case.desk.wait_for("trip_state", ask.clone(), |trip| trip["stage"] == json!("ready"));
    assert_eq!(first["posts"], json!(2), "{first:#}");
    case.here("Before you go");
    case.desk.call("trip_prepare", ask.clone());
    let ready = case.desk.wait_for("trip_state", ask.clone(), |trip| {
        trip["stage"] == json!("ready") && trip["comments"] == json!(case.total("all"))
    });
    assert_eq!(ready["message"], Value::Null);

    // Without a line it says so, and what is here stays.
    case.proxy.go_down();
    case.desk.call("trip_prepare", ask.clone());
    let stopped = case.desk.wait_for("trip_state", ask, |trip| trip["stage"] == json!("stopped"));
    assert!(stopped["message"].as_str().unwrap().contains("can't be reached"), "{stopped:#}");
    assert_eq!(json!(case.total("all")), ready["comments"]);
}
