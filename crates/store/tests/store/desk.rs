//! The writer's place in a post, its goal, snippets, and posts found by title.

use afterword_model::{PostFields, PostId, PostKind, PostStatus, RemoteId};
use afterword_store::post_desk::{self, Place};
use afterword_store::{Store, posts, snippets};

use crate::{Home, at, connect, home};

impl Home {
    fn about(&self, title: &str, second: i64) -> PostId {
        self.store
            .write(|db| {
                let id = posts::create(db, self.blog, PostKind::Post, at(second))?;
                posts::save(db, id, &PostFields::titled(title), "words", 1, at(second))?;
                Ok(id)
            })
            .unwrap()
    }

    fn titles(&self, typed: &str) -> Vec<String> {
        let found = self.store.read(|db| posts::titled(db, self.blog, typed, 20)).unwrap();
        found.into_iter().map(|post| post.title).collect()
    }
}

#[test]
fn the_place_in_a_post_outlives_the_app_and_goes_with_the_post() {
    let home = home();
    let post = home.about("Lamp", 1);
    let place = Place { anchor: 7, head: 12, top: 3 };
    home.store
        .write(|db| {
            assert_eq!(post_desk::get(db, post)?, (Place::default(), None));
            post_desk::set_place(db, post, place)?;
            post_desk::set_goal(db, post, Some(500))?;
            post_desk::set_place(db, PostId(999), place)
        })
        .unwrap();
    let Home { store, folder, .. } = home;
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.read(|db| post_desk::get(db, post)).unwrap(), (place, Some(500)));
    store
        .write(|db| {
            post_desk::set_goal(db, post, Some(0))?;
            assert_eq!(post_desk::get(db, post)?, (place, None), "no goal is none, not zero");
            assert_eq!(post_desk::get(db, PostId(999))?, (Place::default(), None));
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_place_is_not_a_change_of_the_post() {
    let home = home();
    let post = home.about("Lamp", 1);
    let before = home.store.read(|db| posts::get(db, post)).unwrap();
    home.store
        .write(|db| {
            post_desk::set_place(db, post, Place { anchor: 1, head: 2, top: 0 })?;
            post_desk::set_goal(db, post, Some(9))
        })
        .unwrap();
    assert_eq!(home.store.read(|db| posts::get(db, post)).unwrap(), before);
}

#[test]
fn a_snippet_has_its_name_alone() {
    let home = home();
    home.store
        .write(|db| {
            let sig = snippets::put(db, None, "sig", "Yours, $1")?;
            snippets::put(db, None, "abc", "first by name")?;
            snippets::put(db, Some(sig), "sign", "Ever yours, ${1:Ada}")?;
            let names: Vec<_> = snippets::list(db)?.into_iter().map(|each| each.name).collect();
            assert_eq!(names, ["abc", "sign"]);
            assert_eq!(snippets::named(db, "sign")?.unwrap().text, "Ever yours, ${1:Ada}");
            assert!(snippets::put(db, None, "abc", "again").is_err());
            snippets::remove(db, sig)?;
            assert!(snippets::named(db, "sign")?.is_none());
            assert!(snippets::put(db, Some(sig), "sign", "gone").is_err());
            Ok(())
        })
        .unwrap();
}

#[test]
fn posts_are_found_by_their_titles_public_ones_first() {
    let home = home();
    let draft = home.about("The keeper's lamp", 1);
    let out = home.about("Lamps of the north", 2);
    let trashed = home.about("A broken lamp", 3);
    home.about("  ", 4);
    home.about("Éclairs at sea", 5);
    let other = connect(&home.store, "https://two.example/wp-json/");
    home.store
        .write(|db| {
            let id = posts::create(db, other, PostKind::Post, at(1))?;
            posts::save(db, id, &PostFields::titled("Lamp elsewhere"), "", 1, at(1))?;
            let place = posts::Place {
                remote_id: &RemoteId("9".into()),
                status: PostStatus::Published,
                link: "https://one.example/lamps",
                published_at: None,
                modified_at: None,
            };
            posts::set_remote(db, out, &place)?;
            posts::set_trashed(db, trashed, Some(at(9)))
        })
        .unwrap();
    assert_eq!(home.titles("lam"), ["Lamps of the north", "The keeper's lamp"]);
    assert_eq!(home.titles("keeper lamp"), ["The keeper's lamp"]);
    assert_eq!(home.titles("eclairs"), ["Éclairs at sea"]);
    assert_eq!(home.titles("words"), [""; 0], "only titles count");
    assert_eq!(home.titles("\") OR title:(lamp").len(), 0);
    let all = home.store.read(|db| posts::titled(db, home.blog, " ", 20)).unwrap();
    assert_eq!(all.len(), 3, "{all:?}");
    let found = all.iter().find(|post| post.id == out).unwrap();
    assert_eq!(found.link.as_deref(), Some("https://one.example/lamps"));
    assert!(all.iter().any(|post| post.id == draft && post.link.is_none()));
}
