//! Blogs and the accounts they are reached by: one entry for one account, and none lost by parting.

use afterword_model::{BlogId, Capabilities, Identity, PlatformKind, PostKind, RemoteId};
use afterword_store::{Store, blogs, posts};

use crate::{at, home};

const ENDPOINT: &str = "https://one.example/wp-json/";

/// Connects as the account with this id, under this name.
fn sign_in(store: &Store, id: &str, username: &str) -> BlogId {
    let me = Identity { remote_id: RemoteId(id.into()), name: "Ada".into(), roles: vec![] };
    let new = blogs::NewBlog {
        platform: PlatformKind::WordPress,
        endpoint: ENDPOINT,
        username,
        secret_ref: "elsewhere",
        title: "Notes",
        url: "https://one.example/",
        timezone: "",
        practice: false,
        me: &me,
        capabilities: &Capabilities::default(),
    };
    store.write(|db| blogs::connect(db, &new, at(1))).unwrap()
}

#[test]
fn one_account_is_one_entry_by_whatever_name_it_signs_in() {
    let home = home();
    let by_mail = sign_in(&home.store, "7", "ada@one.example");
    assert_eq!(by_mail, home.blog, "the blog's own id tells who it is");
    let known = home.store.read(|db| blogs::get(db, by_mail)).unwrap();
    assert_eq!(known.username, "ada@one.example", "the name that signed in last");
    assert_eq!(home.store.read(|db| blogs::secret_ref(db, by_mail)).unwrap(), "elsewhere");

    let other = sign_in(&home.store, "8", "grace");
    assert_ne!(other, home.blog, "another account there is another entry");
    assert_eq!(home.store.read(blogs::list).unwrap().len(), 2);
    assert_eq!(sign_in(&home.store, "8", "grace@one.example"), other);
}

#[test]
fn two_entries_of_one_account_from_before_stay_apart() {
    let home = home();
    let second = sign_in(&home.store, "8", "ada@one.example");
    let me = Identity { remote_id: RemoteId("7".into()), name: "Ada".into(), roles: vec![] };
    let same =
        |db: &afterword_store::Db<'_>| blogs::set_me(db, second, &me, &Capabilities::default());
    home.store.write(same).unwrap();
    assert_eq!(sign_in(&home.store, "7", "ada@one.example"), second, "the name decides");
    assert_eq!(sign_in(&home.store, "7", "ada"), home.blog);
    home.store.write(|db| blogs::set_username(db, second, "ada")).unwrap();
    let name = home.store.read(|db| blogs::get(db, second)).unwrap().username;
    assert_eq!(name, "ada@one.example", "no name is taken from the other entry");
}

#[test]
fn a_blog_that_was_left_with_words_in_it_can_be_reached() {
    let home = home();
    let empty = sign_in(&home.store, "8", "grace");
    let made = |db: &afterword_store::Db<'_>| posts::create(db, home.blog, PostKind::Post, at(2));
    home.store.write(made).unwrap();
    assert!(home.store.read(blogs::parted).unwrap().is_empty(), "both are connected");
    for blog in [home.blog, empty] {
        home.store.write(|db| blogs::disconnect(db, blog, at(3))).unwrap();
    }
    let parted = home.store.read(blogs::parted).unwrap();
    let ids: Vec<BlogId> = parted.iter().map(|blog| blog.id).collect();
    assert_eq!(ids, [home.blog], "of the other one nothing is here");
    home.store.write(|db| blogs::reconnect(db, home.blog)).unwrap();
    assert!(home.store.read(blogs::parted).unwrap().is_empty());
    assert_eq!(home.store.read(blogs::list).unwrap().len(), 1);
}
