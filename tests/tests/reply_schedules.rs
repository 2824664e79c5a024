//! Random bad lines between authors' apps and a real WordPress: replies, replies under replies that are not
//! sent yet, moderations and changed replies, with texts that WordPress's own duplicate check misses. Every
//! schedule ends with everything on the blog exactly once, under the comment it answers.
//!
//! `AFTERWORD_REPLY_SCHEDULES` says how many are drawn, `AFTERWORD_SEED` from what.

use std::io::Write as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use afterword_desk::Timing;
use afterword_platform::wordpress::Timeouts;
use afterword_sync::Pace;
use afterword_tests::chance::Chance;
use afterword_tests::desk::{TestDesk, quick};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::proxy::{Fault, Proxy};
use afterword_tests::skip::skip;
use afterword_tests::truth::{Truth, id};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// How many are drawn when nobody says how many.
const USUAL: usize = 24;
/// So many authors with apps at lines of their own send at once; most of their time is waiting.
const APPS: usize = 6;
/// So many of a hundred requests go wrong.
const PERCENT: u64 = 20;

/// The time-outs take long, so the quick ones are there twice.
const FAULTS: [Fault; 14] = [
    Fault::CutAnswer,
    Fault::CutAnswer,
    Fault::HalfAnswer,
    Fault::HalfAnswer,
    Fault::BadGateway,
    Fault::BadGateway,
    Fault::CutRequest,
    Fault::CutRequest,
    Fault::Reset,
    Fault::Reset,
    Fault::Slow,
    Fault::Portal,
    Fault::HoldAnswer,
    Fault::HoldRequest,
];

/// What writers type, with what WordPress rewrites.
const TEXTS: [&str; 7] = [
    "a & b",
    "<p>x</p>",
    "back\\slash, two \\\\ and a \\n",
    "  outer spaces  ",
    "\"Quotes\" & 'more' <b>bold</b> *and* [a link](https://reports.example/?a=1&b=2)",
    "One paragraph.\n\nAnother one. Hugs 🚂",
    "Thank you",
];

fn stormy() -> Timing {
    Timing {
        check_every: TimeDelta::hours(1),
        check_practice_every: TimeDelta::hours(1),
        pace: Pace {
            settle: TimeDelta::milliseconds(3500),
            look_again: TimeDelta::milliseconds(500),
            // Hours of patience after many losses in a row are seconds here.
            jitter: 0.002,
        },
        timeouts: Timeouts { answer: Duration::from_millis(4000), ..Timeouts::default() },
        ..quick()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reply,
    /// A reply, and another under it before it is sent.
    Below,
    Moderation,
    Change,
}

/// One thing that is sent through the storm.
#[derive(Debug, Clone)]
struct Thing {
    kind: Kind,
    text: &'static str,
    /// The reader's comment on the blog, or the reply that is changed.
    remote: u64,
}

/// An author with an account and a post of their own.
struct Writer {
    name: String,
    id: u64,
    password: String,
    post: u64,
}

impl Writer {
    fn new(truth: &Truth, number: usize) -> Self {
        let name = format!("author{number}");
        let account = json!({ "username": name, "email": format!("{name}@blog.example"),
            "password": format!("long-and-{number}-dull"), "roles": ["author"] });
        let user = id(&truth.post("users", &account));
        let password = truth
            .post(&format!("users/{user}/application-passwords"), &json!({ "name": "Afterword" }));
        let post = truth.publish(&format!("The talk of {name}"), Some(user));
        let password = password["password"].as_str().unwrap().to_owned();
        Self { name, id: user, password, post }
    }

    /// What the readers said, some hours ago, and what the author replied then.
    fn talk(&self, peer: &WordPressPeer, count: usize) -> Vec<Thing> {
        let kinds = [Kind::Reply, Kind::Below, Kind::Reply, Kind::Moderation, Kind::Change];
        let mut things = Vec::new();
        for n in 0..count {
            let kind = kinds[n % kinds.len()];
            let text = TEXTS[n % TEXTS.len()];
            let (user, author) = match kind {
                Kind::Change => (self.id, self.name.clone()),
                _ => (0, format!("Reader {n}")),
            };
            let query = format!(
                "INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_email, \
                 comment_author_url, comment_author_IP, comment_date, comment_date_gmt, comment_content, \
                 comment_karma, comment_approved, comment_agent, comment_type, comment_parent, user_id) \
                 VALUES ({}, '{author}', 'r{n}@reader.example', '', '127.0.0.1', \
                 UTC_TIMESTAMP() - INTERVAL {} SECOND, UTC_TIMESTAMP() - INTERVAL {} SECOND, \
                 'Remark {n}', 0, '1', '', 'comment', 0, {user}); SELECT LAST_INSERT_ID()",
                self.post,
                90_000 - n,
                90_000 - n,
            );
            let remote = peer.sql(&query).unwrap()[0][0].parse().unwrap();
            things.push(Thing { kind, text, remote });
        }
        things
    }
}

/// An app at a bad line.
struct App {
    desk: TestDesk,
    proxy: Proxy,
    blog: i64,
}

impl App {
    fn connect(truth: &Truth, writer: &Writer) -> Self {
        let proxy = Proxy::before(truth.port()).unwrap();
        let desk = TestDesk::with(stormy());
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let connected = desk.call(
            "blog_connect",
            json!({ "endpoint": found["endpoint"], "username": writer.name, "password": writer.password,
                    "keep": "session", "allowUnencrypted": false }),
        );
        let blog = connected["blog"]["id"].as_i64().unwrap();
        Self { desk, proxy, blog }
    }

    /// The comments of this author's post as they are here, by their addresses on the blog.
    fn pulled(&self, post: u64, count: usize) -> Vec<(u64, i64)> {
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        let list = json!({ "blog": self.blog, "folder": "all", "search": "", "post": post.to_string(), "limit": 2000 });
        let end = Instant::now() + Duration::from_secs(120);
        loop {
            let listed = self.desk.call("comment_list", list.clone());
            let rows = listed["rows"].as_array().unwrap();
            if rows.len() >= count {
                let first = rows[0]["id"].clone();
                let open = self.desk.call("conversation_open", json!({ "comment": first }));
                return open["turns"].as_array().unwrap().iter().map(at).collect();
            }
            assert!(Instant::now() < end, "{} of {count}", rows.len());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn queue(&self, thing: &Thing, comment: i64) {
        let desk = &self.desk;
        let reply =
            |under: i64| desk.call("reply_queue", json!({ "comment": under, "text": thing.text }));
        match thing.kind {
            Kind::Reply => drop(reply(comment)),
            Kind::Below => {
                reply(comment);
                let open = desk.call("conversation_open", json!({ "comment": comment }));
                let turns = open["turns"].as_array().unwrap();
                let at = turns.iter().position(|turn| turn["id"] == json!(comment)).unwrap();
                let own = turns[at + 1]["id"].as_i64().unwrap();
                assert_eq!(turns[at + 1]["mine"], json!(true));
                reply(own);
            }
            Kind::Moderation => {
                let spam = json!({ "comments": [comment], "to": "spam" });
                desk.call("comments_moderate", spam);
            }
            Kind::Change => {
                let before = desk.call("reply_source", json!({ "comment": comment }));
                desk.call(
                    "reply_change",
                    json!({ "comment": comment, "text": thing.text, "before": before["before"] }),
                );
            }
        }
    }

    /// Waits until nothing is left to send. What only the writer can settle must not come up: nobody else
    /// writes under these posts.
    fn drained(&self) {
        let end = Instant::now() + Duration::from_secs(3_600);
        loop {
            let rows = self.desk.call("outbox_list", json!({ "blog": self.blog }));
            let rows = rows.as_array().unwrap();
            if rows.is_empty() {
                return;
            }
            let stuck =
                |row: &&Value| ["failed", "blocked"].iter().any(|s| row["state"] == json!(s));
            let stuck: Vec<&Value> = rows.iter().filter(stuck).collect();
            assert!(stuck.is_empty(), "{stuck:#?}");
            let status = || self.desk.call("blog_status", Value::Null);
            assert!(Instant::now() < end, "{rows:#?} {:#}", status());
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// As on a train: all is written offline, then the line comes back, and it is bad.
    fn weather(&self, post: u64, things: &[Thing], seed: u64) {
        let here = self.pulled(post, things.len());
        self.proxy.go_down();
        self.desk.call("blog_check", json!({ "blog": self.blog }));
        self.desk.wait_for("blog_status", Value::Null, |all| {
            let mut all = all.as_array().unwrap().iter();
            all.any(|one| one["blog"] == json!(self.blog) && one["reach"] == json!("offline"))
        });
        for thing in things {
            let (_, comment) = here.iter().find(|(remote, _)| *remote == thing.remote).unwrap();
            self.queue(thing, *comment);
        }
        self.proxy.storm(seed, PERCENT, &FAULTS);
        self.proxy.come_up().unwrap();
        self.drained();
        self.proxy.heal();
    }
}

/// A turn's id on the blog, from its address, and its id here.
fn at(turn: &Value) -> (u64, i64) {
    let link = turn["link"].as_str().unwrap();
    let remote = link.rsplit("comment-").next().unwrap().parse().unwrap();
    (remote, turn["id"].as_i64().unwrap())
}

#[test]
fn bad_lines_lose_and_double_no_reply_and_put_none_under_another_comment() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("replies under bad lines on WordPress", &error.to_string()),
    };
    let admin = peer.user("admin").unwrap();
    let truth = Truth {
        url: peer.info().url.clone(),
        user: "admin".into(),
        password: admin.app_password.clone(),
    };
    let (schedules, seed) =
        (number("AFTERWORD_REPLY_SCHEDULES", USUAL), number("AFTERWORD_SEED", 20_261_123));
    let batches: Vec<(Writer, Vec<Thing>)> = (0..APPS)
        .map(|app| {
            let writer = Writer::new(&truth, app);
            let count = schedules / APPS + usize::from(app < schedules % APPS);
            let things = writer.talk(&peer, count);
            (writer, things)
        })
        .collect();
    let before = count(&peer, "");
    let started = Instant::now();
    let struck: Mutex<Vec<usize>> = Mutex::new(vec![0; FAULTS.len()]);
    std::thread::scope(|scope| {
        for (number, (writer, things)) in batches.iter().enumerate() {
            let (truth, struck) = (&truth, &struck);
            scope.spawn(move || {
                let app = App::connect(truth, writer);
                let mixed = Chance::new(seed as u64 + number as u64).below(u64::MAX);
                app.weather(writer.post, things, mixed);
                let receipts = app.desk.call("receipt_list", json!({ "blog": app.blog }));
                let sent = receipts.as_array().unwrap().len();
                let wanted = things.len() + of(things, Kind::Below);
                assert_eq!(sent, wanted.min(200), "one receipt for each");
                let mut struck = struck.lock().unwrap();
                for (count, fault) in struck.iter_mut().zip(FAULTS) {
                    *count += app.proxy.struck_by(fault);
                }
            });
        }
    });
    let mut wrong = Vec::new();
    let mut wanted = before;
    for (writer, things) in &batches {
        wanted += of(things, Kind::Reply) + 2 * of(things, Kind::Below);
        for thing in things {
            wrong.extend(misplaced(&peer, writer, thing));
        }
    }
    let found = count(&peer, "");
    if found != wanted {
        wrong.push(format!("{found} comments in place of {wanted}"));
    }
    let mut by_fault: Vec<String> = Vec::new();
    let mut total = 0;
    for (fault, count) in FAULTS.into_iter().zip(struck.into_inner().unwrap()) {
        let line = format!("{fault:?} {count}");
        if !by_fault.contains(&line) {
            by_fault.push(line);
            total += count;
        }
    }
    let _ = writeln!(
        std::io::stderr(),
        "{schedules} schedules in {:.0} s, {total} faults ({}), {} lost, doubled or misplaced",
        started.elapsed().as_secs_f64(),
        by_fault.join(", "),
        wrong.len()
    );
    assert!(total * 2 >= schedules, "only {total} faults in {schedules} schedules");
    assert!(wrong.is_empty(), "{} of {schedules}: {wrong:#?}", wrong.len());
}

fn of(things: &[Thing], kind: Kind) -> usize {
    things.iter().filter(|thing| thing.kind == kind).count()
}

/// What is not on the blog as it should be, asked of its database.
fn misplaced(peer: &WordPressPeer, writer: &Writer, thing: &Thing) -> Vec<String> {
    let mut wrong = Vec::new();
    let wanted = afterword_markup::comment_html(thing.text.trim());
    let mut is = |what: &str, found: &str| {
        if !afterword_markup::same_text(found, &wanted) {
            wrong.push(format!("{thing:?}: {what} reads {found:?}"));
        }
    };
    match thing.kind {
        Kind::Reply | Kind::Below => {
            let answers = under(peer, writer, thing.remote);
            if let [(own, text)] = answers.as_slice() {
                is("the reply", text);
                if thing.kind == Kind::Below {
                    match under(peer, writer, *own).as_slice() {
                        [(_, text)] => is("the reply under it", text),
                        other => wrong.push(format!("{thing:?}: below it {other:?}")),
                    }
                }
            } else {
                wrong.push(format!("{thing:?}: {answers:?}"));
            }
        }
        Kind::Moderation => {
            if count(
                peer,
                &format!("AND comment_ID = {} AND comment_approved = 'spam'", thing.remote),
            ) != 1
            {
                wrong.push(format!("{thing:?}: is not in spam"));
            }
        }
        Kind::Change => {
            let query = format!(
                "SELECT HEX(comment_content) FROM wp_comments WHERE comment_ID = {}",
                thing.remote
            );
            is("the changed reply", &unhex(&peer.sql(&query).unwrap()[0][0]));
        }
    }
    wrong
}

/// The writer's answers to a comment.
fn under(peer: &WordPressPeer, writer: &Writer, parent: u64) -> Vec<(u64, String)> {
    let query = format!(
        "SELECT comment_ID, HEX(comment_content) FROM wp_comments \
         WHERE comment_parent = {parent} AND user_id = {} ORDER BY comment_ID",
        writer.id
    );
    let rows = peer.sql(&query).unwrap();
    rows.iter().map(|row| (row[0].parse().unwrap(), unhex(&row[1]))).collect()
}

/// The database's client writes line ends and backslashes its own way; hexadecimal digits are safe.
fn unhex(hex: &str) -> String {
    let bytes = (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16));
    String::from_utf8(bytes.collect::<Result<Vec<u8>, _>>().unwrap()).unwrap()
}

fn count(peer: &WordPressPeer, condition: &str) -> usize {
    let query =
        format!("SELECT COUNT(*) FROM wp_comments WHERE comment_type = 'comment' {condition}");
    peer.sql(&query).unwrap()[0][0].parse().unwrap()
}

fn number(variable: &str, otherwise: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is {text}")),
        Err(_) => otherwise,
    }
}
