//! Whose turn it is: order, lanes, times, and replies that wait for what they answer.

use afterword_model::{
    CommentId, CommentStatus, Lane, Moderate, Moderation, Op, OutboxId, OutboxState, Reply,
};
use afterword_store::comments;
use afterword_store::outbox::{self, Next, Taken};

use crate::{Home, at, connect, from_me, from_reader, home};

/// An intent that needs nothing else in the store.
pub(crate) fn some_op(n: i64) -> Op {
    let (to, from) = (Moderation::Approve, CommentStatus::Held);
    Op::Moderate(Moderate { comment: CommentId(1000 + n), to, from })
}

pub(crate) fn lane(name: &str) -> Lane {
    Lane(name.into())
}

impl Home {
    pub(crate) fn add(&self, name: &str, n: i64) -> OutboxId {
        self.add_op(&lane(name), &some_op(n))
    }

    fn add_op(&self, lane: &Lane, op: &Op) -> OutboxId {
        self.store.write(|db| outbox::add(db, self.blog, lane, op, at(0))).unwrap()
    }

    pub(crate) fn take(&self, second: i64) -> Option<Taken> {
        self.store.write(|db| outbox::take(db, self.blog, at(second))).unwrap()
    }

    fn take_id(&self, second: i64) -> Option<OutboxId> {
        self.take(second).map(|taken| taken.row.id)
    }

    pub(crate) fn next(&self, id: OutboxId, state: OutboxState, not_before: Option<i64>) {
        let unsure_since = (state == OutboxState::Unsure).then(|| at(0));
        let next = Next { state, not_before: not_before.map(at), unsure_since, problem: None };
        self.store.write(|db| outbox::set_next(db, id, &next)).unwrap();
    }

    pub(crate) fn remove(&self, id: OutboxId) {
        self.store.write(|db| outbox::remove(db, id)).unwrap();
    }

    fn due(&self) -> Option<i64> {
        let due = self.store.read(|db| outbox::next_due(db, self.blog)).unwrap();
        due.map(|due| (due - at(0)).num_seconds())
    }
}

#[test]
fn rows_go_out_oldest_first_and_one_of_a_lane_at_a_time() {
    let home = home();
    let (a1, b1, a2) = (home.add("a", 1), home.add("b", 2), home.add("a", 3));
    assert_eq!(home.take_id(0), Some(a1));
    assert_eq!(home.take_id(0), Some(b1));
    assert_eq!(home.take_id(0), None, "what is being sent holds its lane");
    home.remove(a1);
    assert_eq!(home.take_id(0), Some(a2));
    assert_eq!(home.take_id(0), None);
}

#[test]
fn a_blocked_head_holds_its_own_lane_and_no_other() {
    for state in [OutboxState::Blocked, OutboxState::Failed, OutboxState::Sending] {
        let home = home();
        let (head, behind, other) = (home.add("a", 1), home.add("a", 2), home.add("b", 3));
        home.next(head, state, None);
        assert_eq!(home.take_id(0), Some(other), "{state:?}");
        assert_eq!(home.take_id(0), None, "{state:?}");
        home.remove(head);
        assert_eq!(home.take_id(0), Some(behind), "{state:?}");
    }
}

#[test]
fn another_blogs_lane_of_the_same_name_is_another_lane() {
    let home = home();
    let other = connect(&home.store, "https://two.example/wp-json/");
    let head = home.add("a", 1);
    home.next(head, OutboxState::Blocked, None);
    let there =
        home.store.write(|db| outbox::add(db, other, &lane("a"), &some_op(2), at(0))).unwrap();
    assert_eq!(home.take_id(0), None);
    let taken = home.store.write(|db| outbox::take(db, other, at(0))).unwrap();
    assert_eq!(taken.map(|taken| taken.row.id), Some(there));
}

#[test]
fn a_row_waits_for_its_time_and_its_lane_waits_with_it() {
    let home = home();
    let (head, behind, other) = (home.add("a", 1), home.add("a", 2), home.add("b", 3));
    home.next(head, OutboxState::Queued, Some(60));
    home.next(other, OutboxState::Queued, Some(30));
    assert_eq!(home.due(), Some(30));
    assert_eq!(home.take_id(29), None);
    assert_eq!(home.take_id(30), Some(other));
    assert_eq!(home.due(), Some(60));
    assert_eq!(home.take_id(59), None);
    assert_eq!(home.take_id(60), Some(head));
    home.remove(head);
    assert_eq!(home.take_id(60), Some(behind));
}

#[test]
fn an_attempt_is_counted_on_disk_before_the_call() {
    let home = home();
    let id = home.add("a", 1);
    let read = || home.store.read(|db| outbox::get(db, id)).unwrap();
    assert_eq!((read().attempts, read().state), (0, OutboxState::Queued));
    let taken = home.take(0).unwrap();
    assert_eq!(read(), taken.row);
    assert_eq!((read().attempts, read().state), (1, OutboxState::Sending));
    home.store.write(|db| outbox::uncount(db, id)).unwrap();
    home.store.write(|db| outbox::uncount(db, id)).unwrap();
    assert_eq!(read().attempts, 0, "never less than none");
}

#[test]
fn looking_up_is_not_an_attempt() {
    let home = home();
    let id = home.add("a", 1);
    home.take(0);
    home.next(id, OutboxState::Unsure, None);
    let mut taken = home.take(0).unwrap();
    assert_eq!((taken.row.state, taken.row.attempts), (OutboxState::Unsure, 1));
    assert_eq!((taken.row.unsure_since, taken.taken_at), (Some(at(0)), at(0)));
    assert_eq!(home.take_id(0), Some(id), "it stays to be looked up");
    home.store.write(|db| outbox::mark_sending(db, &mut taken.row)).unwrap();
    let read = home.store.read(|db| outbox::get(db, id)).unwrap();
    assert_eq!((read.state, read.attempts), (OutboxState::Sending, 2));
    assert_eq!(read, taken.row);
}

/// A reader's comment, a reply to it and a reply to that reply, both queued.
fn two_replies(home: &Home) -> (CommentId, OutboxId, OutboxId) {
    home.receive(&from_reader("1", None, "Hello"));
    let parent = home.comment("1").id;
    let first = home.reply_to(parent, "first");
    let second = home.reply_to(first, "second");
    let reply = |comment| Op::Reply(Reply::new(comment, "x", None));
    let a = home.add_op(&Lane::comment(parent), &reply(first));
    let b = home.add_op(&Lane::comment(first), &reply(second));
    (first, a, b)
}

#[test]
fn a_reply_under_an_unsent_reply_waits_and_then_goes() {
    let home = home();
    let (first, a, b) = two_replies(&home);
    assert_eq!(home.take_id(0), Some(a));
    assert_eq!(home.take_id(0), None);
    home.store
        .write(|db| {
            comments::adopt(db, first, &from_me("20", Some("1"), "first"))?;
            outbox::remove(db, a)
        })
        .unwrap();
    assert_eq!(home.take_id(0), Some(b));
}

#[test]
fn a_reply_that_waits_for_another_has_no_time_of_its_own() {
    let home = home();
    let (_, a, _) = two_replies(&home);
    assert_eq!(home.due(), Some(-1_800_000_000), "the first is due at once");
    home.next(a, OutboxState::Queued, Some(60));
    assert_eq!(home.due(), Some(60), "the second hides when the first is due");
    home.next(a, OutboxState::Blocked, None);
    assert_eq!(home.due(), None);
}

#[test]
fn replies_behind_a_row_are_counted() {
    let home = home();
    let (_, a, b) = two_replies(&home);
    home.add("c", 9);
    let behind = |id| home.store.read(|db| outbox::replies_behind(db, home.blog, id)).unwrap();
    assert_eq!((behind(a), behind(b)), (1, 0));
    home.next(b, OutboxState::Failed, None);
    assert_eq!(behind(a), 0);
}
