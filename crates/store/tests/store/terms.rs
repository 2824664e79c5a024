//! Categories and tags: the blog's and the writer's become one, and an id that a post holds stays good.

use afterword_model::{RemoteId, Taxonomy, TermId};
use afterword_store::terms::{self, IncomingTerm};

use crate::{Home, connect, home, remote};

fn there(id: &str, name: &str, parent: Option<&str>) -> IncomingTerm {
    IncomingTerm { remote_id: remote(id), name: name.into(), parent: parent.map(remote) }
}

impl Home {
    fn all(&self, terms: &[IncomingTerm]) {
        self.store.write(|db| terms::replace(db, self.blog, Taxonomy::Category, terms)).unwrap();
    }

    fn category(&self, name: &str, parent: Option<TermId>) -> TermId {
        self.store.write(|db| terms::add_category(db, self.blog, name, parent)).unwrap().id
    }

    fn names(&self) -> Vec<String> {
        let all = self.store.read(|db| terms::list(db, self.blog, Taxonomy::Category)).unwrap();
        all.into_iter().map(|term| term.name).collect()
    }

    fn remote_of(&self, id: TermId) -> Option<RemoteId> {
        self.store.read(|db| terms::resolve(db, id)).unwrap().and_then(|term| term.remote_id)
    }
}

#[test]
fn a_category_made_here_becomes_the_blogs_of_that_name() {
    let home = home();
    let own = home.category("Travel", None);
    assert_eq!(home.category(" travel ", None), own, "not made twice");
    home.all(&[there("5", "TRAVEL", None)]);
    assert_eq!(home.remote_of(own), Some(remote("5")));
    assert_eq!(home.names(), ["TRAVEL"]);
}

#[test]
fn the_same_name_under_another_parent_is_another_category() {
    let home = home();
    let travel = home.category("Travel", None);
    let food = home.category("Food", None);
    let one = home.category("Notes", Some(travel));
    let other = home.category("Notes", Some(food));
    assert_ne!(one, other);
    home.all(&[there("3", "Notes", Some("2")), there("2", "Food", None)]);
    assert_eq!(home.remote_of(other), Some(remote("3")), "parents come after their children");
    assert_eq!(home.remote_of(one), None);
}

#[test]
fn an_old_id_means_what_it_turned_out_to_be() {
    let home = home();
    let own = home.category("Voyages", None);
    let below = home.category("Trains", Some(own));
    home.all(&[there("5", "Travel", None)]);
    let blogs = home
        .store
        .read(|db| terms::by_remote(db, home.blog, Taxonomy::Category, &remote("5")))
        .unwrap()
        .unwrap()
        .id;
    // The blog says that this name is that term.
    assert_eq!(home.store.write(|db| terms::set_remote(db, own, &remote("5"))).unwrap(), blogs);
    assert_eq!(home.remote_of(own), Some(remote("5")));
    let below = home.store.read(|db| terms::resolve(db, below)).unwrap().unwrap();
    assert_eq!(below.parent, Some(blogs));
    assert_eq!(home.names(), ["Trains", "Travel"]);
}

#[test]
fn a_term_that_is_gone_is_offered_no_more_and_comes_back_as_itself() {
    let home = home();
    home.all(&[there("5", "Travel", None), there("6", "Food", None)]);
    let food = home.store.read(|db| terms::list(db, home.blog, Taxonomy::Category)).unwrap()[0].id;
    home.category("Mine", None);
    home.all(&[there("5", "Travel", None)]);
    assert_eq!(home.names(), ["Mine", "Travel"], "what was made here is not gone");
    assert!(home.store.read(|db| terms::resolve(db, food)).unwrap().is_none());
    home.all(&[there("5", "Travel", None), there("6", "Food and drink", None)]);
    assert_eq!(home.remote_of(food), Some(remote("6")));
}

#[test]
fn terms_above_each_other_in_a_ring_are_taken_in() {
    let home = home();
    home.all(&[there("1", "Egg", Some("2")), there("2", "Hen", Some("1"))]);
    assert_eq!(home.names(), ["Egg", "Hen"]);
}

#[test]
fn blogs_and_taxonomies_keep_their_terms_apart() {
    let home = home();
    home.all(&[there("5", "Travel", None)]);
    let other = connect(&home.store, "https://two.example/wp-json/");
    home.store
        .write(|db| {
            assert_eq!(terms::list(db, other, Taxonomy::Category)?, []);
            assert_eq!(terms::list(db, home.blog, Taxonomy::Tag)?, []);
            let tag = terms::put(db, home.blog, Taxonomy::Tag, &there("5", "Travel", None))?;
            let named = terms::by_name(db, home.blog, Taxonomy::Tag, "TRAVEL", None)?;
            assert_eq!(named.map(|term| term.id), Some(tag));
            Ok(())
        })
        .unwrap();
}
