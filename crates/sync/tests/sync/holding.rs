//! What the writer holds back, and the seconds in which a press can be undone.

use afterword_model::{OpKind, OutboxState};
use afterword_store::{comments, outbox};
use afterword_sync::push::Step;
use chrono::TimeDelta;

use crate::blog::at;
use crate::world::{World, editor, with_reader};

fn with_two_readers() -> World {
    let world = with_reader(editor());
    world.there.state().now = at(-900);
    world.there.state().reader(2, None, "Another");
    world.there.state().now = at(0);
    world.pull().unwrap();
    world.there.state().calls.clear();
    world
}

#[test]
fn a_held_row_holds_its_lane_and_nothing_else() {
    let world = with_two_readers();
    let (first, held) = world.reply(world.comment(1).id, "Held");
    world.reply(world.comment(1).id, "Behind it");
    world.reply(first, "Under it");
    world.reply(world.comment(2).id, "Elsewhere");
    assert!(world.store.write(|db| outbox::hold(db, held)).unwrap());
    assert_eq!(world.steps_for(60), [Step::Sent(OpKind::Reply)]);
    assert_eq!((world.answers_there(1).len(), world.answers_there(2).len()), (0, 1));
    assert_eq!(world.row(held).state, OutboxState::OnHold);
    assert_eq!(world.store.read(|db| outbox::counts(db, world.blog)).unwrap(), (3, 0));
    let due = world.store.read(|db| outbox::next_due(db, world.blog)).unwrap();
    assert_eq!(due, None, "nothing is due by itself");

    world.store.write(|db| outbox::release(db, held)).unwrap();
    assert_eq!(world.steps_for(60), vec![Step::Sent(OpKind::Reply); 3]);
    assert_eq!(world.answers_there(1).len(), 2);
}

#[test]
fn what_may_have_arrived_cannot_be_held() {
    let world = with_two_readers();
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    world.there.state().fates.push_back(crate::world::lost(10));
    world.step();
    assert!(!world.store.write(|db| outbox::hold(db, row)).unwrap());
    world.steps_for(30);
    assert_eq!(world.answers_there(1).len(), 1);
}

#[test]
fn a_held_row_stays_held_over_a_power_cut() {
    let world = with_two_readers();
    let (_, held) = world.reply(world.comment(1).id, "Held");
    world.store.write(|db| outbox::hold(db, held)).unwrap();
    let world = world.power_cut();
    assert_eq!(world.steps_for(30), []);
    assert_eq!(world.row(held).state, OutboxState::OnHold);
}

#[test]
fn the_seconds_to_undo_are_no_try_and_ask_nothing() {
    let world = with_two_readers();
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    let until = at(0) + TimeDelta::seconds(10);
    world.store.write(|db| outbox::delay(db, row, until)).unwrap();
    assert_eq!(world.steps_for(10), []);
    assert_eq!(world.there.state().calls, Vec::<&str>::new());
    assert_eq!(world.stands(row), (OutboxState::Queued, None, 0));
    assert_eq!(world.step(), Step::Sent(OpKind::Reply));
}

#[test]
fn send_now_does_not_wait_for_the_seconds_to_undo() {
    let world = with_two_readers();
    let until = at(0) + TimeDelta::seconds(10);
    let rows: Vec<_> = ["One", "Two"]
        .map(|text| world.reply(world.comment(1).id, text).1)
        .into_iter()
        .inspect(|row| world.store.write(|db| outbox::delay(db, *row, until)).unwrap())
        .collect();
    assert_eq!(world.steps_for(1), []);
    world.store.write(|db| outbox::send_now(db, rows[1])).unwrap();
    assert_eq!(world.steps_for(1), vec![Step::Sent(OpKind::Reply); 2], "what waits before it, too");
    let (_, held) = world.reply(world.comment(2).id, "Held");
    world.store.write(|db| outbox::hold(db, held)).unwrap();
    world.store.write(|db| outbox::send_now(db, held)).unwrap();
    assert_eq!(world.steps_for(2), [Step::Sent(OpKind::Reply)]);
}

#[test]
fn a_reply_taken_back_within_its_seconds_asks_nothing_of_the_blog() {
    let world = with_two_readers();
    let (reply, row) = world.reply(world.comment(1).id, "Too hasty");
    let until = at(0) + TimeDelta::seconds(10);
    let undone = world.store.write(|db| {
        outbox::delay(db, row, until)?;
        outbox::remove(db, row)?;
        comments::remove_reply(db, reply)
    });
    undone.unwrap();
    assert_eq!(world.steps_for(60), []);
    assert_eq!(world.there.state().calls, Vec::<&str>::new());
}
