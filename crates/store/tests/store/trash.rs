//! The end of the trash: what is removed after thirty days, and what never is.

use afterword_model::{
    Intent, Lane, Op, PostFields, PostId, PostKind, PostStatus, Publish, Timestamp,
};
use afterword_store::posts::{self, Base, Folder, IN_TRASH, Place, Query};
use afterword_store::{Db, Result, outbox};

use crate::{Home, at, home, remote};

fn over() -> Timestamp {
    at(0) + IN_TRASH
}

/// A post trashed at the beginning, with its place on the blog.
fn trashed(home: &Home, status: Option<PostStatus>) -> PostId {
    let make = |db: &Db<'_>| -> Result<PostId> {
        let id = posts::create(db, home.blog, PostKind::Post, at(0))?;
        posts::save(db, id, &PostFields::titled("Lighthouse"), "Wreckage", 1, at(0))?;
        if let Some(status) = status {
            let name = remote(&format!("r{id}"));
            let place =
                Place { remote_id: &name, status, link: "", published_at: None, modified_at: None };
            posts::set_remote(db, id, &place)?;
        }
        posts::set_trashed(db, id, Some(at(0)))?;
        Ok(id)
    };
    home.store.write(make).unwrap()
}

fn purge(home: &Home, now: Timestamp) -> Vec<PostId> {
    let purged = home.store.write(|db| posts::purge(db, now)).unwrap();
    purged.into_iter().map(|post| post.id).collect()
}

#[test]
fn after_thirty_days_and_not_before_a_post_is_gone_with_all_that_was_kept_of_it() {
    let home = home();
    let post = trashed(&home, None);
    home.store
        .write(|db| {
            let here = posts::get(db, post)?;
            posts::keep_version(db, &here, posts::RevisionReason::Pressed, at(1))?;
            assert_eq!(here.goes_at, Some(over()));
            Ok(())
        })
        .unwrap();
    assert_eq!(purge(&home, over() - chrono::TimeDelta::milliseconds(1)), []);
    assert_eq!(purge(&home, over()), [post]);
    assert!(home.store.read(|db| posts::get(db, post)).is_err());
    assert_eq!(home.store.read(|db| posts::revisions(db, post)).unwrap(), []);
    let words = Query::new(Folder::Trash, 9).with_words("wreckage");
    assert_eq!(home.posts_listed(&words), []);
    assert_eq!(purge(&home, over()), []);
}

#[test]
fn what_the_blog_shows_stays_and_what_lies_in_its_trash_goes() {
    let home = home();
    for status in [PostStatus::Published, PostStatus::Draft, PostStatus::Scheduled] {
        let post = trashed(&home, Some(status));
        assert_eq!(purge(&home, over()), [], "{status:?} would come back as new");
        assert_eq!(home.store.read(|db| posts::get(db, post)).unwrap().goes_at, None);
    }
    let post = trashed(&home, Some(PostStatus::Trash));
    assert_eq!(home.store.read(|db| posts::get(db, post)).unwrap().goes_at, Some(over()));
    assert_eq!(purge(&home, over()), [post]);
}

#[test]
fn nothing_goes_that_something_waits_for() {
    let home = home();
    let (sending, clashing) = (trashed(&home, None), trashed(&home, Some(PostStatus::Trash)));
    home.store
        .write(|db| {
            let publish = Publish {
                post: sending,
                fields: PostFields::default(),
                body: String::new(),
                intent: Intent::Public,
                wire: None,
                over: None,
            };
            outbox::add(db, home.blog, &Lane::post(sending), &Op::Publish(publish), at(1))?;
            let theirs = Base {
                fields: PostFields::titled("Theirs"),
                body: "Theirs".into(),
                wire_title: String::new(),
                wire: String::new(),
                wire_fields: None,
            };
            posts::set_remote_version(db, clashing, &theirs, at(1))
        })
        .unwrap();
    assert_eq!(purge(&home, over()), []);
    home.store
        .write(|db| {
            let row = outbox::of_post(db, home.blog, sending)?.unwrap();
            outbox::remove(db, row.id)?;
            posts::clear_remote(db, clashing)
        })
        .unwrap();
    assert_eq!(purge(&home, over()), [sending, clashing]);
}

#[test]
fn what_is_not_in_the_trash_never_goes() {
    let home = home();
    let post = trashed(&home, None);
    home.store.write(|db| posts::set_trashed(db, post, None)).unwrap();
    assert_eq!(purge(&home, over() + IN_TRASH), []);
}
