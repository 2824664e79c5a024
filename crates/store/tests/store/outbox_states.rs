//! What becomes of a row: unsure at start-up, queued anew, tried again; its key and tries stay with it.

use std::collections::HashSet;

use afterword_model::{Lane, Op, OutboxId, OutboxRow, OutboxState, Problem, ProblemKind};
use afterword_store::outbox::{self, Next};
use afterword_store::{Error, Store};

use crate::outbox::{lane, some_op};
use crate::{Home, at, home};

impl Home {
    fn row(&self, id: OutboxId) -> OutboxRow {
        self.store.read(|db| outbox::get(db, id)).unwrap()
    }

    fn requeue(&self, old: OutboxId, op: &Op) -> OutboxId {
        let old = self.row(old);
        self.store.write(|db| outbox::requeue(db, &old, op, at(50))).unwrap()
    }

    fn retry(&self, id: OutboxId) {
        self.store.write(|db| outbox::retry(db, id)).unwrap();
    }

    /// Lost at second 0, then stopped by something the writer has to settle.
    fn lost_then_blocked(&self, id: OutboxId, attempts: u32) {
        for _ in 0..attempts {
            self.next(id, OutboxState::Queued, None);
            assert_eq!(self.take(99).unwrap().row.id, id);
        }
        let problem = Some(Problem { kind: ProblemKind::Gone, detail: "x".into() });
        let (state, unsure_since) = (OutboxState::Blocked, Some(at(0)));
        let next = Next { state, not_before: None, unsure_since, problem };
        self.store.write(|db| outbox::set_next(db, id, &next)).unwrap();
    }
}

#[test]
fn every_intent_has_a_key_of_its_own_that_fits_a_slug() {
    let home = home();
    let rows = 200;
    for n in 0..rows {
        home.add("a", n);
    }
    let all = home.store.read(|db| outbox::list(db, home.blog)).unwrap();
    let keys: HashSet<&str> = all.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), rows as usize);
    for key in keys {
        let hex = key.strip_prefix('q').unwrap();
        assert!(
            hex.len() == 16 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
            "{key}"
        );
    }
}

#[test]
fn what_was_being_sent_when_the_app_died_is_looked_up() {
    let home = home();
    let (sending, queued, blocked) = (home.add("a", 1), home.add("b", 2), home.add("c", 3));
    assert_eq!(home.take(0).unwrap().row.id, sending);
    home.next(blocked, OutboxState::Blocked, None);
    let key = home.row(sending).key;
    drop(home.store);

    let store = Store::open(home.folder.path()).unwrap();
    assert_eq!(store.write(|db| outbox::mark_unsure(db, at(7))).unwrap(), 1);
    let home = Home { store, ..home };
    let states = [sending, queued, blocked].map(|id| home.row(id).state);
    assert_eq!(states, [OutboxState::Unsure, OutboxState::Queued, OutboxState::Blocked]);
    let taken = home.take(7).unwrap();
    assert_eq!((taken.row.id, taken.row.attempts), (sending, 1));
    assert_eq!((taken.row.key, taken.row.unsure_since), (key, Some(at(7))));
}

#[test]
fn a_replaced_intent_keeps_its_key_and_tries_and_goes_behind() {
    let home = home();
    let old = home.add("a", 1);
    home.take(0);
    home.next(old, OutboxState::Queued, Some(500));
    let before = home.row(old);
    let behind = home.add("a", 2);
    let new = home.requeue(old, &some_op(3));

    let row = home.row(new);
    assert_eq!((&row.key, row.attempts, row.state), (&before.key, 1, OutboxState::Queued));
    assert_eq!((row.op, row.not_before, row.problem), (some_op(3), None, None));
    let order = home.store.read(|db| outbox::lane(db, home.blog, &lane("a"))).unwrap();
    assert_eq!(order.iter().map(|row| row.id).collect::<Vec<_>>(), [behind, new]);
    assert!(home.store.read(|db| outbox::find(db, old)).unwrap().is_none());
    assert!(matches!(
        home.store.read(|db| outbox::get(db, old)),
        Err(Error::Missing("outbox row"))
    ));
}

#[test]
fn a_replaced_intent_that_may_have_arrived_is_still_looked_up_first() {
    let home = home();
    let old = home.add("a", 1);
    home.lost_then_blocked(old, 2);
    let new = home.requeue(old, &some_op(2));
    let taken = home.take(99).unwrap();
    assert_eq!((taken.row.id, taken.row.state), (new, OutboxState::Unsure));
    assert_eq!((taken.row.attempts, taken.row.unsure_since), (2, Some(at(0))));
}

#[test]
fn another_chance_begins_with_a_look_when_an_answer_was_lost() {
    let home = home();
    let (lost, refused) = (home.add("a", 1), home.add("b", 2));
    home.lost_then_blocked(lost, 1);
    home.next(refused, OutboxState::Failed, Some(500));
    home.retry(lost);
    home.retry(refused);
    let row = home.row(lost);
    assert_eq!((row.state, row.problem), (OutboxState::Unsure, None));
    let row = home.row(refused);
    assert_eq!((row.state, row.not_before), (OutboxState::Queued, None));
}

#[test]
fn another_chance_does_nothing_to_what_is_on_its_way() {
    let home = home();
    let (sending, unsure) = (home.add("a", 1), home.add("b", 2));
    home.next(sending, OutboxState::Sending, None);
    home.next(unsure, OutboxState::Unsure, Some(30));
    let before = (home.row(sending), home.row(unsure));
    home.retry(sending);
    home.retry(unsure);
    assert_eq!((home.row(sending), home.row(unsure)), before);
}

#[test]
fn rows_are_counted_by_whom_they_wait_for() {
    let home = home();
    let states = [
        OutboxState::Queued,
        OutboxState::Sending,
        OutboxState::Unsure,
        OutboxState::Blocked,
        OutboxState::Failed,
    ];
    for (n, state) in (0..).zip(states) {
        let id = home.add(&n.to_string(), n);
        home.next(id, state, None);
    }
    assert_eq!(home.store.read(|db| outbox::counts(db, home.blog)).unwrap(), (3, 2));
}

#[test]
fn a_lane_is_busy_while_it_has_a_row() {
    let home = home();
    let id = home.add("comment:5", 1);
    let busy = |number| {
        let lane = Lane::comment(afterword_model::CommentId(number));
        home.store.read(|db| outbox::has_lane(db, home.blog, &lane)).unwrap()
    };
    assert!(busy(5));
    assert!(!busy(50));
    home.remove(id);
    assert!(!busy(5));
}
