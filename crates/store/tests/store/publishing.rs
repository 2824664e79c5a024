//! Long lists, replaced texts, posts that come twice, and what else publishing keeps.

use afterword_model::{
    Featured, ImageKind, Lane, Op, OpKind, OutboxId, PostFields, PostId, PostKind, PostMove,
    PostStatus, Receipt, ReceiptId, SyncState, WireFields,
};
use afterword_store::activity::{self, Kind};
use afterword_store::blog_settings::{self, BlogSettings};
use afterword_store::media::{self, NewPicture};
use afterword_store::posts::{
    self, Base, Folder, GonePost, IncomingPost, Place, ReceivedPost, RevisionReason,
};
use afterword_store::{outbox, receipts};
use rusqlite::Connection;

use crate::{Home, at, connect, home, remote};

fn version(title: &str, body: &str, second: i64) -> Base {
    Base {
        fields: PostFields::titled(title),
        body: body.into(),
        wire_title: title.into(),
        wire: format!("<p>{body}</p>"),
        wire_fields: Some(WireFields::new("slug", PostStatus::Published, at(second))),
    }
}

impl Home {
    fn comes(&self, id: &str, version: Base, second: i64) -> ReceivedPost {
        let id = remote(id);
        let fields = version.wire_fields.clone().unwrap();
        let place = Place {
            remote_id: &id,
            status: fields.status,
            link: "https://l/",
            published_at: Some(fields.date),
            modified_at: Some(at(second)),
        };
        let new = IncomingPost { kind: PostKind::Post, place, version, changed_at: at(second) };
        self.store.write(|db| posts::receive(db, self.blog, &new, at(900))).unwrap()
    }

    fn known(&self, id: &str) -> posts::Post {
        let found = self
            .store
            .read(|db| {
                let id = posts::by_remote(db, self.blog, &remote(id))?.unwrap();
                posts::get(db, id)
            })
            .unwrap();
        assert_eq!(found.blog, self.blog);
        found
    }
}

#[test]
fn a_list_comes_in_pages_by_index_and_without_the_texts() {
    let home = home();
    for n in 1..=60_i64 {
        let body = format!("Words {n}. {}", "long ".repeat(1_000));
        home.comes(&n.to_string(), version(&format!("Letter {n}"), &body, n), 500);
    }
    let page = |offset, limit| {
        home.store
            .read(|db| {
                posts::list(
                    db,
                    home.blog,
                    &posts::Query { offset, ..posts::Query::new(Folder::Published, limit) },
                )
            })
            .unwrap()
    };
    let (first, total) = page(0, 25);
    assert_eq!((first.len(), total), (25, 60));
    assert_eq!(
        (first[0].fields.title.as_str(), first[0].published_at),
        ("Letter 60", Some(at(60)))
    );
    assert!(first[0].beginning.starts_with("Words 60.") && first[0].beginning.len() == 600);
    let titles = |offset| {
        let rows = page(offset, 25).0;
        rows.into_iter().map(|row| row.fields.title).collect::<Vec<_>>()
    };
    let all: std::collections::BTreeSet<_> = [0, 25, 50].into_iter().flat_map(titles).collect();
    assert_eq!(all.len(), 60, "no post twice, none left out");
    assert_eq!(page(60, 25), (vec![], 60));

    let file = Connection::open(home.folder.path().join("afterword.sqlite")).unwrap();
    let plan: Vec<String> = file
        .prepare(
            "EXPLAIN QUERY PLAN SELECT id FROM post WHERE blog = 1 AND shelf = 'published'
             ORDER BY listed_at DESC, id DESC LIMIT 25",
        )
        .unwrap()
        .query_map([], |row| row.get(3))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(plan[0].contains("post_by_shelf") && plan.len() == 1, "{plan:?}");
}

#[test]
fn a_pulled_text_takes_the_place_of_an_untouched_one_and_both_are_kept() {
    let home = home();
    assert!(matches!(home.comes("41", version("T", "one", 1), 10), ReceivedPost::New(_)));
    let post = home.known("41");
    assert_eq!((post.sync, post.version), (SyncState::Synced, 1));
    assert_eq!(home.comes("41", version("T", "one", 1), 20), ReceivedPost::Same(post.id));
    assert_eq!(home.comes("41", version("T", "two", 1), 30), ReceivedPost::Changed(post.id));
    let here = home.known("41");
    assert_eq!((here.body.as_str(), here.version, here.sync), ("two", 2, SyncState::Synced));
    let kept = home.store.read(|db| posts::revision_at(db, post.id, 1)).unwrap().unwrap();
    assert_eq!((kept.body.as_str(), kept.reason), ("one", RevisionReason::Pulled));
    assert!(home.store.read(|db| posts::revision_at(db, post.id, 2)).unwrap().is_none());
}

#[test]
fn a_pulled_text_never_takes_the_place_of_one_with_edits() {
    let home = home();
    home.comes("41", version("T", "one", 1), 10);
    let id = home.known("41").id;
    let fields = PostFields::titled("T");
    home.store.write(|db| posts::save(db, id, &fields, "mine", 1, at(15))).unwrap();
    assert_eq!(home.comes("41", version("T", "two", 1), 20), ReceivedPost::ChangedInBoth(id));
    assert_eq!(home.comes("41", version("T", "two", 1), 21), ReceivedPost::Same(id));
    let here = home.known("41");
    assert_eq!((here.body.as_str(), here.sync), ("mine", SyncState::Conflict));
    let theirs = home.store.read(|db| posts::remote(db, id)).unwrap().unwrap();
    assert_eq!((theirs.body.as_str(), theirs.wire.as_str()), ("two", "<p>two</p>"));
    let fields = theirs.wire_fields.as_ref();
    let digest = posts::wire_digest(&theirs.wire_title, &theirs.wire, fields).unwrap();
    assert_eq!(theirs.digest, digest);

    home.comes("41", version("T", "one", 1), 30);
    assert_eq!(home.known("41").sync, SyncState::Edited, "the blog is back at what was seen");
}

#[test]
fn a_post_in_the_outbox_is_left_alone() {
    let home = home();
    home.comes("41", version("T", "one", 1), 10);
    let id = home.known("41").id;
    let op = Op::Move(afterword_model::Move { post: id, to: PostMove::Trash });
    home.store.write(|db| outbox::add(db, home.blog, &Lane::post(id), &op, at(5))).unwrap();
    assert_eq!(home.comes("41", version("T", "two", 1), 20), ReceivedPost::LeftAlone(id));
    assert_eq!(home.known("41").body, "one");
    let gone = home.store.write(|db| posts::set_gone(db, id, at(6))).unwrap();
    assert_eq!(gone, GonePost::LeftAlone);
}

#[test]
fn a_draft_that_only_aged_is_the_same() {
    let home = home();
    let draft = |second| Base {
        wire_fields: Some(WireFields::new("", PostStatus::Draft, at(second))),
        ..version("T", "one", 0)
    };
    home.comes("41", draft(1), 10);
    assert!(matches!(home.comes("41", draft(700), 20), ReceivedPost::Same(_)));
}

#[test]
fn a_post_that_was_brought_in_before_its_sender_knew_becomes_one() {
    for edited in [false, true] {
        let home = home();
        let own = home
            .store
            .write(|db| {
                let id = posts::create(db, home.blog, PostKind::Post, at(0))?;
                posts::save(db, id, &PostFields::titled("Mine"), "words", 1, at(1))?;
                Ok(id)
            })
            .unwrap();
        home.comes("41", version("Mine", "words", 1), 10);
        let double = home.known("41").id;
        if edited {
            let fields = PostFields::titled("Mine");
            home.store.write(|db| posts::save(db, double, &fields, "more", 1, at(2))).unwrap();
        }
        let id = remote("41");
        let place = Place {
            remote_id: &id,
            status: PostStatus::Draft,
            link: "",
            published_at: None,
            modified_at: None,
        };
        home.store.write(|db| posts::set_remote(db, own, &place)).unwrap();
        assert_eq!(home.known("41").id, own);
        let left = home.store.read(|db| posts::get(db, double));
        assert_eq!(left.is_ok(), edited, "typed words stay");
    }
}

#[test]
fn pictures_of_a_post_are_those_it_names() {
    let home = home();
    let keep = |bytes: &[u8]| {
        let new = NewPicture {
            blog: home.blog,
            file_name: "p.gif",
            kind: ImageKind::Gif.into(),
            width: 1,
            height: 1,
            bytes,
            original: Some(afterword_model::Original { width: 4_000, height: 3_000, size: 9 }),
        };
        home.store.keep_picture(&new, at(0)).unwrap()
    };
    let (one, two, other) = (keep(b"GIF89a1"), keep(b"GIF89a2"), keep(b"GIF89a3"));
    let fields = PostFields {
        featured: Some(Featured::Here(two.uuid.to_string())),
        ..PostFields::titled("T")
    };
    let body = format!("![](media:{0}) and ![](media:{0}), media:no", one.uuid);
    let found = home
        .store
        .write(|db| {
            let id = posts::create(db, home.blog, PostKind::Post, at(0))?;
            posts::save(db, id, &fields, &body, 1, at(1))?;
            media::describe(db, one.id, "A train")?;
            media::of_post(db, id)
        })
        .unwrap();
    assert_eq!(found.iter().map(|p| p.id).collect::<Vec<_>>(), [one.id, two.id]);
    assert!(!found.contains(&other));
    assert_eq!((found[0].alt.as_str(), found[0].original), ("A train", one.original));
}

#[test]
fn the_log_keeps_its_newest_lines() {
    let home = home();
    let other = connect(&home.store, "https://two.example/wp-json/");
    home.store
        .write(|db| {
            for n in 0..20 {
                let blog = [Some(home.blog), None, Some(other)][n % 3];
                activity::add(db, blog, Kind::Sent, &n.to_string(), "publish", at(n as i64))?;
            }
            let of = |before, limit| {
                let lines = activity::list(db, home.blog, before, limit)?;
                Ok::<_, afterword_store::Error>(
                    lines.into_iter().map(|line| (line.id, line.subject)).collect::<Vec<_>>(),
                )
            };
            let newest = of(None, 3)?;
            let subjects = |lines: &[(i64, String)]| {
                lines.iter().map(|(_, subject)| subject.clone()).collect::<Vec<_>>()
            };
            assert_eq!(subjects(&newest), ["19", "18", "16"]);
            assert_eq!(subjects(&of(Some(newest[2].0), 2)?), ["15", "13"]);
            activity::prune(db, 5)?;
            assert_eq!(subjects(&of(None, 100)?), ["19", "18", "16", "15"]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_receipt_is_found_by_the_row_it_was() {
    let home = home();
    let receipt = Receipt {
        id: ReceiptId(0),
        blog: home.blog,
        kind: OpKind::Schedule,
        moderation: None,
        subject: "T".into(),
        about: String::new(),
        excerpt: String::new(),
        link: None,
        attempts: 2,
        sent_at: at(4),
        removed: vec!["iframe".into(), "onclick".into()],
    };
    home.store
        .write(|db| {
            receipts::add(db, OutboxId(7), "q1", &receipt)?;
            let found = receipts::of_item(db, OutboxId(7))?.unwrap();
            assert_eq!((found.kind, found.removed), (OpKind::Schedule, receipt.removed.clone()));
            assert_eq!(receipts::of_item(db, OutboxId(8))?, None);
            Ok(())
        })
        .unwrap();
}

#[test]
fn each_blog_has_its_own_settings() {
    let home = home();
    let other = connect(&home.store, "https://two.example/wp-json/");
    let wanted = BlogSettings { classic_html: true, picture_limit: 0, keep_camera_data: true };
    home.store
        .write(|db| {
            blog_settings::set(db, home.blog, &wanted)?;
            assert_eq!(blog_settings::get(db, home.blog)?, wanted);
            assert_eq!(blog_settings::get(db, other)?, BlogSettings::default());
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_newer_text_and_its_version_are_one_step() {
    let home = home();
    home.comes("41", version("T", "one", 1), 10);
    let id: PostId = home.known("41").id;
    let merged = PostFields::titled("T");
    let put = |body: &str| {
        let reason = RevisionReason::Merged;
        home.store.write(|db| posts::replace(db, id, &merged, body, reason, at(5))).unwrap()
    };
    assert_eq!((put("two"), put("two"), put("three")), (2, 2, 3));
    let kept = home.store.read(|db| posts::revisions(db, id)).unwrap();
    let kept: Vec<_> = kept.into_iter().map(|kept| (kept.version, kept.body)).collect();
    assert_eq!(kept, [(Some(2), "two".into()), (Some(1), "one".into())]);
}
