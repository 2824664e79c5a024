//! A reply that has arrived: its row becomes the blog's comment, also when a pull was faster.

use afterword_model::{
    Author, CommentId, CommentStatus, Lane, Moderate, Moderation, Op, OutboxState, Reply,
};
use afterword_store::comments::{self, Folder, Incoming};
use afterword_store::{Error, drafts, outbox};

use crate::{Home, at, from_me, from_reader, home, remote};

impl Home {
    fn adopt(&self, reply: CommentId, landed: &Incoming) {
        self.store.write(|db| comments::adopt(db, reply, landed)).unwrap();
    }

    fn queue(&self, lane: CommentId, op: &Op) -> afterword_model::OutboxId {
        self.store
            .write(|db| outbox::add(db, self.blog, &Lane::comment(lane), op, at(600)))
            .unwrap()
    }
}

/// A reader's comment and a reply that waits.
fn conversation() -> (Home, CommentId) {
    let home = home();
    home.receive(&from_reader("1", None, "Hello"));
    let reply = home.reply_to(home.comment("1").id, "my own text");
    (home, reply)
}

fn landed() -> Incoming {
    Incoming { status: CommentStatus::Held, ..from_me("20", Some("1"), "as the blog has it") }
}

#[test]
fn a_reply_that_arrived_is_as_the_blog_has_it() {
    let (home, reply) = conversation();
    let before = home.store.read(|db| comments::get(db, reply)).unwrap();
    assert_eq!((before.remote_id, before.mine), (None, true));
    home.adopt(reply, &landed());
    let here = home.comment("20");
    assert_eq!((here.id, here.uuid), (reply, before.uuid), "it is still the writer's row");
    assert_eq!(here.html, "<p>as the blog has it</p>");
    assert_eq!(here.status, CommentStatus::Held);
    assert_eq!(here.parent, Some(home.comment("1").id));
    let find = |words| home.list(Folder::All, words, 9);
    assert_eq!(find("blog").1, 1);
    assert_eq!(find("own").1, 0);
}

#[test]
fn answers_that_came_before_the_reply_are_tied_to_it() {
    let (home, reply) = conversation();
    home.receive(&from_reader("21", Some("20"), "Oh!"));
    assert_eq!(home.comment("21").parent, None);
    home.adopt(reply, &landed());
    assert_eq!(home.comment("21").parent, Some(reply));
}

#[test]
fn a_reply_that_a_pull_brought_in_first_is_one_comment() {
    let (home, reply) = conversation();
    home.receive(&landed());
    home.receive(&from_reader("21", Some("20"), "Oh!"));
    let double = home.comment("20").id;
    assert_ne!(double, reply);
    let under = home.reply_to(double, "queued below the double");
    home.store
        .write(|db| {
            drafts::set(db, double, "half a thought", at(1))?;
            drafts::set(db, reply, "another half", at(2))
        })
        .unwrap();

    home.adopt(reply, &landed());
    assert_eq!(home.comment("20").id, reply);
    let gone = home.store.read(|db| comments::get(db, double));
    assert!(matches!(gone, Err(Error::Missing("comment"))));
    assert_eq!(home.comment("21").parent, Some(reply));
    let queued = home.store.read(|db| comments::get(db, under)).unwrap();
    assert_eq!((queued.parent, queued.parent_remote), (Some(reply), Some(remote("20"))));
    let kept = home.store.read(|db| drafts::get(db, reply)).unwrap();
    assert_eq!(kept, "half a thought\n\nanother half");
    let (_, total) = home.list(Folder::All, "blog", 9);
    assert_eq!(total, 1, "the double is still found");
}

#[test]
fn what_waits_for_the_double_waits_for_the_one_that_stays() {
    let (home, reply) = conversation();
    home.receive(&landed());
    let double = home.comment("20").id;
    let (to, from) = (Moderation::Approve, CommentStatus::Held);
    let moderation = home.queue(double, &Op::Moderate(Moderate { comment: double, to, from }));
    let under = home.reply_to(double, "below");
    let answer = Reply::new(under, "below", None);
    let below = home.queue(double, &Op::Reply(answer.clone()));

    home.adopt(reply, &landed());
    let row = |id| home.store.read(|db| outbox::get(db, id)).unwrap();
    assert_eq!(row(moderation).op, Op::Moderate(Moderate { comment: reply, to, from }));
    assert_eq!(row(moderation).lane, Lane::comment(reply));
    assert_eq!(row(below).op, Op::Reply(answer));
    assert_eq!(row(below).lane, Lane::comment(reply));
    assert_eq!(row(below).state, OutboxState::Queued);
}

#[test]
fn a_reply_that_was_taken_back_never_was() {
    let (home, reply) = conversation();
    home.store.write(|db| comments::set_reply_text(db, reply, "<p>better</p>", "better")).unwrap();
    let find = |words| home.list(Folder::All, words, 9).1;
    assert_eq!((find("own"), find("better")), (0, 1));
    home.store.write(|db| comments::remove_reply(db, reply)).unwrap();
    assert_eq!(find(""), 1);
    assert_eq!(find("better"), 0);
    let parent = home.comment("1").id;
    assert_eq!(home.store.read(|db| comments::answers(db, parent)).unwrap(), 0);
}

#[test]
fn what_is_on_the_blog_is_not_removed_as_a_reply() {
    let (home, reply) = conversation();
    home.adopt(reply, &landed());
    home.store.write(|db| comments::remove_reply(db, reply)).unwrap();
    assert_eq!(home.comment("20").id, reply);
}

#[test]
fn a_reply_waits_as_the_writers_turn() {
    let (home, reply) = conversation();
    let unanswered =
        || home.store.read(|db| comments::count(db, home.blog, Folder::Unanswered)).unwrap();
    assert_eq!(unanswered(), 0);
    home.store.write(|db| comments::remove_reply(db, reply)).unwrap();
    assert_eq!(unanswered(), 1);
    let stranger = Author { name: "Ada".into(), url: None, remote_id: None, face: None };
    home.receive(&Incoming { author: stranger, ..from_reader("2", Some("1"), "I am Ada!") });
    assert_eq!(unanswered(), 2, "a reader with the writer's name answers nothing");
}
