//! Readers: told apart, named, noted, merged and taken apart again.

use afterword_model::{Author, CommentId, CommentKind, ReaderId};
use afterword_store::comments::{Folder, Incoming, Query};
use afterword_store::{comments, readers, saved_replies};
use chrono::TimeDelta;
use proptest::prelude::*;

use crate::{Home, at, from_me, from_reader, home, remote};

fn by(name: &str, url: Option<&str>, face: Option<&str>) -> Author {
    Author {
        name: name.into(),
        url: url.map(Into::into),
        remote_id: None,
        face: face.map(Into::into),
    }
}

impl Home {
    fn says(&self, id: &str, author: Author) -> Option<ReaderId> {
        self.receive(&Incoming { author, ..from_reader(id, None, "words") });
        self.comment(id).reader
    }

    fn card(&self, reader: ReaderId) -> readers::Card {
        self.store.read(|db| readers::card(db, reader)).unwrap()
    }

    fn waiting(&self) -> Vec<CommentId> {
        self.list(Folder::Unanswered, "", 100).0.iter().map(|row| row.comment.id).collect()
    }
}

#[test]
fn a_reader_is_one_under_any_name_with_one_face() {
    let home = home();
    let zoe = home.says("1", by("Zoë", None, Some("aa"))).unwrap();
    assert_eq!(home.says("2", by("Zoe B.", Some("https://zoe.example"), Some("aa"))), Some(zoe));
    assert_ne!(home.says("3", by("Zoë", None, Some("bb"))), Some(zoe), "another face");
    let card = home.card(zoe);
    assert_eq!(card.names, ["Zoe B.", "Zoë"], "the latest first");
    assert_eq!(card.url.as_deref(), Some("https://zoe.example"));
    assert_eq!((card.comments, card.first_seen, card.last_seen), (2, Some(at(1)), Some(at(2))));
}

#[test]
fn without_a_face_name_and_site_tell_who_it_is() {
    let home = home();
    let zoe = home.says("1", by("Zoë", Some("https://www.zoe.example/"), None));
    assert_eq!(home.says("2", by(" zoË ", Some("http://zoe.example"), None)), zoe);
    assert_ne!(home.says("3", by("Zoë", None, None)), zoe);
    assert_eq!(home.says("4", by("", None, None)), None, "nobody in particular");
    assert_eq!(home.says("5", by(" ", None, None)), None);
}

#[test]
fn a_face_that_shows_later_keeps_the_notes() {
    let home = home();
    let zoe = home.says("1", by("Zoë", None, None)).unwrap();
    home.store.write(|db| readers::set_note(db, zoe, "Likes trains")).unwrap();
    assert_eq!(home.says("1", by("Zoë", None, Some("aa"))), Some(zoe));
    assert_eq!(home.card(zoe).note, "Likes trains");
    // Another person of that name does not become her.
    assert_eq!(home.says("2", by("Zoë", None, None)), Some(zoe));
    assert_ne!(home.says("2", by("Zoë", None, Some("bb"))), Some(zoe));
}

#[test]
fn pingbacks_and_the_writer_are_no_readers_and_wait_for_nothing() {
    let home = home();
    home.receive(&Incoming { kind: CommentKind::Pingback, ..from_reader("1", None, "a link") });
    home.receive(&from_me("2", None, "mine"));
    assert_eq!((home.comment("1").reader, home.comment("2").reader), (None, None));
    assert_eq!(home.waiting(), []);
    let of = |folder| home.list(folder, "", 9).0.len();
    assert_eq!((of(Folder::Pingbacks), of(Folder::Mine), of(Folder::All)), (1, 1, 1));
    assert_eq!(home.store.read(|db| readers::list(db, home.blog, "", 0, 9)).unwrap().1, 0);
}

#[test]
fn two_readers_become_one_and_two_again() {
    let home = home();
    let one = home.says("1", by("Zoë", None, Some("aa"))).unwrap();
    let other = home.says("2", by("Zoe at work", None, Some("bb"))).unwrap();
    let third = home.says("3", by("Zed", None, Some("cc"))).unwrap();
    let write = |work: &dyn Fn(&afterword_store::Db<'_>) -> afterword_store::Result<()>| {
        home.store.write(|db| work(db)).unwrap();
    };
    write(&|db| readers::set_note(db, one, "Trains"));
    write(&|db| readers::set_note(db, other, "Cheese"));
    write(&|db| readers::set_regular(db, other, true));
    write(&|db| readers::merge(db, other, third));
    write(&|db| readers::merge(db, one, other));

    let card = home.card(third);
    assert_eq!((card.reader, card.comments, card.regular), (one, 3, true));
    assert_eq!(card.note, "Trains\n\nCheese");
    assert_eq!(card.merged.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [other, third]);
    assert_eq!(home.says("4", by("Zed", None, Some("cc"))), Some(one));
    assert!(home.list(Folder::All, "", 9).0.iter().all(|row| row.regular));

    write(&|db| readers::unmerge(db, other));
    assert_eq!((home.card(one).comments, home.card(other).comments), (1, 3));
    assert_eq!(home.card(other).note, "Cheese");
    assert_eq!(home.comment("3").reader, Some(other), "it goes with what was merged into it");
    write(&|db| readers::unmerge(db, third));
    assert_eq!((home.card(other).comments, home.card(third).comments), (1, 2));
    assert_eq!(home.card(one).note, "Trains\n\nCheese", "no word is taken away");
}

#[test]
fn the_writer_under_another_name_answers_and_waits_for_nothing() {
    let home = home();
    home.says("1", by("Zoë", None, Some("aa")));
    let me = Incoming {
        author: by("Ada on the road", None, Some("dd")),
        ..from_reader("2", Some("1"), "Thank you!")
    };
    home.receive(&me);
    assert_eq!(home.waiting().len(), 2);
    let reader = home.comment("2").reader.unwrap();
    home.store.write(|db| readers::set_me(db, reader, true)).unwrap();
    assert_eq!(home.waiting(), []);
    assert!(home.comment("2").mine);
    assert_eq!(home.receive(&me), comments::Received::Same, "the blog knows nothing of it");
    home.receive(&Incoming { remote_id: remote("3"), ..me });
    assert!(home.comment("3").mine);
    home.store.write(|db| readers::set_me(db, reader, false)).unwrap();
    assert_eq!(home.waiting().len(), 3);
}

#[test]
fn a_card_tells_of_answers_and_how_long_they_took() {
    let home = home();
    for (id, answer) in [("10", "20"), ("30", "60"), ("70", "170")] {
        home.says(id, by("Zoë", None, Some("aa")));
        home.receive(&from_me(answer, Some(id), &format!("answer {answer}")));
    }
    let zoe = home.says("200", by("Zoë", None, Some("aa"))).unwrap();
    // A late second answer does not make the wait longer.
    home.receive(&from_me("900", Some("30"), "and another thing"));
    let card = home.card(zoe);
    assert_eq!((card.comments, card.answered), (4, 3));
    assert_eq!(card.usual_wait, Some(TimeDelta::seconds(30)));
    let shown: Vec<_> =
        card.exchanges.iter().map(|one| (one.written_at, one.answer.as_deref())).collect();
    assert_eq!(
        shown,
        [
            (at(200), None),
            (at(70), Some("answer 170")),
            (at(30), Some("answer 60")),
            (at(10), Some("answer 20"))
        ]
    );
    let replies = home.store.read(|db| comments::replies_of_mine(db, home.blog, 2)).unwrap();
    assert_eq!(
        replies.iter().map(|reply| reply.text.as_str()).collect::<Vec<_>>(),
        ["and another thing", "answer 170"]
    );
}

#[test]
fn lists_go_by_page_post_and_reader_in_either_order() {
    let home = home();
    for n in 1..=9 {
        let name = if n % 3 == 0 { "Zed" } else { "Zoë" };
        let post = remote(if n > 6 { "42" } else { "41" });
        let new = from_reader(&n.to_string(), None, "words");
        // A search keeps the order of time, to within ten seconds.
        let written_at = at(n * 20);
        home.receive(&Incoming { author: by(name, None, None), post, written_at, ..new });
    }
    let ids = |query: &Query<'_>| {
        let (rows, total) = home.store.read(|db| comments::list(db, home.blog, query)).unwrap();
        let ids: Vec<String> =
            rows.into_iter().map(|row| row.comment.remote_id.unwrap().0).collect();
        (ids.concat(), total)
    };
    let all = Query { folder: Folder::All, limit: 3, ..Query::default() };
    for search in ["", "words"] {
        let all = Query { search, ..all.clone() };
        for (offset, page) in [(0, "987"), (3, "654"), (6, "321"), (8, "1"), (9, ""), (99, "")] {
            assert_eq!(
                ids(&Query { offset, ..all.clone() }),
                (page.into(), 9),
                "{search} {offset}"
            );
        }
        let oldest = Query { order: comments::Order::OldestFirst, ..all.clone() };
        for (offset, page) in [(0, "123"), (5, "678"), (7, "89")] {
            assert_eq!(ids(&Query { offset, ..oldest.clone() }), (page.into(), 9));
        }
        let zed = home.comment("3").reader;
        let second = remote("42");
        assert_eq!(ids(&Query { reader: zed, ..all.clone() }), ("963".into(), 3));
        assert_eq!(ids(&Query { post: Some(&second), ..all.clone() }), ("987".into(), 3));
        let both = Query { reader: zed, post: Some(&second), ..all.clone() };
        assert_eq!(ids(&both), ("9".into(), 1));
    }
}

#[test]
fn saved_replies_keep_their_order() {
    let home = home();
    home.store
        .write(|db| {
            let one = saved_replies::put(db, None, "Thanks", "Thank you, {name}.")?;
            let two = saved_replies::put(db, None, "Soon", "Soon: {post}")?;
            saved_replies::put(db, Some(one), "Many thanks", "Thank you!")?;
            let names = |found: Vec<saved_replies::SavedReply>| {
                found.into_iter().map(|saved| saved.name).collect::<Vec<_>>()
            };
            assert_eq!(names(saved_replies::list(db)?), ["Many thanks", "Soon"]);
            assert_eq!(saved_replies::get(db, two)?.text, "Soon: {post}");
            saved_replies::remove(db, one)?;
            assert!(saved_replies::get(db, one).is_err());
            assert!(saved_replies::put(db, Some(one), "x", "y").is_err());
            assert_eq!(names(saved_replies::list(db)?), ["Soon"]);
            Ok(())
        })
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_words_can_be_searched_for(words in "\\PC{0,12}", text in "\\PC{0,12}") {
        let home = home();
        home.receive(&from_reader("1", None, &text));
        let found = home.store.read(|db| {
            let query = Query { folder: Folder::All, search: &words, limit: 9, ..Query::default() };
            comments::list(db, home.blog, &query)
        });
        prop_assert!(found.is_ok(), "{:?}", found.err());
    }

    #[test]
    fn a_word_that_was_written_is_found(word in "[a-zäöüßéñçа-яα-ω]{1,12}|हिन्दी|日本語|한국어") {
        let home = home();
        home.receive(&from_reader("1", None, &format!("before {word}, after")));
        prop_assert_eq!(home.list(Folder::All, &word, 9).1, 1);
    }
}
