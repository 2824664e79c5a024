//! Posts: saving, where their versions are, folders, the trash, and finding words.

use afterword_model::{
    Intent, Lane, MediaId, Op, OutboxId, OutboxState, PostFields, PostId, PostKind, PostStatus,
    Publish, RemoteId, SyncState, Upload, Whereabouts,
};
use afterword_store::outbox::{self, Next};
use afterword_store::posts::{self, Base, Folder, Place, Post, Query};
use afterword_store::{Error, Result};

use crate::{Home, at, connect, home, remote};

fn titled(title: &str) -> PostFields {
    PostFields::titled(title)
}

impl Home {
    fn post(&self, title: &str, body: &str) -> PostId {
        self.store
            .write(|db| {
                let id = posts::create(db, self.blog, PostKind::Post, at(0))?;
                posts::save(db, id, &titled(title), body, 1, at(1))?;
                Ok(id)
            })
            .unwrap()
    }

    fn read_post(&self, id: PostId) -> Post {
        self.store.read(|db| posts::get(db, id)).unwrap()
    }

    fn save(&self, id: PostId, body: &str, version: i64, second: i64) -> Result<i64> {
        self.store.write(|db| posts::save(db, id, &titled("Title"), body, version, at(second)))
    }

    fn found(&self, folder: Folder, words: &str) -> Vec<PostId> {
        let found = self
            .store
            .read(|db| posts::list(db, self.blog, &Query::new(folder, 100).with_words(words)))
            .unwrap();
        assert_eq!(found.0.len() as u32, found.1);
        found.0.iter().map(|post| post.id).collect()
    }
}

fn base(title: &str, body: &str) -> Base {
    Base {
        fields: titled(title),
        body: body.into(),
        wire_title: title.into(),
        wire: format!("<p>{body}</p>"),
        wire_fields: None,
    }
}

fn place(id: &RemoteId, status: PostStatus) -> Place<'_> {
    Place { remote_id: id, status, link: "https://l/", published_at: None, modified_at: None }
}

#[test]
fn a_save_from_an_older_text_changes_nothing() {
    let home = home();
    let id = home.post("Title", "first");
    assert_eq!(home.save(id, "second", 2, 10).unwrap(), 3);
    let before = home.read_post(id);
    assert!(matches!(home.save(id, "from the other window", 2, 20), Err(Error::Stale)));
    assert!(matches!(home.save(id, "from the future", 9, 20), Err(Error::Stale)));
    assert_eq!(home.read_post(id), before);
    assert_eq!(home.found(Folder::Drafts, "window"), []);
}

#[test]
fn saving_the_same_text_writes_nothing() {
    let home = home();
    let id = home.post("Title", "words");
    let later = home.post("Later", "words");
    let before = home.read_post(id);
    assert_eq!(home.save(id, "words", 2, 50).unwrap(), 2);
    assert_eq!(home.save(id, "words", 1, 60).unwrap(), 2, "the same words are never stale");
    assert_eq!(home.read_post(id), before);
    assert_eq!(home.found(Folder::Drafts, ""), [later, id], "it moved in the list");
}

#[test]
fn a_posts_state_follows_its_versions() {
    let home = home();
    let id = home.post("Title", "mine");
    let state = || home.read_post(id).sync;
    assert_eq!(state(), SyncState::LocalOnly);

    home.store.write(|db| posts::set_base(db, id, &base("Title", "mine"), at(2))).unwrap();
    assert_eq!(state(), SyncState::Synced);

    home.save(id, "mine, and more", 2, 3).unwrap();
    assert_eq!(state(), SyncState::Edited);
    home.save(id, "mine", 3, 4).unwrap();
    assert_eq!(state(), SyncState::Synced, "back at the same words");
    home.store.write(|db| posts::save(db, id, &titled("Other"), "mine", 4, at(5))).unwrap();
    assert_eq!(state(), SyncState::Edited, "a title counts");

    home.store.write(|db| posts::set_remote_version(db, id, &base("T", "theirs"), at(6))).unwrap();
    assert_eq!(state(), SyncState::Conflict);
    home.store.write(|db| posts::clear_remote(db, id)).unwrap();
    assert_eq!(state(), SyncState::Edited);

    home.store.write(|db| posts::set_remote_version(db, id, &base("T", "theirs"), at(6))).unwrap();
    home.store.write(|db| posts::set_base(db, id, &base("Other", "mine"), at(7))).unwrap();
    assert_eq!(state(), SyncState::Synced, "sending ends the conflict");
}

#[test]
fn the_row_that_most_needs_the_writer_speaks_for_a_post() {
    let home = home();
    let id = home.post("Title", "words");
    let lane = Lane::post(id);
    let publish = Op::Publish(Publish {
        post: id,
        fields: titled("Title"),
        body: String::new(),
        intent: Intent::Public,
        wire: None,
        over: None,
    });
    let add =
        |op: &Op| home.store.write(|db| outbox::add(db, home.blog, &lane, op, at(5))).unwrap();
    let upload = add(&Op::Upload(Upload { media: MediaId(1), post: id }));
    let row = add(&publish);
    let set = |row: OutboxId, state| {
        let next = Next { state, not_before: None, unsure_since: None, problem: None };
        home.store.write(|db| outbox::set_next(db, row, &next)).unwrap();
    };
    let table = [
        (OutboxState::Queued, OutboxState::Queued, Whereabouts::Waiting),
        (OutboxState::Sending, OutboxState::Queued, Whereabouts::Sending),
        (OutboxState::Unsure, OutboxState::Queued, Whereabouts::Sending),
        (OutboxState::Blocked, OutboxState::Queued, Whereabouts::NeedsYou),
        (OutboxState::Sending, OutboxState::Failed, Whereabouts::NeedsYou),
    ];
    for (picture, text, expected) in table {
        set(upload, picture);
        set(row, text);
        assert_eq!(home.read_post(id).whereabouts, expected, "{picture:?} {text:?}");
    }
    home.store.write(|db| outbox::remove(db, upload).and(outbox::remove(db, row))).unwrap();
    assert_eq!(home.read_post(id).whereabouts, Whereabouts::LocalOnly);
}

#[test]
fn a_post_lies_in_one_folder() {
    let home = home();
    let id = home.post("Title", "words");
    let set = |status| {
        home.store.write(|db| posts::set_remote(db, id, &place(&remote("41"), status))).unwrap();
    };
    let folders = || {
        [Folder::Drafts, Folder::Scheduled, Folder::Published, Folder::Trash].map(|folder| {
            let count = home.store.read(|db| posts::count(db, home.blog, folder)).unwrap();
            assert_eq!(count as usize, home.found(folder, "").len());
            count
        })
    };
    assert_eq!(folders(), [1, 0, 0, 0]);
    for (status, expected) in [
        (PostStatus::Draft, [1, 0, 0, 0]),
        (PostStatus::Pending, [1, 0, 0, 0]),
        (PostStatus::Scheduled, [0, 1, 0, 0]),
        (PostStatus::Published, [0, 0, 1, 0]),
        (PostStatus::Private, [0, 0, 1, 0]),
        (PostStatus::Trash, [0, 0, 0, 1]),
    ] {
        set(status);
        assert_eq!(folders(), expected, "{status:?}");
    }
    home.store.write(|db| posts::set_trashed(db, id, Some(at(9)))).unwrap();
    assert_eq!(folders(), [0, 0, 0, 1]);
}

#[test]
fn a_post_comes_back_from_the_trash_as_it_went() {
    let home = home();
    let id = home.post("Título", "Words\n\n  with *odd* spaces \t\n");
    home.store
        .write(|db| {
            posts::set_remote(db, id, &place(&remote("41"), PostStatus::Published))?;
            posts::set_base(db, id, &base("Título", "Words"), at(2))?;
            let reason = posts::RevisionReason::Sent;
            posts::add_revision(db, id, reason, &titled("Título"), "Words", None, at(2))
        })
        .unwrap();
    let all = || {
        home.store
            .read(|db| Ok((posts::get(db, id)?, posts::base(db, id)?, posts::revisions(db, id)?)))
            .unwrap()
    };
    let before = all();
    home.store.write(|db| posts::set_trashed(db, id, Some(at(9)))).unwrap();
    assert!(all().0.trashed);
    assert_eq!(home.found(Folder::Trash, "titulo"), [id]);
    home.store.write(|db| posts::set_trashed(db, id, None)).unwrap();
    assert_eq!(all(), before);
    assert!(matches!(
        home.store.write(|db| posts::set_trashed(db, PostId(99), None)),
        Err(Error::Missing("post"))
    ));
}

#[test]
fn words_are_found_whatever_their_marks() {
    let home = home();
    let train = home.post("Nachtzüge", "Der Café-Wagen fährt.");
    let apart = home.post("Cafe\u{301}s in Zu\u{308}rich", "Смешной ёж");
    assert_eq!(home.found(Folder::Drafts, "nachtzuge"), [train]);
    assert_eq!(home.found(Folder::Drafts, "CAFÉ wag"), [train], "beginnings of words, any case");
    assert_eq!(home.found(Folder::Drafts, "wagen nachtz"), [train], "title and body together");
    assert_eq!(home.found(Folder::Drafts, "zürich cafés"), [apart], "accents of their own");
    assert_eq!(home.found(Folder::Drafts, "nachtzu\u{308}ge"), [train]);
    assert_eq!(home.found(Folder::Drafts, "СМЕШ"), [apart]);
    assert_eq!(home.found(Folder::Drafts, "wagon"), []);
    assert_eq!(home.found(Folder::Published, "wagen"), []);
}

#[test]
fn a_search_takes_any_characters_as_words() {
    let home = home();
    let id = home.post("C++ NEAR \"OR\"", "a:b AND (c) ^d title:x body-y");
    for typed in
        ["\"", "\"or", "or\"", "near(", "AND", "(c)", "^d", "title:x", "body-y", "a:b", "c++"]
    {
        let found = home.found(Folder::Drafts, typed);
        assert_eq!(found, [id], "{typed}");
    }
    for typed in ["NOT c", "near/2 zebra", "* OR zebra", "title:zebra", "'; DROP TABLE post; --"] {
        assert_eq!(home.found(Folder::Drafts, typed), [], "{typed}");
    }
    assert_eq!(home.found(Folder::Drafts, " *():^-+ "), [id], "no words ask for everything");
}

#[test]
fn the_index_forgets_words_that_are_gone() {
    let home = home();
    let id = home.post("Title", "an early thought");
    home.save(id, "a late thought", 2, 5).unwrap();
    assert_eq!(home.found(Folder::Drafts, "early"), []);
    assert_eq!(home.found(Folder::Drafts, "late"), [id]);
}

#[test]
fn blogs_keep_their_posts_apart() {
    let home = home();
    home.post("Title", "words");
    let other = connect(&home.store, "https://two.example/wp-json/");
    let there = home
        .store
        .read(|db| posts::list(db, other, &Query::new(Folder::Drafts, 9).with_words("words")))
        .unwrap();
    assert_eq!(there, (vec![], 0));
}
