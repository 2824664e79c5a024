//! Opening: files of the first version, of a newer one, of another kind, and files in use.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use afterword_model::{
    BlogId, CommentId, Intent, Op, OpKind, OutboxState, PostFields, PostId, PostKind, ProblemKind,
    SyncState, Whereabouts,
};
use afterword_store::comments::{Folder as CommentFolder, Query};
use afterword_store::posts::Folder;
use afterword_store::{Error, SCHEMA, Store, comments, drafts, outbox, posts, receipts, settings};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::{at, home};

const FIRST: &str = include_str!("../../src/migrations/001_first.sql");
const ROWS: &str = include_str!("fixtures/first.sql");

/// A file as the first version left it.
fn first(folder: &Path) {
    let file = Connection::open(folder.join("afterword.sqlite")).unwrap();
    file.pragma_update(None, "journal_mode", "WAL").unwrap();
    file.execute_batch(FIRST).unwrap();
    file.execute_batch(ROWS).unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
}

/// Every row of every ordinary table.
fn rows(path: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let file = Connection::open(path).unwrap();
    let tables: Vec<String> = file
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_search*' AND name NOT GLOB 'sqlite_*'",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let of = |table: &String| {
        let mut statement = file.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows: Vec<Vec<Value>> = statement
            .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
            .unwrap()
            .map(Result::unwrap)
            .collect();
        rows.sort_by_key(|row| format!("{:?}", &row[..row.len().min(2)]));
        rows
    };
    tables.iter().map(|table| (table.clone(), of(table))).collect()
}

#[test]
fn a_file_of_the_first_version_opens_with_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("afterword.sqlite");
    first(folder.path());
    let before = rows(&path);
    assert_eq!(before["comment"].len(), 7);

    drop(Store::open(folder.path()).unwrap());
    let after = rows(&path);
    for (table, rows) in &before {
        assert_eq!(after[table].len(), rows.len(), "{table}");
        for (was, is) in rows.iter().zip(&after[table]) {
            // Newer columns come after; an intent's JSON has another shape.
            let same = if table == "outbox" { 4 } else { was.len() };
            assert_eq!(is[..same], was[..same], "{table}");
        }
    }

    let aside = folder.path().join("afterword.before-schema-2.sqlite");
    assert_eq!(rows(&aside), before);
    let version = |path: &Path| -> u32 {
        let file = Connection::open(path).unwrap();
        file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    assert_eq!((version(&aside), version(&path)), (1, SCHEMA));
}

#[test]
fn a_file_of_the_first_version_means_what_it_meant() {
    let folder = tempfile::tempdir().unwrap();
    first(folder.path());
    let store = Store::open(folder.path()).unwrap();
    let blog = BlogId(1);
    store
        .read(|db| {
            let state = |id| posts::get(db, PostId(id)).map(|post| (post.sync, post.whereabouts));
            assert_eq!(state(1)?, (SyncState::LocalOnly, Whereabouts::LocalOnly));
            assert_eq!(state(2)?, (SyncState::Edited, Whereabouts::ChangedHere));
            assert_eq!(state(4)?, (SyncState::Conflict, Whereabouts::NeedsYou));
            assert!(posts::get(db, PostId(3))?.trashed);
            assert_eq!(posts::revisions(db, PostId(2))?.len(), 2);

            assert_eq!(comments::get(db, CommentId(4))?.parent, Some(CommentId(3)));
            assert_eq!(drafts::get(db, CommentId(6))?, "You are welc");
            assert_eq!(comments::count(db, blog, CommentFolder::Unanswered)?, 0);

            let waiting = outbox::list(db, blog)?;
            assert_eq!(
                waiting.iter().map(|row| row.state).collect::<Vec<_>>(),
                [OutboxState::Sending, OutboxState::Blocked, OutboxState::Queued]
            );
            assert_eq!(waiting[0].key, "q0123456789abcdef");
            assert!(matches!(&waiting[0].op, Op::Reply(reply) if reply.dates.len() == 1));
            let Op::Publish(publish) = &waiting[1].op else { panic!("{:?}", waiting[1]) };
            assert_eq!(publish.fields, PostFields::titled("Two hands"));
            assert_eq!((publish.body.as_str(), publish.intent), ("My paragraph.", Intent::Public));
            assert_eq!(publish.wire.as_deref(), Some("<p>My paragraph.</p>"));
            assert_eq!(waiting[2].problem.as_ref().unwrap().kind, ProblemKind::Maintenance);

            let sent = receipts::list(db, blog, 10)?;
            assert_eq!(
                sent.iter().map(|receipt| receipt.kind).collect::<Vec<_>>(),
                [OpKind::Moderate, OpKind::Publish]
            );
            assert_eq!(settings::get(db, "ui.theme")?, Some("dark".into()));
            Ok(())
        })
        .unwrap();

    assert_eq!(store.write(|db| outbox::mark_unsure(db, at(0))).unwrap(), 1);
    assert_eq!(store.read(|db| outbox::list(db, blog)).unwrap()[0].state, OutboxState::Unsure);
}

#[test]
fn a_digest_of_the_first_version_still_fits_its_text() {
    let folder = tempfile::tempdir().unwrap();
    first(folder.path());
    let store = Store::open(folder.path()).unwrap();
    store
        .write(|db| {
            let post = posts::get(db, PostId(2))?;
            let base = posts::base(db, PostId(2))?.unwrap();
            posts::save(db, post.id, &base.fields, &base.body, post.version, at(1))?;
            assert_eq!(posts::get(db, post.id)?.sync, SyncState::Synced);
            let theirs = posts::remote(db, PostId(4))?.unwrap();
            assert_eq!(theirs.digest, posts::wire_digest(&theirs.wire_title, &theirs.wire, None)?);
            Ok(())
        })
        .unwrap();
}

#[test]
fn words_of_the_first_version_are_found() {
    let folder = tempfile::tempdir().unwrap();
    first(folder.path());
    let store = Store::open(folder.path()).unwrap();
    store
        .read(|db| {
            let posts = |words| {
                let found = posts::list(
                    db,
                    BlogId(1),
                    &posts::Query::new(Folder::Drafts, 9).with_words(words),
                )?;
                Ok::<_, Error>(found.0.iter().map(|post| post.id.0).collect::<Vec<_>>())
            };
            assert_eq!(posts("cafe")?, [1]);
            assert_eq!(posts("nachtzuge")?, [1]);
            let query = |search| Query {
                folder: CommentFolder::All,
                search,
                limit: 10,
                ..Query::default()
            };
            let comments = |words| {
                let (found, total) = comments::list(db, BlogId(1), &query(words))?;
                assert_eq!(found.len() as u32, total);
                Ok::<_, Error>(found.iter().map(|listed| listed.comment.id.0).collect::<Vec<_>>())
            };
            assert_eq!(comments("naive post")?, [3]);
            assert_eq!(comments("zoe")?, [6, 1]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_file_that_is_up_to_date_is_not_copied_aside() {
    let home = home();
    let folder = home.folder;
    drop(home.store);
    drop(Store::open(folder.path()).unwrap());
    let names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("before"))
        .collect();
    assert_eq!(names, [""; 0]);
}

#[test]
fn a_newer_file_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("afterword.sqlite");
    for mode in ["WAL", "DELETE"] {
        let file = Connection::open(&path).unwrap();
        file.pragma_update(None, "journal_mode", mode).unwrap();
        file.execute_batch("CREATE TABLE IF NOT EXISTS thought (words TEXT)").unwrap();
        file.pragma_update(None, "user_version", 99).unwrap();
        drop(file);
        let before = fs::read(&path).unwrap();
        let refused = Store::open(folder.path()).err().unwrap();
        assert!(matches!(refused, Error::Newer { found: 99, known: SCHEMA }), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), before, "{mode}");
        assert!(!folder.path().join("afterword.before-schema-100.sqlite").exists());
    }
}

#[test]
fn a_second_copy_of_the_app_is_refused_until_the_first_is_gone() {
    let home = home();
    let refused = Store::open(home.folder.path()).err().unwrap();
    assert!(matches!(&refused, Error::InUse(folder) if folder == home.folder.path()), "{refused}");
    drop(home.store);
    assert!(Store::open(home.folder.path()).is_ok());
}

#[test]
fn the_file_keeps_a_write_ahead_log_and_its_references() {
    let home = home();
    let file = Connection::open(home.folder.path().join("afterword.sqlite")).unwrap();
    let mode: String = file.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let nowhere = home.store.write(|db| posts::create(db, BlogId(99), PostKind::Post, at(0)));
    assert!(matches!(nowhere, Err(Error::Sql(_))), "{nowhere:?}");
}

#[test]
fn a_file_of_another_kind_is_called_damaged_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("afterword.sqlite");
    let words = "Not a database at all. ".repeat(100);
    fs::write(&path, &words).unwrap();
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(matches!(refused, Error::Damaged(_)), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), words);
}

#[test]
fn a_folder_that_can_not_be_had_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "words").unwrap();
    let refused = Store::open(&file).err().unwrap();
    assert!(matches!(&refused, Error::File { path, .. } if *path == file), "{refused}");

    fs::create_dir(folder.path().join("afterword.sqlite")).unwrap();
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(matches!(refused, Error::ReadOnly(_)), "{refused}");
}

#[test]
fn a_write_that_breaks_off_leaves_nothing_behind() {
    let home = home();
    let broken = home.store.write(|db| {
        posts::create(db, home.blog, PostKind::Post, at(0))?;
        Err::<(), _>(Error::Missing("patience"))
    });
    assert!(matches!(broken, Err(Error::Missing("patience"))));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        home.store.write(|db| -> afterword_store::Result<()> {
            posts::create(db, home.blog, PostKind::Post, at(0))?;
            panic!("in the middle")
        })
    }));
    assert!(panicked.is_err());
    let left = home
        .store
        .read(|db| posts::list(db, home.blog, &posts::Query::new(Folder::Drafts, 9)))
        .unwrap();
    assert_eq!(left, (vec![], 0));
}
