//! What finding costs while one types, and what opening a large store does, in milliseconds.
//!
//! `cargo bench -p afterword-store --bench finding --profile dev` makes a store of 20,000 posts of 5 kB and
//! 200,000 comments, then asks for what a writer would: words letter by letter, several words, phrases and
//! filters, each with its pieces of text and their marks. The middle one and the 99th of a hundred of all
//! questions are what the palette waits for. Then the store is opened again, which includes its lock, its
//! journal and the first list. Beside the clock stands what the processor spent, for a computer that has
//! other work. Other numbers of posts and comments go behind `--`; `in=FOLDER` keeps the store there, and
//! finds it there the next time.

// A measurement that fails should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::path::PathBuf;
use std::time::Instant;

use afterword_model::{
    Author, BlogId, Capabilities, CommentKind, CommentStatus, Identity, PlatformKind, PostFields,
    PostKind, PostStatus, RemoteId, Timestamp,
};
use afterword_store::comments::{self, Incoming};
use afterword_store::find::{self, Asked};
use afterword_store::posts::{self, Folder, Order, Place, Query};
use afterword_store::{Store, blogs};
use chrono::{NaiveDate, NaiveTime};

const WORDS_IN_POST: u64 = 850;
const WORDS_IN_COMMENT: u64 = 30;
const START: u64 = 1_300_000_000;
const SPAN: u64 = 15 * 365 * 24 * 3_600;
const RUNS: usize = 5;
/// The blog of a store that this made.
const KEPT: i64 = 1;
/// As many as the palette asks for at first.
const LIMIT: u32 = 20;

fn main() {
    let asked: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (posts, comments) = match asked[..] {
        [posts, comments] => (posts, comments),
        _ => (20_000, 200_000),
    };
    let passing = tempfile::tempdir().unwrap();
    let kept =
        std::env::args().skip(1).find_map(|word| word.strip_prefix("in=").map(PathBuf::from));
    let folder = kept.unwrap_or_else(|| passing.path().to_owned());
    let file = folder.join("afterword.sqlite");
    let is_full = file.exists();
    let store = Store::open(&folder).unwrap();
    let texts = Texts::new();
    println!("\n{posts} posts and {comments} comments");
    let blog = if is_full { BlogId(KEPT) } else { filled(&store, &texts, posts, comments) };
    println!("{:44} {:10.1} MB", "file", std::fs::metadata(&file).unwrap().len() as f64 / 1e6);

    searches(&store, blog, &texts);
    lists(&store, blog);
    drop(store);
    let mut times = Times::default();
    for _ in 0..20 {
        times.add(|| {
            let store = Store::open(&folder).unwrap();
            let list = Query::new(Folder::Published, 100);
            store.read(|db| posts::list(db, blog, &list)).unwrap()
        });
    }
    times.say("opening the store and its first list");
}

fn filled(store: &Store, texts: &Texts, posts: u64, comments: u64) -> BlogId {
    let blog = connect(store);
    assert_eq!(blog.0, KEPT, "a folder that is kept is asked about this blog");
    let began = Instant::now();
    fill_posts(store, blog, texts, posts);
    let each = began.elapsed().as_secs_f64() * 1e3 / posts as f64;
    println!("{:44} {each:10.2} ms", "filling, per post");
    fill_comments(store, blog, texts, comments);
    blog
}

fn searches(store: &Store, blog: BlogId, texts: &Texts) {
    let mut all = Times::default();
    let mut ask = |label: &str, typed: &[String]| {
        let mut times = Times::default();
        for typed in typed {
            for _ in 0..RUNS {
                let asked = Asked::read(typed, midnight);
                times.add(|| {
                    let sought = asked.typed.sought();
                    let ((posts, _), (comments, _)) = store
                        .read(|db| {
                            let posts = find::posts(db, blog, &asked, LIMIT)?;
                            Ok((posts, find::comments(db, blog, &asked, LIMIT)?))
                        })
                        .unwrap();
                    let posts = posts.iter().map(|hit| sought.marks(&hit.around).len());
                    let comments = comments.iter().map(|hit| sought.marks(&hit.around).len());
                    posts.sum::<usize>() + comments.sum::<usize>()
                });
            }
        }
        times.say(label);
        all.0.extend(times.0);
    };
    let word = |n: usize| texts.words[n].clone();
    let begun = |word: &str| -> Vec<String> {
        (1..=word.chars().count()).map(|letters| word.chars().take(letters).collect()).collect()
    };
    let some: Vec<usize> = vec![2, 30, 60, 150, 400, 1_000, 3_000, 9_000, 20_000, 35_000];
    ask(
        "one to three letters",
        &some.iter().flat_map(|n| begun(&word(*n)).into_iter().take(3)).collect::<Vec<_>>(),
    );
    ask(
        "a word, letter by letter after the third",
        &some.iter().flat_map(|n| begun(&word(*n)).into_iter().skip(3)).collect::<Vec<_>>(),
    );
    let pairs = some.windows(2).flat_map(|pair| {
        let one = word(pair[0]);
        begun(&word(pair[1])).into_iter().map(move |two| format!("{one} {two}")).collect::<Vec<_>>()
    });
    ask("a second word, letter by letter", &pairs.collect::<Vec<_>>());
    ask("a phrase", &[2, 30, 60].map(|n| format!("\"{} {}\"", word(n), word(n + 1))));
    let filtered = some.iter().map(|n| format!("{} tag:tag{} before:2020", word(*n), n % 50));
    ask("a word with filters", &filtered.collect::<Vec<_>>());
    ask(
        "filters alone",
        &["in:drafts", "tag:tag7", "after:2024-03 in:published", "in:comments before:2015"]
            .map(String::from),
    );
    all.say("ALL SEARCHES WITH THEIR PIECES OF TEXT");
}

fn lists(store: &Store, blog: BlogId) {
    let total = store.read(|db| posts::count(db, blog, Folder::Published)).unwrap();
    for (label, order) in
        [("usual order", Order::Usual), ("by title", Order::Title), ("by change", Order::Changed)]
    {
        let mut times = Times::default();
        for part in 0..20 {
            let query =
                Query { order, offset: total / 20 * part, ..Query::new(Folder::Published, 100) };
            times.add(|| store.read(|db| posts::list(db, blog, &query)).unwrap());
        }
        times.say(&format!("a page of the list, {label}"));
    }
    let mut times = Times::default();
    for typed in ["the", "tag:tag7", "th tag:tag7 before:2020", "t"] {
        let asked = Asked::read(typed, midnight);
        for _ in 0..RUNS {
            let query = Query { asked: asked.clone(), ..Query::new(Folder::Published, 100) };
            times.add(|| store.read(|db| posts::list(db, blog, &query)).unwrap());
        }
    }
    times.say("the list narrowed");
}

/// Times by the clock and of the processor.
#[derive(Default)]
struct Times(Vec<(f64, f64)>);

impl Times {
    fn add<T>(&mut self, run: impl FnOnce() -> T) {
        let (began, worked) = (Instant::now(), busy());
        let kept = run();
        self.0.push((began.elapsed().as_secs_f64() * 1e3, busy() - worked));
        drop(kept);
    }

    fn say(&mut self, label: &str) {
        let at = |share: f64, of: fn(&(f64, f64)) -> f64| {
            let mut sorted: Vec<f64> = self.0.iter().map(of).collect();
            sorted.sort_by(f64::total_cmp);
            sorted[((sorted.len() - 1) as f64 * share).round() as usize]
        };
        let clock = |time: &(f64, f64)| time.0;
        let worked = |time: &(f64, f64)| time.1;
        println!(
            "{label:44} p50 {:7.2} p99 {:7.2} ms   processor p50 {:7.2} p99 {:7.2} ms   ({} times)",
            at(0.5, clock),
            at(0.99, clock),
            at(0.5, worked),
            at(0.99, worked),
            self.0.len()
        );
    }
}

/// What the processor spent on this process so far, in milliseconds; 0 where that can't be read.
fn busy() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanos = text.split_whitespace().next().and_then(|word| word.parse::<f64>().ok());
    nanos.unwrap_or_default() / 1e6
}

fn midnight(day: NaiveDate) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn moment(seconds: u64) -> Timestamp {
    Timestamp::from_timestamp(i64::try_from(START + seconds).unwrap(), 0).unwrap()
}

fn fill_posts(store: &Store, blog: BlogId, texts: &Texts, posts: u64) {
    let all: Vec<u64> = (0..posts).rev().collect();
    for page in all.chunks(100) {
        store
            .write(|db| {
                for number in page {
                    let mut dice = Dice::new(*number + 1);
                    let at = moment(SPAN / posts.max(1) * number);
                    let id = posts::create(db, blog, PostKind::Post, at)?;
                    let fields = PostFields {
                        tags: vec![format!("tag{}", dice.below(50))],
                        ..PostFields::titled(texts.text(&mut dice, 6))
                    };
                    let words = WORDS_IN_POST / 2 + dice.below(WORDS_IN_POST);
                    let body = texts.text(&mut dice, words);
                    posts::save(db, id, &fields, &body, 1, at)?;
                    if dice.below(20) > 0 {
                        let remote = RemoteId::from(number + 1);
                        let place = Place {
                            remote_id: &remote,
                            status: PostStatus::Published,
                            link: "",
                            published_at: Some(at),
                            modified_at: None,
                        };
                        posts::set_remote(db, id, &place)?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}

fn fill_comments(store: &Store, blog: BlogId, texts: &Texts, comments: u64) {
    let all: Vec<u64> = (1..=comments).rev().collect();
    for page in all.chunks(500) {
        store
            .write(|db| {
                for number in page {
                    let mut dice = Dice::new(number + 7_000_000);
                    let words = 5 + dice.below(2 * WORDS_IN_COMMENT);
                    let text = texts.text(&mut dice, words);
                    let who = dice.below(20_000);
                    comments::receive(
                        db,
                        blog,
                        &Incoming {
                            remote_id: RemoteId::from(*number),
                            kind: CommentKind::Comment,
                            post: RemoteId::from(number % 2_000 + 1),
                            parent: None,
                            author: Author {
                                name: format!("Reader {who}"),
                                url: None,
                                remote_id: None,
                                face: Some(format!("{who:064x}")),
                            },
                            mine: false,
                            html: format!("<p>{text}</p>"),
                            text,
                            status: CommentStatus::Approved,
                            written_at: moment(SPAN / comments * number),
                            link: None,
                        },
                    )?;
                }
                Ok(())
            })
            .unwrap();
    }
}

fn connect(store: &Store) -> BlogId {
    let me = Identity { remote_id: RemoteId("7".into()), name: "Ada".into(), roles: vec![] };
    let new = blogs::NewBlog {
        platform: PlatformKind::WordPress,
        endpoint: "https://one.example/wp-json/",
        username: "ada",
        secret_ref: "none",
        title: "One",
        url: "https://one.example/",
        timezone: "UTC",
        practice: false,
        me: &me,
        capabilities: &Capabilities::default(),
    };
    store.write(|db| blogs::connect(db, &new, Timestamp::default())).unwrap()
}

/// Words as people use them: a few very often, most of them hardly ever.
struct Texts {
    words: Vec<String>,
}

impl Texts {
    fn new() -> Self {
        let common = "the to and a of in that it is for you with on this have was but not are be so as my at all
            what your like one just would from there they when about their more if can or we had me by will time";
        let mut words: Vec<String> = common.split_whitespace().map(str::to_owned).collect();
        let parts = [
            "ba", "the", "ki", "lo", "tru", "na", "an", "st", "er", "con", "pre", "mi", "sa", "vo",
            "du", "ge", "ho", "ri", "wa", "lü",
        ];
        let mut dice = Dice::new(1);
        while words.len() < 40_000 {
            let length = dice.below(4) + 2;
            words.push(
                (0..length).map(|_| parts[dice.below(parts.len() as u64) as usize]).collect(),
            );
        }
        Self { words }
    }

    fn text(&self, dice: &mut Dice, length: u64) -> String {
        let mut text = String::new();
        for n in 0..length {
            // Evenly spread over the sizes: the second word half as often as the first.
            let size = (self.words.len() as f64).powf(dice.below(1_000_000) as f64 / 1e6);
            text += &self.words[(size as usize).min(self.words.len()) - 1];
            text += if n % 90 == 89 { "\n\n" } else { " " };
        }
        text
    }
}

#[derive(Clone)]
struct Dice(u64);

impl Dice {
    fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }
}
