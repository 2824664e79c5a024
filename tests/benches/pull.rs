//! What a first pull of comments and a check with nothing new cost, beside what the blog itself takes for the
//! same pages: `cargo bench --bench pull --profile dev`, with the number of comments behind `--` (5,000).
//! Both sides share the computer with the blog; what matters is the ratio.

// A measurement that fails should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::path::Path;
use std::time::{Duration, Instant};

use afterword_model::{Blog, PlatformKind, Timestamp};
use afterword_platform::Platform;
use afterword_platform::wordpress::{Timeouts, open};
use afterword_store::{Store, blogs};
use afterword_sync::pull::{self, Pulled};
use afterword_sync::{Exchange, Pace};
use afterword_tests::peer::WordPressPeer;
use base64::prelude::{BASE64_STANDARD, Engine as _};

const RUNS: usize = 5;
const FIELDS: &str = "id,post,parent,author,author_name,author_url,content,status,date_gmt,link,type,\
                      author_avatar_urls";

fn main() {
    let number = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(5_000);
    let peer = WordPressPeer::start().unwrap();
    fill(&peer, number);
    let log = peer.site().join("requests");
    let count = format!("<?php file_put_contents('{}', '.', FILE_APPEND);", log.display());
    peer.add_plugin("count", &count).unwrap();
    let requests = || std::fs::read(&log).map_or(0, |dots| dots.len());

    println!("{number} comments on WordPress {}", peer.info().wordpress);
    let mut own = Vec::new();
    let mut pulls = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    for run in 0..RUNS {
        own.push(server(&peer, number));
        let here = Here::new(&peer, &folder.path().join(run.to_string()));
        let before = requests();
        let began = Instant::now();
        let pulled = here.whole();
        pulls.push(began.elapsed());
        assert_eq!(u64::from(pulled.new), number + 1, "WordPress's own comment, too");
        if run == 0 {
            println!("first pull: {} requests in all", requests() - before);
        }
    }
    for (server, pull) in own.iter().zip(&pulls) {
        let ratio = pull.as_secs_f64() / server.as_secs_f64();
        println!(
            "the server's own time {server:>8.2?}   first pull {pull:>8.2?}   ratio {ratio:.2}"
        );
    }
    let (server, pull) = (middle(own), middle(pulls));
    let ratio = pull.as_secs_f64() / server.as_secs_f64();
    println!("middle: {server:.2?} and {pull:.2?}, ratio {ratio:.2}");

    let here = Here::new(&peer, &folder.path().join("0"));
    let mut checks = Vec::new();
    for run in 0..RUNS * 2 {
        let before = requests();
        let began = Instant::now();
        assert_eq!(here.whole(), Pulled::default());
        checks.push(began.elapsed());
        if run == 0 {
            println!("a check with nothing new: {} requests in all", requests() - before);
        }
    }
    println!("a check with nothing new: {:.2?}", middle(checks));
    println!("most memory: {}", most_memory());
}

/// Comments by 500 readers on five posts, one in forty held, one in twenty spam.
fn fill(peer: &WordPressPeer, number: u64) {
    peer.sql(
        "INSERT INTO wp_posts (post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt,
           post_status, post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered)
         SELECT 3, NOW() - INTERVAL seq DAY, NOW() - INTERVAL seq DAY, '<p>Words.</p>', CONCAT('Letter ', seq), '',
           'publish', CONCAT('letter-', seq), '', '', NOW(), NOW(), '' FROM seq_1_to_5",
    )
    .unwrap();
    peer.sql(&format!(
        "INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_email, comment_author_url,
           comment_date, comment_date_gmt, comment_content, comment_approved, comment_parent, comment_type, user_id)
         SELECT (SELECT MIN(ID) FROM wp_posts WHERE post_name = 'letter-5') + 0, CONCAT('Reader ', seq MOD 500),
           CONCAT('reader', seq MOD 500, '@reader.example'),
           IF(seq MOD 3 = 0, CONCAT('https://reader', seq MOD 500, '.example/'), ''),
           '2015-01-01' + INTERVAL seq MINUTE, '2015-01-01' + INTERVAL seq MINUTE,
           CONCAT('Turn ', seq, '. I have tried \"everything\" that you wrote about mail & letters -- and it works.',
             '\\n\\nThank you, and <em>do</em> go on, ', REPEAT('because it is a joy to read. ', 1 + seq MOD 8)),
           ELT(1 + (seq MOD 40 = 7) + 2 * (seq MOD 20 = 3), '1', '0', 'spam'), 0, 'comment', 0
         FROM seq_1_to_{number}"
    ))
    .unwrap();
}

/// The pages of the first pull, asked for one after the other over one connection and thrown away.
fn server(peer: &WordPressPeer, number: u64) -> Duration {
    let login = format!("editor:{}", peer.user("editor").unwrap().app_password);
    let login = format!("Basic {}", BASE64_STANDARD.encode(login));
    let agent = ureq::Agent::new_with_defaults();
    let began = Instant::now();
    let mut rows = 0;
    for status in ["all", "spam", "trash"] {
        let mut offset = 0;
        loop {
            let url = format!(
                "{}wp/v2/comments?status={status}&type=all&orderby=id&order=desc&_fields={FIELDS}\
                 &offset={offset}&per_page=100",
                peer.info().rest
            );
            let mut answer = agent.get(url).header("Authorization", &login).call().unwrap();
            let total = answer.headers()["x-wp-total"].to_str().unwrap().parse::<u64>().unwrap();
            let page = answer.body_mut().with_config().limit(32 << 20).read_to_vec().unwrap();
            assert!(page.starts_with(b"["));
            offset += 100;
            if offset >= total {
                rows += total;
                break;
            }
        }
    }
    assert_eq!(rows, number + 1);
    began.elapsed()
}

/// A writer's store and connection.
struct Here {
    store: Store,
    blog: Blog,
    platform: Box<dyn Platform>,
}

impl Here {
    fn new(peer: &WordPressPeer, folder: &Path) -> Self {
        let password = &peer.user("editor").unwrap().app_password;
        let rest = &peer.info().rest;
        let timeouts = Timeouts::default();
        let platform = open(PlatformKind::WordPress, rest, "editor", password, &timeouts).unwrap();
        let me = platform.me().unwrap();
        let store = Store::open(folder).unwrap();
        let new = blogs::NewBlog {
            platform: PlatformKind::WordPress,
            endpoint: rest,
            username: "editor",
            secret_ref: "nowhere",
            title: "Notes",
            url: &peer.info().url,
            timezone: "",
            practice: false,
            me: &me.identity,
            capabilities: &me.capabilities,
        };
        let there = store.read(blogs::list).unwrap();
        let blog = match there.into_iter().next() {
            Some(blog) => blog,
            None => store
                .write(|db| {
                    let id = blogs::connect(db, &new, now())?;
                    blogs::get(db, id)
                })
                .unwrap(),
        };
        Self { store, blog, platform }
    }

    /// Pulls, as often as there is more.
    fn whole(&self) -> Pulled {
        let x = Exchange {
            store: &self.store,
            platform: &*self.platform,
            blog: &self.blog,
            now: &now,
            pace: Pace::default(),
            taken: &|| (),
            sending: &|_| (),
            pulling: &|_| (),
            is_stopping: &|| false,
        };
        let mut pulled = pull::run(&x).unwrap();
        while pulled.unfinished {
            let more = pull::run(&x).unwrap();
            pulled = Pulled { new: pulled.new + more.new, ..more };
        }
        pulled
    }
}

fn now() -> Timestamp {
    chrono::Utc::now()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not told".to_owned(), |size| size.trim().to_owned())
}
