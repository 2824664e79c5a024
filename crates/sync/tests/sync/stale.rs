//! What happened in the conversation after the writer pressed Send: they are asked before anything goes out,
//! see what changed, and may send it all the same.

use afterword_model::{CommentStatus, Moderation, Op, OpKind, OutboxId, OutboxState, ProblemKind};
use afterword_platform::Error;
use afterword_store::{authors, outbox, readers};
use afterword_sync::push::Step;

use crate::blog::{Fate, at, id};
use crate::world::{World, editor, lost, with_reader, world};

fn queued() -> (World, OutboxId) {
    let world = with_reader(world());
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    (world, row)
}

impl World {
    /// The writer has looked at what they were asked about, and sends the reply all the same.
    pub fn send_anyway(&self, row: OutboxId) {
        let sent = self.store.write(|db| {
            let Op::Reply(reply) = outbox::get(db, row)?.op else { panic!("no reply") };
            outbox::set_op(db, row, &Op::Reply(reply.all_the_same()))?;
            outbox::retry(db, row)
        });
        sent.unwrap();
    }

    fn stopped(&self, row: OutboxId, kind: ProblemKind, detail: &str) {
        assert_eq!(self.step(), Step::NeedsWriter, "{kind:?}");
        assert_eq!(self.stands(row), (OutboxState::Blocked, Some(kind), 1));
        let row = self.row(row);
        assert_eq!(row.problem.as_ref().map(|problem| problem.detail.as_str()), Some(detail));
        assert!(row.is_here_only(), "its text can be taken back");
        assert_eq!(self.there.count("create reply"), 0);
        assert_eq!(self.steps_for(60), [], "nothing goes by itself");
    }

    fn sent_anyway(&self, row: OutboxId) {
        self.send_anyway(row);
        assert_eq!(self.steps_for(30), [Step::Sent(OpKind::Reply)]);
        assert_eq!(self.there.count("create reply"), 1);
        assert_eq!(self.waiting(), 0);
    }
}

#[test]
fn an_edited_comment_is_read_again_before_it_is_answered() {
    let (world, row) = queued();
    world.there.state().edit(1).html = "<p>I meant the opposite</p>".into();
    world.stopped(row, ProblemKind::ParentEdited, "I meant the opposite");
    assert_eq!(world.comment(1).html, "<p>I meant the opposite</p>", "the window shows it");
    world.sent_anyway(row);
}

#[test]
fn a_comment_that_only_a_plugin_wrapped_anew_is_not_edited() {
    let (world, _) = queued();
    world.there.state().edit(1).html = "<p class=\"plugin-7\"><span>Hello</span></p>".into();
    assert_eq!(world.step(), Step::Sent(OpKind::Reply));
}

#[test]
fn what_the_writer_answered_elsewhere_is_not_answered_twice_unasked() {
    let (world, row) = queued();
    world.there.state().by_hand(2, Some(1), "Thanks from the telephone");
    world.stopped(row, ProblemKind::AnsweredElsewhere, "");
    assert_eq!(world.comment(2).parent, Some(world.comment(1).id), "the window shows it");
    world.there.wait(20);
    world.sent_anyway(row);
}

#[test]
fn what_another_author_answered_is_said_with_their_name() {
    let (world, row) = queued();
    let grace = authors::Author { id: id(8), name: "Grace".into() };
    world.store.write(|db| authors::replace(db, world.blog, &[grace])).unwrap();
    world.there.state().reader(2, Some(1), "Allow me");
    let author = &mut world.there.state().edit(2).author.clone();
    (author.name, author.remote_id) = ("Grace".into(), Some(id(8)));
    world.there.state().edit(2).author = author.clone();
    world.stopped(row, ProblemKind::AnsweredElsewhere, "Grace");
    world.sent_anyway(row);
}

#[test]
fn what_the_reader_added_meanwhile_is_read_first() {
    let (world, row) = queued();
    world.there.state().reader(2, Some(1), "Forget it, I found it");
    let reader = world.there.state().edit(1).author.clone();
    world.there.state().edit(2).author = reader;
    world.stopped(row, ProblemKind::NewTurn, "Forget it, I found it");
    world.sent_anyway(row);
}

#[test]
fn another_readers_remark_holds_nothing() {
    let (world, _) = queued();
    world.there.state().reader(2, Some(1), "I agree");
    assert_eq!(world.step(), Step::Sent(OpKind::Reply));
}

#[test]
fn what_the_writer_had_seen_already_holds_nothing() {
    let world = with_reader(world());
    world.there.state().now = at(-600);
    world.there.state().by_hand(2, Some(1), "A first answer");
    world.there.state().now = at(0);
    world.pull().unwrap();
    world.reply(world.comment(1).id, "And another thing");
    assert_eq!(world.step(), Step::Sent(OpKind::Reply));
}

#[test]
fn two_replies_to_one_comment_do_not_hold_each_other() {
    let world = with_reader(editor());
    for text in ["One", "Two", "Three"] {
        world.reply(world.comment(1).id, text);
    }
    // The answer to the first gets lost, and a pull sees it before the look.
    world.there.state().fates.push_back(lost(0));
    world.step();
    world.pull().unwrap();
    let steps = world.steps_for(30);
    assert_eq!(steps, vec![Step::Sent(OpKind::Reply); 3], "{steps:?}");
    assert_eq!(world.answers_there(1).len(), 3);
}

#[test]
fn a_reply_to_what_left_the_page_waits_and_goes_once_it_is_back() {
    for (status, kind, word) in [
        (CommentStatus::Trash, ProblemKind::Gone, "trash"),
        (CommentStatus::Spam, ProblemKind::Gone, "spam"),
        (CommentStatus::Held, ProblemKind::Overtaken, "held"),
    ] {
        let (world, row) = queued();
        world.there.state().edit(1).status = status;
        world.stopped(row, kind, word);
        assert_eq!(world.comment(1).status, status, "the window shows it");
        world.there.state().edit(1).status = CommentStatus::Approved;
        world.sent_anyway(row);
    }
}

#[test]
fn a_post_that_was_closed_waits_for_the_writer() {
    let (world, row) = queued();
    let closed = Error::CommentsClosed("rest_comment_closed".into());
    world.there.state().fates.push_back(Fate::Refused(closed));
    assert_eq!(world.step(), Step::NeedsWriter);
    let problem = Some(ProblemKind::CommentsClosed);
    assert_eq!(world.stands(row), (OutboxState::Blocked, problem, 1));
    world.send_anyway(row);
    assert_eq!(world.step(), Step::Sent(OpKind::Reply), "it was opened again");
}

#[test]
fn a_second_change_is_asked_about_again() {
    let (world, row) = queued();
    world.there.state().edit(1).html = "<p>First thought</p>".into();
    assert_eq!(world.step(), Step::NeedsWriter);
    world.send_anyway(row);
    world.there.state().edit(1).html = "<p>Second thought</p>".into();
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.comment(1).html, "<p>Second thought</p>");
    world.sent_anyway(row);
}

#[test]
fn what_came_after_the_question_is_asked_about_again() {
    let (world, row) = queued();
    world.there.state().by_hand(2, Some(1), "Thanks from the telephone");
    assert_eq!(world.step(), Step::NeedsWriter);
    // Nobody has shown this one to the writer, though a pull brought it before they pressed.
    world.there.wait(20);
    world.there.state().by_hand(3, Some(1), "And once more");
    world.pull().unwrap();
    assert!(world.find(3).is_some());
    world.send_anyway(row);
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row).1, Some(ProblemKind::AnsweredElsewhere));
    world.there.wait(20);
    world.sent_anyway(row);
}

#[test]
fn another_try_is_no_answer_to_the_question() {
    let (world, row) = queued();
    world.there.state().edit(1).html = "<p>I meant the opposite</p>".into();
    assert_eq!(world.step(), Step::NeedsWriter);
    world.store.write(|db| outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::NeedsWriter);
    world.sent_anyway(row);
}

#[test]
fn what_the_writer_answered_under_another_name_is_not_answered_twice_unasked() {
    let world = with_reader(world());
    // Who wrote so once is the writer, as they have said.
    world.there.state().now = at(-900);
    world.there.state().reader(2, None, "A remark of mine");
    world.there.state().now = at(0);
    world.pull().unwrap();
    let me = world.comment(2).reader.unwrap();
    world.store.write(|db| readers::set_me(db, me, true)).unwrap();
    let (_, row) = world.reply(world.comment(1).id, "Thank you");
    world.there.state().reader(3, Some(1), "Thanks from the sofa");
    let author = world.there.state().edit(2).author.clone();
    world.there.state().edit(3).author = author;
    world.stopped(row, ProblemKind::AnsweredElsewhere, "");
    world.sent_anyway(row);
}

#[test]
fn a_comment_that_this_account_may_no_longer_read_is_not_answered_unasked() {
    let (world, row) = queued();
    world.there.state().forbidden.push(id(1));
    world.stopped(row, ProblemKind::Overtaken, "");
    world.there.state().forbidden.clear();
    world.sent_anyway(row);
}

#[test]
fn a_blog_that_forbids_reading_for_a_reason_of_its_own_is_quoted() {
    let (world, row) = queued();
    world.there.state().forbids = "plugin_says_no";
    world.there.state().forbidden.push(id(1));
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(world.stands(row), (OutboxState::Failed, Some(ProblemKind::Role), 1));
    assert_eq!(world.row(row).problem.unwrap().detail, "No.");
    assert_eq!(world.there.count("create reply"), 0);
    world.there.state().forbidden.clear();
    world.sent_anyway(row);
}

#[test]
fn a_held_comment_is_approved_under_a_reply_that_waits_and_the_reply_goes_when_asked() {
    let world = with_reader(editor());
    let comment = world.comment(1).id;
    let (_, row) = world.reply(comment, "Thank you");
    world.there.state().edit(1).status = CommentStatus::Held;
    assert_eq!(world.step(), Step::NeedsWriter);
    world.moderate(comment, Moderation::Approve);
    assert_eq!(world.steps_for(60), [Step::Sent(OpKind::Moderate)], "the reply not by itself");
    assert_eq!(world.there.state().edit(1).status, CommentStatus::Approved);
    world.sent_anyway(row);
}

#[test]
fn a_comment_becomes_spam_though_a_reply_to_it_waits() {
    let world = with_reader(editor());
    let comment = world.comment(1).id;
    let (_, row) = world.reply(comment, "Thank you");
    world.there.state().edit(1).html = "<p>Buy this</p>".into();
    assert_eq!(world.step(), Step::NeedsWriter);
    world.moderate(comment, Moderation::Spam);
    assert_eq!(world.steps_for(60), [Step::Sent(OpKind::Moderate)]);
    assert_eq!(world.there.state().edit(1).status, CommentStatus::Spam);
    assert_eq!(world.row(row).state, OutboxState::Blocked);
}

#[test]
fn a_stale_reply_holds_no_other() {
    let world = with_reader(world());
    world.there.state().now = at(-900);
    world.there.state().reader(2, None, "Another");
    world.there.state().now = at(0);
    world.pull().unwrap();
    let (_, stale) = world.reply(world.comment(1).id, "To the first");
    world.reply(world.comment(2).id, "To the second");
    world.there.state().edit(1).html = "<p>Other words</p>".into();
    assert_eq!(world.steps_for(1), [Step::NeedsWriter, Step::Sent(OpKind::Reply)]);
    assert_eq!(world.answers_there(2).len(), 1);
    assert_eq!(world.row(stale).state, OutboxState::Blocked);
}

#[test]
fn a_comment_that_breaks_the_blog_holds_no_other() {
    let world = with_reader(world());
    world.there.state().now = at(-900);
    world.there.state().reader(2, None, "Another");
    world.there.state().now = at(0);
    world.pull().unwrap();
    world.reply(world.comment(1).id, "To the first");
    world.reply(world.comment(2).id, "To the second");
    world.there.state().broken.push(id(1));
    let steps = world.steps_for(4);
    assert!(steps.contains(&Step::Sent(OpKind::Reply)), "{steps:?}");
    assert_eq!((world.answers_there(1).len(), world.answers_there(2).len()), (0, 1));
    world.there.state().broken.clear();
    world.steps_for(60);
    assert_eq!(world.answers_there(1).len(), 1);
}

#[test]
fn a_lost_reply_to_a_comment_that_went_away_can_be_taken_back_once_it_has_settled() {
    let (world, row) = queued();
    world.there.state().fates.push_back(lost(None));
    world.step();
    world.there.state().edit(1).status = CommentStatus::Trash;
    assert_eq!(world.steps_for(60).last(), Some(&Step::NeedsWriter));
    assert_eq!(world.stands(row).1, Some(ProblemKind::Gone));
    assert!(world.row(row).is_here_only());
    assert_eq!(world.there.count("create reply"), 1);
}

#[test]
fn a_try_that_lands_between_the_two_looks_is_no_answer_from_elsewhere() {
    let (world, _) = queued();
    world.there.state().fates.push_back(lost(25));
    world.step();
    world.there.wait(24);
    // The first look takes a second, and then it is there.
    world.there.state().takes = chrono::TimeDelta::seconds(1);
    assert_eq!(world.step(), Step::Sent(OpKind::Reply));
    assert_eq!(world.there.count("create reply"), 1);
    assert_eq!(world.answers_there(1).len(), 1);
}

#[test]
fn another_computers_reply_of_the_same_second_is_not_taken_for_ours() {
    let world = with_reader(editor());
    world.there.state().now = at(-900);
    world.there.state().reader(2, None, "Another");
    world.there.state().now = at(0);
    world.pull().unwrap();
    world.reply(world.comment(1).id, "To the first");
    world.there.state().fates.push_back(lost(None));
    world.step();
    // The telephone answered somebody else under the very same date.
    world.there.state().by_hand(3, Some(2), "To the second");
    world.there.state().edit(3).date = at(0);
    world.steps_for(60);
    assert_eq!(world.answers_there(1).len(), 1, "ours is not lost");
    assert_eq!(world.answers_there(2), [id(3)]);
    assert_eq!(world.receipts().len(), 1);
}
