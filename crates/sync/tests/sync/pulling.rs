//! What a pull brings in, how it comes by it, and how little it asks.

mod steps;

use afterword_model::{
    CommentStatus, Identity, Lane, Moderate, Moderation, Op, PostKind, PostStatus, ProblemKind,
    WireFields,
};
use afterword_platform::{Error as BlogError, RemotePost};
use afterword_store::{blogs, outbox, remote_posts};
use afterword_sync::Error;
use afterword_sync::pull::Pulled;
use chrono::TimeDelta;

use crate::blog::{at, id};
use crate::world::{World, editor, with_reader, world};

const DAY: i64 = 24 * 3_600;

impl World {
    fn pulled(&self) -> (u32, u32, u32) {
        self.there.state().calls.clear();
        let Pulled { new, changed, gone, .. } = self.pull().unwrap();
        (new, changed, gone)
    }
}

#[test]
fn a_first_pull_brings_everything_page_by_page() {
    let world = editor();
    for n in 1..=230 {
        world.there.state().reader(n, (n > 1).then_some(n / 2), &format!("Turn {n}"));
    }
    world.there.state().edit(5).status = CommentStatus::Spam;
    world.there.state().edit(6).status = CommentStatus::Trash;
    world.there.state().edit(7).status = CommentStatus::Held;
    assert_eq!(world.pulled(), (230, 0, 0));
    assert_eq!(world.there.count("list"), 3 + 1 + 1);
    assert_eq!(world.there.count("get comment"), 0);
    assert_eq!(world.comment(5).status, CommentStatus::Spam);
    assert_eq!(world.comment(101).parent, Some(world.comment(50).id));
    assert_eq!(world.pulled(), (0, 0, 0));
}

#[test]
fn a_quiet_blog_is_asked_little() {
    let world = with_reader(editor());
    world.there.wait(600);
    assert_eq!(world.pulled(), (0, 0, 0));
    let calls = world.there.state().calls.join(", ");
    assert_eq!(calls, "me, list, total, total, total, titles, list posts, list posts");
}

#[test]
fn what_the_blog_counts_and_never_shows_causes_no_sweep_each_time() {
    let world = editor();
    world.there.state().reader(1, None, "Shown");
    world.there.state().reader(2, None, "Counted");
    world.there.state().forbidden.push(id(2));
    assert_eq!(world.pulled(), (1, 0, 0));
    for _ in 0..3 {
        world.there.wait(600);
        world.pulled();
        assert_eq!(world.there.count("list"), 1, "swept again");
    }
}

#[test]
fn new_ones_come_without_a_sweep_whatever_their_date() {
    let world = with_reader(editor());
    world.there.wait(3 * 3_600);
    world.there.state().reader(2, Some(1), "Now");
    world.there.state().reader(3, None, "Moved here from an old blog");
    world.there.state().edit(3).date = at(-9_000_000);
    assert_eq!(world.pulled(), (2, 0, 0));
    assert_eq!(world.there.count("list"), 1);
    assert_eq!(world.comment(3).written_at, at(-9_000_000));
}

#[test]
fn more_new_ones_than_a_glance_shows_are_all_found() {
    let world = with_reader(editor());
    for n in 2..=150 {
        world.there.state().reader(n, None, "From an old blog");
        world.there.state().edit(n).date = at(-9_000_000);
    }
    assert_eq!(world.pulled(), (149, 0, 0));
}

#[test]
fn what_was_moderated_elsewhere_shows_by_the_totals() {
    let world = with_reader(editor());
    world.there.wait(DAY / 2);
    world.pulled();
    world.there.state().edit(1).status = CommentStatus::Spam;
    assert_eq!(world.pulled(), (0, 1, 0));
    assert_eq!(world.comment(1).status, CommentStatus::Spam);
}

#[test]
fn an_old_comment_that_was_edited_shows_within_a_day() {
    let world = with_reader(editor());
    world.there.wait(3 * 3_600);
    for n in 2..=40 {
        world.there.state().reader(n, None, "Later");
    }
    world.there.wait(DAY / 2);
    world.pulled();
    world.there.state().edit(1).html = "<p>Edited</p>".into();
    assert_eq!(world.pulled(), (0, 0, 0), "nothing tells");
    world.there.wait(DAY);
    assert_eq!(world.pulled(), (0, 1, 0));
    assert_eq!(world.comment(1).html, "<p>Edited</p>");
}

#[test]
fn the_writers_own_comments_are_no_news() {
    let world = with_reader(editor());
    world.there.state().by_hand(2, Some(1), "From the browser");
    assert_eq!(world.pulled(), (0, 0, 0));
    assert!(world.comment(2).mine);
}

#[test]
fn a_pull_leaves_alone_what_something_waits_for() {
    let world = with_reader(editor());
    let here = world.comment(1);
    let (to, from) = (Moderation::Trash, CommentStatus::Approved);
    let op = Op::Moderate(Moderate { comment: here.id, to, from });
    let row = world.add(&Lane::comment(here.id), &op);
    world.there.state().edit(1).html = "<p>Edited</p>".into();
    world.there.wait(DAY);
    assert_eq!(world.pulled(), (0, 0, 0));
    assert_eq!(world.comment(1), here);

    let kept = world.there.state().comments.remove(0);
    world.there.wait(DAY);
    assert_eq!(world.pulled(), (0, 0, 0));
    assert_eq!(world.comment(1), here, "not even when it is gone");

    world.there.state().comments.push(kept);
    world.store.write(|db| outbox::remove(db, row)).unwrap();
    world.there.wait(DAY);
    assert_eq!(world.pulled(), (0, 1, 0));
    assert_eq!(world.comment(1).html, "<p>Edited</p>");
}

#[test]
fn posts_that_comments_belong_to_get_their_titles() {
    let world = world();
    world.there.state().reader(1, None, "Hello");
    world.there.state().posts.push(RemotePost {
        id: id(41),
        kind: PostKind::Post,
        title: "Slow mail".into(),
        content: String::new(),
        link: "https://blog.example/slow-mail/".into(),
        modified: at(-5_000),
        fields: WireFields::new("slow-mail", PostStatus::Published, at(-5_000)),
    });
    world.pulled();
    let known = world.store.read(|db| remote_posts::get(db, world.blog, &id(41))).unwrap();
    assert_eq!(known.unwrap().title, "Slow mail");
    world.pulled();
    assert_eq!(world.there.count("titles"), 0, "asked once");
}

#[test]
fn another_account_is_not_taken_for_the_writers() {
    let world = with_reader(editor());
    let me = world.there.state().me.clone().unwrap();
    let other = Identity { remote_id: id(8), name: "Eve".into(), ..me.identity.clone() };
    world.there.state().me = Ok(afterword_platform::User { identity: other, ..me });
    world.there.state().reader(2, None, "For Eve's eyes");
    assert_eq!(world.pull_needs(), ProblemKind::SignIn);
    assert_eq!(world.there.count("list"), 0);
    assert!(world.find(2).is_none());
    let me = world.store.read(|db| blogs::get(db, world.blog)).unwrap().me;
    assert_eq!(me.name, "Ada");
}

#[test]
fn a_new_role_and_name_are_noted() {
    let world = with_reader(editor());
    let mut me = world.there.state().me.clone().unwrap();
    me.identity.name = "Ada L.".into();
    me.capabilities.moderate_comments = false;
    world.there.state().me = Ok(me.clone());
    world.pulled();
    let blog = world.store.read(|db| blogs::get(db, world.blog)).unwrap();
    assert_eq!((blog.me, blog.capabilities), (me.identity, me.capabilities));
}

#[test]
fn a_pull_that_breaks_off_keeps_what_it_had_and_goes_on_next_time() {
    let world = editor();
    for n in 1..=250 {
        world.there.state().reader(n, None, "Words");
    }
    let offline = BlogError::Offline("no route".into());
    world.there.state().lists_fail.extend([None, None, Some(offline.clone())]);
    assert!(matches!(world.pull(), Err(Error::Blog(error)) if error == offline));
    assert!(world.find(51).is_some() && world.find(50).is_none());
    assert_eq!(world.pulled(), (50, 0, 0));
}

#[test]
fn a_clock_that_was_wrong_on_the_blog_hides_nothing() {
    let world = with_reader(editor());
    world.there.state().reader(2, None, "From the future");
    world.there.state().edit(2).date = at(0) + TimeDelta::days(3_650);
    assert_eq!(world.pulled(), (1, 0, 0));
    for n in 3..=60 {
        world.there.state().reader(n, None, "Now");
    }
    assert_eq!(world.pulled(), (58, 0, 0));
}
