//! The flood limit: an author's replies are dated apart, and a refusal for pace is a wait.

use afterword_model::{OpKind, OutboxState, ProblemKind};
use afterword_platform::Error;
use afterword_sync::push::Step;

use crate::blog::{Fate, at, id};
use crate::world::{World, editor, lost, with_reader, world};

fn too_fast() -> Fate {
    Fate::Refused(Error::TooFast { retry_after: None, message: "Slow down.".into() })
}

fn dates(world: &World) -> Vec<i64> {
    let state = world.there.state();
    state.tries.iter().map(|(_, date)| (*date - at(0)).num_seconds()).collect()
}

#[test]
fn an_authors_queue_goes_out_at_once_dated_apart() {
    let world = with_reader(world());
    for n in 0..12 {
        world.reply(world.comment(1).id, &format!("Answer {n}"));
    }
    assert_eq!(world.steps_for(1), vec![Step::Sent(OpKind::Reply); 12]);
    assert_eq!(world.there.count("create reply"), 12);
    let dates = dates(&world);
    assert!(dates.windows(2).all(|pair| pair[1] - pair[0] >= 16), "{dates:?}");
    assert!(dates.iter().all(|date| (-999..=0).contains(date)), "{dates:?}");
}

#[test]
fn an_editors_replies_differ_by_a_second_at_least() {
    let world = with_reader(editor());
    for n in 0..5 {
        world.reply(world.comment(1).id, &format!("Answer {n}"));
    }
    assert_eq!(world.steps_for(1).len(), 5);
    assert_eq!(dates(&world), [-4, -3, -2, -1, 0]);
}

#[test]
fn a_comment_of_the_writers_elsewhere_is_kept_clear_of_without_a_try() {
    let world = with_reader(world());
    world.there.state().by_hand(2, None, "From the browser");
    let (_, row) = world.reply(world.comment(1).id, "From the desk");
    assert_eq!(world.step(), Step::Later);
    assert_eq!(world.stands(row), (OutboxState::Queued, None, 0));
    assert_eq!(world.steps_for(16), []);
    assert_eq!(world.steps_for(1), [Step::Sent(OpKind::Reply)]);
    assert_eq!((world.there.count("create reply"), dates(&world)), (1, vec![16]));
}

#[test]
fn a_flooded_reply_waits_and_goes_under_a_new_date() {
    let world = with_reader(world());
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    world.there.state().fates.push_back(too_fast());
    assert_eq!(world.step(), Step::Later);
    assert_eq!(world.stands(row), (OutboxState::Queued, Some(ProblemKind::Busy), 1));
    assert_eq!(world.steps_for(16), []);
    assert_eq!(world.steps_for(1), [Step::Sent(OpKind::Reply)]);
    assert_eq!(dates(&world), [0, 16]);
    assert_eq!(world.answers_there(1).len(), 1);
}

#[test]
fn a_reply_is_found_under_each_date_it_was_tried_under() {
    let world = with_reader(world());
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    world.there.state().fates.extend([too_fast(), lost(15)]);
    world.steps_for(17);
    assert_eq!(world.row(row).state, OutboxState::Unsure);
    world.steps_for(40);
    assert_eq!((world.there.count("create reply"), dates(&world)), (2, vec![0, 16]));
    assert_eq!(world.answers_there(1).len(), 1);
    assert_eq!(world.there.state().edit(101).date, at(16));
    assert_eq!(world.comment(101).remote_id, Some(id(101)));
}

#[test]
fn a_slow_blog_may_name_its_own_pace() {
    let world = with_reader(world());
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    let fate = Fate::Refused(Error::TooFast { retry_after: Some(90), message: String::new() });
    world.there.state().fates.push_back(fate);
    world.step();
    assert_eq!(world.row(row).not_before, Some(at(90)));
    assert_eq!(world.steps_for(90), []);
    assert_eq!(world.steps_for(1), [Step::Sent(OpKind::Reply)]);
}
