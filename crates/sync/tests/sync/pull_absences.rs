//! Absences: a comment counts as deleted only when the blog, knowing who asks, says so of that comment.

use afterword_model::{CommentStatus, ProblemKind};
use afterword_platform::Error as BlogError;
use afterword_store::comments::{self, Folder};
use afterword_sync::Error;
use afterword_sync::pull::{Pulled, accept_missing};

use crate::blog::id;
use crate::world::{World, editor};

const DAY: i64 = 24 * 3_600;

/// So many readers' comments, pulled a day ago: the next pull sweeps.
fn full(number: u64) -> World {
    let world = editor();
    for n in 1..=number {
        world.there.state().reader(n, None, "Words that stay");
    }
    world.pull().unwrap();
    world.there.wait(DAY);
    world.there.state().calls.clear();
    world
}

impl World {
    fn here_now(&self) -> u32 {
        self.store.read(|db| comments::count(db, self.blog, Folder::All)).unwrap()
    }
}

#[test]
fn a_lost_login_never_looks_like_deleted_comments() {
    let world = full(30);
    // To a stranger this blog shows nothing at all.
    world.there.state().comments.clear();
    world.there.state().me = Err(BlogError::SignIn("401".into()));
    for _ in 0..3 {
        assert!(matches!(world.pull(), Err(Error::Blog(BlogError::SignIn(_)))));
        world.there.wait(DAY);
    }
    assert_eq!(world.here_now(), 30);
    assert_eq!(world.there.count("list") + world.there.count("get comment"), 0);
}

#[test]
fn a_login_that_is_lost_in_the_middle_deletes_nothing() {
    let world = full(30);
    world.there.state().unlisted = (1..=5).map(id).collect();
    let until_then = ["me", "list", "list", "list", "get comment"].len();
    world.there.state().looks_end = Some((until_then, BlogError::SignIn("401".into())));
    assert!(matches!(world.pull(), Err(Error::Blog(BlogError::SignIn(_)))));
    assert_eq!(world.here_now(), 30);
}

#[test]
fn a_deleted_comment_is_marked_and_its_words_stay() {
    let world = full(30);
    world.there.state().comments.retain(|comment| comment.id != id(12));
    assert_eq!(world.pull().unwrap(), Pulled { gone: 1, ..Pulled::default() });
    let here = world.comment(12);
    assert_eq!(here.status, CommentStatus::Deleted);
    assert_eq!(here.html, "<p>Words that stay</p>\n");
    assert_eq!(world.there.count("get comment"), 1);

    world.there.wait(DAY);
    assert_eq!(world.pull().unwrap(), Pulled::default());
    assert_eq!(world.there.count("get comment"), 1, "it is not asked for again");
}

#[test]
fn a_comment_that_lists_leave_out_is_asked_for_and_kept() {
    let world = full(30);
    world.there.state().unlisted = vec![id(3), id(4)];
    world.there.state().edit(4).html = "<p>Edited</p>".into();
    assert_eq!(world.pull().unwrap(), Pulled { changed: 1, ..Pulled::default() });
    assert_eq!(world.there.count("get comment"), 2);
    assert_eq!(world.here_now(), 30);
    assert_eq!(world.comment(4).html, "<p>Edited</p>");
}

#[test]
fn an_empty_list_alone_deletes_nothing() {
    let world = full(150);
    world.there.state().unlisted = (1..=150).map(id).collect();
    assert_eq!(world.pull().unwrap(), Pulled::default());
    assert_eq!(world.here_now(), 150);
}

#[test]
fn a_comment_that_this_account_may_not_see_any_more_is_kept() {
    let world = full(30);
    world.there.state().forbidden = vec![id(3)];
    assert_eq!(world.pull().unwrap(), Pulled::default());
    assert_eq!(world.comment(3).status, CommentStatus::Approved);
}

#[test]
fn a_role_that_may_not_list_spam_still_sees_the_rest() {
    let world = full(30);
    world.there.state().reader(31, None, "New");
    let no = || Some(BlogError::Forbidden { code: "rest_forbidden".into(), message: "No.".into() });
    world.there.state().lists_fail.extend([None, None, no(), no()]);
    assert_eq!(world.pull().unwrap(), Pulled { new: 1, ..Pulled::default() });
    world.there.wait(DAY);
    world.there.state().lists_fail.push_back(no());
    assert!(matches!(world.pull(), Err(Error::Blog(BlogError::Forbidden { .. }))));
}

#[test]
fn a_mass_disappearance_changes_nothing_and_says_so_until_the_writer_agrees() {
    let world = full(30);
    world.there.state().comments.truncate(18);
    for _ in 0..2 {
        assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
        assert_eq!(world.here_now(), 30);
        world.there.wait(600);
    }
    world.store.write(|db| accept_missing(db, world.blog)).unwrap();
    assert_eq!(world.pull().unwrap(), Pulled { gone: 12, ..Pulled::default() });
    assert_eq!(world.here_now(), 18);

    // The word was for that once.
    world.there.state().comments.clear();
    assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
    assert_eq!(world.here_now(), 18);
}

#[test]
fn new_comments_come_in_while_a_disappearance_waits() {
    let world = full(30);
    world.there.state().comments.truncate(5);
    world.there.state().reader(40, None, "Is anybody there?");
    assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
    assert!(world.find(40).is_some());
}

#[test]
fn few_of_many_are_no_mass() {
    for (all, gone) in [(30, 10), (100, 20), (5, 5)] {
        let world = full(all);
        world.there.state().comments.truncate((all - gone) as usize);
        assert_eq!(world.pull().unwrap().gone, gone as u32, "{gone} of {all}");
    }
}

#[test]
fn a_spam_folder_that_was_emptied_is_no_mass_disappearance() {
    let world = editor();
    for n in 1..=60 {
        world.there.state().reader(n, None, "Words");
        if n > 20 {
            world.there.state().edit(n).status = CommentStatus::Spam;
        }
    }
    world.pull().unwrap();
    world.there.state().comments.truncate(20);
    assert_eq!(world.pull().unwrap(), Pulled { gone: 40, ..Pulled::default() });
    assert_eq!(world.here_now(), 20);
}
