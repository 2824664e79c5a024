//! Another text for a reply that is on the blog: once, whatever gets lost, and over nobody else's words.

use afterword_model::{
    CommentId, CommentStatus, EditReply, Lane, Op, OpKind, OutboxId, OutboxState, ProblemKind,
};
use afterword_platform::Error;
use afterword_store::{comments, outbox};
use afterword_sync::push::Step;

use crate::blog::{Fate, at};
use crate::world::{World, lost, with_reader, world};

impl World {
    /// Queues it as the desk does: the reply reads as changed here already.
    fn change(&self, reply: CommentId, text: &str) -> OutboxId {
        let before = self.store.read(|db| comments::get(db, reply)).unwrap().html;
        self.store.write(|db| comments::set_reply_text(db, reply, text, text)).unwrap();
        let op = EditReply { comment: reply, text: text.into(), before };
        self.add(&Lane::comment(reply), &Op::EditReply(op))
    }

    fn there_now(&self) -> String {
        self.there.state().edit(2).html.clone()
    }
}

/// A reply of the writer's that is on the blog, and a change to it that waits.
fn changed() -> (World, OutboxId) {
    let world = with_reader(world());
    world.there.state().now = at(-600);
    world.there.state().by_hand(2, Some(1), "Thank yuo");
    world.there.state().now = at(0);
    world.pull().unwrap();
    let row = world.change(world.comment(2).id, "Thank **you**");
    world.there.state().calls.clear();
    (world, row)
}

fn arrived(world: &World) {
    assert_eq!(world.there_now(), "<p>Thank <strong>you</strong></p>\n");
    assert_eq!(world.comment(2).html, world.there_now());
    assert_eq!(world.waiting(), 0);
    let receipts = world.receipts();
    assert_eq!((receipts.len(), receipts[0].kind), (1, OpKind::EditReply));
    assert_eq!(receipts[0].subject, "Reader 1");
    assert_eq!(world.answers_there(1).len(), 1, "it is the same reply");
}

#[test]
fn a_changed_reply_goes_out_by_its_id() {
    let (world, _) = changed();
    assert_eq!(world.step(), Step::Sent(OpKind::EditReply));
    assert_eq!(world.there.count("edit comment"), 1);
    arrived(&world);
}

#[test]
fn a_change_whose_answer_was_lost_is_looked_at_and_not_repeated() {
    for lands_after in [0, 4, 12, 19] {
        let (world, row) = changed();
        world.there.state().fates.push_back(lost(lands_after));
        assert_eq!(world.step(), Step::Later);
        assert_eq!(world.row(row).state, OutboxState::Unsure);
        assert_eq!(world.steps_for(30).last(), Some(&Step::Sent(OpKind::EditReply)));
        assert_eq!(world.there.count("edit comment"), 1, "after {lands_after} s");
        arrived(&world);
    }
}

#[test]
fn a_lost_change_whose_quotes_the_blog_made_curly_is_known_again() {
    let (world, _) = changed();
    world.store.write(|db| outbox::remove(db, outbox::list(db, world.blog)?[0].id)).unwrap();
    let (reply, there) = (world.comment(2).id, world.there_now());
    world.store.write(|db| comments::set_reply_text(db, reply, &there, "Thank yuo")).unwrap();
    world.change(reply, "She said \"yes\"...");
    world.there.state().fates.push_back(lost(0));
    assert_eq!(world.step(), Step::Later);
    world.there.state().edit(2).html = "<p>She said “yes”…</p>\n".into();
    assert_eq!(world.steps_for(30), [Step::Sent(OpKind::EditReply)]);
    assert_eq!(world.there.count("edit comment"), 1);
}

#[test]
fn a_change_that_never_arrived_is_sent_again_once_it_has_settled() {
    let (world, _) = changed();
    world.there.state().fates.push_back(lost(None));
    world.steps_for(20);
    assert_eq!(world.there.count("edit comment"), 1);
    world.steps_for(10);
    assert_eq!(world.there.count("edit comment"), 2);
    arrived(&world);
}

#[test]
fn what_somebody_wrote_there_meanwhile_is_not_overwritten_unasked() {
    let (world, row) = changed();
    world.there.state().edit(2).html = "<p>An editor’s words</p>\n".into();
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Conflict), 1));
    assert_eq!(world.row(row).problem.unwrap().detail, "An editor’s words");
    assert_eq!(world.there.count("edit comment"), 0);
    // The writer sends theirs in its place; yet another change would be asked about again.
    world.there.state().edit(2).html = "<p>Still other words</p>\n".into();
    world.store.write(|db| outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::NeedsWriter);
    world.store.write(|db| outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::Sent(OpKind::EditReply));
    arrived(&world);
}

#[test]
fn a_late_change_never_lands_on_a_newer_one() {
    let (world, _) = changed();
    world.there.state().fates.push_back(lost(15));
    world.step();
    world.change(world.comment(2).id, "Thank you all");
    world.steps_for(60);
    assert_eq!(world.waiting(), 0);
    assert_eq!(world.there_now(), "<p>Thank you all</p>\n");
}

#[test]
fn a_reply_that_was_deleted_or_trashed_there_waits_for_the_writer() {
    let (world, row) = changed();
    world.there.state().edit(2).status = CommentStatus::Trash;
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Gone), 1));
    world.there.state().comments.retain(|comment| comment.id != crate::blog::id(2));
    world.store.write(|db| outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row).1, Some(ProblemKind::Gone));
}

#[test]
fn a_role_that_may_not_change_it_is_told() {
    let (world, row) = changed();
    let refusal = Error::Forbidden { code: "rest_cannot_edit".into(), message: "No.".into() };
    world.there.state().fates.push_back(Fate::Refused(refusal));
    assert_eq!(world.steps_for(60), [Step::NeedsWriter]);
    assert_eq!(world.stands(row), (OutboxState::Failed, Some(ProblemKind::Role), 1));
}
