//! Replies whose answers are lost: looked up, found however late they land, and never sent on suspicion.

use afterword_model::{OpKind, OutboxState, ProblemKind};
use afterword_platform::Error;
use afterword_store::{comments, outbox};
use afterword_sync::push::Step;
use chrono::TimeDelta;

use crate::blog::{Fate, at, id};
use crate::world::{World, editor, lost, with_reader, world};

fn one_reply() -> (World, afterword_model::OutboxId) {
    let world = with_reader(world());
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    (world, row)
}

fn arrived_once(world: &World) {
    assert_eq!(world.answers_there(1).len(), 1);
    assert_eq!(world.waiting(), 0);
    let receipts = world.receipts();
    assert_eq!(receipts.len(), 1);
    assert_eq!((receipts[0].kind, receipts[0].excerpt.as_str()), (OpKind::Reply, "Thank you"));
    let landed = &world.answers_there(1)[0];
    let here = world.find(landed.as_str().parse().unwrap()).unwrap();
    assert_eq!(here.parent, Some(world.comment(1).id));
}

#[test]
fn a_reply_that_lands_any_time_before_it_has_settled_is_sent_once() {
    for lands_after in [0, 1, 4, 5, 12, 19] {
        let (world, row) = one_reply();
        world.there.state().fates.push_back(lost(lands_after));
        assert_eq!(world.step(), Step::Later);
        assert_eq!(world.stands(row), (OutboxState::Unsure, Some(ProblemKind::AnswerLost), 1));
        assert_eq!(world.step(), Step::Nothing, "the next look has its time");

        let steps = world.steps_for(30);
        assert_eq!(steps.last(), Some(&Step::Sent(OpKind::Reply)), "after {lands_after} s");
        assert_eq!(world.there.count("create reply"), 1, "after {lands_after} s");
        assert_eq!(world.receipts()[0].attempts, 1);
        arrived_once(&world);
    }
}

#[test]
fn a_reply_that_never_arrived_is_sent_again_only_after_it_has_settled() {
    let (world, row) = one_reply();
    world.there.state().fates.push_back(lost(None));
    world.step();
    let key = world.row(row).key;
    world.steps_for(20);
    assert_eq!(world.there.count("create reply"), 1);
    assert_eq!(world.there.count("find reply"), 4, "one look in four seconds");
    assert_eq!(world.steps_for(5), [Step::Sent(OpKind::Reply)]);
    let tries = world.there.state().tries.clone();
    assert_eq!(tries, [(key.clone(), at(0)), (key, at(0))], "the same key, the same date");
    assert_eq!(world.receipts()[0].attempts, 2);
    arrived_once(&world);
}

#[test]
fn a_look_that_takes_long_proves_only_the_time_it_began() {
    let (world, _) = one_reply();
    world.there.state().fates.push_back(lost(19));
    world.step();
    // The look begins after 12 s, the blog answers it from what it then has, and its answer comes after 24 s.
    world.there.wait(12);
    world.there.state().answers_take = TimeDelta::seconds(12);
    assert_eq!(world.step(), Step::Later);
    assert_eq!(world.there.count("create reply"), 1);
    world.there.state().answers_take = TimeDelta::zero();
    world.steps_for(10);
    assert_eq!(world.there.count("create reply"), 1);
    arrived_once(&world);
}

#[test]
fn a_look_that_fails_is_not_an_absence() {
    let failures = [
        Error::Offline("no route".into()),
        Error::Maintenance { retry_after: Some(3) },
        Error::SignIn("401".into()),
        Error::NotTheBlog("a portal".into()),
        Error::TooFast { retry_after: Some(2), message: String::new() },
        Error::Lost("reset".into()),
    ];
    for failure in failures {
        let (world, row) = one_reply();
        world.there.state().fates.push_back(lost(18));
        world.step();
        world.there.state().looks.extend(std::iter::repeat_n(failure.clone(), 3));
        // Long after it has settled, the looks still fail.
        world.there.wait(60);
        for _ in 0..3 {
            world.step();
            assert_eq!(world.row(row).state, OutboxState::Unsure, "{failure}");
            world.there.wait(60);
        }
        assert!(world.there.state().looks.is_empty(), "{failure}");
        assert_eq!(world.step(), Step::Sent(OpKind::Reply), "{failure}");
        assert_eq!(world.there.count("create reply"), 1, "{failure}");
        arrived_once(&world);
    }
}

#[test]
fn a_second_loss_settles_anew() {
    let (world, row) = one_reply();
    world.there.state().fates.extend([lost(None), lost(18)]);
    world.steps_for(22);
    assert_eq!(world.there.count("create reply"), 2);
    assert_eq!(world.stands(row), (OutboxState::Unsure, Some(ProblemKind::AnswerLost), 2));
    world.steps_for(60);
    assert_eq!(world.there.count("create reply"), 2);
    arrived_once(&world);
}

#[test]
fn a_reply_that_lands_after_all_patience_is_still_one_comment() {
    // It lands between the look and the second try: that one is refused, and the first is found.
    let (world, _) = one_reply();
    world.there.state().fates.push_back(lost(28));
    world.step();
    world.there.wait(24);
    world.there.state().takes = TimeDelta::seconds(1);
    assert_eq!(world.step(), Step::Sent(OpKind::Reply));
    assert_eq!(world.there.count("create reply"), 2);
    arrived_once(&world);
}

#[test]
fn power_that_fails_in_the_middle_sends_nothing_twice() {
    for arrived in [true, false] {
        let (world, row) = one_reply();
        // The row is marked and dated, the request leaves, and the lights go out.
        world.there.state().fates.push_back(lost(arrived.then_some(0)));
        world.step();
        let sending = outbox::Next {
            state: OutboxState::Sending,
            not_before: None,
            unsure_since: None,
            problem: None,
        };
        world.store.write(|db| outbox::set_next(db, row, &sending)).unwrap();
        let world = world.power_cut();
        assert_eq!(world.row(row).state, OutboxState::Unsure);
        world.steps_for(30);
        assert_eq!(world.there.count("create reply"), if arrived { 1 } else { 2 });
        arrived_once(&world);
    }
}

#[test]
fn a_pull_between_the_loss_and_the_look_makes_no_second_comment() {
    let (world, _) = one_reply();
    world.there.state().fates.push_back(lost(0));
    world.step();
    let pulled = world.pull().unwrap();
    assert_eq!(pulled.new, 0, "the writer's own words are no news");
    let thread = || {
        let all = world.store.read(|db| comments::of_post(db, world.blog, &id(41)));
        all.unwrap().len()
    };
    assert_eq!(thread(), 3, "for now both are here");
    world.steps_for(10);
    assert_eq!(thread(), 2);
    arrived_once(&world);
}

#[test]
fn offline_leaves_a_row_ready_and_needs_no_look() {
    let (world, row) = one_reply();
    let offline = Error::Offline("no route".into());
    world.there.state().looks.push_back(offline.clone());
    assert_eq!(world.step(), Step::Halt(offline.clone()));
    assert_eq!(world.stands(row), (OutboxState::Queued, Some(ProblemKind::Offline), 1));
    assert_eq!(world.there.count("create reply"), 0);
    world.there.state().fates.push_back(Fate::Refused(offline));
    world.step();
    assert_eq!(world.row(row).state, OutboxState::Queued);
    assert_eq!(world.step(), Step::Sent(OpKind::Reply), "at once");
    assert_eq!(world.there.count("create reply"), 2);
    arrived_once(&world);
}

#[test]
fn the_writers_own_hand_in_the_browser_is_not_claimed_as_ours() {
    let (world, row) = one_reply();
    world.there.state().now = at(-500);
    world.there.state().by_hand(2, Some(1), "Thank you");
    world.there.state().now = at(0);
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row).1, Some(ProblemKind::AnsweredElsewhere));
    world.send_anyway(row);
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row), (OutboxState::Failed, Some(ProblemKind::Refused), 2));
    assert_eq!(world.answers_there(1), [id(2)]);
    assert_eq!(world.receipts(), []);
    world.steps_for(60);
    assert_eq!(world.there.count("create reply"), 1, "a refusal is not tried again by itself");
}

#[test]
fn a_reply_under_a_reply_goes_after_it_and_under_it() {
    let world = with_reader(editor());
    let (first, _) = world.reply(world.comment(1).id, "First");
    world.reply(first, "Second");
    world.there.state().fates.push_back(lost(10));
    let steps = world.steps_for(40);
    let sent = steps.iter().filter(|step| **step == Step::Sent(OpKind::Reply)).count();
    assert_eq!((sent, world.there.count("create reply")), (2, 2));
    let parent = world.answers_there(1).remove(0);
    assert_eq!(world.answers_there(parent.as_str().parse().unwrap()).len(), 1);
}

#[test]
fn a_reply_to_a_comment_that_is_gone_waits_for_the_writer() {
    let (world, row) = one_reply();
    world.there.state().fates.push_back(Fate::Refused(Error::NotFound("parent".into())));
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Gone), 1));
    world.steps_for(60);
    assert_eq!(world.there.count("create reply"), 1);
}
