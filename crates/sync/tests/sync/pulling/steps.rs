//! Large blogs: what is read in steps is read whole, whatever happens between two of them.

use afterword_model::{CommentStatus, ProblemKind};
use afterword_platform::Error as BlogError;
use afterword_store::comments::{self, Folder};
use afterword_sync::Error;
use afterword_sync::pull::{Feed, Pulled, TripReady, accept_missing, trip};

use super::DAY;
use crate::blog::id;
use crate::world::{World, editor, world};

/// So many comments there, nothing here.
fn blog_of(number: u64) -> World {
    let world = editor();
    for n in 1..=number {
        world.there.state().reader(n, None, &format!("Turn {n}"));
    }
    world
}

/// The same, pulled.
fn full(number: u64) -> World {
    let world = blog_of(number);
    while world.pull().unwrap().unfinished {}
    world
}

impl World {
    fn count_here(&self) -> u32 {
        self.store.read(|db| comments::count(db, self.blog, Folder::All)).unwrap()
    }

    fn delete(&self, gone: impl Fn(u64) -> bool) {
        self.there.state().comments.retain(|c| !gone(c.id.as_str().parse().unwrap()));
    }
}

#[test]
fn a_first_pull_of_very_many_lets_the_posts_in_between() {
    let world = blog_of(10_250);
    let first = world.pull().unwrap();
    assert!(first.unfinished && first.new == 10_000, "{first:?}");
    assert!(world.find(251).is_some() && world.find(250).is_none(), "newest first");
    assert!(world.there.count("list posts") > 0);
    world.there.state().reader(10_251, None, "Meanwhile");
    let rest = world.pull().unwrap();
    assert_eq!((rest.unfinished, rest.new), (false, 251));
    assert_eq!(world.count_here(), 10_251);
    let heard = world.heard.lock().unwrap();
    let told: Vec<_> = heard.iter().filter(|told| told.feed == Feed::Comments).collect();
    assert_eq!((told[0].done, told[0].total), (100, 10_250));
    assert!(told.is_sorted_by_key(|told| told.done));
    drop(heard);
    world.there.wait(600);
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap(), Pulled::default());
    assert_eq!(world.there.count("list"), 1);
}

#[test]
fn a_first_pull_that_is_stopped_goes_on_where_it_was() {
    let world = blog_of(950);
    *world.stop_after.lock().unwrap() = Some(3);
    assert!(matches!(world.pull(), Err(Error::Stopped)));
    assert_eq!(world.count_here(), 300);
    *world.stop_after.lock().unwrap() = None;
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap().new, 650);
    // A glance at the newest, seven pages that were left, spam and trash.
    assert_eq!(world.there.count("list"), 1 + 7 + 2);
}

#[test]
fn what_moves_up_between_two_steps_of_a_first_pull_is_not_passed_over() {
    let world = blog_of(950);
    *world.stop_after.lock().unwrap() = Some(3);
    assert!(world.pull().is_err());
    *world.stop_after.lock().unwrap() = None;
    world.delete(|n| n > 900);
    world.there.state().reader(1_000, None, "And a new one");
    world.pull().unwrap();
    for n in 1..=900 {
        assert!(world.find(n).is_some(), "{n}");
    }
    world.there.wait(DAY);
    while world.count_here() > 901 {
        assert!(world.pull().unwrap().gone > 0);
        world.there.wait(600);
    }
}

#[test]
fn a_sweep_rests_and_goes_on_and_misses_nothing() {
    let world = full(7_010);
    world.there.wait(DAY);
    for n in [3, 4_900, 6_990] {
        world.there.state().edit(n).html = "<p>Edited</p>".into();
    }
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap().changed, 3 - 1);
    assert!(world.there.count("list") <= 52);
    // Between two steps some of what was passed is deleted: the rest moves up.
    world.delete(|n| (100..=180).contains(&n));
    world.there.wait(600);
    let found = world.pull().unwrap();
    assert_eq!((found.changed, found.gone), (1, 0), "not before the whole was compared");
    world.there.wait(600);
    assert_eq!(world.pull().unwrap().gone, 0, "the totals told that something is missing");
    world.there.wait(600);
    assert_eq!(world.pull().unwrap().gone, 81);
    assert_eq!(world.count_here(), 7_010 - 81);
    world.there.wait(600);
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap(), Pulled::default());
    assert_eq!(world.there.count("list"), 1);
}

#[test]
fn a_sweep_that_breaks_off_goes_on_at_its_page() {
    let world = full(1_000);
    world.there.wait(DAY);
    let offline = BlogError::Offline("no route".into());
    world.there.state().lists_fail.extend(std::iter::repeat_n(None, 11));
    world.there.state().lists_fail.push_back(Some(offline));
    world.delete(|n| n == 50);
    assert!(world.pull().is_err());
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap().gone, 1);
    // A glance, the four pages that were left, spam and trash.
    assert_eq!(world.there.count("list"), 1 + 4 + 2);
}

#[test]
fn thousands_that_are_gone_are_asked_for_a_part_at_a_time() {
    let world = full(3_000);
    world.there.wait(DAY);
    world.delete(|n| n.is_multiple_of(6));
    let mut rounds = 0;
    while world.count_here() > 2_500 {
        world.there.state().calls.clear();
        world.pull().unwrap();
        assert!(world.there.count("get comment") <= 300);
        world.there.wait(600);
        rounds += 1;
        assert!(rounds < 10);
    }
    assert_eq!(world.count_here(), 2_500);
}

#[test]
fn a_disappearance_that_was_none_is_forgotten() {
    let world = full(40);
    world.there.wait(DAY);
    let kept = world.there.state().comments.clone();
    world.there.state().comments.truncate(20);
    assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
    world.there.state().calls.clear();
    assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
    assert_eq!(world.there.count("get comment"), 0, "not asked for one by one each time");
    world.there.state().comments = kept;
    assert_eq!(world.pull().unwrap(), Pulled::default());
    // A word for the last one is none for the next.
    world.there.state().comments.truncate(20);
    assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
    world.store.write(|db| accept_missing(db, world.blog)).unwrap();
    assert_eq!(world.pull().unwrap().gone, 20);
}

#[test]
fn emptied_spam_is_noticed_without_reading_everything() {
    let world = blog_of(1_000);
    for n in 901..=1_000 {
        world.there.state().edit(n).status = CommentStatus::Spam;
    }
    world.pull().unwrap();
    world.there.wait(600);
    world.delete(|n| n > 950);
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap().gone, 50);
    assert_eq!(world.there.count("list"), 2, "the newest, and the spam");
}

#[test]
fn new_spam_comes_without_a_sweep() {
    let world = full(500);
    world.there.wait(600);
    world.there.state().reader(501, None, "Buy");
    world.there.state().edit(501).status = CommentStatus::Spam;
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap().new, 1);
    assert_eq!(world.comment(501).status, CommentStatus::Spam);
    assert_eq!(world.there.count("list"), 2);
}

#[test]
fn what_was_approved_elsewhere_shows_at_the_next_check_however_old_it_is() {
    let world = blog_of(500);
    world.there.state().edit(7).status = CommentStatus::Held;
    world.pull().unwrap();
    world.there.wait(600);
    world.there.state().edit(7).status = CommentStatus::Approved;
    world.there.state().calls.clear();
    assert_eq!(world.pull().unwrap().changed, 1);
    assert_eq!(world.comment(7).status, CommentStatus::Approved);
    assert_eq!(world.there.count("list"), 1);
    world.there.state().edit(9).status = CommentStatus::Held;
    assert_eq!(world.pull().unwrap().changed, 1);
    assert_eq!(world.comment(9).status, CommentStatus::Held);
}

/// To an author the totals count comments on others' posts, which change all the time.
#[test]
fn totals_that_tell_nothing_cause_no_sweep_at_each_check() {
    let world = world();
    for n in 1..=300 {
        world.there.state().reader(n, None, "Words");
        if n % 3 == 0 {
            world.there.state().forbidden.push(id(n));
        }
    }
    world.pull().unwrap();
    world.there.wait(600);
    for n in 301..=304 {
        world.there.state().reader(n, None, "On another's post");
        world.there.state().forbidden.push(id(n));
        world.there.state().calls.clear();
        world.pull().unwrap();
        let lists = world.there.count("list");
        assert!(if n == 301 { lists > 3 } else { lists == 1 }, "{n}: {lists}");
        world.there.wait(600);
    }
}

#[test]
fn a_trip_has_what_is_answered_and_says_what_is_there() {
    let world = blog_of(120);
    // Comments whose parents no list names, though each may be asked for.
    world.there.state().reader(130, Some(125), "Answers one that came from elsewhere");
    world.there.state().reader(131, Some(999_999), "Answers what never was");
    let post = world.there.state().written("A letter", "<p>Words</p>");
    world.pull().unwrap();
    assert!(world.find(125).is_none());
    world.there.state().reader(125, Some(124), "Moved here later");
    world.there.state().reader(124, None, "So was this");
    let told = std::sync::Mutex::new(0);
    let ready = world.exchange(|x| trip(x, &|_| *told.lock().unwrap() += 1)).unwrap();
    assert_eq!(ready, TripReady { comments: 124, posts: 1, pictures: 0 }, "{post}");
    assert_eq!(world.comment(130).parent, Some(world.comment(125).id));
    assert_eq!(world.comment(125).parent, Some(world.comment(124).id));
}
