//! Finding posts and comments one by one: order, places, categories, readers, what was opened last.

use afterword_model::{Author, CommentStatus, PostFields, PostKind, Taxonomy, TermId};
use afterword_store::comments::{self, Incoming};
use afterword_store::find::{self, Asked, Recent};
use afterword_store::posts::{self, Folder, Query};
use afterword_store::terms;

use crate::finding::midnight;
use crate::{at, from_me, from_reader, home, remote};

#[test]
fn the_best_comes_first_and_the_trash_only_when_asked_for() {
    let home = home();
    let write = |title: &str, body: &str, second| {
        home.store
            .write(|db| {
                let id = posts::create(db, home.blog, PostKind::Post, at(0))?;
                posts::save(db, id, &PostFields::titled(title), body, 1, at(second))?;
                Ok(id)
            })
            .unwrap()
    };
    let once = write("Monday", &format!("{} lighthouse", "word ".repeat(200)), 30);
    let often = write("Tuesday", "lighthouse lighthouse lighthouse", 10);
    let titled = write("The lighthouse", "Sand.", 1);
    assert_eq!(home.posts_found("lighth").0, [titled, often, once]);

    home.store.write(|db| posts::set_trashed(db, often, Some(at(50)))).unwrap();
    assert_eq!(home.posts_found("lighthouse").0, [titled, once]);
    assert_eq!(home.posts_found("lighthouse in:trash").0, [often]);
    assert_eq!(home.posts_found("in:trash").0, [often]);
    assert_eq!(home.posts_found("from:zoe").0, []);
}

#[test]
fn the_place_that_was_found_is_where_the_text_has_it() {
    let home = home();
    let body = format!("{}🦉 Am *Leuchtturm* vorbei.", "Sand und Meer. ".repeat(400));
    let id = home
        .store
        .write(|db| {
            let id = posts::create(db, home.blog, PostKind::Post, at(0))?;
            posts::save(db, id, &PostFields::titled("T"), &body, 1, at(1))?;
            Ok(id)
        })
        .unwrap();
    let asked = Asked::read("leucht", midnight);
    let (hits, _) = home.store.read(|db| find::posts(db, home.blog, &asked, 9)).unwrap();
    let units: Vec<u16> = body.encode_utf16().collect();
    let (from, to) = hits[0].place.unwrap();
    assert_eq!(hits[0].listed.id, id);
    assert_eq!(String::from_utf16(&units[from as usize..to as usize]).unwrap(), "Leuchtturm");
    assert!(hits[0].around.contains("*Leuchtturm*") && hits[0].around.len() < 500);
}

#[test]
fn a_category_is_found_with_those_below_it_under_all_its_names() {
    let home = home();
    let filed = |category: TermId| {
        home.store
            .write(|db| {
                let id = posts::create(db, home.blog, PostKind::Post, at(0))?;
                let fields = PostFields { categories: vec![category], ..PostFields::titled("T") };
                posts::save(db, id, &fields, "", 1, at(id.0))?;
                Ok(id)
            })
            .unwrap()
    };
    let add = |name: &str, parent| {
        home.store.write(|db| terms::add_category(db, home.blog, name, parent)).unwrap().id
    };
    let travel = add("Travel", None);
    let trains = add("Trains", Some(travel));
    let food = add("Food", None);
    let (one, two, three) = (filed(travel), filed(trains), filed(food));
    assert_eq!(home.posts_found("category:trav").0, [two, one]);
    assert_eq!(home.posts_found("category:trains").0, [two]);
    assert_eq!(home.posts_found("category:food").0, [three]);
    assert_eq!(home.posts_found("category:none").0, []);
    let of = |category| {
        home.posts_listed(&Query { category: Some(category), ..Query::new(Folder::Drafts, 9) })
    };
    assert_eq!((of(travel), of(trains)), (vec![two, one], vec![two]));

    // It turns out to be one that the blog has.
    let there = home
        .store
        .write(|db| {
            let new =
                terms::IncomingTerm { remote_id: remote("5"), name: "Reisen".into(), parent: None };
            let there = terms::put(db, home.blog, Taxonomy::Category, &new)?;
            terms::set_remote(db, travel, &remote("5"))?;
            Ok(there)
        })
        .unwrap();
    assert_eq!(home.posts_found("category:reisen").0, [two, one]);
    assert_eq!((of(travel), of(there)), (vec![two, one], vec![two, one]));
}

#[test]
fn comments_are_found_by_words_phrases_reader_and_date_the_newest_first() {
    let home = home();
    let by = |name: &str, new: Incoming| Incoming {
        author: Author { name: name.into(), ..new.author.clone() },
        ..new
    };
    home.receive(&by("Dennis", from_reader("100", None, "Night trains, and the sea")));
    home.receive(&by("Zoë", from_reader("200", None, "The sea and night trains")));
    home.receive(&by("Zoë", from_reader("300", None, "Trains at night")));
    home.receive(&from_me("400", Some("300"), "Night train it is"));
    home.receive(&Incoming {
        status: CommentStatus::Spam,
        ..from_reader("500", None, "night train night train")
    });
    assert_eq!(home.comments_found("night trai"), ["400", "300", "200", "100"]);
    assert_eq!(home.comments_found("\"night trains\""), ["200", "100"]);
    assert_eq!(home.comments_found("\"night trains\" sea from:zoe"), ["200"]);
    assert_eq!(home.comments_found("from:den"), ["100"]);
    assert_eq!(home.comments_found("from:me"), ["400"]);
    assert_eq!(home.comments_found("from:den from:me night"), ["400", "100"]);
    assert_eq!(home.comments_found("from:nobody"), [""; 0]);
    assert_eq!(home.comments_found("night in:drafts"), [""; 0]);
    assert_eq!(home.comments_found("night tag:x"), [""; 0]);
    assert_eq!(home.comments_found("in:comments"), ["400", "300", "200", "100"]);

    let moment = |second| Asked { after: Some(at(second)), ..Asked::words("night") };
    let after =
        |second| home.store.read(|db| find::comments(db, home.blog, &moment(second), 9)).unwrap().1;
    assert_eq!([after(0), after(200), after(300), after(500)], [4, 3, 2, 0]);
    let asked = Asked { before: Some(at(300)), ..Asked::words("night") };
    assert_eq!(home.store.read(|db| find::comments(db, home.blog, &asked, 9)).unwrap().1, 2);
}

#[test]
fn what_was_opened_last_comes_first_and_what_is_gone_does_not_come() {
    let home = home();
    let post = |second| {
        home.store.write(|db| posts::create(db, home.blog, PostKind::Post, at(second))).unwrap()
    };
    let (one, two, three) = (post(1), post(2), post(3));
    home.receive(&from_reader("7", None, "Hello"));
    let comment = home.comment("7").id;
    let opened = |what, second| {
        home.store.write(|db| find::note_opened(db, home.blog, what, at(second))).unwrap()
    };
    let recent = || home.store.read(|db| find::recent(db, home.blog, 9)).unwrap();
    assert_eq!(recent(), [three, two, one].map(Recent::Post));
    opened(Recent::Post(one), 10);
    opened(Recent::Comment(comment), 11);
    assert_eq!(
        recent(),
        [Recent::Comment(comment), Recent::Post(one), Recent::Post(three), Recent::Post(two)]
    );
    opened(Recent::Post(one), 12);
    home.store.write(|db| posts::set_trashed(db, three, Some(at(13)))).unwrap();
    home.store.write(|db| comments::set_status(db, comment, CommentStatus::Trash)).unwrap();
    assert_eq!(recent(), [one, two].map(Recent::Post));
}
