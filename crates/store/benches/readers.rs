//! What a blog with very many comments costs, in milliseconds, bytes and memory.
//!
//! `cargo bench -p afterword-store --bench readers --profile dev` makes stores of 200,000 and of
//! 1,000,000 comments of 20,000 readers on 2,000 posts, filled newest first in pages of a hundred as a
//! first pull does, and prints the middle one of nine measurements by the clock and, beside it, what the processor spent on
//! one of them: that is the one to look at on a computer that has other work. Other sizes go behind `--`.

// A measurement that fails should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use afterword_model::{
    Author, BlogId, Capabilities, CommentId, CommentKind, CommentStatus, Identity, PlatformKind,
    ReaderId, RemoteId, Timestamp,
};
use afterword_store::comments::{self, Folder, Incoming, Order, Query, Received, Standing};
use afterword_store::{Store, blogs, readers, settings};

const POSTS: u64 = 2_000;
const READERS: u64 = 20_000;
/// Fifteen years of comments.
const SPAN: u64 = 15 * 365 * 24 * 3_600;
const START: u64 = 1_300_000_000;
const PAGE: u64 = 100;
/// A post whose conversation has a thousand turns.
const BUSY: u64 = POSTS + 1;
const RUNS: u32 = 9;
const RARE: &str = "quokka";

fn main() {
    let asked: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![200_000, 1_000_000] } else { asked };
    for size in sizes {
        measure(size);
    }
}

fn measure(size: u64) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let blog = connect(&store);
    let texts = Texts::new();
    let (began, worked) = (Instant::now(), busy());
    let mut number = size;
    while number > 0 {
        let page = number.min(PAGE);
        store
            .write(|db| {
                for id in (number - page + 1..=number).rev() {
                    comments::receive(db, blog, &comment(&texts, id, size))?;
                }
                Ok(())
            })
            .unwrap();
        number -= page;
    }
    let filled = began.elapsed();
    println!("\n{size} comments");
    let each = micros(filled) / size as f64;
    let worked = (busy() - worked) * 1e3 / size as f64;
    println!("{:52} {each:10.1} µs {worked:10.1} µs", "filling, per comment");
    let file = std::fs::metadata(folder.path().join("afterword.sqlite")).unwrap().len();
    println!("{:52} {:10.1} MB", "file", file as f64 / 1e6);

    lists(&store, blog, size);
    people(&store, blog);
    exchange(&store, blog, &texts, size);
    println!("{:52} {:10.1} MB", "memory of the process at most", memory());
}

fn lists(store: &Store, blog: BlogId, size: u64) {
    let list = |label: &str, query: Query<'_>| {
        let (rows, total) = store.read(|db| comments::list(db, blog, &query)).unwrap();
        let what = format!("{label} ({} of {total})", rows.len());
        time(&what, || store.read(|db| comments::list(db, blog, &query)).unwrap());
    };
    let all = Query { folder: Folder::All, limit: 50, ..Query::default() };
    time("count of Unanswered", || {
        store.read(|db| comments::count(db, blog, Folder::Unanswered)).unwrap()
    });
    list("Unanswered, first page", Query { limit: 50, ..Query::default() });
    list(
        "Unanswered, oldest first",
        Query { limit: 50, order: Order::OldestFirst, ..Query::default() },
    );
    list("All, first page", all.clone());
    let middle = u32::try_from(size / 2).unwrap();
    list("All, a page in the middle", Query { offset: middle, ..all.clone() });
    let last = store.read(|db| comments::count(db, blog, Folder::All)).unwrap() - 50;
    list("All, the last page", Query { offset: last, ..all.clone() });
    let busy = RemoteId::from(BUSY);
    list("All of a post", Query { post: Some(&busy), ..all.clone() });
    let busiest = busiest(store, blog);
    list("All of the busiest reader", Query { reader: Some(busiest), ..all.clone() });
    for word in [RARE, "the", "th", "t", "thanks", "thank", "thanksgiving", "train the", "zoe"] {
        list(&format!("search in All: {word}"), Query { search: word, ..all.clone() });
    }
    list("search in Unanswered: the", Query { search: "the", limit: 50, ..Query::default() });
    list("search in Held: the", Query { folder: Folder::Held, search: "the", ..all.clone() });
    list("search in a post: the", Query { search: "the", post: Some(&busy), ..all.clone() });
    list(
        "search by the busiest reader: the",
        Query { search: "the", reader: Some(busiest), ..all.clone() },
    );
    list("search, deepest page: the", Query { search: "the", offset: 9_950, ..all });
    let thread = store.read(|db| comments::of_post(db, blog, &busy)).unwrap().len();
    time(&format!("a conversation of {thread}"), || {
        store.read(|db| comments::of_post(db, blog, &busy)).unwrap()
    });
    time("the last 200 replies", || {
        store.read(|db| comments::replies_of_mine(db, blog, 200)).unwrap()
    });
    time("usual wait", || store.read(|db| comments::usual_wait(db, blog)).unwrap());
    time("a sweep's page: ids here in a range of 100", || {
        let (from, to) = (size / 2, size / 2 + 100);
        let standing = Standing::Current;
        store.read(|db| comments::in_id_range(db, blog, standing, from, to, 1_000)).unwrap()
    });
    time("posts without a title", || {
        store.read(|db| afterword_store::remote_posts::unknown(db, blog)).unwrap()
    });
}

fn people(store: &Store, blog: BlogId) {
    let busiest = busiest(store, blog);
    let card = store.read(|db| readers::card(db, busiest)).unwrap();
    time(&format!("card of the busiest reader ({} comments)", card.comments), || {
        store.read(|db| readers::card(db, busiest)).unwrap()
    });
    time("list of readers, first page", || {
        store.read(|db| readers::list(db, blog, "", 0, 50)).unwrap()
    });
    time("list of readers, search", || {
        store.read(|db| readers::list(db, blog, "reader 77", 0, 50)).unwrap()
    });
    let from = store.read(|db| readers::list(db, blog, "", 0, 50)).unwrap().0[9].reader;
    let began = Instant::now();
    store.write(|db| readers::merge(db, busiest, from)).unwrap();
    println!("{:52} {:10.2} ms", "merging an ordinary reader", millis(began.elapsed()));
    let began = Instant::now();
    store.write(|db| readers::set_me(db, busiest, true)).unwrap();
    println!("{:52} {:10.2} ms", "the busiest reader is me", millis(began.elapsed()));
    let began = Instant::now();
    store.write(|db| readers::set_me(db, busiest, false)).unwrap();
    println!("{:52} {:10.2} ms", "and is not", millis(began.elapsed()));
    store.write(|db| readers::unmerge(db, from)).unwrap();
}

fn exchange(store: &Store, blog: BlogId, texts: &Texts, size: u64) {
    time("a write of next to nothing", || {
        store.write(|db| settings::set(db, "bench", &1.into())).unwrap();
    });
    let known: Vec<Incoming> = (1..=PAGE).map(|id| comment(texts, size / 2 + id, size)).collect();
    time("receiving 100 that are here already", || {
        let received = receive(store, blog, &known);
        assert!(received.iter().all(|received| *received == Received::Same));
    });
    let pages: Vec<Vec<Incoming>> = (0..u64::from(RUNS))
        .map(|n| (1..=PAGE).rev().map(|id| comment(texts, size + n * PAGE + id, size)).collect())
        .collect();
    let mut pages = pages.iter();
    time("receiving 100 new, newest first", || {
        let received = receive(store, blog, pages.next().unwrap());
        assert!(received.iter().all(|received| *received == Received::New));
    });
    let waiting = |offset| {
        let query = Query { limit: 500, offset, ..Query::default() };
        let (rows, _) = store.read(|db| comments::list(db, blog, &query)).unwrap();
        rows.into_iter().map(|row| row.comment).collect::<Vec<_>>()
    };
    let all = waiting(0);
    let mut spam = true;
    time("500 to spam, or back", || {
        let status = if spam { CommentStatus::Spam } else { CommentStatus::Approved };
        spam = !spam;
        store
            .write(|db| all.iter().try_for_each(|c| comments::set_status(db, c.id, status)))
            .unwrap();
    });
    let mut replies = all.iter().cycle();
    time("queueing a reply", || {
        let parent = replies.next().unwrap();
        let now = parent.written_at;
        let _: CommentId = store
            .write(|db| comments::add_reply(db, parent, &me(), "Hello", "Hello", now))
            .unwrap();
    });
}

fn receive(store: &Store, blog: BlogId, page: &[Incoming]) -> Vec<Received> {
    store.write(|db| page.iter().map(|new| comments::receive(db, blog, new)).collect()).unwrap()
}

fn busiest(store: &Store, blog: BlogId) -> ReaderId {
    let (rows, _) = store.read(|db| readers::list(db, blog, "reader 0 ", 0, 9)).unwrap();
    rows.into_iter().max_by_key(|row| row.comments).unwrap().reader
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
        let mut words: Vec<String> = "the to and a of in that it is for you with on this have was but not are
            be so as my at all what your like one just would from there they when about their more if can
            or we had me by will time some out great thanks really who know which people she think good he
            them how been up no get do were then has see very train other also because love post than don"
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let parts = [
            "ba", "the", "ki", "lo", "tru", "na", "an", "st", "er", "con", "pre", "mi", "sa", "vo",
        ];
        let mut dice = Dice(1);
        while words.len() < 40_000 {
            let mut word = String::new();
            for _ in 0..dice.below(4) + 2 {
                word += parts[dice.below(parts.len() as u64) as usize];
            }
            words.push(word);
        }
        Self { words }
    }

    fn text(&self, dice: &mut Dice, id: u64) -> String {
        let mut text = String::new();
        for _ in 0..dice.below(50) + 6 {
            // Evenly spread over the sizes: the second word half as often as the first.
            let size = (self.words.len() as f64).powf(dice.below(1_000_000) as f64 / 1e6);
            let _ = write!(text, "{} ", self.words[(size as usize).min(self.words.len()) - 1]);
        }
        if id % 40_000 == 7 {
            text += RARE;
        }
        text
    }
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }
}

fn me() -> Author {
    Author {
        name: "Ada".into(),
        url: None,
        remote_id: Some(RemoteId("7".into())),
        face: Some("ada".into()),
    }
}

/// The comment of this number: the same one each time.
fn comment(texts: &Texts, id: u64, size: u64) -> Incoming {
    let mut dice = Dice(id.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    dice.below(2);
    // Comments of one post follow each other, as they do; the newest thousand are in one conversation.
    let block = size / POSTS;
    let busy = id > size - 2_000 && id <= size && id.is_multiple_of(2);
    let post = if busy { BUSY } else { (id / block.max(1)) % POSTS + 1 };
    let back = if busy { 2 * (dice.below(20) + 1) } else { dice.below(30) + 1 };
    let answers = dice.below(100) < 45 && id > back;
    let mine = answers && dice.below(100) < 45;
    // Squared: some readers write very often.
    let roll = dice.below(READERS * READERS);
    let who = (roll as f64).sqrt() as u64;
    let who = if dice.below(50) == 0 { 0 } else { READERS - 1 - who };
    let author = Author {
        name: format!("Reader {who} Zoe"),
        url: (who % 3 == 0).then(|| format!("https://reader{who}.example/")),
        remote_id: None,
        face: (who % 5 != 0).then(|| format!("{who:064x}")),
    };
    let status = match dice.below(100) {
        0..=1 => CommentStatus::Held,
        2..=9 => CommentStatus::Spam,
        10 => CommentStatus::Trash,
        _ => CommentStatus::Approved,
    };
    let text = texts.text(&mut dice, id);
    Incoming {
        remote_id: RemoteId::from(id),
        kind: if dice.below(50) == 0 && !answers {
            CommentKind::Pingback
        } else {
            CommentKind::Comment
        },
        post: RemoteId::from(post),
        parent: answers.then(|| RemoteId::from(id - back)),
        author: if mine { me() } else { author },
        mine,
        html: format!("<p>{text}</p>\n"),
        text,
        status: if mine { CommentStatus::Approved } else { status },
        written_at: Timestamp::from_timestamp((START + id * SPAN / size) as i64, 0).unwrap(),
        link: Some(format!("https://one.example/?p={post}#comment-{id}")),
    }
}

fn time<T>(label: &str, mut work: impl FnMut() -> T) {
    let worked = busy();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let _ = work();
            began.elapsed()
        })
        .collect();
    let worked = (busy() - worked) / f64::from(RUNS);
    times.sort();
    println!("{label:52} {:10.2} ms {worked:10.2} ms", millis(times[times.len() / 2]));
}

/// Milliseconds that this thread was on a processor; 0 where the system has no such file.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|word| word.parse::<f64>().ok());
    nanos.unwrap_or_default() / 1e6
}

fn millis(time: Duration) -> f64 {
    micros(time) / 1e3
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// In megabytes; 0 where the system has no such file.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1e3
}
