//! What an autosave costs until it is on the disk, in milliseconds, beside one bare UPDATE of the same text
//! in SQLite with the same promises (write-ahead log, synchronous=FULL) in the same folder.
//!
//! `cargo bench -p afterword-store --bench saving --profile dev`. A letter is typed into the middle of the
//! text before each save; ours also keeps the fields, the words that searches find and, when it is time,
//! versions. The two take turns. A folder of another disk goes behind `--`.

// A measurement that fails should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::time::Instant;

use afterword_model::{
    BlogId, Capabilities, Identity, PlatformKind, PostFields, PostKind, RemoteId, Timestamp,
};
use afterword_store::{Store, blogs, posts};
use rusqlite::Connection;

const SIZES: [(&str, usize); 3] = [("5 kB", 5_000), ("100 kB", 100_000), ("1 MB", 1_000_000)];
const SAVES: usize = 200;
/// Between two saves of somebody who types, ms.
const APART: i64 = 800;

fn main() {
    let folder = std::env::args().nth(1).filter(|word| !word.starts_with('-'));
    let folder = match folder {
        Some(folder) => tempfile::tempdir_in(folder).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    let bare = Connection::open(folder.path().join("bare.sqlite")).unwrap();
    let _: String =
        bare.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)).unwrap();
    bare.execute_batch(
        "PRAGMA synchronous = FULL; CREATE TABLE post (id INTEGER PRIMARY KEY, body TEXT)",
    )
    .unwrap();
    let store = Store::open(folder.path()).unwrap();
    let blog = connect(&store);
    println!(
        "\n{:12}{:>30}{:>30}",
        "autosave", "bare UPDATE p50 / p99 ms", "Afterword p50 / p99 ms"
    );
    for (size, bytes) in SIZES {
        let mut text =
            "The lamp was lit at dusk and nobody came by boat, so I wrote.\n\n".repeat(bytes / 64);
        let now = Timestamp::from_timestamp(1_790_000_000, 0).unwrap();
        let id = store.write(|db| posts::create(db, blog, PostKind::Post, now)).unwrap();
        let row = bare
            .execute("INSERT INTO post (body) VALUES ('')", [])
            .map(|_| bare.last_insert_rowid());
        let row = row.unwrap();
        let fields = PostFields::titled("On boats");
        let mut version = 1;
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for save in 0..SAVES {
            text.insert(text.len() / 2, 'e');
            let began = Instant::now();
            bare.execute("UPDATE post SET body = ?1 WHERE id = ?2", (&text, row)).unwrap();
            theirs.push(began.elapsed().as_secs_f64() * 1e3);
            let at = now + chrono::TimeDelta::milliseconds(APART * i64::try_from(save).unwrap());
            let began = Instant::now();
            version = store.write(|db| posts::save(db, id, &fields, &text, version, at)).unwrap();
            ours.push(began.elapsed().as_secs_f64() * 1e3);
        }
        let cell = |times: &mut Vec<f64>| {
            times.sort_by(f64::total_cmp);
            (times[SAVES / 2], times[SAVES * 99 / 100])
        };
        let ((a, b), (c, d)) = (cell(&mut theirs), cell(&mut ours));
        println!(
            "{size:12}{:>30}{:>30}",
            format!("{a:.2} / {b:.2}"),
            format!("{c:.2} ({:.2}×) / {d:.2} ({:.2}×)", c / a, d / b)
        );
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
