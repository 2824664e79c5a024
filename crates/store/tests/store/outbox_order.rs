//! In a comment's lane: what waits for the writer never keeps the comment from being moderated, and a reply
//! waits for the approval it needs. In a post's: pictures go and stay with their post.

use afterword_model::{
    CommentId, CommentStatus, Lane, MediaId, Moderate, Moderation, Op, OutboxId, OutboxState,
    PostFields, PostId, Publish, Reply, Upload,
};
use afterword_store::comments::{self, Incoming};
use afterword_store::outbox;

use crate::{Home, at, from_reader, home};

fn reply() -> Op {
    Op::Reply(Reply::new(CommentId(9), "x", None))
}

fn moderation(to: Moderation) -> Op {
    Op::Moderate(Moderate { comment: CommentId(4), to, from: CommentStatus::Held })
}

impl Home {
    fn wants(&self, op: &Op) -> OutboxId {
        let lane = match op {
            Op::Publish(_) | Op::Upload(_) => Lane::post(PostId(1)),
            _ => Lane::comment(CommentId(4)),
        };
        self.store.write(|db| outbox::add(db, self.blog, &lane, op, at(0))).unwrap()
    }

    fn takes(&self) -> Option<OutboxId> {
        self.take(0).map(|taken| taken.row.id)
    }

    fn state_of(&self, id: OutboxId) -> OutboxState {
        self.store.read(|db| outbox::get(db, id)).unwrap().state
    }
}

#[test]
fn a_moderation_passes_replies_that_wait_for_the_writer() {
    for state in [OutboxState::Blocked, OutboxState::Failed, OutboxState::OnHold] {
        for to in [Moderation::Approve, Moderation::Spam, Moderation::Trash] {
            let home = home();
            let stuck = home.wants(&reply());
            let behind = home.wants(&reply());
            let moderation = home.wants(&moderation(to));
            home.next(stuck, state, None);
            assert_eq!(home.takes(), Some(moderation), "{to:?} past {state:?}");
            home.remove(moderation);
            assert_eq!(home.takes(), None, "nothing is tried again unasked");
            home.store.write(|db| outbox::send_now(db, stuck)).unwrap();
            assert_eq!(home.takes(), Some(stuck));
            home.remove(stuck);
            assert_eq!(home.takes(), Some(behind));
        }
    }
}

#[test]
fn spam_waits_for_a_reply_that_goes_by_itself() {
    for state in [OutboxState::Queued, OutboxState::Sending, OutboxState::Unsure] {
        let home = home();
        let first = home.wants(&reply());
        let spam = home.wants(&moderation(Moderation::Spam));
        home.next(first, state, Some(60));
        assert_eq!(home.takes(), None, "{state:?}");
        home.remove(first);
        assert_eq!(home.takes(), Some(spam));
    }
}

#[test]
fn a_reply_that_may_try_again_waits_for_the_approval_pressed_before_that() {
    let home = home();
    let first = home.wants(&reply());
    home.next(first, OutboxState::Blocked, None);
    let approval = home.wants(&moderation(Moderation::Approve));
    home.store.write(|db| outbox::retry(db, first)).unwrap();
    assert_eq!(home.takes(), Some(approval));
    assert_eq!(home.takes(), None, "not before it arrived");
    home.remove(approval);
    assert_eq!(home.takes(), Some(first));
}

#[test]
fn moderations_keep_their_order_among_themselves() {
    let home = home();
    let stuck = home.wants(&reply());
    home.next(stuck, OutboxState::Blocked, None);
    let spam = home.wants(&moderation(Moderation::Spam));
    let approval = home.wants(&moderation(Moderation::Approve));
    home.store.write(|db| outbox::retry(db, stuck)).unwrap();
    for next in [spam, approval, stuck] {
        assert_eq!(home.takes(), Some(next));
        home.remove(next);
    }
}

fn picture(n: i64) -> Op {
    Op::Upload(Upload { media: MediaId(n), post: PostId(1) })
}

fn post() -> Op {
    let (fields, body) = (PostFields::titled("T"), String::new());
    let intent = afterword_model::Intent::Public;
    Op::Publish(Publish { post: PostId(1), fields, body, intent, wire: None, over: None })
}

#[test]
fn pictures_are_held_with_their_post_and_released_with_it() {
    let home = home();
    let (lost, first, second) =
        (home.wants(&picture(1)), home.wants(&picture(2)), home.wants(&picture(3)));
    home.next(lost, OutboxState::Unsure, Some(60));
    let post = home.wants(&post());
    let later = home.wants(&picture(4));
    let states = || [lost, first, second, post, later].map(|id| home.state_of(id));
    assert!(home.store.write(|db| outbox::hold(db, post)).unwrap());
    let (held, queued) = (OutboxState::OnHold, OutboxState::Queued);
    assert_eq!(states(), [OutboxState::Unsure, held, held, held, queued]);
    home.remove(lost);
    assert_eq!(home.takes(), None, "none of it is sent");
    home.store.write(|db| outbox::release(db, post)).unwrap();
    assert_eq!([first, second, post].map(|id| home.state_of(id)), [queued; 3]);
    assert_eq!(home.takes(), Some(first));
}

#[test]
fn a_new_press_of_a_held_post_takes_its_pictures_along() {
    let home = home();
    let (first, held) = (home.wants(&picture(1)), home.wants(&post()));
    home.store.write(|db| outbox::hold(db, held)).unwrap();
    let row = home.store.read(|db| outbox::get(db, held)).unwrap();
    let anew = home.store.write(|db| outbox::requeue(db, &row, &post(), at(1))).unwrap();
    assert_eq!(home.takes(), Some(first));
    home.remove(first);
    assert_eq!(home.takes(), Some(anew));
}

#[test]
fn what_is_not_a_post_holds_no_picture() {
    let home = home();
    let lane = Lane::post(PostId(1));
    let first = home.wants(&picture(1));
    let other = moderation(Moderation::Spam);
    let other = home.store.write(|db| outbox::add(db, home.blog, &lane, &other, at(0))).unwrap();
    assert!(home.store.write(|db| outbox::hold(db, other)).unwrap());
    assert_eq!(home.takes(), Some(first));
}

#[test]
fn a_comment_whose_moderation_waits_counts_where_it_stands_on_the_blog() {
    let home = home();
    for id in ["1", "2", "3"] {
        home.receive(&Incoming { status: CommentStatus::Held, ..from_reader(id, None, "words") });
    }
    let counts = || {
        let standings = home.store.read(|db| comments::standings(db, home.blog)).unwrap();
        (standings, home.store.read(|db| comments::held(db, home.blog)).unwrap())
    };
    let comment = home.comment("1").id;
    let decide = |from: CommentStatus, to: Moderation| {
        home.store
            .write(|db| {
                let op = Op::Moderate(Moderate { comment, to, from });
                comments::set_status(db, comment, to.status())?;
                outbox::add(db, home.blog, &Lane::comment(comment), &op, at(0))
            })
            .unwrap()
    };
    let first = decide(CommentStatus::Held, Moderation::Approve);
    assert_eq!(counts(), ((3, 0, 0), 3));
    let second = decide(CommentStatus::Approved, Moderation::Spam);
    assert_eq!(counts(), ((3, 0, 0), 3));
    home.remove(first);
    assert_eq!(counts(), ((3, 0, 0), 2));
    home.remove(second);
    assert_eq!(counts(), ((2, 1, 0), 2));
}
