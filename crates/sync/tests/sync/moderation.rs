//! Approving and so on: by id, repeatable, and never against a newer decision.

use afterword_model::{
    CommentId, CommentStatus, Lane, Moderate, Moderation, Op, OpKind, OutboxId, OutboxState,
    ProblemKind,
};
use afterword_platform::Error;
use afterword_store::{comments, outbox};
use afterword_sync::push::Step;

use crate::blog::{Fate, at};
use crate::world::{World, editor, lost, with_reader};

impl World {
    /// Queues it as the desk does: the comment counts as moved already.
    pub fn moderate(&self, comment: CommentId, to: Moderation) -> OutboxId {
        let from = self.store.read(|db| comments::get(db, comment)).unwrap().status;
        self.store.write(|db| comments::set_status(db, comment, to.status())).unwrap();
        self.add(&Lane::comment(comment), &Op::Moderate(Moderate { comment, to, from }))
    }
}

fn spammed() -> (World, OutboxId) {
    let world = with_reader(editor());
    let row = world.moderate(world.comment(1).id, Moderation::Spam);
    (world, row)
}

#[test]
fn a_moderation_whose_answer_was_lost_is_looked_at_and_not_repeated() {
    let (world, row) = spammed();
    world.there.state().fates.push_back(lost(0));
    assert_eq!(world.step(), Step::Later);
    assert_eq!(world.row(row).state, OutboxState::Unsure);
    let steps = world.steps_for(10);
    assert_eq!(steps, [Step::Sent(OpKind::Moderate)]);
    assert_eq!(world.there.count("set status"), 1);
    assert_eq!(world.receipts()[0].moderation, Some(Moderation::Spam));
    assert_eq!(world.waiting(), 0);
}

#[test]
fn a_moderation_that_never_arrived_is_repeated() {
    let (world, _) = spammed();
    world.there.state().fates.push_back(lost(None));
    world.steps_for(25);
    assert_eq!(world.there.count("set status"), 2);
    assert_eq!(world.there.state().edit(1).status, CommentStatus::Spam);
    assert_eq!(world.receipts().len(), 1);
}

#[test]
fn a_late_moderation_never_lands_on_a_newer_one() {
    let (world, _) = spammed();
    world.there.state().fates.push_back(lost(15));
    world.step();
    world.moderate(world.comment(1).id, Moderation::Approve);
    world.steps_for(60);
    assert_eq!(world.waiting(), 0);
    assert_eq!(world.there.state().edit(1).status, CommentStatus::Approved);
    assert_eq!(world.comment(1).status, CommentStatus::Approved);
}

#[test]
fn a_landing_moderation_leaves_the_writers_newer_decision() {
    let (world, _) = spammed();
    world.there.state().fates.push_back(lost(0));
    world.step();
    let newer = world.moderate(world.comment(1).id, Moderation::Trash);
    world.store.write(|db| outbox::delay(db, newer, at(600))).unwrap();
    assert_eq!(world.steps_for(30), [Step::Sent(OpKind::Moderate)]);
    assert_eq!(world.comment(1).status, CommentStatus::Trash, "here it is decided");
    world.steps_for(600);
    assert_eq!(world.waiting(), 0);
    assert_eq!(world.there.state().edit(1).status, CommentStatus::Trash);
}

#[test]
fn moderations_that_only_wait_here_bring_about_no_sweep() {
    let world = editor();
    world.there.state().now = at(-1_000);
    for n in 1..=6 {
        world.there.state().reader(n, None, "Hello");
        let status = if n > 3 { CommentStatus::Held } else { CommentStatus::Approved };
        world.there.state().edit(n).status = status;
    }
    world.pull().unwrap();
    world.there.wait(600);
    world.pull().unwrap();
    let mut rows = vec![];
    for (n, to) in [(1, Moderation::Spam), (2, Moderation::Trash), (4, Moderation::Approve)] {
        rows.push(world.moderate(world.comment(n).id, to));
    }
    for row in rows {
        world.store.write(|db| outbox::hold(db, row)).unwrap();
    }
    world.there.wait(600);
    world.there.state().calls.clear();
    world.pull().unwrap();
    let lists = ["list", "list held", "look for"].map(|call| world.there.count(call));
    assert_eq!(lists, [1, 0, 0], "nothing happened on the blog");
}

#[test]
fn a_newer_decision_on_the_blog_is_not_overruled_unasked() {
    let (world, row) = spammed();
    world.there.state().edit(1).status = CommentStatus::Trash;
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Overtaken), 1));
    assert_eq!(world.there.count("set status"), 0);
    world.store.write(|db| outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::Sent(OpKind::Moderate), "a second press is about what is there");
    assert_eq!(world.there.state().edit(1).status, CommentStatus::Spam);
}

#[test]
fn what_stands_there_already_is_done() {
    let (world, _) = spammed();
    world.there.state().edit(1).status = CommentStatus::Spam;
    assert_eq!(world.step(), Step::Sent(OpKind::Moderate));
    assert_eq!(world.there.count("set status"), 0);
}

#[test]
fn a_comment_that_is_gone_waits_for_the_writer_and_holds_nobody_else() {
    let world = with_reader(editor());
    world.there.state().reader(2, None, "Another");
    world.pull().unwrap();
    let row = world.moderate(world.comment(1).id, Moderation::Trash);
    world.moderate(world.comment(2).id, Moderation::Trash);
    world.there.state().comments.remove(0);
    assert_eq!(world.steps_for(1), [Step::NeedsWriter, Step::Sent(OpKind::Moderate)]);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Gone), 1));
}

#[test]
fn a_role_that_may_not_is_told_and_not_tried_again() {
    let (world, row) = spammed();
    let fate = Error::Forbidden { code: "rest_cannot_edit".into(), message: "No.".into() };
    world.there.state().fates.push_back(Fate::Refused(fate));
    assert_eq!(world.steps_for(100), [Step::NeedsWriter]);
    assert_eq!(world.stands(row), (OutboxState::Failed, Some(ProblemKind::Role), 1));
    assert_eq!(world.there.count("set status"), 1);
}

#[test]
fn a_moderation_of_a_comment_that_is_a_landed_reply_still_goes_out() {
    let world = with_reader(editor());
    world.reply(world.comment(1).id, "Thank you");
    world.there.state().fates.push_back(lost(0));
    world.step();
    // A pull is faster than the look, and the writer takes their own comment down.
    world.pull().unwrap();
    world.moderate(world.comment(101).id, Moderation::Trash);
    world.steps_for(10);
    assert_eq!(world.waiting(), 0);
    assert_eq!(world.there.count("create reply"), 1);
    assert_eq!(world.there.state().edit(101).status, CommentStatus::Trash);
    assert_eq!(world.comment(101).status, CommentStatus::Trash);
    assert_eq!(world.receipts().len(), 2);
}
