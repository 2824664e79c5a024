//! Who still waits for an answer, held against the definition itself on random conversations:
//! a reader's public turn without a later turn of the writer's under it, not settled otherwise.

use std::collections::BTreeSet;

use afterword_model::CommentStatus;
use afterword_store::comments::{self, Folder, Incoming};
use proptest::prelude::*;

use crate::{at, connect, from_me, from_reader, home, remote};

#[derive(Debug, Clone)]
struct Turn {
    parent: Option<usize>,
    mine: bool,
    status: CommentStatus,
    handled: bool,
    /// The writer's turn is still in the outbox.
    queued: bool,
}

fn turns() -> impl Strategy<Value = (Vec<Turn>, Vec<usize>)> {
    let status = prop_oneof![
        6 => Just(CommentStatus::Approved),
        2 => Just(CommentStatus::Held),
        1 => Just(CommentStatus::Spam),
        1 => Just(CommentStatus::Trash),
        1 => Just(CommentStatus::Deleted),
    ];
    let turn = (
        any::<prop::sample::Index>(),
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.35),
        status,
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.3),
    );
    prop::collection::vec(turn, 1..40).prop_flat_map(|raw| {
        let turns: Vec<Turn> = raw
            .into_iter()
            .enumerate()
            .map(|(n, (parent, answers, mine, status, handled, queued))| Turn {
                parent: (answers && n > 0).then(|| parent.index(n.max(1))),
                mine,
                status,
                handled,
                queued: mine && queued,
            })
            .collect();
        let order: Vec<usize> = (0..turns.len()).collect();
        (Just(turns), Just(order).prop_shuffle())
    })
}

/// The definition, read off the tree.
fn waits(turns: &[Turn], n: usize) -> bool {
    let turn = &turns[n];
    !turn.mine && turn.status == CommentStatus::Approved && !turn.handled && !answered(turns, n)
}

fn answered(turns: &[Turn], n: usize) -> bool {
    let below = turns.iter().enumerate().filter(|(_, turn)| turn.parent == Some(n));
    below.into_iter().any(|(child, turn)| {
        let stands = matches!(turn.status, CommentStatus::Approved | CommentStatus::Held);
        (turn.mine && stands) || answered(turns, child)
    })
}

fn incoming(turns: &[Turn], n: usize) -> Incoming {
    let turn = &turns[n];
    let id = (n + 1).to_string();
    let parent = turn.parent.map(|parent| (parent + 1).to_string());
    let new = if turn.mine { from_me } else { from_reader }(&id, parent.as_deref(), "words");
    Incoming { status: turn.status, ..new }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn who_waits_for_an_answer_is_exactly_who_should((mut turns, order) in turns()) {
        let home = home();
        let other = connect(&home.store, "https://two.example/wp-json/");
        // A turn that is still in the outbox stands under one that is on the blog, and is public there.
        for n in 0..turns.len() {
            let sent_parent = turns[n].parent.is_some_and(|parent| !turns[parent].queued);
            let has_children = turns.iter().any(|turn| turn.parent == Some(n));
            if turns[n].queued && sent_parent && !has_children {
                turns[n].status = CommentStatus::Approved;
            } else {
                turns[n].queued = false;
            }
        }
        home.store.write(|db| {
            for n in order.into_iter().filter(|n| !turns[*n].queued) {
                comments::receive(db, home.blog, &incoming(&turns, n))?;
                // Another blog's answers to the same ids count for nothing here.
                comments::receive(db, other, &Incoming { mine: true, status: CommentStatus::Approved, ..incoming(&turns, n) })?;
                if turns[n].handled {
                    let id = comments::by_remote(db, home.blog, &remote(&(n + 1).to_string()))?.unwrap();
                    comments::set_handled(db, id, Some(at(0)))?;
                }
            }
            Ok(())
        }).unwrap();
        for turn in turns.iter().filter(|turn| turn.queued) {
            let parent = home.comment(&(turn.parent.unwrap() + 1).to_string());
            home.reply_to(parent.id, "on its way");
        }

        let should: BTreeSet<String> =
            (0..turns.len()).filter(|n| waits(&turns, *n)).map(|n| (n + 1).to_string()).collect();
        let (listed, total) = home.list(Folder::Unanswered, "", 100);
        let does: BTreeSet<String> =
            listed.into_iter().map(|listed| listed.comment.remote_id.unwrap().0).collect();
        prop_assert_eq!(&does, &should);
        prop_assert_eq!(total as usize, should.len());

        let thread = home.store.read(|db| comments::of_post(db, home.blog, &remote("41"))).unwrap();
        let marked: BTreeSet<String> = thread
            .into_iter()
            .filter(|(_, waits)| *waits)
            .map(|(comment, _)| comment.remote_id.unwrap().0)
            .collect();
        prop_assert_eq!(marked, should);
    }
}
